/** The numbers of one statement, drawn given what the statements before it have drawn. */

import type { Interpreter } from "../density/graph/interpret.ts";
import type { Node } from "../density/graph/node.ts";
import { scalarDomain } from "../model/domains.ts";
import type { RandomStream } from "../numeric/random-stream.ts";
import type { Conditional } from "./conditional.ts";
import type { ArgumentValues } from "./draw-one.ts";

/** A value of a node at an element; a scalar is the same for each. */
export function at(node: Node, values: Float64Array, i: number): number {
  return node.domain === scalarDomain ? values[0]! : values[i]!;
}

/** Where the numbers of a statement stand, and those that are given to it: NaN for those that are drawn. */
interface Placed {
  readonly offset: number;
  readonly isByColumn: boolean;
  readonly given: Float64Array | null;
  /** The elements that are drawn; null for all. */
  readonly rows: Int32Array | null;
}

/** Draws the elements, one after another, into their places. Throws a `NotDrawn` where no draw can be made. */
export function drawStatement(
  { elements, width, arguments: list, draw }: Conditional,
  interpreter: Interpreter,
  stream: RandomStream,
  values: Float64Array,
  { offset, isByColumn, given, rows }: Placed,
): void {
  if (given?.every((value) => !Number.isNaN(value)) === true) {
    values.set(given, offset);
    return;
  }
  const known = list.map((nodes) => nodes.map((node) => ({ node, values: interpreter.values(node) })));
  const count = rows?.length ?? elements.size;
  for (let k = 0; k < count; k++) {
    const i = rows === null ? k : rows[k]!;
    if (given !== null && !Number.isNaN(given[i * width])) {
      values.set(given.subarray(i * width, (i + 1) * width), offset + i * width);
      continue;
    }
    const numbers: ArgumentValues = known.map((nodes) => nodes.map((one) => at(one.node, one.values, i)));
    const drawn = draw(stream, numbers);
    for (let w = 0; w < width; w++)
      values[offset + (isByColumn ? w * elements.size + i : i * width + w)] = drawn[w]!;
  }
}

/** The same generated function as JavaScript and as WebAssembly, and whether they give the same bits. */

import type { EmittedFunction } from "../../../src/density/code/emit.ts";
import { type CompiledFunction, instantiateScript, instantiator } from "../../../src/density/compile.ts";

export interface Twins {
  readonly script: CompiledFunction;
  readonly assembly: CompiledFunction;
}

/** Throws where a function has no assembly: JavaScript compared with itself says nothing. */
export function twinsOf(emitted: EmittedFunction, instantiate = instantiator()): Twins {
  if (emitted.assembly === null) throw new Error("there is no assembly");
  const assembly = instantiate(emitted);
  return { script: instantiateScript(emitted), assembly };
}

/** What both write at a position, into targets that hold other numbers before, and what they give: where that differs, a line. */
export function differences({ script, assembly }: Twins, position: Float64Array, size: number): string[] {
  const [expected, found] = [new Float64Array(size + 1).fill(7), new Float64Array(size + 1).fill(7)];
  const given = position.slice();
  expected[size] = script(position, expected);
  found[size] = assembly(given, found);
  const lines = differencesBetween(position, given).map((line) => `position changed: ${line}`);
  return [...lines, ...differencesBetween(expected, found)];
}

/** Where bits differ; any NaN is as good as another. */
export function differencesBetween(expected: Float64Array, found: Float64Array): string[] {
  const lines: string[] = [];
  for (let i = 0; i < expected.length; i++) {
    if (!Object.is(expected[i], found[i])) lines.push(`${i}: expected ${expected[i]}, found ${found[i]}`);
  }
  return lines;
}

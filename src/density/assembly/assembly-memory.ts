/** Assemblys made to run: the memory that their arrays are in, and the functions over it. */

import { scalarFunctions } from "../../numeric/scalar-functions.ts";
import { type Code, functionBody, integer, op } from "../../webassembly/code.ts";
import { assembleModule, functionType, valueType } from "../../webassembly/module.ts";
import type { EmittedFunction } from "../code/emit.ts";
import type { Assembly } from "./assembly.ts";
import { writeAddress } from "./assembly-writer.ts";
import { doubleSize } from "./row-index.ts";

/** Of WebAssembly. */
const pageSize = 65_536;
/** Addresses in code are whole numbers with a sign. */
const mostBytes = 0x80000000;

/** Asked once. */
let isKnownToRun: boolean | undefined;

/** Whether the engine has WebAssembly with vectors of 128 bits. */
export function canRunAssembly(): boolean {
  isKnownToRun ??= typeof WebAssembly === "object" && WebAssembly.validate(smallestModule());
  return isKnownToRun;
}

/** One function that makes a vector and asks something of it. */
function smallestModule(): Uint8Array<ArrayBuffer> {
  const code: Code = [integer(1), op("i8x16.splat", "v128.any_true")];
  const { i32 } = valueType;
  const functions = [{ type: 0, name: "f", body: functionBody([], code) }];
  return Uint8Array.from(assembleModule({ types: [functionType([], [i32])], functions }));
}

/** A memory that functions of one thread share; an array that several of them have is in it once. */
export class AssemblyMemory {
  private readonly memory = new WebAssembly.Memory({ initial: 1 });
  private readonly places = new WeakMap<Float64Array | Int32Array, number>();
  private used = 0;

  /** The function; it copies what it needs of a position and what it writes of a target. Throws a RangeError where there is not enough memory. */
  instantiate(
    assembly: Assembly,
    { data, maps, work }: EmittedFunction,
  ): (position: Float64Array, target: Float64Array) => number {
    const stretchEnd = Math.max(1, ...assembly.stretches.map(([, end]) => end));
    const positionAt = this.reserve(doubleSize * Math.max(1, assembly.positionLength));
    const targetAt = this.reserve(doubleSize * stretchEnd);
    const beginnings = [
      ...data.map((values) => this.placeDoubles(values)),
      ...maps.map((indices) => this.placeMap(indices)),
      ...work.map((length) => this.reserve(doubleSize * length)),
      this.placeDoubles(assembly.constants),
      positionAt,
      targetAt,
    ];
    const evaluate = this.evaluator(assembly, beginnings);
    const view = (at: number, length: number): Float64Array =>
      new Float64Array(this.memory.buffer, at, Math.max(1, length));
    return withCopies(evaluate, assembly, {
      position: () => view(positionAt, assembly.positionLength),
      target: assembly.stretches.map(
        ([start, end]) =>
          () =>
            view(targetAt + doubleSize * start, end - start),
      ),
    });
  }

  private evaluator({ bytes, addresses, functions }: Assembly, beginnings: readonly number[]): () => number {
    const placed = Uint8Array.from(bytes);
    for (let k = 0; k < addresses.length; k += 3) {
      writeAddress(placed, addresses[k]!, beginnings[addresses[k + 1]!]! + addresses[k + 2]!);
    }
    const imported: Record<string, WebAssembly.ImportValue> = { memory: this.memory };
    for (const name of functions) imported[name] = scalarFunctions[name].value;
    const instance = new WebAssembly.Instance(new WebAssembly.Module(placed), { env: imported });
    return instance.exports.evaluate as () => number;
  }

  private placeDoubles(values: Float64Array): number {
    return this.place(values, doubleSize * values.length, (at) => {
      new Float64Array(this.memory.buffer, at, values.length).set(values);
    });
  }

  /** Elements' places in bytes, which are what addresses are made of. */
  private placeMap(indices: Int32Array): number {
    return this.place(indices, 4 * indices.length, (at) => {
      const places = new Int32Array(this.memory.buffer, at, indices.length);
      for (let i = 0; i < indices.length; i++) places[i] = doubleSize * indices[i]!;
    });
  }

  private place(array: Float64Array | Int32Array, size: number, fill: (at: number) => void): number {
    const known = this.places.get(array);
    if (known !== undefined) return known;
    const at = this.reserve(size);
    fill(at);
    this.places.set(array, at);
    return at;
  }

  /** Room for so many bytes, at a multiple of 16. */
  private reserve(size: number): number {
    const at = this.used;
    this.used = at + 16 * Math.ceil(size / 16);
    if (this.used > mostBytes) throw new RangeError("more than 2 GB of arrays in one memory");
    const missing = this.used - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / pageSize));
    return at;
  }
}

/** Makes views of what is copied: a memory that grows takes the ones before away. */
interface Views {
  readonly position: () => Float64Array;
  /** Of each stretch of the target. */
  readonly target: readonly (() => Float64Array)[];
}

function withCopies(
  evaluate: () => number,
  { positionLength, stretches }: Assembly,
  views: Views,
): (position: Float64Array, target: Float64Array) => number {
  let positionView = views.position();
  let targetViews = views.target.map((make) => make());
  return (position, target) => {
    if (positionView.length === 0) {
      positionView = views.position();
      targetViews = views.target.map((make) => make());
    }
    if (position.length === positionView.length) positionView.set(position);
    else for (let i = 0; i < positionLength; i++) positionView[i] = position[i]!;
    const value = evaluate();
    for (let k = 0; k < stretches.length; k++) target.set(targetViews[k]!, stretches[k]![0]);
    return value;
  };
}

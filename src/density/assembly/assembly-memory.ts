/** Assemblys made to run: the memory that their arrays are in, and the functions over it. */

import { remembered } from "../../model/remembered.ts";
import { scalarFunctions } from "../../numeric/scalar-functions.ts";
import { type Code, functionBody, integer, op } from "../../webassembly/code.ts";
import { assembleModule, functionType, memoryLimits, valueType } from "../../webassembly/module.ts";
import type { EmittedFunction } from "../code/emit.ts";
import type { Assembly } from "./assembly.ts";
import { writeAddress } from "./assembly-writer.ts";
import { doubleSize } from "./row-index.ts";
import { pageSize, takeShared } from "./share-arrays.ts";

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

/** A memory that functions of one thread share, or of several; an array that several of them have is in it once. */
export class AssemblyMemory {
  private readonly memory: WebAssembly.Memory;
  private readonly isShared: boolean;
  private readonly places = new WeakMap<Float64Array | Int32Array, number>();
  private used = 0;

  /** `shared`: with the arrays that threads share in it, from `shareArrays`. */
  constructor(shared?: WebAssembly.Memory) {
    this.isShared = shared !== undefined;
    this.memory = shared ?? new WebAssembly.Memory({ initial: 1 });
  }

  /** The function; it copies what it needs of a position and what it writes of a target. Throws a RangeError where there is not enough memory. */
  instantiate(
    assembly: Assembly,
    { data, maps, work }: EmittedFunction,
  ): (position: Float64Array, target: Float64Array) => number {
    const stretchEnd = Math.max(1, ...assembly.stretches.map(([, end]) => end));
    const positionAt = this.reserve(doubleSize * Math.max(1, assembly.positionLength));
    const targetAt = this.reserve(doubleSize * stretchEnd);
    const beginnings = [
      ...data.map((values) => this.place(values)),
      ...maps.map((indices) => this.place(indices)),
      ...work.map((length) => this.reserve(doubleSize * length)),
      this.place(assembly.constants),
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

  private evaluator(
    { bytes, addresses, limitsAt, functions }: Assembly,
    beginnings: readonly number[],
  ): () => number {
    const placed = Uint8Array.from(bytes);
    placed.set(memoryLimits[this.isShared ? "shared" : "own"], limitsAt);
    for (let k = 0; k < addresses.length; k += 3) {
      writeAddress(placed, addresses[k]!, beginnings[addresses[k + 1]!]! + addresses[k + 2]!);
    }
    const imported: Record<string, WebAssembly.ImportValue> = { memory: this.memory };
    for (const name of functions) imported[name] = scalarFunctions[name].value;
    const instance = new WebAssembly.Instance(new WebAssembly.Module(placed), { env: imported });
    return instance.exports.evaluate as () => number;
  }

  /** Where an array is, which is copied where it is not in the memory yet. */
  private place(array: Float64Array | Int32Array): number {
    // What threads share is in their memory, and no other array is where threads share memory.
    if (this.isShared && array.buffer instanceof SharedArrayBuffer) return array.byteOffset;
    return remembered(this.places, array, () => {
      const at = this.reserve(array.byteLength);
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
      new Uint8Array(this.memory.buffer, at, array.byteLength).set(bytes);
      return at;
    });
  }

  /** Room for so many bytes, at a multiple of 16. */
  private reserve(size: number): number {
    const room = 16 * Math.ceil(size / 16);
    const at = this.isShared ? takeShared(this.memory, room) : this.used;
    this.used = at + room;
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

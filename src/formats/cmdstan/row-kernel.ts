/** The fast way of reading rows, with the memory that it works on: what was read first, text behind it. */

import { assembleKernel } from "./assemble-kernel.ts";
import { fillVectors } from "./fixed-vectors.ts";
import { fillTables, kernelLayout } from "./kernel-layout.ts";
import { type NumbersOut, putNumbers } from "./numbers-out.ts";

/** Of text from `start` to `end`, `count` fields; numbers are put to the address `out`, each `stride` bytes behind the one before. */
type ReadFields = (start: number, end: number, count: number, out: number, stride: number) => number;

interface KernelExports {
  readonly memory: WebAssembly.Memory;
  readonly readNumbers: ReadFields;
  readonly skipFields: (start: number, end: number, count: number) => number;
  readonly readCodes: ReadFields;
}

/** Bytes that may be looked at behind the last one. */
const overhang = 128;
/** Of WebAssembly. */
const pageSize = 65_536;
const [newline, comma] = [10, 44] as const;

let compiled: WebAssembly.Module | null | undefined;

/** Null where the engine has no vectors. */
export function createRowKernel(): RowKernel | null {
  if (compiled === undefined) {
    const bytes = assembleKernel();
    compiled = WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null;
  }
  return compiled === null ? null : new RowKernel(compiled);
}

/** Positions are those of the bytes that were loaded. */
export class RowKernel {
  private readonly exports: KernelExports;
  /** That of the memory, which is asked for once: it takes as long as some numbers. */
  private buffer: ArrayBuffer = new ArrayBuffer(0);
  private counts: Int32Array = new Int32Array(0);
  /** What was loaded, and some bytes behind it; another view when more room was needed. */
  bytes: Uint8Array = new Uint8Array(0);
  private doubles: Float64Array = new Float64Array(0);
  private codes: Int32Array = new Int32Array(0);

  constructor(module: WebAssembly.Module) {
    this.exports = new WebAssembly.Instance(module).exports as unknown as KernelExports;
    fillTables(this.exports.memory.buffer);
    fillVectors(this.exports.memory.buffer);
    this.place(0, 0);
  }

  /** Room for `size` bytes behind the first `kept` ones, which stay. */
  room(kept: number, size: number): Uint8Array {
    if (kept + size + overhang > this.bytes.length) this.place(2 * (kept + size), this.doubles.length);
    return this.bytes.subarray(kept, kept + size);
  }

  /** Tells how many bytes there are; what is behind the last one is an end of a row. */
  fill(size: number): void {
    this.bytes[size] = newline;
  }

  /** Room for numbers that codes are put into without a copy; another view, with what is in it, after more room for bytes was needed. */
  roomForCodes(count: number): Int32Array {
    if (count > this.codes.length) this.place(this.bytes.length - overhang, Math.ceil(count / 2));
    return this.codes;
  }

  /** The same room, for doubles. */
  roomForDoubles(count: number): Float64Array {
    if (count > this.doubles.length) this.place(this.bytes.length - overhang, count);
    return this.doubles;
  }

  /** Fields that were read, or commas that were passed, the last time. */
  done = 0;

  /** Reads as many fields as there are and of the plain kind; gives where the next begins, which `done` is the number of. */
  readFields(start: number, end: number, count: number, out: NumbersOut<Float64Array>): number {
    return this.read(this.exports.readNumbers, [start, end, count], out, () => this.roomForDoubles(count));
  }

  /** The same into codes, of fields of few digits; the byte at the end becomes a comma. */
  readCodes(start: number, end: number, count: number, out: NumbersOut<Int32Array>): number {
    this.bytes[end] = comma;
    return this.read(this.exports.readCodes, [start, end, count], out, () => this.roomForCodes(count));
  }

  /** Passes commas, at least one; gives where the next field begins, or the end. */
  skipFields(start: number, end: number, count: number): number {
    const { byteOffset } = this.bytes;
    const next = this.exports.skipFields(byteOffset + start, byteOffset + end, count) - byteOffset;
    this.done = count - this.counts[0]!;
    return next;
  }

  private read<Numbers extends Int32Array | Float64Array>(
    kernel: ReadFields,
    [start, end, count]: readonly [number, number, number],
    out: NumbersOut<Numbers>,
    makeRoom: () => Numbers,
  ): number {
    const isOwn = out.numbers.buffer === this.buffer;
    // What is not in the memory is copied to where it belongs.
    const { numbers, at, step } = isOwn ? out : { numbers: makeRoom(), at: 0, step: 1 };
    const { byteOffset, BYTES_PER_ELEMENT: size } = numbers;
    const text = this.bytes.byteOffset;
    const next = kernel(text + start, text + end, count, byteOffset + size * at, size * step) - text;
    this.done = count - this.counts[0]!;
    if (!isOwn) putNumbers(numbers, this.done, out);
    return next;
  }

  /** Room for so many bytes and doubles; bytes stay where they are in theirs. */
  private place(byteCount: number, doubleCount: number): void {
    const { memory } = this.exports;
    const { byteOffset: before, length } = this.bytes;
    const text = kernelLayout.numbers + 8 * doubleCount;
    const missing = text + byteCount + overhang - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / pageSize));
    const { buffer } = memory;
    this.buffer = buffer;
    if (before !== text) new Uint8Array(buffer).copyWithin(text, before, before + length);
    this.counts = new Int32Array(buffer, kernelLayout.left, 1);
    this.bytes = new Uint8Array(buffer, text, byteCount + overhang);
    this.doubles = new Float64Array(buffer, kernelLayout.numbers, doubleCount);
    this.codes = new Int32Array(buffer, kernelLayout.numbers, 2 * doubleCount);
  }
}

/** The fast way of reading rows, with the memory that it works on. */

import { assembleKernel } from "./assemble-kernel.ts";
import { fixedVectors } from "./codes-locals.ts";
import { fillTables, kernelLayout } from "./kernel-layout.ts";

interface KernelExports {
  readonly memory: WebAssembly.Memory;
  readonly readNumbers: (start: number, end: number, count: number, out: number) => number;
  readonly skipFields: (start: number, end: number, count: number) => number;
  readonly readCodes: (start: number, end: number, count: number, out: number, stride: number) => number;
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
  private counts: Int32Array = new Int32Array(0);
  /** What was loaded, and some bytes behind it; another view when more room was needed. */
  bytes: Uint8Array = new Uint8Array(0);
  private out: Float64Array = new Float64Array(0);
  private codes: Int32Array = new Int32Array(0);

  constructor(module: WebAssembly.Module) {
    this.exports = new WebAssembly.Instance(module).exports as unknown as KernelExports;
    fillTables(this.exports.memory.buffer, fixedVectors);
    this.place(0, 0);
  }

  /** Room for `size` bytes behind the first `kept` ones, which stay. */
  room(kept: number, size: number): Uint8Array {
    if (kept + size + overhang > this.bytes.length) this.place(2 * (kept + size), this.out.length);
    return this.bytes.subarray(kept, kept + size);
  }

  /** Tells how many bytes there are; what is behind the last one is an end of a row. */
  fill(size: number): void {
    this.bytes[size] = newline;
  }

  /** Reads fields into `out[at…]`, as many as there are and of the plain kind; gives where the next begins, which `done` is the number of. */
  readFields(start: number, end: number, count: number, out: Float64Array, at: number): number {
    if (count > this.out.length) this.grow(count);
    const input = kernelLayout.input;
    const next = this.exports.readNumbers(input + start, input + end, count, this.out.byteOffset) - input;
    this.done = count - this.counts[0]!;
    if (this.done > 0) out.set(this.out.subarray(0, this.done), at);
    return next;
  }

  /** The same into codes, of fields of few digits; the byte at the end becomes a comma. */
  readCodes(start: number, end: number, count: number, out: Int32Array, at: number): number {
    if (count > this.codes.length) this.grow(count);
    const input = kernelLayout.input;
    this.bytes[end] = comma;
    const next = this.exports.readCodes(input + start, input + end, count, this.codes.byteOffset, 4) - input;
    this.done = count - this.counts[0]!;
    if (this.done > 0) out.set(this.codes.subarray(0, this.done), at);
    return next;
  }

  /** Fields that were read, or commas that were passed, the last time. */
  done = 0;

  /** Passes commas, at least one; gives where the next field begins, or the end. */
  skipFields(start: number, end: number, count: number): number {
    const input = kernelLayout.input;
    const next = this.exports.skipFields(input + start, input + end, count) - input;
    this.done = count - this.counts[0]!;
    return next;
  }

  private grow(count: number): void {
    this.place(this.bytes.length - overhang, 2 * count);
  }

  /** Room for so many bytes and numbers; bytes stay where they are. */
  private place(byteCount: number, numberCount: number): void {
    const { memory } = this.exports;
    const outPlace = 8 * Math.ceil((kernelLayout.input + byteCount + overhang) / 8);
    const missing = outPlace + 8 * numberCount - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / pageSize));
    this.counts = new Int32Array(memory.buffer, kernelLayout.left, 1);
    this.bytes = new Uint8Array(memory.buffer, kernelLayout.input, byteCount + overhang);
    this.out = new Float64Array(memory.buffer, outPlace, numberCount);
    this.codes = new Int32Array(memory.buffer, outPlace, numberCount);
  }
}

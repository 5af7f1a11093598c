/**
 * Rows of numbers from bytes. Digits that make a whole number below 2⁵³, times or over a power of ten up to 22, are two exact doubles, of
 * which one rounding makes the nearest to what is written (Clinger 1990); what is longer, and `nan` and `inf`, is read as text.
 */

import type { ByteRange, FieldMarks, FieldRange } from "./field-marks.ts";
import { readLongNumber } from "./long-number.ts";
import { codeOf, type NumbersApart } from "./number-code.ts";
import { further, type NumbersOut } from "./numbers-out.ts";
import { createRowKernel, type RowKernel } from "./row-kernel.ts";

const [comma, point, plus, minus, lowerE, upperE, space] = [44, 46, 43, 45, 101, 69, 32] as const;
const [zero, nine] = [48, 57] as const;

/** More than a row has. */
const manyFields = 1 << 30;

/** Whole numbers below are exact, and so is every one on the way to them. */
const mostExact = 9_007_199_254_740_992;
/** Exact as doubles. */
const powers = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));

/** Reads rows one after another; what the last one was like is in its fields. */
export class NumberRowReader {
  /** Fields of the last row. */
  fields = 0;
  /** The first field of the last row that was asked for and is no number, from 0, or -1. */
  wrongField = -1;
  /** Commas that were passed the last time. */
  passed = 0;
  private ownBytes: Uint8Array = new Uint8Array(0);
  private ownNumbers: Float64Array = new Float64Array(0);
  /** Where the field that is being read ends. */
  private position = 0;
  /** Of what was read last as digits: all of them, and how many are behind the point. */
  private whole = 0;
  private scale = 0;
  private isNegative = false;
  private isPlain = false;
  private isWrong = false;
  private readonly kernel: RowKernel | null;

  /** With `null` for the kernel everything is read byte by byte. */
  constructor(kernel = createRowKernel()) {
    this.kernel = kernel;
  }

  /** Takes bytes that rows are in. */
  load(bytes: Uint8Array): void {
    this.room(0, bytes.length).set(bytes);
    this.fill(bytes.length);
  }

  /** What rows are read from, and some bytes behind it; another view after more room was asked for. */
  get bytes(): Uint8Array {
    return this.kernel === null ? this.ownBytes : this.kernel.bytes;
  }

  /** Room for `size` bytes behind the first `kept` ones, which stay: another way of loading, without a copy. */
  room(kept: number, size: number): Uint8Array {
    if (this.kernel !== null) return this.kernel.room(kept, size);
    if (kept + size >= this.ownBytes.length) {
      const larger = new Uint8Array(2 * (kept + size) + 1);
      larger.set(this.ownBytes.subarray(0, kept));
      this.ownBytes = larger;
    }
    return this.ownBytes.subarray(kept, kept + size);
  }

  /** Room for numbers, into which rows are read fastest; what is in it stays until rows are read to elsewhere. */
  roomForDoubles(count: number): Float64Array {
    if (this.kernel !== null) return this.kernel.roomForDoubles(count);
    if (count > this.ownNumbers.length) this.ownNumbers = new Float64Array(count);
    return this.ownNumbers;
  }

  /** The same room, for codes. */
  roomForCodes(count: number): Int32Array {
    if (this.kernel !== null) return this.kernel.roomForCodes(count);
    return new Int32Array(this.roomForDoubles(Math.ceil(count / 2)).buffer);
  }

  /** After room was filled: how many bytes there are. What is behind the last one is no digit. */
  fill(size: number): void {
    this.kernel?.fill(size);
    this.ownBytes[size] = 0;
  }

  /**
   * Reads the fields from `first` up to `last` of the row from `start` to `end`, and counts all of them. A field that is no number is NaN.
   */
  readRow(
    [start, end]: ByteRange,
    [first, last]: FieldRange,
    out: NumbersOut<Float64Array>,
    marks: FieldMarks | null = null,
  ): void {
    const begin = this.findFirst(start, end, first);
    if (begin < 0) return;
    const read = this.kernel === null ? this.readFields : this.readFieldsFast;
    this.readRest(read.call(this, [begin, end], [first, last], out), end, last, marks);
  }

  /** The same into codes, and what has none into `apart`. */
  readCodes(
    [start, end]: ByteRange,
    [first, last]: FieldRange,
    out: CodesOut,
    marks: FieldMarks | null = null,
  ): void {
    const begin = this.findFirst(start, end, first);
    if (begin < 0) return;
    const { kernel } = this;
    const { numbers, at, step, apart } = out;
    let i = begin;
    let field = first;
    while (field < last && i <= end) {
      if (kernel !== null) {
        i = kernel.readCodes(i, end, last - field, further(out, field - first));
        field += kernel.done;
        if (i > end || field === last) break;
      }
      const value = this.readOther(this.bytes, i, end, field);
      numbers[at + (field - first) * step] = this.codeOfLast(value) ?? apart.place(value);
      i = this.position < end ? this.position + 1 : end + 1;
      field++;
    }
    if (i > end) this.fields = field;
    this.readRest(i > end ? -1 : i, end, last, marks);
  }

  /** Null where the number does not fit. */
  private codeOfLast(value: number): number | null {
    return this.isPlain && !Number.isNaN(value) ? codeOf(this.whole, this.scale, this.isNegative) : null;
  }

  /** Where the field begins that is read first; -1 where the row has no such field. */
  private findFirst(start: number, end: number, first: number): number {
    this.wrongField = -1;
    const begin = first === 0 ? start : this.passFields(start, end, first);
    if (first === 0 || this.passed >= first) return begin;
    this.fields = 1 + this.passed;
    return -1;
  }

  /** Counts the fields behind the last one that was read, which begin at `behind`, or -1 where the row is at its end. */
  private readRest(behind: number, end: number, last: number, marks: FieldMarks | null): void {
    if (behind < 0) return;
    if (marks !== null) this.fields = last + marks.take(this, behind, end);
    else {
      this.passFields(behind, end, manyFields);
      this.fields = last + 1 + this.passed;
    }
  }

  /** Passes commas; gives where the next field begins, or the end where there are fewer. */
  passFields(start: number, end: number, count: number): number {
    if (this.kernel !== null) {
      const next = this.kernel.skipFields(start, end, count);
      this.passed = this.kernel.done;
      return next;
    }
    const { bytes } = this;
    let left = count;
    let i = start;
    while (left > 0 && i < end) if (bytes[i++] === comma) left--;
    this.passed = count - left;
    return i;
  }

  /** As `readFields` does, but for what is not of the plain kind by the kernel. */
  private readFieldsFast(
    [start, end]: ByteRange,
    [first, last]: FieldRange,
    out: NumbersOut<Float64Array>,
  ): number {
    const kernel = this.kernel!;
    const { numbers, at, step } = out;
    let i = start;
    for (let field = first; field < last; ) {
      i = kernel.readFields(i, end, last - field, further(out, field - first));
      field += kernel.done;
      if (i <= end && field < last) {
        numbers[at + (field - first) * step] = this.readOther(kernel.bytes, i, end, field);
        i = this.position < end ? this.position + 1 : end + 1;
        field++;
      }
      if (i > end) {
        this.fields = field;
        return -1;
      }
    }
    return i;
  }

  /** Gives where the field begins that is next; -1 where the row is at its end. Up to nine digits are a whole number of 32 bits. */
  private readFields(
    [start, end]: ByteRange,
    [first, last]: FieldRange,
    { numbers, at, step }: NumbersOut<Float64Array>,
  ): number {
    const { bytes } = this;
    let i = start;
    for (let field = first; field < last; field++) {
      const begin = i;
      const isNegative = bytes[i] === minus;
      if (isNegative) i++;
      const whole = i;
      let mantissa = 0;
      let digit = bytes[i]! - zero;
      while (digit >= 0 && digit <= 9) {
        mantissa = (Math.imul(mantissa, 10) + digit) | 0;
        digit = bytes[++i]! - zero;
      }
      let digits = i - whole;
      let scale = 0;
      if (digit === point - zero) {
        const fraction = ++i;
        digit = bytes[i]! - zero;
        while (digit >= 0 && digit <= 9) {
          mantissa = (Math.imul(mantissa, 10) + digit) | 0;
          digit = bytes[++i]! - zero;
        }
        scale = i - fraction;
        digits += scale;
      }
      if (digits > 0 && digits <= 9 && (digit === comma - zero || i >= end)) {
        const size = mantissa / powers[scale]!;
        numbers[at + (field - first) * step] = isNegative ? -size : size;
      } else {
        numbers[at + (field - first) * step] = this.readOther(bytes, begin, end, field);
        i = this.position;
      }
      if (i >= end) {
        this.fields = field + 1;
        return -1;
      }
      i++;
    }
    return i;
  }

  /** A field that is not of few digits alone; where it ends is the position. */
  private readOther(bytes: Uint8Array, begin: number, end: number, field: number): number {
    const value = this.readPlain(bytes, begin, end);
    this.isPlain = !Number.isNaN(value);
    if (this.isPlain) return value;
    const read = this.readText(bytes, begin, end);
    if (this.isWrong && this.wrongField < 0) this.wrongField = field;
    return read;
  }

  /** The number in the field that begins at `i`, if it is one of few digits; NaN if it takes more to know. */
  private readPlain(bytes: Uint8Array, start: number, end: number): number {
    let i = start;
    let code = bytes[i]!;
    const isNegative = code === minus;
    if (isNegative || code === plus) code = bytes[++i]!;
    let mantissa = 0;
    const whole = i;
    while (i < end && code >= zero && code <= nine) {
      mantissa = mantissa * 10 + (code - zero);
      code = bytes[++i]!;
    }
    let digits = i - whole;
    let scale = 0;
    if (i < end && code === point) {
      code = bytes[++i]!;
      const fraction = i;
      while (i < end && code >= zero && code <= nine) {
        mantissa = mantissa * 10 + (code - zero);
        code = bytes[++i]!;
      }
      scale = fraction - i;
      digits -= scale;
    }
    if (digits === 0) return Number.NaN;
    if (mantissa >= mostExact) return this.readLong(bytes, start, end);
    this.position = i;
    if (i < end && code !== comma) {
      if (code !== lowerE && code !== upperE) return Number.NaN;
      scale += readExponent(bytes, i + 1, end);
      this.position = endOfField(bytes, i, end);
    }
    if (!(scale <= 22 && scale >= -22)) return Number.NaN;
    this.whole = mantissa;
    this.scale = -scale;
    this.isNegative = isNegative;
    const size = scale < 0 ? mantissa / powers[-scale]! : mantissa * powers[scale]!;
    return isNegative ? -size : size;
  }

  private readLong(bytes: Uint8Array, start: number, end: number): number {
    this.position = endOfField(bytes, start, end);
    // It has no code.
    this.whole = Number.POSITIVE_INFINITY;
    return readLongNumber(bytes, start, this.position);
  }

  private readText(bytes: Uint8Array, start: number, end: number): number {
    this.position = endOfField(bytes, start, end);
    const value = numberOfText(bytes, start, this.position);
    this.isWrong = value === null;
    return value ?? Number.NaN;
  }
}

/** Where codes are put, and what has none. */
export interface CodesOut extends NumbersOut<Int32Array> {
  readonly apart: NumbersApart;
}

/** Of what stands behind an `e`; NaN where it is no small whole number. */
function readExponent(bytes: Uint8Array, start: number, end: number): number {
  let i = start;
  const isDown = bytes[i] === minus;
  if (isDown || bytes[i] === plus) i++;
  const from = i;
  let exponent = 0;
  for (; i < end && bytes[i] !== comma; i++) {
    const code = bytes[i]!;
    if (code < zero || code > nine || i - from > 3) return Number.NaN;
    exponent = exponent * 10 + (code - zero);
  }
  if (i === from) return Number.NaN;
  return isDown ? -exponent : exponent;
}

function endOfField(bytes: Uint8Array, start: number, end: number): number {
  let i = start;
  while (i < end && bytes[i] !== comma) i++;
  return i;
}

/** Null for what is none. `nan`, `inf`, `-inf` in any letters, also `Infinity` and `NA`. */
function numberOfText(bytes: Uint8Array, from: number, to: number): number | null {
  let [start, end] = [from, to];
  while (start < end && bytes[start]! <= space) start++;
  while (end > start && bytes[end - 1]! <= space) end--;
  // A field of a kilobyte is no number.
  if (start === end || end - start > 1000) return null;
  const text = String.fromCharCode(...bytes.subarray(start, end));
  const value = Number(text);
  if (!Number.isNaN(value) && !/^[+-]?0[xXbBoO]/.test(text)) return value;
  const word = /^([+-]?)(nan|inf|infinity|na)$/i.exec(text);
  if (word === null) return null;
  if (/^na/i.test(word[2]!)) return Number.NaN;
  return word[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

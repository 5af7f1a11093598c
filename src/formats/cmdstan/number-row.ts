/**
 * Rows of numbers from bytes. Digits that make a whole number below 2⁵³, times or over a power of ten up to 22, are two exact doubles, of
 * which one rounding makes the nearest to what is written (Clinger 1990); what is longer, and `nan` and `inf`, is read as text.
 */

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
  private bytes: Uint8Array = new Uint8Array(0);
  /** Where the field that is being read ends. */
  private position = 0;
  private isWrong = false;
  private readonly kernel: RowKernel | null;

  /** With `null` for the kernel everything is read byte by byte. */
  constructor(kernel = createRowKernel()) {
    this.kernel = kernel;
  }

  /** Takes bytes that rows are in. What is behind a row in them is no digit. */
  load(bytes: Uint8Array): void {
    if (this.kernel === null) this.bytes = bytes;
    else this.kernel.load(bytes);
  }

  /**
   * Reads the fields from `first` up to `last` of the row from `start` to `end` into `out[at…]`, and counts all of them. A field that is no
   * number is NaN there.
   */
  readRow(
    [start, end]: ByteRange,
    [first, last]: FieldRange,
    out: Float64Array,
    at: number,
    marks: FieldMarks | null = null,
  ): void {
    this.wrongField = -1;
    const begin = first === 0 ? start : this.passFields(start, end, first);
    if (first > 0 && this.passed < first) {
      this.fields = 1 + this.passed;
      return;
    }
    const read = this.kernel === null ? this.readFields : this.readFieldsFast;
    const behind = read.call(this, [begin, end], [first, last], out, at);
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
    out: Float64Array,
    at: number,
  ): number {
    const kernel = this.kernel!;
    let i = start;
    for (let field = first; field < last; ) {
      i = kernel.readFields(i, end, last - field, out, at + field - first);
      field += kernel.done;
      if (i <= end && field < last) {
        out[at + field - first] = this.readOther(kernel.bytes, i, end, field);
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
    out: Float64Array,
    at: number,
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
        out[at + field - first] = isNegative ? -size : size;
      } else {
        out[at + field - first] = this.readOther(bytes, begin, end, field);
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
    if (!Number.isNaN(value)) return value;
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
    if (digits === 0 || mantissa >= mostExact) return Number.NaN;
    this.position = i;
    if (i < end && code !== comma) {
      if (code !== lowerE && code !== upperE) return Number.NaN;
      scale += readExponent(bytes, i + 1, end);
      this.position = endOfField(bytes, i, end);
    }
    if (!(scale <= 22 && scale >= -22)) return Number.NaN;
    const size = scale < 0 ? mantissa / powers[-scale]! : mantissa * powers[scale]!;
    return isNegative ? -size : size;
  }

  private readText(bytes: Uint8Array, start: number, end: number): number {
    this.position = endOfField(bytes, start, end);
    const value = numberOfText(bytes, start, this.position);
    this.isWrong = value === null;
    return value ?? Number.NaN;
  }
}

/** Where fields of rows begin in a file: of each row every so manieth from a first one on, and where the row ends. */
export class FieldMarks {
  /** The field of the first mark of a row. */
  readonly first: number;
  /** Fields from one mark to the next. */
  readonly step: number;
  /** Marks of a row, its end included. */
  readonly perRow: number;
  /** Where in the file the bytes begin that rows are read from. */
  base = 0;
  private offsets: Float64Array;
  private count = 0;

  /** Of rows of `fields` fields. */
  constructor(first: number, step: number, fields: number) {
    this.first = first;
    this.step = step;
    this.perRow = Math.ceil((fields - first) / step) + 1;
    this.offsets = new Float64Array(1024 * this.perRow);
  }

  /** Marks the fields of a row from the first one on, which begins at `start`; gives how many there are. The row counts once it is kept. */
  take(reader: NumberRowReader, start: number, end: number): number {
    if ((this.count + 1) * this.perRow > this.offsets.length) {
      const larger = new Float64Array(2 * this.offsets.length);
      larger.set(this.offsets);
      this.offsets = larger;
    }
    const { offsets, step, base } = this;
    let place = this.count * this.perRow;
    const last = place + this.perRow - 1;
    let fields = 0;
    let i = start;
    while (i < end) {
      if (place < last) offsets[place++] = base + i;
      i = reader.passFields(i, end, step);
      fields += reader.passed;
    }
    offsets[last] = base + end;
    // The last field has no comma behind it.
    return fields + 1;
  }

  keep(): void {
    this.count++;
  }

  /** Where in the file the fields of a row are from one mark up to another. */
  rangeOf(row: number, from: number, to: number): ByteRange {
    const place = row * this.perRow;
    return [this.offsets[place + from]!, this.offsets[place + to]!];
  }
}

/** From one byte up to another. */
export type ByteRange = readonly [start: number, end: number];

/** From one field up to another. */
export type FieldRange = readonly [first: number, last: number];

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

/**
 * Rows of numbers from bytes. Digits that make a whole number below 2⁵³, times or over a power of ten up to 22, are two exact doubles, of
 * which one rounding makes the nearest to what is written (Clinger 1990); what is longer, and `nan` and `inf`, is read as text.
 */

const [comma, point, plus, minus, lowerE, upperE, space] = [44, 46, 43, 45, 101, 69, 32] as const;
const [zero, nine] = [48, 57] as const;

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
  /** Where the field that is being read ends. */
  private position = 0;
  private isWrong = false;

  /**
   * Reads the fields from `first` up to `last` of the row in `bytes[start, end)` into `out[at…]`, and counts all of them. A field that is no
   * number is NaN there. What is behind the row is no digit.
   */
  readRow(
    bytes: Uint8Array,
    [start, end]: ByteRange,
    [first, last]: FieldRange,
    out: Float64Array,
    at: number,
    marks: FieldMarks | null = null,
  ): void {
    this.wrongField = -1;
    this.fields = first;
    const i = skipFields(bytes, start, end, first);
    if (i < 0) {
      this.fields = 1 + countCommas(bytes, start, end);
      return;
    }
    const behind = this.readFields(bytes, [i, end], [first, last], out, at);
    if (behind < 0) return;
    if (marks === null) this.fields = last + 1 + countCommas(bytes, behind, end);
    else this.fields = last + marks.take(bytes, behind, end);
  }

  /** Gives where the field begins that is next; -1 where the row is at its end. Up to nine digits are a whole number of 32 bits. */
  private readFields(
    bytes: Uint8Array,
    [start, end]: ByteRange,
    [first, last]: FieldRange,
    out: Float64Array,
    at: number,
  ): number {
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
  take(bytes: Uint8Array, start: number, end: number): number {
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
      let left = step;
      while (left > 0 && i < end) if (bytes[i++] === comma) left--;
      fields += step - left;
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

/** Where the field begins that has so many before it; -1 where there are not as many. */
function skipFields(bytes: Uint8Array, start: number, end: number, count: number): number {
  let i = start;
  for (let field = 0; field < count; field++) {
    while (i < end && bytes[i] !== comma) i++;
    if (i >= end) return -1;
    i++;
  }
  return i;
}

function countCommas(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if (bytes[i] === comma) count++;
  return count;
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

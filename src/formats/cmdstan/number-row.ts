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
   * number is NaN there.
   */
  readRow(
    bytes: Uint8Array,
    [start, end]: ByteRange,
    [first, last]: FieldRange,
    out: Float64Array,
    at: number,
  ): void {
    this.wrongField = -1;
    this.fields = first;
    let i = skipFields(bytes, start, end, first);
    if (i < 0) {
      this.fields = 1 + countCommas(bytes, start, end);
      return;
    }
    for (let field = first; field < last; field++) {
      let value = this.readPlain(bytes, i, end);
      if (Number.isNaN(value)) {
        value = this.readText(bytes, i, end);
        if (this.isWrong && this.wrongField < 0) this.wrongField = field;
      }
      out[at + field - first] = value;
      i = this.position;
      if (i >= end) {
        this.fields = field + 1;
        return;
      }
      i++;
    }
    this.fields = last + 1 + countCommas(bytes, i, end);
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

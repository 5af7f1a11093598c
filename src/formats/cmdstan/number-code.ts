/**
 * Numbers of few digits in 32 bits: a whole number below 2²⁷, the sign, and how many of its digits are behind the point. Both, and the power of ten,
 * are exact doubles, so that their quotient is the double nearest to what was written (Clinger 1990), as it is read from the text.
 */

/** What the low bits of a code divide by: ten to the power of the lowest four, negative where the fifth is set; NaN where they are all set. */
const divisors = Float64Array.from({ length: 32 }, (_, k) =>
  k % 16 === 15 ? Number.NaN : (k < 16 ? 1 : -1) * Number(`1e${k % 16}`),
);
const mostScale = 14;
const notCoded = 15;

/** Whole numbers of codes are below, 2²⁷, and so are the places of numbers that are held apart. */
export const mostApart = 134_217_728;

/** Of `whole` / 10^`scale`, or null where it does not fit. */
export function codeOf(whole: number, scale: number, isNegative: boolean): number | null {
  if (!(whole < mostApart && scale >= 0 && scale <= mostScale)) return null;
  return (whole << 5) | (isNegative ? 16 : 0) | scale;
}

/** Numbers that have no code, one after another. */
export class NumbersApart {
  count = 0;
  private held = new Float64Array(64);

  get values(): Float64Array {
    return this.held;
  }

  /** Takes a number; gives the code of its place. */
  place(value: number): number {
    if (this.count === this.held.length) {
      const larger = new Float64Array(2 * this.count);
      larger.set(this.held);
      this.held = larger;
    }
    this.held[this.count] = value;
    return (this.count++ << 5) | notCoded;
  }
}

/** Columns of codes, each `stride` behind the one before, to `columns[k][at…]`: `count` of every `step`th from `from` on. */
export function decodeColumns(
  codes: Int32Array,
  apart: Float64Array,
  columns: readonly Float64Array[],
  { from, stride, step, count, at }: CodedColumns,
): void {
  for (let k = 0; k < columns.length; k++) {
    const base = from + k * stride;
    const column = columns[k]!;
    const done = step === 1 ? decodeFours(codes, column, base, at, count) : 0;
    for (let j = done; j < count; j++) {
      const code = codes[base + j * step]!;
      const value = (code >>> 5) / divisors[code & 31]!;
      // Only what is apart is none by its code.
      column[at + j] = Number.isNaN(value) ? apart[code >>> 5]! : value;
    }
  }
}

/** Four at a time, as many as there are; of what is apart none is right, and 0 is given for how many were done. */
function decodeFours(
  codes: Int32Array,
  column: Float64Array,
  base: number,
  at: number,
  count: number,
): number {
  const fours = count - (count % 4);
  // Of what has codes it is finite: one question for all.
  let sum = 0;
  for (let j = 0; j < fours; j += 4) {
    const i = base + j;
    const [a, b, c, d] = [codes[i]!, codes[i + 1]!, codes[i + 2]!, codes[i + 3]!] as const;
    const first = (a >>> 5) / divisors[a & 31]!;
    const second = (b >>> 5) / divisors[b & 31]!;
    const third = (c >>> 5) / divisors[c & 31]!;
    const fourth = (d >>> 5) / divisors[d & 31]!;
    column[at + j] = first;
    column[at + j + 1] = second;
    column[at + j + 2] = third;
    column[at + j + 3] = fourth;
    sum += first + second + (third + fourth);
  }
  return Number.isNaN(sum) ? 0 : fours;
}

/** Which codes, and to where. */
export interface CodedColumns {
  readonly from: number;
  readonly stride: number;
  readonly step: number;
  readonly count: number;
  readonly at: number;
}

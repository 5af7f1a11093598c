/**
 * Reads the numbers that most cells hold, digits with a sign and a decimal point, from their bytes, without making a
 * text of them.
 *
 * With at most 15 digits their whole number m is exact, and so is 10^k for the k ≤ 22 digits behind the point; m / 10^k,
 * rounded once, is then the double nearest to the decimal, which `Number` would give (Clinger 1990, How to read floating point
 * numbers accurately). All else is left to `parseNumber`.
 */

const mostDigits = 15;
const powersOfTen = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));

const zero = 0x30;
const nine = 0x39;
const point = 0x2e;
const plus = 0x2b;
const minus = 0x2d;

/** The number in `bytes[start .. end]`; NaN if it is not written plainly, or is none. */
export function parsePlainNumber(bytes: Uint8Array, start: number, end: number): number {
  const isSigned = start < end && (bytes[start] === minus || bytes[start] === plus);
  let whole = 0;
  let digits = 0;
  let decimals = -1;
  let isNumber = false;
  for (let i = isSigned ? start + 1 : start; i < end; i++) {
    const byte = bytes[i]!;
    if (byte >= zero && byte <= nine) {
      whole = 10 * whole + (byte - zero);
      isNumber = true;
      if (whole > 0) digits++;
      if (decimals >= 0) decimals++;
    } else if (byte === point && decimals < 0) decimals = 0;
    else return Number.NaN;
  }
  if (!isNumber || digits > mostDigits || decimals >= powersOfTen.length) return Number.NaN;
  const size = decimals > 0 ? whole / powersOfTen[decimals]! : whole;
  return isSigned && bytes[start] === minus ? -size : size;
}

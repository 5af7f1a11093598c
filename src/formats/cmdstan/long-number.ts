/**
 * Decimal numbers of more digits than a double holds, rounded to the nearest double.
 *
 * Up to thirty digits are two whole numbers below 10¹⁵, whose value, times or over powers of ten, is carried as an unevaluated sum of two doubles
 * (Dekker 1971, "A floating-point technique for extending the available precision"; relative error below 2⁻¹⁰⁰). Where that sum is so close to
 * the middle of two doubles that the error could matter, it is not known which is nearest (the test of Ziv 1991), and nothing is said.
 */

const [point, plus, minus, lowerE, upperE, zero, nine] = [46, 43, 45, 101, 69, 48, 57] as const;

/** Exact as doubles. */
const powers = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));
/** Digits of each of the two numbers. */
const digitsOfPart = 15;
/** Larger and smaller powers of ten are left to others. */
const [mostUp, mostDown] = [22, 66] as const;
/** 2⁻⁹⁸, some times the error. */
const doubt = 3.155443620884047e-30;
/** 2²⁷ + 1, by which a double is cut into two halves. */
const splitter = 134_217_729;

/** The digits of the field that is looked at, and the power of ten that they are multiplied by. */
const found = { high: 0, low: 0, lowDigits: 0, exponent: 0, isNegative: false };

/** The field from `start` to `end`; NaN for what is no such number, or too close to the middle of two doubles. */
export function readLongNumber(bytes: Uint8Array, start: number, end: number): number {
  if (!findDigits(bytes, start, end)) return Number.NaN;
  const { high, low, lowDigits, exponent, isNegative } = found;
  if (exponent > mostUp || exponent < -mostDown) return Number.NaN;
  const size = scaled(high, low, lowDigits, exponent);
  return isNegative ? -size : size;
}

/** Whether the field is one of digits with a point, a sign and an exponent, of which no more than thirty count. */
function findDigits(bytes: Uint8Array, start: number, end: number): boolean {
  let i = start;
  found.isNegative = bytes[i] === minus;
  if (found.isNegative || bytes[i] === plus) i++;
  let high = 0;
  let low = 0;
  let digits = 0;
  let behindPoint = 0;
  let hasPoint = false;
  for (; i < end; i++) {
    const code = bytes[i]!;
    if (code === point && !hasPoint) hasPoint = true;
    else if (code < zero || code > nine) break;
    else {
      if (hasPoint) behindPoint++;
      if (digits < digitsOfPart) high = high * 10 + (code - zero);
      else low = low * 10 + (code - zero);
      // Zeros before all others do not count.
      if (high > 0) digits++;
    }
  }
  if (digits === 0 || digits > 2 * digitsOfPart) return false;
  found.high = high;
  found.low = low;
  found.lowDigits = Math.max(0, digits - digitsOfPart);
  found.exponent = -behindPoint;
  return i === end || findExponent(bytes, i, end);
}

function findExponent(bytes: Uint8Array, start: number, end: number): boolean {
  if (bytes[start] !== lowerE && bytes[start] !== upperE) return false;
  let i = start + 1;
  const isDown = bytes[i] === minus;
  if (isDown || bytes[i] === plus) i++;
  let exponent = 0;
  const isAny = i < end && end - i <= 3;
  for (; i < end; i++) {
    const code = bytes[i]!;
    if (code < zero || code > nine) return false;
    exponent = exponent * 10 + (code - zero);
  }
  found.exponent += isDown ? -exponent : exponent;
  return isAny;
}

/** (high × 10^lowDigits + low) × 10^exponent, or NaN where that is not known. */
function scaled(high: number, low: number, lowDigits: number, exponent: number): number {
  // Products and sums with what rounding takes from them.
  const product = high * powers[lowDigits]!;
  let head = product + low;
  const taken = head - product;
  let tail = product - (head - taken) + (low - taken) + lostOfProduct(high, powers[lowDigits]!, product);
  let left = exponent;
  if (left > 0) {
    const power = powers[left]!;
    const scaledHead = head * power;
    tail = lostOfProduct(head, power, scaledHead) + tail * power;
    head = scaledHead;
    left = 0;
  }
  while (left < 0) {
    const power = powers[Math.min(-left, mostUp)]!;
    const quotient = head / power;
    const back = quotient * power;
    const rest = head - back - lostOfProduct(quotient, power, back) + tail;
    head = quotient;
    tail = rest / power;
    left += mostUp;
  }
  const value = head + tail;
  const beside = tail - (value - head);
  const error = value * doubt;
  return value + (beside + error) === value && value + (beside - error) === value ? value : Number.NaN;
}

/** a × b less its nearest double. */
function lostOfProduct(a: number, b: number, product: number): number {
  const [aHigh, bHigh] = [upperHalf(a), upperHalf(b)];
  const [aLow, bLow] = [a - aHigh, b - bHigh];
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

function upperHalf(value: number): number {
  const large = splitter * value;
  return large - (large - value);
}

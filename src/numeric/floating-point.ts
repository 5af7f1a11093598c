/**
 * Double-precision numbers as bits: their high word, and powers of two.
 *
 * What the elementary functions of this folder take a number apart with, and put it together. The two views share a
 * buffer; the order of the two words in it is asked once. Nothing here allocates.
 */

const numbers = new Float64Array(1);
const words = new Uint32Array(numbers.buffer);
numbers[0] = 1;
/** Where the word with sign and exponent is. */
const high = words[1] === 0x3ff00000 ? 1 : 0;

/** The sign, the 11 bits of the exponent and the 20 leading bits of the significand, as a signed 32-bit number. */
export function highWord(x: number): number {
  numbers[0] = x;
  return words[high] | 0;
}

/** 2ᵏ at index k + 1074, for all powers of two that a double can be. */
const LOWEST = -1074;
const HIGHEST = 1023;
const powersOfTwo = new Float64Array(HIGHEST - LOWEST + 1);
for (let k = LOWEST, power = Number.MIN_VALUE; k <= HIGHEST; k++, power *= 2) powersOfTwo[k - LOWEST] = power;

/** 2ᵏ exactly, for whole k from -1074 to 1023. */
export function powerOfTwo(k: number): number {
  return powersOfTwo[k - LOWEST];
}

/**
 * x · 2ᵏ, rounded at most once, for 0.5 ≤ |x| ≤ 2 and whole k from -1600 to 2046; overflows to ±Infinity and
 * underflows through the subnormal numbers to 0.
 */
export function scaleByPowerOfTwo(x: number, k: number): number {
  // From k = -1021 on the product is normal, hence exact. Below, the first product is, and the second alone rounds.
  if (k < -1021) return x * powerOfTwo(k + 600) * powerOfTwo(-600);
  if (k > HIGHEST) return x * powerOfTwo(HIGHEST) * powerOfTwo(k - HIGHEST);
  return x * powerOfTwo(k);
}

/**
 * Uniform and normal numbers from the state of a Mersenne Twister: those of `@stdlib/random-base-mt19937` and `-normal`, but for the last bit
 * of one normal number in some million. By hand since one class is compiled once for all streams, where the packages make functions for
 * each: in a new process four chains take a fifth less processor time.
 *
 * Sources: Matsumoto & Nishimura (1998), ACM TOMACS 8(1), two words to a uniform number (`genrand_res53`); Doornik (2005), "An improved ziggurat
 * method to generate normal random samples", with 128 boxes; Marsaglia (1964), Technometrics 6(1), for the tail.
 */

import { exp } from "./exponential.ts";
import { log } from "./logarithm.ts";

/** Of the state array: version, sections, length of the words; then these, a length, and the index of the next word. */
export const firstWord = 3;
/** How many words there are. */
export const wordCount = 624;
/** Where the index of the next word stands. */
export const nextWordAt = firstWord + wordCount + 1;

/** The word that is mixed with one, and with which factors. */
const shift = 397;
const twistFactor = 0x9908b0df;
const upperBit = 0x80000000;
const lowerBits = 0x7fffffff;

const TWO_TO_26 = 67108864;
const TWO_TO_MINUS_53 = 1 / 9007199254740992;

const boxes = 128;
const tailStart = 3.442619855899;
/** Right ends of the boxes, which have one area each; the first is that of the box with the tail. */
const ends = boxEnds();
/** Of each box, the part that lies below the curve whatever the height. */
const innerParts = Float64Array.from({ length: boxes }, (_, i) => ends[i + 1]! / ends[i]!);

function boxEnds(): Float64Array {
  // (r φ(r) + P(X ≥ r)) √(2π)
  const area = 9.91256303526217e-3;
  const all = new Float64Array(boxes + 1);
  let height = exp(-0.5 * tailStart * tailStart);
  all[0] = area / height;
  all[1] = tailStart;
  for (let i = 2; i < boxes; i++) {
    all[i] = Math.sqrt(-2 * log(area / all[i - 1]! + height));
    height = exp(-0.5 * all[i]! * all[i]!);
  }
  return all;
}

/** Numbers over a state array, which each of them moves on. */
export class UniformNormalStream {
  /** The words of `@stdlib/random-base-mt19937`'s state as numbers with a sign, which engines keep as they are. */
  private readonly words: Int32Array;

  /** The array is changed in place; the package may read and move it as well. */
  constructor(state: Uint32Array) {
    this.words = new Int32Array(state.buffer, state.byteOffset, state.length);
  }

  /** In (0, 1). */
  uniform(): number {
    let number = this.uniformOrZero();
    while (number === 0) number = this.uniformOrZero();
    return number;
  }

  /** A standard normal number. */
  normal(): number {
    for (;;) {
      const u = 2 * this.uniformOrZero() - 1;
      const box = this.word() & (boxes - 1);
      if (Math.abs(u) < innerParts[box]!) return u * ends[box]!;
      if (box === 0) return this.tail(u < 0);
      if (this.isBelow(box, u * ends[box]!)) return u * ends[box]!;
    }
  }

  /** A multiple of 2⁻⁵³ in [0, 1). */
  private uniformOrZero(): number {
    const high = this.word() >>> 5;
    const low = this.word() >>> 6;
    return (high * TWO_TO_26 + low) * TWO_TO_MINUS_53;
  }

  /** 32 bits. */
  private word(): number {
    const { words } = this;
    let next = words[nextWordAt]!;
    if (next >= wordCount) {
      twist(words);
      next = 0;
    }
    words[nextWordAt] = next + 1;
    let word = words[firstWord + next]!;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return word ^ (word >>> 18);
  }

  /** Whether a point of a box's wedge, at a random height, is below the curve. */
  private isBelow(box: number, x: number): boolean {
    const outer = exp(-0.5 * (ends[box]! * ends[box]! - x * x));
    const inner = exp(-0.5 * (ends[box + 1]! * ends[box + 1]! - x * x));
    return inner + this.uniformOrZero() * (outer - inner) < 1;
  }

  /** A normal number beyond the start of the tail. */
  private tail(isNegative: boolean): number {
    for (;;) {
      const x = log(this.uniformOrZero()) / tailStart;
      const y = log(this.uniformOrZero());
      if (-2 * y >= x * x) return isNegative ? x - tailStart : tailStart - x;
    }
  }
}

/** All words of a state anew. */
function twist(words: Int32Array): void {
  const end = firstWord + wordCount;
  for (let at = firstWord; at < end; at++) {
    const following = at + 1 < end ? words[at + 1]! : words[firstWord]!;
    const mixed = (words[at]! & upperBit) | (following & lowerBits);
    const distant = words[at + shift < end ? at + shift : at + shift - wordCount]!;
    words[at] = distant ^ (mixed >>> 1) ^ (-(mixed & 1) & twistFactor);
  }
}

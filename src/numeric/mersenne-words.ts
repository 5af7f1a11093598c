/**
 * The words of MT19937 read straight from the state array that the library's generators share, and normal numbers made of them.
 *
 * The state has the library's layout, so that both may draw from it in turn. Normal numbers are Doornik's ziggurat of 128 layers, with
 * two words for each number: 53 bits for its size, 7 others for its layer; the library's, from which it differs in how bits
 * are shared out only, takes four times as long.
 *
 * The array is seen as signed numbers, which engines keep in registers. Sources: Matsumoto & Nishimura (1998), ACM TOMACS 8(1); Doornik (2005), "An improved ziggurat method to generate normal random
 * samples".
 */

import { exp } from "./exponential.ts";
import { log } from "./logarithm.ts";

const size = 624;
const middle = 397;
/** Where the words begin in the state array, and where the index of the next one is. */
const firstWord = 3;
const indexPlace = size + 4;

/** The next word of a state: 32 random bits, as a signed number. */
function nextWord(state: Int32Array): number {
  let index = state[indexPlace]!;
  if (index >= size) {
    twist(state);
    index = 0;
  }
  state[indexPlace] = index + 1;
  let word = state[firstWord + index]!;
  word ^= word >>> 11;
  word ^= (word << 7) & 0x9d2c5680;
  word ^= (word << 15) & 0xefc60000;
  return word ^ (word >>> 18);
}

/** 624 new words. */
function twist(state: Int32Array): void {
  let k = 0;
  for (; k < size - middle; k++) mix(state, k, k + middle);
  for (; k < size; k++) mix(state, k, k + middle - size);
}

function mix(state: Int32Array, k: number, other: number): void {
  const next = k + 1 === size ? 0 : k + 1;
  const joined = (state[firstWord + k]! & 0x80000000) | (state[firstWord + next]! & 0x7fffffff);
  state[firstWord + k] = state[firstWord + other]! ^ (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0);
}

/** A multiple of 2⁻⁵³ in [0, 1). */
export function uniformOf(state: Int32Array): number {
  const high = nextWord(state) >>> 5;
  const low = nextWord(state) >>> 6;
  return (high * 67108864 + low) / 9007199254740992;
}

/** Layers, the right edge of the last, and the area of each (Doornik's table 1). */
const layers = 128;
const edge = 3.442619855899;
const area = 9.91256303526217e-3;

/** Right edges of the layers, from the widest (which holds the tail) to 0, and each as a share of the one before. */
const edges = makeEdges();
const shares = Float64Array.from({ length: layers }, (_, i) => edges[i + 1]! / edges[i]!);

function makeEdges(): Float64Array {
  const made = new Float64Array(layers + 1);
  let height = exp(-0.5 * edge * edge);
  made[0] = area / height;
  made[1] = edge;
  for (let i = 2; i < layers; i++) {
    made[i] = Math.sqrt(-2 * log(area / made[i - 1]! + height));
    height = exp(-0.5 * made[i]! * made[i]!);
  }
  return made;
}

/** A standard normal number. */
export function normalOf(state: Int32Array): number {
  for (;;) {
    const first = nextWord(state);
    const second = nextWord(state);
    const layer = (first & 31) | ((second & 3) << 5);
    // 53 bits, as a number of [-1, 1)
    const u = ((first >>> 5) * 67108864 + (second >>> 6)) / 4503599627370496 - 1;
    const x = u * edges[layer]!;
    if (Math.abs(u) < shares[layer]!) return x;
    if (layer === 0) return tailOf(state, u < 0);
    const above = exp(-0.5 * (edges[layer]! * edges[layer]! - x * x));
    const below = exp(-0.5 * (edges[layer + 1]! * edges[layer + 1]! - x * x));
    if (below + uniformOf(state) * (above - below) < 1) return x;
  }
}

/** A number beyond the edge (Marsaglia 1964). */
function tailOf(state: Int32Array, isNegative: boolean): number {
  for (;;) {
    const x = log(positiveOf(state)) / edge;
    const y = log(positiveOf(state));
    if (-2 * y >= x * x) return isNegative ? x - edge : edge - x;
  }
}

/** A multiple of 2⁻⁵³ in (0, 1). */
export function positiveOf(state: Int32Array): number {
  let number = uniformOf(state);
  while (number === 0) number = uniformOf(state);
  return number;
}

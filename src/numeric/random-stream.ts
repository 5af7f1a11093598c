/**
 * The random stream of a chain: one MT19937 state that all its draws share.
 *
 * A stream is made from a seed and the number of the chain, and it is the only source of chance in a chain, so a
 * chain's draws do not depend on the other chains, nor on how many workers run them. Uniform, normal and gamma draws
 * read the same state array (`copy: false`), which therefore is all there is to save: a stream that is restored
 * from it goes on with the same numbers. The generators compute with their own exp, ln and pow; like everything in
 * this folder they give the same bits in every engine.
 *
 * Sources: Matsumoto & Nishimura (1998), ACM TOMACS 8(1), seeded by array; Marsaglia & Tsang (2000), "A simple method for generating gamma
 * variables", ACM TOMS 26(3).
 */

import gamma from "@stdlib/random-base-gamma";
import mersenneTwister from "@stdlib/random-base-mt19937";
import { log } from "./logarithm.ts";
import { firstWord, nextWordAt, UniformNormalStream, wordCount } from "./uniform-normal-stream.ts";

/** Draws, each of which moves the stream on. Nothing is allocated but by `state`. */
export interface RandomStream {
  /** A number of the open interval (0, 1), a multiple of 2⁻⁵³. */
  uniform(): number;
  /** A standard normal number. */
  normal(): number;
  /**
   * A gamma number with mean shape / rate, for any shape and rate above 0, otherwise NaN. Never 0 nor
   * subnormal: where a draw underflows (shapes below about 0.01), it is the smallest normal number, 2⁻¹⁰²².
   */
  gamma(shape: number, rate: number): number;
  /** An exponential number with mean 1, above 0. */
  exponential(): number;
  /** A copy of the full state (about 2.5 kB), for `restoreRandomStream`. */
  state(): Uint32Array;
}

const TWO_TO_32 = 4294967296;
const SMALLEST_NORMAL = 2.2250738585072014e-308;

/** The stream of chain `chain` under `seed`; both are whole numbers from 0 to 2⁵³ - 1. */
export function createRandomStream(seed: number, chain: number): RandomStream {
  const generator = mersenneTwister.factory({ seed: seedWords(seed, chain) });
  return new StateStream(generator.state);
}

/** Makes seeds of names longer than those of chains and of draws. */
const nameTag = 0x6e616d65;

/**
 * The stream of a thing with a name, such as an effect of a new group, under `seed`: it depends on nothing else. Seeded by array with
 * the UTF-16 units of the name.
 */
export function createNamedStream(seed: number, name: string): RandomStream {
  const units = Array.from({ length: name.length }, (_, i) => name.charCodeAt(i));
  const seeded = Uint32Array.of(...seedWords(seed, 0), nameTag, nameTag, ...units);
  return new StateStream(mersenneTwister.factory({ seed: seeded }).state);
}

/** Sets a stream to where that of a draw begins, and gives it: it is the same object for all draws. */
export type DrawStreams = (draw: number) => RandomStream;

/** Makes seeds three words long, which those of chains are not. */
const drawsTag = 0x64726177;

/**
 * Streams for what is drawn once for each draw of a chain and is no part of the chain: that of draw `draw` (a whole number from 0) is known
 * without those before it. Its state are the words of a state of the chain's seed, each mixed with the number of the draw by the
 * finalizer of MurmurHash3 (Appleby, 2011): to seed by array anew would take longer than most predictions.
 */
export function createDrawStreams(seed: number, chain: number): DrawStreams {
  const seeded = Uint32Array.of(...seedWords(seed, chain), drawsTag);
  const { state: start } = mersenneTwister.factory({ seed: seeded });
  const state = Uint32Array.from(start);
  const stream = new StateStream(state);
  return (draw) => {
    requireWholeNumber("draw", draw);
    const [low, high] = [(draw % TWO_TO_32) | 0, Math.floor(draw / TWO_TO_32)];
    for (let i = 0; i < wordCount; i++) {
      state[firstWord + i] = mixed(
        start[firstWord + i]! ^ mixed(Math.imul(low, 0x9e3779b1) + Math.imul(high, 0x5f356495) + i),
      );
    }
    // The next number is that of new words.
    state[nextWordAt] = wordCount;
    return stream;
  };
}

/** Gives a stream of its own for where another stands, which it leaves there: it is the same object each time. */
export type Fork = (stream: RandomStream) => RandomStream;

/** Makes seeds other than those of draws. */
const forkTag = 0x666f726b;

/**
 * Forks of the streams of chains, for what is drawn beside a chain that must not notice. The words of the state are mixed with the place
 * among them where the stream stands, so that forks at two places have different numbers, by the same finalizer.
 */
export function createFork(): Fork {
  const { state: start } = mersenneTwister.factory({ seed: Uint32Array.of(forkTag) });
  const state = Uint32Array.from(start);
  const fork = new StateStream(state);
  return (stream) => {
    const words = stream.state();
    const place = words[nextWordAt]!;
    for (let i = 0; i < wordCount; i++) {
      state[firstWord + i] = mixed(
        words[firstWord + i]! ^ mixed(Math.imul(place, 0x9e3779b1) + Math.imul(i, 0x5f356495) + forkTag),
      );
    }
    state[nextWordAt] = wordCount;
    return fork;
  };
}

/** fmix32 */
function mixed(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/**
 * The stream that goes on where `state`, of `RandomStream.state()`, was taken. The array is copied. Throws if it
 * is not such a state.
 */
export function restoreRandomStream(state: Uint32Array): RandomStream {
  // The package looks whether it is one.
  return new StateStream(mersenneTwister.factory({ state }).state);
}

/** [seed, chain]; a number above 2³² needs both its halves, and then there are four words, low word first. */
function seedWords(seed: number, chain: number): Uint32Array {
  requireWholeNumber("seed", seed);
  requireWholeNumber("chain", chain);
  if (seed < TWO_TO_32 && chain < TWO_TO_32) return Uint32Array.of(seed, chain);
  const high = (whole: number) => Math.floor(whole / TWO_TO_32);
  return Uint32Array.of(seed % TWO_TO_32, high(seed), chain % TWO_TO_32, high(chain));
}

function requireWholeNumber(name: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 0) return;
  throw new RangeError(`the ${name} of a random stream is a whole number from 0 to 2^53 - 1, not ${value}`);
}

/** The draws over one shared state array, which the stream owns. */
class StateStream extends UniformNormalStream implements RandomStream {
  private readonly shared: { readonly state: Uint32Array; readonly copy: false };
  /** Made when it is asked for: few streams draw any, and it takes longer to make than all else. */
  private drawGamma: ((shape: number, rate: number) => number) | null = null;

  constructor(state: Uint32Array) {
    super(state);
    this.shared = { state, copy: false };
  }

  gamma(shape: number, rate: number): number {
    this.drawGamma ??= gamma.factory(this.shared);
    return Math.max(this.drawGamma(shape, rate), SMALLEST_NORMAL);
  }

  exponential(): number {
    return -log(this.uniform());
  }

  state(): Uint32Array {
    return Uint32Array.from(this.shared.state);
  }
}

/**
 * Densities of draws by a normal kernel, reflected at hard ends.
 *
 * The bandwidth is the smaller one of Silverman's (1986, Density Estimation for Statistics and Data Analysis, equation 3.31) and the improved
 * Sheather-Jones one (Botev, Grotowski & Kroese 2010, Annals of Statistics 38, algorithm 1): the first smears modes that lie apart, as of
 * chains that disagree, the second does not. Draws are counted in the cells of a fine grid, each shared by its two neighbours (Wand 1994).
 *
 * At an end that no draw can pass, as 0 of an sd, what the kernel carries beyond it is folded back, so that no density lies beyond and the
 * integral stays 1.
 */

import { exp } from "../numeric/exponential.ts";
import { power } from "../numeric/power.ts";
import { cos } from "../numeric/trigonometric.ts";
import { isConstant, standardDeviation } from "./moments.ts";
import { quantile } from "./quantile.ts";

/** From where to where; ends that are hard, or null. */
export interface Ends {
  readonly lower: number | null;
  readonly upper: number | null;
}

/** A density at ascending places of equal distance. */
export interface DensityCurve {
  readonly x: Float64Array;
  readonly density: Float64Array;
  readonly bandwidth: number;
}

/** Standard deviations from where on a kernel is 0. */
const reach = 4.5;
/** Places of a curve for each bandwidth, and the fewest and most of them. */
const places = { perBandwidth: 5, least: 200, most: 4000 };

/** The bandwidth for ascending finite draws; 0 where they are all one number. */
export function bandwidthOf(sorted: Float64Array): number {
  if (isConstant(sorted)) return 0;
  // Of numbers near 1e300 the squares are none.
  const unit = Math.max(Math.abs(sorted[0]!), Math.abs(sorted.at(-1)!));
  const scaled = sorted.map((value) => value / unit);
  const plain = silvermanBandwidth(scaled);
  // Cosines are even about the ends of the range: at a hard end a density may be cut off, elsewhere it has to come down.
  const { lower, upper } = hardEnds(sorted, unit * plain);
  const [from, to] = viewOf(scaled);
  const room = (to - from) / 10;
  const range: [number, number] = [
    lower === null ? from - room : lower / unit,
    upper === null ? to + room : upper / unit,
  ];
  return unit * Math.min(plain, improvedBandwidth(scaled, range) ?? plain);
}

/** 0.9 min(sd, IQR / 1.349) n^-1/5 */
function silvermanBandwidth(sorted: Float64Array): number {
  const normal = (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 1.349;
  const sd = standardDeviation(sorted);
  return 0.9 * (normal > 0 ? Math.min(sd, normal) : sd) * power(sorted.length, -0.2);
}

/**
 * The density of ascending finite draws over a range. It is that of all of them: its integral is less than 1 where some lie outside. Null
 * where they are all one number.
 */
export function kernelDensity(
  sorted: Float64Array,
  [from, to]: readonly [number, number],
  ends: Ends = { lower: null, upper: null },
  bandwidth: number = bandwidthOf(sorted),
): DensityCurve | null {
  if (!(bandwidth > 0 && to > from)) return null;
  const start = Math.max(from, ends.lower ?? from);
  const stop = Math.min(to, ends.upper ?? to);
  const wanted = ((stop - start) / bandwidth) * places.perBandwidth;
  const steps = Math.round(Math.max(places.least, Math.min(places.most, wanted)));
  const step = (stop - start) / steps;
  // The cells go beyond the range by what a kernel reaches, so that draws beyond it count.
  const beyond = Math.ceil((reach * bandwidth) / step);
  const shares = sharesOf(sorted, start - beyond * step, step, steps + 1 + 2 * beyond);
  fold(shares, beyond, steps, { lower: ends.lower === start, upper: ends.upper === stop });
  const weights = Float64Array.from({ length: beyond + 1 }, (_, k) => {
    const z = (k * step) / bandwidth;
    return exp(-0.5 * z * z) / (bandwidth * Math.sqrt(2 * Math.PI));
  });
  const density = new Float64Array(steps + 1);
  for (let i = 0; i <= steps; i++) {
    const centre = i + beyond;
    let sum = shares[centre]! * weights[0]!;
    for (let k = 1; k <= beyond; k++) sum += (shares[centre - k]! + shares[centre + k]!) * weights[k]!;
    density[i] = sum;
  }
  return { x: density.map((_, i) => start + i * step), density, bandwidth };
}

/** The share of the draws at each place of a grid, linearly between its two neighbours. */
function sharesOf(sorted: Float64Array, first: number, step: number, count: number): Float64Array {
  const shares = new Float64Array(count);
  for (const value of sorted) {
    const position = (value - first) / step;
    const place = Math.floor(position);
    if (place < 0 || place > count - 2) continue;
    const part = position - place;
    shares[place] = shares[place]! + (1 - part) / sorted.length;
    shares[place + 1] = shares[place + 1]! + part / sorted.length;
  }
  return shares;
}

/** A mirror image of the draws beyond each hard end. A draw at the end itself has its half of the kernel on either side. */
function fold(
  shares: Float64Array,
  beyond: number,
  steps: number,
  isHard: Record<keyof Ends, boolean>,
): void {
  for (let k = 1; k <= Math.min(beyond, steps); k++) {
    if (isHard.lower) shares[beyond - k] = shares[beyond + k]!;
    if (isHard.upper) shares[beyond + steps + k] = shares[beyond + steps - k]!;
  }
  if (isHard.lower) shares[beyond] = 2 * shares[beyond]!;
  if (isHard.upper) shares[beyond + steps] = 2 * shares[beyond + steps]!;
}

/** The share of draws within a bandwidth of the last one from which on they end there; so many are not in a tail. */
const endShare = 0.04;
/** Of fewer draws, the last ones say too little of an end. */
const fewest = 200;

/**
 * The hard ends of ascending finite draws, as seen in them: 0, or ±1 of what is between them (probabilities, correlations), where draws come
 * near and none lies beyond; and the first or last draw, where the draws stop at full density, as those of a uniform prior do. The bandwidth says what is near.
 */
export function hardEnds(sorted: Float64Array, bandwidth: number): Ends {
  const [least, most] = [sorted[0]!, sorted.at(-1)!];
  const near = reach * bandwidth;
  const isUnit = least >= -1 && most <= 1;
  const [lows, highs] = [isUnit ? [0, -1] : [0], isUnit ? [0, 1] : [0]];
  const lower = lows.find((end) => least >= end && least - end < near);
  const upper = highs.find((end) => most <= end && end - most < near);
  const stops = (place: number): boolean =>
    sorted.length >= fewest && shareWithin(sorted, place - bandwidth, place + bandwidth) >= endShare;
  return {
    lower: lower ?? (stops(least) ? least : null),
    upper: upper ?? (stops(most) ? most : null),
  };
}

function shareWithin(sorted: Float64Array, from: number, to: number): number {
  let count = 0;
  for (const value of sorted) if (value >= from && value <= to) count++;
  return count / sorted.length;
}

/** Widths of the central 90 % that a view reaches beyond it. */
const viewReach = 2;

/**
 * What is seen of ascending finite draws: all of them, unless tails are so long that all would be one line; then up to two widths of
 * the central 90 % beyond it.
 */
export function viewOf(sorted: Float64Array): readonly [number, number] {
  const [least, most] = [sorted[0]!, sorted.at(-1)!];
  const [low, high] = [quantile(sorted, 0.05), quantile(sorted, 0.95)];
  const width = high - low;
  if (!(width > 0)) return [least, most];
  return [Math.max(least, low - viewReach * width), Math.min(most, high + viewReach * width)];
}

/** Cells of the grid of the bandwidth. */
const cellCount = 512;
/** Fewer draws do not say how their density bends. */
const fewestForImproved = 50;
/** 1·3·5·…·(2s - 1) for s = 0 … 6. */
const oddProducts = [1, 1, 3, 15, 105, 945, 10395];
/** Exponents from which on e^-x, times what stands before it, is nothing to the sum. */
const negligible = 200;
/** Halvings that leave five digits. */
const halvings = 16;

/** The fixed point t = ξ γ⁽⁷⁾(t), as a bandwidth √t times the width of the range; null where there is none. */
function improvedBandwidth(sorted: Float64Array, [from, to]: readonly [number, number]): number | null {
  let distinct = 1;
  for (let i = 1; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) distinct++;
  // Whole numbers and draws that stand still have no density that bends.
  if (sorted.length < fewestForImproved || distinct < sorted.length / 2) return null;
  const width = to - from;
  const squares = squaredCosines(cellShares(sorted, from, width / cellCount));
  const isAbove = (t: number): boolean => t > plugIn(t, distinct, squares);
  // The smallest fixed point, between powers of 2; then halvings of its logarithm.
  let high = 1e-7;
  while (!isAbove(high)) {
    high *= 2;
    if (high > 0.1) return null;
  }
  let low = high / 2;
  for (let i = 0; i < halvings; i++) {
    const middle = Math.sqrt(low * high);
    if (isAbove(middle)) high = middle;
    else low = middle;
  }
  return Math.sqrt(high) * width;
}

/** ξ γ⁽⁷⁾(t): the best t for a density whose derivatives are those of the estimate with plug-ins from the seventh on. */
function plugIn(t: number, count: number, squares: Float64Array): number {
  let norm = derivativeNorm(7, t, squares);
  for (let s = 6; s >= 2; s--) {
    const factor = (1 + power(0.5, s + 0.5)) / 3;
    const product = oddProducts[s]! / Math.sqrt(2 * Math.PI);
    const time = power((2 * factor * product) / (count * norm), 2 / (3 + 2 * s));
    norm = derivativeNorm(s, time, squares);
  }
  return power(2 * count * Math.sqrt(Math.PI) * norm, -0.4);
}

/** 2 π²ˢ Σ k²ˢ a_k² exp(-k² π² t) */
function derivativeNorm(s: number, t: number, squares: Float64Array): number {
  let sum = 0;
  for (let k = 1; k < squares.length; k++) {
    const frequency = k * k * Math.PI * Math.PI;
    const exponent = frequency * t;
    if (exponent > negligible) break;
    let weight = squares[k]! * exp(-exponent);
    for (let i = 0; i < s; i++) weight *= frequency;
    sum += weight;
  }
  return 2 * sum;
}

/** The share of the draws in each cell. */
function cellShares(sorted: Float64Array, from: number, width: number): Float64Array {
  const shares = new Float64Array(cellCount);
  for (const value of sorted) {
    const cell = Math.floor((value - from) / width);
    if (cell < 0 || cell > cellCount) continue;
    const place = Math.min(cell, cellCount - 1);
    shares[place] = shares[place]! + 1 / sorted.length;
  }
  return shares;
}

/** cos(π i / (2 cellCount)), once around. */
const cosines = Float64Array.from({ length: 4 * cellCount }, (_, i) => cos((Math.PI * i) / (2 * cellCount)));

/** (Σ_j share_j cos(π k (j + 1/2) / cellCount))², k = 0 … cellCount - 1. */
function squaredCosines(shares: Float64Array): Float64Array {
  return Float64Array.from({ length: cellCount }, (_, k) => {
    let sum = 0;
    for (let j = 0; j < shares.length; j++) sum += shares[j]! * cosines[(k * (2 * j + 1)) % (4 * cellCount)]!;
    return sum * sum;
  });
}

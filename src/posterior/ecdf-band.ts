/**
 * Whether numbers that should be uniform on (0, 1) are so, by their empirical distribution function: a band that it stays in as a
 * whole with a given probability, and the p-value of how it left it.
 *
 * At each of the points z = i/K the count of numbers below z is binomial(N, z), and has an interval at level 1 - γ; γ is such that
 * all of the intervals hold at once with probability 1 - α. Source: Säilynoja, Bürkner & Vehtari (2022), Statistics and
 * Computing 32, 32, section 2 and equation 11.
 *
 * The probability that all hold is exact. Given their sum, independent Poisson counts of the K stretches are distributed as the counts of
 * N uniform numbers, so that the probability is a chain of convolutions with one kernel, divided by that of the sum. Source: Moscovich
 * & Nadler (2017), Statistics & Probability Letters 123, 177-182.
 */

import { exp } from "../numeric/exponential.ts";

/** The counts at z = i/K that are inside, i = 0 … K: from `lower[i]` to `upper[i]`. */
export interface EcdfBand {
  readonly lower: Int32Array;
  readonly upper: Int32Array;
}

/** P(X ≤ k) and P(X ≥ k) of a binomial count, for k from `first` on; beyond both ends the smaller one is 0. */
interface Tails {
  readonly first: number;
  readonly atMost: Float64Array;
  readonly atLeast: Float64Array;
}

/** Standard deviations beyond which a binomial probability is below the smallest double. */
const farthest = 40;
/** Halvings of the range of log γ, which is known within a factor of K/α: to six digits. */
const halvings = 24;
/** Tails that differ by a smaller share are equal. */
const rounding = 1e-9;
/** Poisson probabilities smaller than this share of the largest are left out. */
const negligible = 1e-19;

/** The distribution of the empirical distribution function of `count` uniform numbers at `pointCount` points. */
export class UniformEcdf {
  readonly count: number;
  readonly pointCount: number;
  /** For i = 1 … K - 1. */
  private readonly tails: readonly Tails[];
  private readonly kernel: { readonly first: number; readonly weights: Float64Array };

  constructor(count: number, pointCount: number) {
    this.count = count;
    this.pointCount = pointCount;
    this.tails = Array.from({ length: pointCount - 1 }, (_, i) => binomialTails(count, (i + 1) / pointCount));
    this.kernel = poissonKernel(count / pointCount);
  }

  /** The band that holds all counts with a probability of at least 1 - α, and no narrower one does. */
  band(alpha: number): EcdfBand {
    // P(some interval fails) lies between γ, as one of them does, and K γ. The discrete counts may leave it below.
    let [low, high] = [alpha / this.pointCount, 1];
    for (let i = 0; i < halvings; i++) {
      const middle = Math.sqrt(low * high);
      if (1 - this.probabilityInside(this.limits(middle)) <= alpha) low = middle;
      else high = middle;
    }
    return this.limits(low);
  }

  /** The probability of a count that is at least as far out somewhere as the farthest of these. */
  pValue(counts: ArrayLike<number>): number {
    let farthestTail = 1;
    this.tails.forEach(({ first, atMost, atLeast }, i) => {
      const k = counts[i + 1]! - first;
      farthestTail = Math.min(farthestTail, 2 * Math.min(atMost[k] ?? 0, atLeast[k] ?? 0));
    });
    if (farthestTail === 1) return 1;
    const asFar = this.limits(farthestTail * (1 + rounding));
    return Math.min(1, Math.max(0, 1 - this.probabilityInside(asFar)));
  }

  /** Counts whose tails, both, are more than γ/2. */
  private limits(gamma: number): EcdfBand {
    const lower = new Int32Array(this.pointCount + 1);
    const upper = new Int32Array(this.pointCount + 1);
    lower[this.pointCount] = this.count;
    upper[this.pointCount] = this.count;
    this.tails.forEach(({ first, atMost, atLeast }, i) => {
      lower[i + 1] = first + firstIndex(atMost.length, (k) => 2 * atMost[k]! > gamma);
      upper[i + 1] = first + firstIndex(atLeast.length, (k) => !(2 * atLeast[k]! > gamma)) - 1;
    });
    return { lower, upper };
  }

  /** That every count lies within its limits. */
  private probabilityInside({ lower, upper }: EcdfBand): number {
    const { first, weights } = this.kernel;
    let paths = Float64Array.of(1);
    for (let i = 1; i <= this.pointCount; i++) {
      const [from, below] = [lower[i]!, lower[i - 1]!];
      const next = new Float64Array(Math.max(0, upper[i]! - from + 1));
      for (let k = 0; k < paths.length; k++) {
        const path = paths[k]!;
        const start = below + k + first - from;
        const end = Math.min(weights.length, next.length - start);
        for (let j = Math.max(0, -start); j < end; j++)
          next[start + j] = next[start + j]! + path * weights[j]!;
      }
      paths = next;
    }
    return (paths[0] ?? 0) / poissonAtMean(this.count);
  }
}

/** Counts of `numbers` below i/K, i = 0 … K. */
export function countBelow(numbers: ArrayLike<number>, pointCount: number): Int32Array {
  const counts = new Int32Array(pointCount + 1);
  for (let n = 0; n < numbers.length; n++) {
    const stretch = Math.min(Math.floor(numbers[n]! * pointCount), pointCount - 1);
    counts[stretch + 1] = counts[stretch + 1]! + 1;
  }
  for (let i = 1; i < counts.length; i++) counts[i] = counts[i]! + counts[i - 1]!;
  return counts;
}

/** The first index below `length` from which on the condition holds; `length` if it never does. */
function firstIndex(length: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function binomialTails(count: number, probability: number): Tails {
  const mean = count * probability;
  const reach = farthest * Math.sqrt(mean * (1 - probability)) + farthest;
  const first = Math.max(0, Math.floor(mean - reach));
  const last = Math.min(count, Math.ceil(mean + reach));
  const mode = Math.min(last, Math.floor((count + 1) * probability));
  const odds = probability / (1 - probability);
  // P(k + 1) / P(k) = (N - k)/(k + 1) · z/(1 - z)
  const atMost = weightsAround(mode, first, last, (k) => ((count - k) / (k + 1)) * odds);
  const atLeast = atMost.slice();
  for (let k = 1; k < atMost.length; k++) atMost[k] = atMost[k]! + atMost[k - 1]!;
  for (let k = atLeast.length - 2; k >= 0; k--) atLeast[k] = atLeast[k]! + atLeast[k + 1]!;
  return { first, atMost, atLeast };
}

/** Poisson probabilities with this mean, but for those that are negligible. */
function poissonKernel(mean: number): { readonly first: number; readonly weights: Float64Array } {
  const reach = 10 * Math.sqrt(mean) + 30;
  const first = Math.max(0, Math.floor(mean - reach));
  const last = Math.ceil(mean + reach);
  const all = weightsAround(Math.floor(mean), first, last, (k) => mean / (k + 1));
  const largest = all[Math.floor(mean) - first]!;
  const isKept = (weight: number): boolean => weight > negligible * largest;
  const begin = all.findIndex(isKept);
  return { first: first + begin, weights: all.slice(begin, all.findLastIndex(isKept) + 1) };
}

/** Probabilities from `first` to `last`, from the ratios of neighbours; they sum to 1. */
function weightsAround(mode: number, first: number, last: number, ratio: (k: number) => number) {
  const weights = new Float64Array(last - first + 1);
  weights[mode - first] = 1;
  for (let k = mode; k < last; k++) weights[k + 1 - first] = weights[k - first]! * ratio(k);
  for (let k = mode; k > first; k--) weights[k - 1 - first] = weights[k - first]! / ratio(k - 1);
  const total = weights.reduce((sum, weight) => sum + weight);
  return weights.map((weight) => weight / total);
}

/** The Poisson probability of n where the mean is n, nⁿ e⁻ⁿ / n!; of large n by Stirling's series. */
function poissonAtMean(n: number): number {
  if (n > 30) {
    const inverse = 1 / n;
    const correction = inverse * (1 / 12 - inverse * inverse * (1 / 360 - (inverse * inverse) / 1260));
    return exp(-correction) / Math.sqrt(2 * Math.PI * n);
  }
  let probability = exp(-n);
  for (let k = 1; k <= n; k++) probability *= n / k;
  return probability;
}

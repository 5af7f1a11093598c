/**
 * A band that counts stay in as a whole with a given probability, point by point along a range: empirical distribution functions of
 * uniform numbers, and of the ranks of one chain among those of all.
 *
 * At each point the count has an interval at level 1 - γ; γ is such that all of the intervals hold at once with probability 1 - α. Source:
 * Säilynoja, Bürkner & Vehtari (2022), Statistics and Computing 32, 32, section 2. The probability that all hold is exact: given their
 * sum, independent counts of the stretches between points are distributed as those of the numbers, so that it is a chain of
 * convolutions with their distributions, divided by the probability of the sum (Moscovich & Nadler 2017).
 */

/** The counts that are inside, i = 0 … K: from `lower[i]` to `upper[i]`. */
export interface EcdfBand {
  readonly lower: Int32Array;
  readonly upper: Int32Array;
}

/** P(X ≤ k) and P(X ≥ k) of a count, for k from `first` on; beyond both ends the smaller one is 0. */
export interface Tails {
  readonly first: number;
  readonly atMost: Float64Array;
  readonly atLeast: Float64Array;
}

/** Probabilities of counts from `first` on. */
export interface Kernel {
  readonly first: number;
  readonly weights: Float64Array;
}

/** Independent counts of the stretches. */
export interface Stretches {
  /** The distribution of the count of stretch i = 1 … K. */
  readonly kernelOf: (stretch: number) => Kernel;
  /** The probability that they have the sum that they have. */
  readonly total: number;
}

/** Halvings of the range of log γ, which is known within a factor of K/α: to six digits. */
const halvings = 24;
/** Tails that differ by a smaller share are equal. */
const rounding = 1e-9;

/** The distribution of counts, which are 0 at the first of the points 0 … K and `count` at the last. */
export class CountBand {
  readonly count: number;
  readonly pointCount: number;
  /** For i = 1 … K - 1. */
  private readonly tails: readonly Tails[];
  private readonly stretches: Stretches;

  constructor(count: number, pointCount: number, tails: readonly Tails[], stretches: Stretches) {
    this.count = count;
    this.pointCount = pointCount;
    this.tails = tails;
    this.stretches = stretches;
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
    this.tails.forEach((tails, i) => {
      [lower[i + 1], upper[i + 1]] = limitsOf(tails, gamma);
    });
    return { lower, upper };
  }

  /** That every count lies within its limits. */
  private probabilityInside({ lower, upper }: EcdfBand): number {
    let paths = Float64Array.of(1);
    for (let i = 1; i <= this.pointCount; i++) {
      const { first, weights } = this.stretches.kernelOf(i);
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
    return (paths[0] ?? 0) / this.stretches.total;
  }
}

/** The least and the largest count whose tails, both, are more than γ/2. */
export function limitsOf({ first, atMost, atLeast }: Tails, gamma: number): [lower: number, upper: number] {
  return [
    first + firstIndex(atMost.length, (k) => 2 * atMost[k]! > gamma),
    first + firstIndex(atLeast.length, (k) => !(2 * atLeast[k]! > gamma)) - 1,
  ];
}

/** The tails of a count with these probabilities, from `first` on. */
export function tailsOf(first: number, weights: Float64Array): Tails {
  const [atMost, atLeast] = [weights, weights.slice()];
  for (let k = 1; k < atMost.length; k++) atMost[k] = atMost[k]! + atMost[k - 1]!;
  for (let k = atLeast.length - 2; k >= 0; k--) atLeast[k] = atLeast[k]! + atLeast[k + 1]!;
  return { first, atMost, atLeast };
}

/** Probabilities from `first` to `last`, from the ratios of neighbours; they sum to 1. */
export function weightsAround(
  mode: number,
  first: number,
  last: number,
  ratio: (k: number) => number,
): Float64Array {
  const weights = new Float64Array(last - first + 1);
  weights[mode - first] = 1;
  for (let k = mode; k < last; k++) weights[k + 1 - first] = weights[k - first]! * ratio(k);
  for (let k = mode; k > first; k--) weights[k - 1 - first] = weights[k - first]! / ratio(k - 1);
  const total = weights.reduce((sum, weight) => sum + weight);
  return weights.map((weight) => weight / total);
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

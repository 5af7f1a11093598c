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
import { CountBand, type Kernel, type Tails, tailsOf, weightsAround } from "./count-band.ts";

/** Standard deviations beyond which a binomial probability is below the smallest double. */
const farthest = 40;
/** Poisson probabilities smaller than this share of the largest are left out. */
const negligible = 1e-19;

/** The distribution of the empirical distribution function of `count` uniform numbers at `pointCount` points. */
export class UniformEcdf extends CountBand {
  constructor(count: number, pointCount: number) {
    const tails = Array.from({ length: pointCount - 1 }, (_, i) =>
      binomialTails(count, (i + 1) / pointCount),
    );
    const kernel = poissonKernel(count / pointCount);
    super(count, pointCount, tails, { kernelOf: () => kernel, total: poissonAtMean(count) });
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

function binomialTails(count: number, probability: number): Tails {
  const mean = count * probability;
  const reach = farthest * Math.sqrt(mean * (1 - probability)) + farthest;
  const first = Math.max(0, Math.floor(mean - reach));
  const last = Math.min(count, Math.ceil(mean + reach));
  const mode = Math.min(last, Math.floor((count + 1) * probability));
  const odds = probability / (1 - probability);
  // P(k + 1) / P(k) = (N - k)/(k + 1) · z/(1 - z)
  return tailsOf(
    first,
    weightsAround(mode, first, last, (k) => ((count - k) / (k + 1)) * odds),
  );
}

/** Poisson probabilities with this mean, but for those that are negligible. */
function poissonKernel(mean: number): Kernel {
  const reach = 10 * Math.sqrt(mean) + 30;
  const first = Math.max(0, Math.floor(mean - reach));
  const last = Math.ceil(mean + reach);
  const all = weightsAround(Math.floor(mean), first, last, (k) => mean / (k + 1));
  const largest = all[Math.floor(mean) - first]!;
  const isKept = (weight: number): boolean => weight > negligible * largest;
  const begin = all.findIndex(isKept);
  return { first: first + begin, weights: all.slice(begin, all.findLastIndex(isKept) + 1) };
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

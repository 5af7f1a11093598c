/**
 * Effective sample sizes: how many independent draws would estimate a quantity as well as the draws of the chains do.
 *
 * All are one estimator, with Geyer's (1992) initial monotone positive sequence over the autocorrelations of the split
 * chains, applied to what the quantity is a mean of: normal scores for the bulk, indicators for quantiles, squares for the
 * standard deviation. Source: Vehtari et al. (2021), section 3.2 and 4; R package posterior 1.4.0, function by function.
 *
 * NaN, where posterior says NA: without variation, with a NaN or infinite value (by rank, infinities count as values), and with
 * fewer than three draws per half chain. Departure: posterior calls draws constant that differ by less than 2.2e-16, whatever
 * their unit; here constant means equal.
 */

import { log } from "../numeric/logarithm.ts";
import { autocovarianceOf } from "./autocovariance.ts";
import { isAllFinite, isConstant, mean, variance } from "./moments.ts";
import { quantile, sortDraws } from "./quantile.ts";
import { rankNormalizeSplit } from "./rank-normalization.ts";
import { type Chains, mapChains, splitChains } from "./split-chains.ts";

/** For the centre of the distribution: of the normal scores. All functions here take `values[chain * drawCount + draw]`. */
export function essBulk(values: Float64Array, chainCount: number): number {
  return essOfChains(rankNormalizeSplit(values, chainCount));
}

/** For the tails: the smaller one of those of the 5 % and the 95 % quantile. */
export function essTail(values: Float64Array, chainCount: number, sorted = sortDraws(values)): number {
  return Math.min(...[0.05, 0.95].map((end) => essQuantile(values, chainCount, end, sorted)));
}

/** For the mean of the values themselves. */
export function essMean(values: Float64Array, chainCount: number): number {
  return essOfChains(splitChains(values, chainCount));
}

/** For the standard deviation: of the distances from the mean. */
export function essSd(values: Float64Array, chainCount: number): number {
  const center = mean(values);
  return essOfChains(mapChains(splitChains(values, chainCount), (value) => Math.abs(value - center)));
}

/** For a quantile: of the indicators of being at most its estimate. NaN where all draws are, as at probability 1. */
export function essQuantile(
  values: Float64Array,
  chainCount: number,
  probability: number,
  sorted: Float64Array = sortDraws(values),
): number {
  if (!isAllFinite(values)) return Number.NaN;
  const total = values.length;
  const estimate = quantile(sorted, probability === 1 ? (total - 0.5) / total : probability);
  return essOfChains(mapChains(splitChains(values, chainCount), (value) => (value <= estimate ? 1 : 0)));
}

/**
 * For the part of the distribution from one quantile to another, both included: of the indicators of being there, as ArviZ's
 * method "local". Neighbouring parts share the draw between them.
 */
export function essLocal(
  values: Float64Array,
  chainCount: number,
  lower: number,
  upper: number,
  sorted: Float64Array = sortDraws(values),
): number {
  if (!isAllFinite(values)) return Number.NaN;
  const [low, high] = [quantile(sorted, lower), quantile(sorted, upper)];
  const isInside = (value: number): number => (value >= low && value <= high ? 1 : 0);
  return essOfChains(mapChains(splitChains(values, chainCount), isInside));
}

/** The estimator, on chains that are already split. */
export function essOfChains(chains: Chains): number {
  const { values, chainCount, drawCount } = chains;
  if (drawCount < 3 || isConstant(values) || !isAllFinite(values)) return Number.NaN;
  const autocovariance = autocovarianceOf(chains);
  const uncorrected = autocovariance(0);
  const withinVariance = (uncorrected * drawCount) / (drawCount - 1);
  const totalVariance = uncorrected + varianceOfMeans(chains);
  // ρ_t = 1 - (W - c_t) / var⁺
  const autocorrelation = (lag: number): number =>
    lag === 0 ? 1 : 1 - (withinVariance - autocovariance(lag)) / totalVariance;
  const time = autocorrelationTime(autocorrelation, drawCount);
  // Antithetic chains may have τ near 0; the bound keeps the estimate below S log10(S).
  const smallestTime = log(10) / log(chainCount * drawCount);
  return (chainCount * drawCount) / Math.max(time, smallestTime);
}

function varianceOfMeans({ values, chainCount, drawCount }: Chains): number {
  if (chainCount < 2) return 0;
  const means = new Float64Array(chainCount);
  for (let chain = 0; chain < chainCount; chain++) {
    means[chain] = mean(values, chain * drawCount, (chain + 1) * drawCount);
  }
  return variance(means);
}

/**
 * τ = -1 + 2 Σ ρ_t over the pairs (ρ_2k + ρ_2k+1) while they are positive, made to decrease, and the next even one once.
 *
 * Where even the first pair is not positive, or there are too few draws for a second one, τ is 2: posterior's `1:max_t` with
 * max_t = 0 counts ρ_0 twice, which is kept because it errs on the side of caution.
 */
function autocorrelationTime(autocorrelation: (lag: number) => number, drawCount: number): number {
  const rho = initialPositiveSequence(autocorrelation, drawCount);
  const last = rho.length - 1;
  for (let lag = 2; lag <= last - 2; lag += 2) {
    const before = rho[lag - 2]! + rho[lag - 1]!;
    if (rho[lag]! + rho[lag + 1]! > before) {
      rho[lag] = before / 2;
      rho[lag + 1] = before / 2;
    }
  }
  let sum = last === 0 ? rho[0]! : 0;
  for (let lag = 0; lag < last; lag++) sum += rho[lag]!;
  return -1 + 2 * sum + rho[last]!;
}

/** ρ_0 .. ρ_T with T even: pairs of positive sum, and after them ρ_T, which is 0 where it is not positive itself. */
function initialPositiveSequence(autocorrelation: (lag: number) => number, drawCount: number): number[] {
  const rho = [1, autocorrelation(1)];
  let even = 1;
  let odd = rho[1]!;
  let lag = 0;
  while (lag < drawCount - 5 && even + odd > 0) {
    lag += 2;
    even = autocorrelation(lag);
    odd = autocorrelation(lag + 1);
    // A pair of sum 0 is kept as one of positive sum is, but ends the walk.
    rho.push(...(even + odd >= 0 ? [even, odd] : [0, 0]));
  }
  if (even > 0) rho[lag] = even;
  return rho.slice(0, lag + 1);
}

/**
 * Monte Carlo standard errors: how far an estimate from these draws is from the one of infinitely many.
 *
 * Source: Vehtari et al. (2021), section 4.3 and 4.4, Kenney & Keeping (1951) for the standard deviation; R package
 * posterior 1.4.0, `mcse_mean`, `mcse_sd`, `mcse_quantile`. NaN where the effective sample size is.
 */

import { betaQuantile } from "./beta-quantile.ts";
import { essMean, essQuantile } from "./ess.ts";
import { mean, standardDeviation } from "./moments.ts";
import { sortDraws } from "./quantile.ts";

/** Of the mean: sd / √ESS. All functions here take `values[chain * drawCount + draw]`. */
export function mcseMean(values: Float64Array, chainCount: number): number {
  return standardDeviation(values) / Math.sqrt(essMean(values, chainCount));
}

/** Of the standard deviation, by its fourth moment: normality is not assumed. */
export function mcseSd(values: Float64Array, chainCount: number): number {
  const center = mean(values);
  const squares = values.map((value) => (value - center) * (value - center));
  const ess = essMean(squares, chainCount);
  const secondMoment = mean(squares);
  const fourthMoment = mean(squares.map((square) => square * square));
  // Var(s²) = (E d⁴ - (E d²)²) / ESS, and Var(s) = Var(s²) / (4 s²)
  const varianceOfVariance = (fourthMoment - secondMoment * secondMoment) / ess;
  return Math.sqrt(varianceOfVariance / secondMoment / 4);
}

/** Of a quantile: half the distance of the order statistics between which it lies with the probability of ±1 sd. */
export function mcseQuantile(
  values: Float64Array,
  chainCount: number,
  probability: number,
  sorted: Float64Array = sortDraws(values),
  ess = essQuantile(values, chainCount, probability, sorted),
): number {
  if (Number.isNaN(ess)) return Number.NaN;
  const total = sorted.length;
  const a = ess * probability + 1;
  const b = ess * (1 - probability) + 1;
  // Φ(-1) and Φ(1), to the digits that posterior writes.
  const low = Math.max(Math.floor(betaQuantile(0.1586553, a, b) * total), 1);
  const high = Math.min(Math.ceil(betaQuantile(0.8413447, a, b) * total), total);
  return (sorted[high - 1]! - sorted[low - 1]!) / 2;
}

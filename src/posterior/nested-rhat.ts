/**
 * Nested R-hat, for many chains too short for an R-hat of their own: chains that began at the same point are a superchain, and superchains
 * agree where their means vary no more than those of chains within them explain.
 *
 * Source: Margossian, Hoffman, Sountsov, Riou-Durand, Vehtari & Gelman (2024), "Nested R̂: assessing the convergence of Markov chain Monte Carlo
 * when running many short chains", Bayesian Analysis, equations 15 to 19; `rhat_nested` of R's posterior.
 */

import { isAllFinite, isConstant, mean, variance } from "./moments.ts";
import { quantile, sortDistances } from "./quantile.ts";
import { rankNormalize } from "./rank-normalization.ts";

/**
 * Of `values[chain * drawCount + draw]`; the first chains are the first superchain, and so on. NaN for what does not vary, and for a single
 * superchain. Throws a RangeError unless the chains can be divided.
 */
export function nestedRhat(values: Float64Array, chainCount: number, superchains: number): number {
  const each = chainCount / superchains;
  if (!Number.isInteger(each))
    throw new RangeError(`expected superchains that divide ${chainCount} chains, found ${superchains}`);
  if (!isAllFinite(values) || isConstant(values)) return Number.NaN;
  const drawCount = values.length / chainCount;
  const means = new Float64Array(superchains);
  let within = 0;
  for (let k = 0; k < superchains; k++) {
    const start = k * each * drawCount;
    means[k] = mean(values, start, start + each * drawCount);
    within += withinSuperchain(values.subarray(start, start + each * drawCount), each) / superchains;
  }
  // nR̂ = √(1 + B / W)
  return Math.sqrt(1 + variance(means) / within);
}

/** The variance of the chains' means, and the mean of their variances; a single chain, or draw, has none of the one or the other. */
function withinSuperchain(values: Float64Array, chainCount: number): number {
  const drawCount = values.length / chainCount;
  const means = new Float64Array(chainCount);
  let within = 0;
  for (let chain = 0; chain < chainCount; chain++) {
    const start = chain * drawCount;
    means[chain] = mean(values, start, start + drawCount);
    if (drawCount > 1) within += variance(values, start, start + drawCount) / chainCount;
  }
  return within + (chainCount > 1 ? variance(means) : 0);
}

/** What a verdict takes: the larger one of the ranks of the draws and of their distances from the median, as for R-hat. */
export function judgedNestedRhat(
  values: Float64Array,
  chainCount: number,
  superchains: number,
  sorted: Float64Array,
): number {
  const median = quantile(sorted, 0.5);
  const distances = values.map((value) => Math.abs(value - median));
  const bulk = nestedRhat(rankNormalize(values, sorted), chainCount, superchains);
  const scores = rankNormalize(distances, sortDistances(sorted, median));
  const tail = nestedRhat(scores, chainCount, superchains);
  return Number.isNaN(tail) ? bulk : Math.max(bulk, tail);
}

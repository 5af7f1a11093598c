/**
 * Pareto k of log likelihoods: how far leave-one-out cross-validation by importance sampling can be trusted for an observation. The weights are
 * the inverse likelihoods; where their tail has a shape above 0.7, one observation bends the posterior so much that draws with it say little of
 * the posterior without it.
 *
 * Source: Vehtari, Gelman & Gabry (2017); Vehtari et al. (2024), "Pareto smoothed importance sampling", JMLR 25; `psis` of the R package loo 2.5.1, with
 * the relative efficiency of the likelihoods by the effective sample size of R's posterior.
 */

import { exp } from "../numeric/exponential.ts";
import { fitGeneralizedPareto } from "../numeric/generalized-pareto.ts";
import type { Variable } from "./draws.ts";
import { essMean } from "./ess.ts";
import { isAllFinite, isConstant } from "./moments.ts";
import { sortDraws } from "./quantile.ts";

/** Above it importance sampling is not reliable. */
export const largestReliableK = 0.7;

/** Names that programs give log likelihoods of observations. */
const usualNames = new Set(["log_lik", "log_likelihood", "loglik", "log_lik_obs"]);

/** Whether a variable holds log likelihoods, by its name. */
export function isLogLikelihood({ quantity }: Pick<Variable, "quantity">): boolean {
  return usualNames.has(quantity);
}

/** Of one observation, `logLikelihood[chain * drawCount + draw]`; NaN where it is not finite or does not vary, or where the draws are too few. */
export function logLikelihoodParetoK(logLikelihood: Float64Array, chainCount: number): number {
  if (!isAllFinite(logLikelihood) || isConstant(logLikelihood)) return Number.NaN;
  const total = logLikelihood.length;
  const largest = logLikelihood.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const likelihood = logLikelihood.map((value) => exp(value - largest));
  const independent = essMean(likelihood, chainCount) / total;
  // min(S / 5, 3 √(S / r))
  const length = Math.ceil(Math.min(0.2 * total, 3 * Math.sqrt(total / independent)));
  if (!(length >= 5)) return Number.NaN;
  // Ratios 1 / p, divided by the largest one.
  const sorted = sortDraws(logLikelihood.map((value) => -value));
  const top = sorted[total - 1]!;
  const cutoff = exp(sorted[total - length - 1]! - top);
  const excesses = sorted.subarray(total - length).map((value) => exp(value - top) - cutoff);
  return excesses[0] === excesses[length - 1] ? Number.NaN : fitGeneralizedPareto(excesses).shape;
}

/**
 * The expected log predictive density for what a model has not seen, observation by observation, from the log likelihoods of draws: by leaving
 * each out with Pareto smoothed importance sampling (PSIS-LOO), and by the widely applicable information criterion (WAIC).
 *
 * Source: Vehtari, Gelman & Gabry (2017), "Practical Bayesian model evaluation using leave-one-out cross-validation and WAIC", Statistics and
 * Computing 27, 1413-1432; number by number `loo` and `waic` of the R package loo 2.5.1, with its `relative_eff`.
 */

import { normalQuantile } from "../numeric/error-function.ts";
import { exp } from "../numeric/exponential.ts";
import { log } from "../numeric/logarithm.ts";
import { essOfChains } from "./ess.ts";
import { isConstant, mean, variance } from "./moments.ts";
import { type SmoothedWeights, smoothWeights } from "./psis.ts";

/** What leaving one observation, or one group of them, out says. */
export interface ElpdPoint {
  /** log p(y_i | y_-i). */
  readonly elpd: number;
  /** log p(y_i | y) - log p(y_i | y_-i): what it has of the effective number of parameters. */
  readonly p: number;
  /** Shape of the tail of the weights; -Infinity where they are all alike. */
  readonly paretoK: number;
  /** Independent draws that the weighted ones are worth. */
  readonly effective: number;
  /** Monte Carlo error of `elpd`. */
  readonly mcse: number;
}

/** Above it a Pareto k of so many draws is not to be trusted: min(1 - 1 / log10 S, 0.7), as in loo 2.7 (Vehtari et al. 2024, section 3.2.4). */
export function largestTrustedK(drawTotal: number): number {
  return Math.min(1 - Math.LN10 / log(drawTotal), 0.7);
}

/** Of one observation, `logLikelihood[chain * drawCount + draw]`. Its elpd is NaN where a log likelihood is. */
export function looPoint(logLikelihood: Float64Array, chainCount: number): ElpdPoint {
  const total = logLikelihood.length;
  const [largest, logMean] = logMeanExp(logLikelihood);
  if (isConstant(logLikelihood))
    return { elpd: logMean, p: 0, paretoK: Number.NEGATIVE_INFINITY, effective: total, mcse: 0 };
  const likelihood = logLikelihood.map((one) => exp(one - largest));
  const { weights, paretoK, relative } = leaveOutWeights(logLikelihood, likelihood, chainCount);
  let [predictive, squares, spread] = [0, 0, 0];
  for (let d = 0; d < total; d++) {
    predictive += weights[d]! * likelihood[d]!;
    squares += weights[d]! * weights[d]!;
  }
  for (let d = 0; d < total; d++) {
    const off = weights[d]! * (likelihood[d]! - predictive);
    spread += off * off;
  }
  const elpd = largest + log(predictive);
  return {
    elpd,
    p: logMean - elpd,
    paretoK,
    effective: relative / squares,
    mcse: errorOfLog(predictive, Math.sqrt(spread)) / Math.sqrt(relative),
  };
}

/** Weights of the draws of one observation without it, those of all alike where its log likelihood does not vary. */
export function looWeights(logLikelihood: Float64Array, chainCount: number): SmoothedWeights {
  const [largest] = logMeanExp(logLikelihood);
  if (isConstant(logLikelihood)) {
    const weights = new Float64Array(logLikelihood.length).fill(1 / logLikelihood.length);
    return { weights, paretoK: Number.NEGATIVE_INFINITY };
  }
  const likelihood = logLikelihood.map((one) => exp(one - largest));
  return leaveOutWeights(logLikelihood, likelihood, chainCount);
}

/** `likelihood` up to a factor, by which it is known how many independent draws each of them is worth. */
function leaveOutWeights(logLikelihood: Float64Array, likelihood: Float64Array, chainCount: number) {
  const total = logLikelihood.length;
  const found = essOfChains({ values: likelihood, chainCount, drawCount: total / chainCount }) / total;
  const relative = Number.isFinite(found) ? found : 1;
  const smoothed = smoothWeights(
    logLikelihood.map((one) => -one),
    relative,
  );
  return { ...smoothed, relative };
}

/** The widely applicable information criterion of one observation: log p(y_i | y) - V, where V is the variance of the log likelihoods. */
export function waicPoint(logLikelihood: Float64Array): Pick<ElpdPoint, "elpd" | "p"> {
  const p = variance(logLikelihood);
  return { elpd: logMeanExp(logLikelihood)[1] - p, p };
}

/** The log of what is the mean of e to these, and the largest of them. */
function logMeanExp(values: Float64Array): readonly [largest: number, logMean: number] {
  let largest = Number.NEGATIVE_INFINITY;
  for (const one of values) if (one > largest || Number.isNaN(one)) largest = one;
  if (largest === Number.NEGATIVE_INFINITY) return [largest, largest];
  let total = 0;
  for (const one of values) total += exp(one - largest);
  return [largest, largest + log(total / values.length)];
}

/** As many quantiles of the error as loo has. */
const errorScores = Float64Array.from({ length: 1000 }, (_, i) => normalQuantile((i + 1 - 3 / 8) / 1000.25));

/** Sd of the log of a normal number with this mean and sd, cut off at 0. */
function errorOfLog(center: number, sd: number): number {
  if (!(sd > 0)) return sd;
  const logs = errorScores.map((z) => center + sd * z).filter((one) => one > 0);
  return Math.sqrt(variance(logs.map(log)));
}

/** Sums over all observations, with the standard errors of a sum of so many that are alike. */
export interface ElpdEstimate {
  readonly elpd: number;
  readonly elpdSe: number;
  readonly p: number;
  readonly pSe: number;
}

/** Of the elpd and p of all observations. */
export function sumElpd(elpd: Float64Array, p: Float64Array): ElpdEstimate {
  return { elpd: total(elpd), elpdSe: errorOfSum(elpd), p: total(p), pSe: errorOfSum(p) };
}

function total(values: Float64Array): number {
  return values.length === 0 ? 0 : mean(values) * values.length;
}

/** √(n Var): NaN of one. */
export function errorOfSum(values: Float64Array): number {
  return Math.sqrt(values.length * variance(values));
}

/** log of the mean likelihood of one observation over draws that have not seen it, with its Monte Carlo error. */
export function logPredictive(
  logLikelihood: Float64Array,
  chainCount: number,
): Pick<ElpdPoint, "elpd" | "mcse"> {
  const [largest, logMean] = logMeanExp(logLikelihood);
  const likelihood = logLikelihood.map((one) => exp(one - largest));
  if (isConstant(likelihood)) return { elpd: logMean, mcse: 0 };
  const ess = essOfChains({ values: likelihood, chainCount, drawCount: likelihood.length / chainCount });
  const sd = Math.sqrt(variance(likelihood) / (Number.isFinite(ess) ? ess : likelihood.length));
  return { elpd: logMean, mcse: sd / mean(likelihood) };
}

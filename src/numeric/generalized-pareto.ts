/**
 * The generalized Pareto distribution fitted to the excesses of a tail: its shape k tells how many moments the tail has, 1/k.
 *
 *   P(X > x) = (1 + k x / σ)^(-1/k),  x ≥ 0; k < 0 ends at -σ/k, k = 0 is exponential.
 *
 * The estimator is the empirical Bayes one of Zhang & Stephens (2009), "A new and efficient estimation method for the generalized
 * Pareto distribution", Technometrics 51, section 4, drawn towards k = 1/2 by ten observations' worth as in Vehtari, Simpson, Gelman,
 * Yao & Gabry (2024), "Pareto smoothed importance sampling", JMLR 25, appendix C; number by number `gpdfit` of the R packages loo
 * and posterior, whose sign of k it has.
 */

import { exp } from "./exponential.ts";
import { log, log1p } from "./logarithm.ts";

/** Shape and scale of a fitted tail. */
export interface GeneralizedPareto {
  readonly shape: number;
  readonly scale: number;
}

/** Points of the grid of θ = -k/σ before those that are added for many values. */
const fewestGridPoints = 30;
/** Of the prior for θ: its width in units of the inverse quartile. */
const priorWidth = 3;
/** How many values the prior k = 1/2 is worth. */
const priorValues = 10;
const priorShape = 0.5;

/**
 * Of ascending excesses over the threshold, none negative, the first quartile above 0. Shape Infinity where the fit fails, which it
 * does where the largest excess is beyond all others in size.
 */
export function fitGeneralizedPareto(excesses: Float64Array): GeneralizedPareto {
  const count = excesses.length;
  const points = fewestGridPoints + Math.floor(Math.sqrt(count));
  const largest = excesses[count - 1]!;
  const quartile = excesses[Math.floor(count / 4 + 0.5) - 1]!;
  const grid = new Float64Array(points);
  const logLikelihoods = new Float64Array(points);
  for (let j = 0; j < points; j++) {
    // θ_j = 1 / x_n + (1 - √(m / (j - 1/2))) / (3 x_quartile), j from 1
    const theta = 1 / largest + (1 - Math.sqrt(points / (j + 0.5))) / priorWidth / quartile;
    const shape = shapeGiven(theta, excesses);
    grid[j] = theta;
    // of the profile: n (log(-θ / k) - k - 1)
    logLikelihoods[j] = count * (log(-theta / shape) - shape - 1);
  }
  const theta = weightedMean(grid, logLikelihoods);
  const shape = shapeGiven(theta, excesses);
  if (Number.isNaN(shape)) return { shape: Number.POSITIVE_INFINITY, scale: Number.NaN };
  return { shape: (shape * count + priorShape * priorValues) / (count + priorValues), scale: -shape / theta };
}

/** k = mean(log(1 - θ x)) */
function shapeGiven(theta: number, excesses: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < excesses.length; i++) sum += log1p(-theta * excesses[i]!);
  return sum / excesses.length;
}

/** Σ w θ, the weights in proportion to exp(log w). */
function weightedMean(values: Float64Array, logWeights: Float64Array): number {
  const largest = logWeights.reduce((most, one) => Math.max(most, one), Number.NEGATIVE_INFINITY);
  let sum = 0;
  let total = 0;
  for (let j = 0; j < values.length; j++) {
    const weight = exp(logWeights[j]! - largest);
    sum += weight * values[j]!;
    total += weight;
  }
  return sum / total;
}

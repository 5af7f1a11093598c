/**
 * Pareto smoothed importance sampling: the largest weights of draws are replaced by what a generalized Pareto distribution fitted to
 * them expects in their order, so that no single draw carries an average; the shape k of that tail tells whether to trust it.
 *
 * Source: Vehtari, Simpson, Gelman, Yao & Gabry (2024), "Pareto smoothed importance sampling", JMLR 25, section 2; number by number
 * `psis` of the R package loo 2.5.1.
 */

import { exp, expm1 } from "../numeric/exponential.ts";
import { fitGeneralizedPareto } from "../numeric/generalized-pareto.ts";
import { log, log1p } from "../numeric/logarithm.ts";

/** Weights of draws. */
export interface SmoothedWeights {
  /** Their sum is 1. NaN where a ratio is NaN. */
  readonly weights: Float64Array;
  /** Shape of the tail; Infinity where there are too few draws, or no different ones, to fit it. */
  readonly paretoK: number;
}

/** Above this k what weights average is not to be trusted, however many draws there are. */
export const worstParetoK = 0.7;
/** Fewer draws of a tail are not fitted, as in loo. */
const fewestOfTail = 5;
/** Differences below are rounding, as in loo. */
const smallestRange = Number.EPSILON / 100;

/**
 * Weights of log importance ratios: for leave-one-out minus the log likelihood of the observation, draw by draw. `relativeEfficiency` is how
 * many independent draws each of them is worth, by which the tail is shorter or longer.
 */
export function smoothWeights(logRatios: Float64Array, relativeEfficiency = 1): SmoothedWeights {
  let largest = Number.NEGATIVE_INFINITY;
  for (const one of logRatios) if (one > largest) largest = one;
  const logWeights = logRatios.map((one) => one - largest);
  const paretoK = smoothTail(logWeights, relativeEfficiency);
  const weights = logWeights.map((one) => exp(Math.min(0, one)));
  let total = 0;
  for (const one of weights) total += one;
  return { weights: weights.map((one) => one / total), paretoK };
}

/** Replaces the largest log weights in place. */
function smoothTail(logWeights: Float64Array, relativeEfficiency: number): number {
  const count = logWeights.length;
  const length = Math.ceil(Math.min(0.2 * count, 3 * Math.sqrt(count / relativeEfficiency)));
  if (length < fewestOfTail || logWeights.some(Number.isNaN)) return Number.POSITIVE_INFINITY;
  const sorted = logWeights.slice().sort();
  const tail = placesOfTail(logWeights, sorted[count - length]!, length);
  const cutoff = exp(sorted[count - length - 1]!);
  if (logWeights[tail[length - 1]!]! - logWeights[tail[0]!]! < smallestRange) return Number.POSITIVE_INFINITY;
  const { shape, scale } = fitGeneralizedPareto(Float64Array.from(tail, (i) => exp(logWeights[i]!) - cutoff));
  if (!Number.isFinite(shape)) return Number.POSITIVE_INFINITY;
  tail.forEach((place, i) => {
    // σ ((1 - p)^(-k) - 1) / k + cutoff, p = (i - 1/2) / M, i from 1
    const excess = (scale * expm1(-shape * log1p(-(i + 0.5) / length))) / shape;
    logWeights[place] = log(excess + cutoff);
  });
  return shape;
}

/** Places of so many largest weights, the least of which is `least`, ascending by weight; of equal ones the last places. */
function placesOfTail(logWeights: Float64Array, least: number, length: number): Uint32Array {
  const [above, equal]: [number[], number[]] = [[], []];
  logWeights.forEach((one, place) => {
    if (one > least) above.push(place);
    else if (one === least) equal.push(place);
  });
  const rest = equal.slice(equal.length - (length - above.length));
  return Uint32Array.from([...rest, ...above.sort((a, b) => logWeights[a]! - logWeights[b]! || a - b)]);
}

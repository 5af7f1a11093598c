/**
 * What the weights of importance sampling say of a mixture: how many of its points are effective, how heavy the tail of the weights is, and
 * the evidence ∫ target, with its error.
 */

import { exp } from "../../numeric/exponential.ts";
import { fitGeneralizedPareto } from "../../numeric/generalized-pareto.ts";
import { log } from "../../numeric/logarithm.ts";

export interface WeightReport {
  /** Points that the weights are of. */
  readonly points: number;
  /** Share of the effective points: (Σw)² / (n Σw²). */
  readonly efficiency: number;
  /**
   * Shape of the weights' tail (Vehtari et al. 2024): below 0.5 they have a variance, above 0.7 they are of no use. -Infinity where
   * their greatest are equal.
   */
  readonly paretoK: number;
  /** log ∫ of the target, the marginal likelihood where its constants are in it. */
  readonly logEvidence: number;
  /** Standard error of it. */
  readonly logEvidenceError: number;
  /** Difference of it between the two halves of the points, in standard errors. */
  readonly halvesDifference: number;
  /** Share of the target where the fitted components have less than a tenth of it: what only the defensive component met. */
  readonly uncovered: number;
}

/** log 10: where the fitted components are that much below the target, they have missed it. */
const missed = Math.LN10;
/** A tail of fewer weights is not fitted. */
const leastTail = 5;

/** Both of the same points; `logRatios` are those of target over fitted components. Of independent points. */
export function judgeWeights(logWeights: Float64Array, logRatios: Float64Array): WeightReport {
  const points = logWeights.length;
  const greatest = logWeights.reduce((most, one) => Math.max(most, one), -Infinity);
  if (greatest === -Infinity) return ofNothing(points);
  const weights = logWeights.map((one) => exp(one - greatest));
  const whole = momentsOf(weights);
  const logEvidence = greatest + log(whole.mean);
  const half = Math.floor(points / 2);
  const [first, second] = [momentsOf(weights.subarray(0, half)), momentsOf(weights.subarray(half))];
  const error = Math.sqrt(first.squaredError + second.squaredError);
  let uncovered = 0;
  for (let n = 0; n < points; n++) {
    if (logRatios[n]! - logEvidence > missed) uncovered += weights[n]! / (points * whole.mean);
  }
  return {
    points,
    efficiency: whole.efficiency,
    paretoK: tailShape(weights),
    logEvidence,
    logEvidenceError: Math.sqrt(whole.squaredError) / whole.mean,
    halvesDifference: error === 0 ? 0 : (second.mean - first.mean) / error,
    uncovered,
  };
}

function ofNothing(points: number): WeightReport {
  return {
    points,
    efficiency: 0,
    paretoK: Infinity,
    logEvidence: -Infinity,
    logEvidenceError: Infinity,
    halvesDifference: 0,
    uncovered: 1,
  };
}

function momentsOf(weights: Float64Array) {
  const count = weights.length;
  let [sum, squares] = [0, 0];
  for (const weight of weights) {
    sum += weight;
    squares += weight * weight;
  }
  const mean = sum / count;
  return {
    mean,
    efficiency: squares === 0 ? 0 : (sum * sum) / (count * squares),
    squaredError: Math.max(squares / count - mean * mean, 0) / count,
  };
}

/** Of the greatest min(n/5, 3√n) weights above the one below them (Vehtari et al. 2024, section 3). */
function tailShape(weights: Float64Array): number {
  const sorted = weights.toSorted();
  const count = Math.ceil(Math.min(sorted.length / 5, 3 * Math.sqrt(sorted.length)));
  const threshold = sorted[sorted.length - count - 1] ?? 0;
  const excesses = sorted.slice(sorted.length - count).map((one) => one - threshold);
  // Of equal weights the quartile is no excess at all.
  if (count < leastTail || !(excesses[Math.floor(count / 4 + 0.5) - 1]! > 0)) return -Infinity;
  return fitGeneralizedPareto(excesses).shape;
}

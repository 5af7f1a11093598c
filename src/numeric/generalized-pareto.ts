/**
 * The shape k of the upper tail of numbers, by a generalized Pareto distribution: above k = 1 there is no mean, above ½ no
 * variance, below 0 an end.
 *
 * Source: Zhang & Stephens (2009), Technometrics 51:316, an estimate without iterations, with the weak prior of Vehtari et
 * al. (2024), JMLR 25:72, appendix D, which draws k to ½ where the tail is short.
 */

import { exp } from "./exponential.ts";
import { log, log1p } from "./logarithm.ts";

/** Prior weight, in numbers, of k = ½. */
const priorCount = 10;

/** Of exceedances over a threshold, above 0, in ascending order; NaN with fewer than five, or if all are equal. */
export function generalizedParetoShape(exceedances: Float64Array): number {
  const count = exceedances.length;
  const greatest = exceedances[count - 1]!;
  if (count < 5 || !(greatest > exceedances[0]!)) return Number.NaN;
  const quarter = exceedances[Math.floor(count / 4 + 0.5) - 1]!;
  const candidates = 30 + Math.floor(Math.sqrt(count));
  const thetas = new Float64Array(candidates);
  const logLikelihoods = new Float64Array(candidates);
  for (let m = 0; m < candidates; m++) {
    const theta = 1 / greatest + (1 - Math.sqrt(candidates / (m + 0.5))) / (3 * quarter);
    thetas[m] = theta;
    const shape = shapeAt(exceedances, theta);
    logLikelihoods[m] = count * (log(-theta / shape) - shape - 1);
  }
  const best = logLikelihoods.reduce((most, one) => Math.max(most, one), -Infinity);
  let total = 0;
  let theta = 0;
  for (let m = 0; m < candidates; m++) {
    const weight = exp(logLikelihoods[m]! - best);
    total += weight;
    theta += weight * thetas[m]!;
  }
  const shape = shapeAt(exceedances, theta / total);
  return (count * shape + priorCount * 0.5) / (count + priorCount);
}

/** Mean of log(1 - θ x). */
function shapeAt(exceedances: Float64Array, theta: number): number {
  let sum = 0;
  for (let i = 0; i < exceedances.length; i++) sum += log1p(-theta * exceedances[i]!);
  return sum / exceedances.length;
}

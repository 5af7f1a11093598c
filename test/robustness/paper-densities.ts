/** Log densities of random models as they are on paper: Jacobians, masses between bounds, correlations. */

import cauchyCdf from "@stdlib/stats-base-dists-cauchy-cdf";
import logisticCdf from "@stdlib/stats-base-dists-logistic-cdf";
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import type { ScalarDistribution } from "../../src/distributions/distribution.ts";
import { findDistribution } from "../../src/distributions/index.ts";
import { logDensityAt } from "../distributions/evaluate.ts";

/** Where a parameter may be. */
export interface Ends {
  readonly lower: number;
  readonly upper: number;
}

/** The distribution of numbers of that name. */
export function requireScalar(name: string): ScalarDistribution {
  const distribution = findDistribution(name);
  if (distribution?.kind !== "scalar") throw new Error(`no distribution of numbers ${name}`);
  return distribution;
}

/** Of x = lower + exp u, or lower + (upper - lower) · inv_logit u, as functions of x. */
export function logJacobian(x: number, { lower, upper }: Ends): number {
  if (lower === -Infinity) return 0;
  if (upper === Infinity) return Math.log(x - lower);
  return Math.log(x - lower) + Math.log(upper - x) - Math.log(upper - lower);
}

/** P(X > x); what lies above x is what lies below the mirror image of x in the median. */
const survivals: Readonly<Record<string, (x: number, a: number, b: number) => number>> = {
  normal: (x, mean, sd) => normalCdf(2 * mean - x, mean, sd),
  logistic: (x, location, scale) => logisticCdf(2 * location - x, location, scale),
  cauchy: (x, location, scale) => cauchyCdf(2 * location - x, location, scale),
  exponential: (x, rate) => Math.exp(-rate * x),
};

export function logMassBetween(
  name: string,
  [a = 0, b = 0]: readonly number[],
  lower: number,
  upper: number,
): number {
  const survival = survivals[name]!;
  if (upper === Infinity) return Math.log(survival(lower, a, b));
  // Below the median the distribution is seen in a mirror, so that the numbers that are subtracted are small.
  if (name !== "exponential" && upper < a) {
    return Math.log(survival(2 * a - upper, a, b) - survival(2 * a - lower, a, b));
  }
  return Math.log(survival(lower, a, b) - survival(upper, a, b));
}

/** lkj of a 2 × 2 matrix: (ρ + 1)/2 ~ beta(η, η). */
export function logLkjPair(correlation: number, shape: number): number {
  return logDensityAt(requireScalar("beta"), (correlation + 1) / 2, [shape, shape]) - Math.LN2;
}

export const reductions = {
  sum,
  mean: (values: readonly number[]) => sum(values) / values.length,
  sd: (values: readonly number[]) => {
    const mean = sum(values) / values.length;
    return Math.sqrt(sum(values.map((one) => (one - mean) ** 2)) / (values.length - 1));
  },
  min: (values: readonly number[]) => Math.min(...values),
  max: (values: readonly number[]) => Math.max(...values),
} as const;

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

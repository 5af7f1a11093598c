/** Log densities of random models as they are on paper: Jacobians, masses between bounds, correlations. */

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

/** Plain distribution functions, as textbooks have them. */
const survivals: Readonly<Record<string, (x: number, a: number, b: number) => number>> = {
  normal: (x, mean, sd) => 0.5 * complementaryError((x - mean) / sd / Math.SQRT2),
  logistic: (x, location, scale) => 1 / (1 + Math.exp((x - location) / scale)),
  cauchy: (x, location, scale) => 0.5 - Math.atan((x - location) / scale) / Math.PI,
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

/** erfc by its continued fraction (Lentz) or series: Abramowitz & Stegun 7.1.5 and 7.1.14. */
function complementaryError(z: number): number {
  if (z < 2) {
    let [term, total] = [z, z];
    for (let n = 1; n < 200; n++) {
      term *= (-z * z) / n;
      total += term / (2 * n + 1);
    }
    return Math.abs(z) < 4 ? 1 - (2 / Math.sqrt(Math.PI)) * total : 2;
  }
  let fraction = z;
  for (let n = 60; n >= 1; n--) fraction = z + n / 2 / fraction;
  return Math.exp(-z * z) / Math.sqrt(Math.PI) / fraction;
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

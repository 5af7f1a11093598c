/**
 * Variances that are infinite in some draws, as that of Student's t is with 2 degrees of freedom or fewer.
 *
 * Such a variance and its sd have quantiles, and no mean. Shares and intraclass correlations are ratios of which both sides are
 * infinite there: they take the limit as the one variance grows, and are not defined where several variances are infinite at once.
 */

import type { Draws, IntraclassDefinition, VarianceSum } from "./draws.ts";
import { type Estimate, estimate } from "./estimate.ts";
import { sortDraws } from "./quantile.ts";
import { requireVariable } from "./variables.ts";

/** Whether a variance is. */
export function isInfinite(value: number): boolean {
  return value === Number.POSITIVE_INFINITY;
}

/** The estimate of a variance or of an sd: without mean and sd where some draws are infinite. */
export function estimateVariance(values: Float64Array, chainCount: number, prob?: number): Estimate {
  const known = values.some(isInfinite) ? { moments: "no_mean" as const } : {};
  return estimate(values, chainCount, prob, sortDraws(values), known);
}

/** Why a variance has no mean, as a remark; none where it is finite in every draw. `what` is whose it is. */
export function infiniteRemark(what: string, variance: Float64Array): string[] {
  const count = variance.filter(isInfinite).length;
  if (count === 0) return [];
  return [
    `the variance of ${what} has no mean, nor has its sd: in ${count} of ${variance.length} draws it is infinite, as that of Student's t is with 2 degrees of freedom or fewer; shares and intraclass correlations take their limits there, and have none where two variances are infinite`,
  ];
}

/** An intraclass correlation in a draw, as the only variance that is infinite there grows; NaN where there are several. */
export function limitOfIntraclass(draws: Draws, definition: IntraclassDefinition, draw: number): number {
  const { covariance, first, second } = definition;
  const sums = second === null ? [first] : [first, second];
  const names = sums.flatMap(({ variances }) => variances.map(({ variance }) => variance));
  const isInfiniteNow = (name: string | number): boolean =>
    typeof name === "string" && isInfinite(requireVariable(draws, name)[draw]!);
  const infinite = new Set(names.filter(isInfiniteNow));
  const [name] = infinite;
  if (name === undefined || infinite.size > 1) return Number.NaN;
  const shared = factorOf(covariance, name);
  if (shared === 0) return 0;
  return shared / Math.sqrt(factorOf(first, name) * factorOf(second ?? first, name));
}

/** How often a variance is in a sum. */
function factorOf({ variances }: VarianceSum, name: string | number): number {
  return variances.reduce((sum, { variance, factor }) => (variance === name ? sum + factor : sum), 0);
}

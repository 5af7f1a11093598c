/**
 * How well quantiles that a reader asks for are known: effective sample size and Monte Carlo standard error of each, and the effective sample size
 * of the part between each and the next.
 *
 * Source: Vehtari et al. (2021), sections 4.3 and 4.4; `ess_quantile` and `mcse_quantile` of R's posterior, and `ess` of ArviZ with method "local".
 */

import type { Variable } from "./draws.ts";
import { essLocal, essQuantile } from "./ess.ts";
import { mcseQuantile } from "./mcse.ts";
import { quantile, sortDraws } from "./quantile.ts";

/** One quantile of one variable. */
export interface QuantilePrecision {
  readonly variable: string;
  readonly probability: number;
  readonly value: number;
  readonly ess: number;
  readonly mcse: number;
  /** Of the part from the quantile before it (from the smallest draw on, of the first) up to it. */
  readonly essBelow: number;
}

/** Fewer effective draws beyond a quantile do not tell where it is: with 5, its standard error is 45 % of the probability beyond it. */
export const fewestBeyond = 5;

/** Of ascending probabilities, for `values[chain * drawCount + draw]`. */
export function measureQuantiles(
  { name }: Variable,
  values: Float64Array,
  chainCount: number,
  probabilities: readonly number[],
): QuantilePrecision[] {
  const sorted = sortDraws(values);
  return probabilities.map((probability, i) => {
    const ess = essQuantile(values, chainCount, probability, sorted);
    return {
      variable: name,
      probability,
      value: quantile(sorted, probability),
      ess,
      mcse: mcseQuantile(values, chainCount, probability, sorted, ess),
      essBelow: essLocal(values, chainCount, probabilities[i - 1] ?? 0, probability, sorted),
    };
  });
}

/** Effective draws between a quantile and the nearer end. */
export function drawsBeyond({ ess, probability }: QuantilePrecision): number {
  return ess * Math.min(probability, 1 - probability);
}

/** Whether the draws do not tell the quantile: too few of them, or too few beyond it. What does not vary (NaN) is known. */
export function isUnknown(quantile: QuantilePrecision, least: number): boolean {
  return quantile.ess < least || drawsBeyond(quantile) < fewestBeyond;
}

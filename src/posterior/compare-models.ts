/**
 * Models of the same data compared by what they predict: differences of the expected log predictive density with their standard errors, over pairs
 * of the same observation, and what may be concluded from them.
 *
 * Source: `loo_compare` of the R package loo; Sivula, Magnusson, Matamoros & Vehtari (2020), "Uncertainty in Bayesian leave-one-out
 * cross-validation based model comparison", arXiv:2008.10296: differences below 4 are small and have no error to speak of, errors
 * of fewer than 100 observations are too small.
 */

import { errorOfSum } from "./elpd.ts";

/** Against the best. */
export interface ElpdDifference {
  /** At most 0. */
  readonly difference: number;
  /** NaN for a single observation; 0 of the best. */
  readonly error: number;
  readonly verdict: "best" | "alike" | "unclear" | "worse";
}

/** Fewer observations have errors that are too small. */
export const fewObservations = 100;
/** A difference below this is small, whatever its error. */
export const smallDifference = 4;
const fewErrors = 2;

/** Places of the models, the best first, and the difference of each model, in their own order. `elpd[model][observation]`. */
export function rankModels(elpd: readonly Float64Array[]): {
  readonly order: readonly number[];
  readonly differences: readonly ElpdDifference[];
} {
  const sums = elpd.map((own) => own.reduce((sum, one) => sum + one, 0));
  const order = sums.map((_, k) => k).sort((a, b) => sums[b]! - sums[a]! || a - b);
  const best = elpd[order[0]!]!;
  const differences = elpd.map((own, k): ElpdDifference => {
    if (k === order[0]) return { difference: 0, error: 0, verdict: "best" };
    const pairs = own.map((one, i) => one - best[i]!);
    const difference = pairs.reduce((sum, one) => sum + one, 0);
    const error = errorOfSum(pairs);
    return { difference, error, verdict: verdictOf(difference, error) };
  });
  return { order, differences };
}

function verdictOf(difference: number, error: number): ElpdDifference["verdict"] {
  if (Math.abs(difference) < smallDifference) return "alike";
  return Math.abs(difference) < fewErrors * error || Number.isNaN(error) ? "unclear" : "worse";
}

/**
 * Replicated data against observed data by numbers that both have: where T(y) lies among T(ỹ) of data sets that the model makes of its
 * draws (Rubin 1984; Gelman, Meng & Stern 1996, Statistica Sinica 6). The data made the fit, too, so that values in the midst are no
 * proof; values at the ends are what the model misses.
 */

import type { DataStatistic, ValueGroups } from "./data-statistics.ts";
import { type IntervalNames, intervalProbabilities, quantile, sortDraws } from "./quantile.ts";

/** One number of the data, and of the replicates. */
export interface CheckedStatistic {
  readonly name: string;
  readonly words: string;
  readonly observed: number;
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
  /** P(T(ỹ) > T(y)) and half of P(T(ỹ) = T(y)); NaN where there is no such number. */
  readonly p: number;
}

/** Of one outcome. */
export interface OutcomeCheck {
  readonly outcome: string;
  readonly observed: Float64Array;
  /** Data sets, each with a value for each row. */
  readonly replicates: readonly Float64Array[];
  readonly statistics: readonly CheckedStatistic[];
  /** The mean of each group; empty without grouping factor. */
  readonly groups: readonly (CheckedStatistic & { readonly n: number })[];
}

/** All outcomes. */
export interface PredictiveCheck extends IntervalNames {
  readonly outcomes: readonly OutcomeCheck[];
  /** The factor of groups; null without one. */
  readonly factor: string | null;
  /** Whether replicates are of new groups. */
  readonly isOfNewGroups: boolean;
}

/** `replicates` are data sets, each of as many values as `observed`. */
export function checkStatistic(
  { name, words, of }: Pick<DataStatistic, "name" | "words" | "of">,
  observed: Float64Array,
  replicates: readonly Float64Array[],
  groups: ValueGroups | null,
  prob: number,
): CheckedStatistic {
  const own = of(observed, groups);
  const values = Float64Array.from(replicates, (one) => of(one, groups)).filter(
    (value) => !Number.isNaN(value),
  );
  const sorted = sortDraws(values);
  const [low, high] = intervalProbabilities(prob);
  let [above, equal] = [0, 0];
  for (const value of values) {
    if (value > own) above++;
    else if (value === own) equal++;
  }
  const isKnown = values.length > 0 && !Number.isNaN(own);
  return {
    name,
    words,
    observed: own,
    lower: quantile(sorted, low),
    median: quantile(sorted, 0.5),
    upper: quantile(sorted, high),
    p: isKnown ? (above + equal / 2) / values.length : Number.NaN,
  };
}

/** At either end: what fewer than one in forty replicates are like. */
export function isMissed({ p }: CheckedStatistic): boolean {
  return p < 0.025 || p > 0.975;
}

/** The mean of one group. */
export function groupMean(group: number): (values: Float64Array, groups: ValueGroups | null) => number {
  return (values, groups) => {
    let [sum, count] = [0, 0];
    for (let i = 0; i < values.length; i++) {
      if (groups?.codes[i] !== group) continue;
      sum += values[i]!;
      count++;
    }
    return sum / count;
  };
}

/** One row per variable: what its draws say, with what precision, and whether they can be trusted. */

import { type Convergence, measureConvergence, tailProbabilities } from "./convergence.ts";
import { defaultThresholds, judgeVariables, type Thresholds } from "./diagnosis-rules.ts";
import type { Draws, Variable } from "./draws.ts";
import { defaultProb, type Estimate, estimate } from "./estimate.ts";
import {
  highestDensityInterval,
  type IntervalNames,
  intervalNames,
  medianAbsoluteDeviation,
  sortDraws,
} from "./quantile.ts";

export interface Summary extends IntervalNames {
  readonly rows: readonly SummaryRow[];
}

export interface SummaryRow extends Estimate {
  readonly variable: string;
  /** Monte Carlo standard error of the mean; NaN where the tails leave none. */
  readonly mcse: number;
  readonly essBulk: number;
  readonly essTail: number;
  readonly rhat: number;
  /** Median absolute deviation, scaled to a standard deviation. */
  readonly mad: number;
  /** Shortest interval of the same probability. */
  readonly highestDensity: readonly [lower: number, upper: number];
  /** Whether it breaks a rule of the diagnosis. */
  readonly breaksRule: boolean;
}

export interface SummarizeOptions {
  readonly prob?: number;
  readonly thresholds?: Partial<Thresholds>;
  /** What `measureConvergence(draws)` gave, where it is known already. */
  readonly convergence?: readonly (Convergence | null)[];
}

/**
 * Rows for all variables that are not hidden, in their order. Throws a RangeError unless 0 < prob < 1. A variable that is
 * constant by construction has its value, an sd of 0 and NaN for errors, effective sample sizes and R-hat.
 */
export function summarize(draws: Draws, options: SummarizeOptions = {}): Summary {
  const prob = options.prob ?? defaultProb;
  const names = intervalNames(prob);
  const convergence = options.convergence ?? measureConvergence(draws);
  const rows = draws.variables.flatMap((variable, v) => {
    if (variable.isHidden) return [];
    return [summarizeVariable(variable, draws.values[v]!, draws.chainCount, prob, convergence[v] ?? null)];
  });
  return { ...names, rows: markBroken(rows, convergence, draws.chainCount, options.thresholds) };
}

/** Rows with a mark on those that break a rule of the diagnosis: which do depends on all of them. */
export function markBroken(
  rows: readonly UnmarkedRow[],
  convergence: readonly (Convergence | null)[],
  chainCount: number,
  given: Partial<Thresholds> = {},
): SummaryRow[] {
  const judged = convergence.filter((one) => one !== null);
  const { judgements } = judgeVariables(judged, chainCount, { ...defaultThresholds, ...given });
  const off = judgements.filter(({ broken }) => broken.length > 0);
  const breaking = new Set(off.map(({ convergence: { variable } }) => variable));
  return rows.map((row) => ({ ...row, breaksRule: breaking.has(row.variable) }));
}

/** A row before it is judged. */
export type UnmarkedRow = Omit<SummaryRow, "breaksRule">;

/**
 * The row of one variable, `values[chain * drawCount + draw]`; `measured` is null for one that is not judged. `sorted` are the values sorted,
 * where known.
 */
export function summarizeVariable(
  variable: Variable,
  values: Float64Array,
  chainCount: number,
  prob: number,
  measured: Convergence | null,
  sorted: Float64Array = sortDraws(values),
): UnmarkedRow {
  // The ends of the default interval are the quantiles that the tails are judged by.
  const ess = (probability: number): number | undefined =>
    measured?.essOfTails[tailProbabilities.indexOf(probability)];
  const numbers = estimate(values, chainCount, prob, sorted, { ess, moments: measured?.moments });
  return {
    variable: variable.name,
    ...numbers,
    mcse: numbers.errors.mean,
    essBulk: measured?.essBulk ?? Number.NaN,
    essTail: measured?.essTail ?? Number.NaN,
    rhat: measured?.rhat ?? Number.NaN,
    mad: medianAbsoluteDeviation(sorted),
    highestDensity: highestDensityInterval(sorted, prob),
  };
}

/** One row per variable: what its draws say, with what precision, and whether they can be trusted. */

import { type Convergence, measureConvergence, tailProbabilities } from "./convergence.ts";
import { defaultThresholds, judgeVariables, type Thresholds } from "./diagnosis-rules.ts";
import type { Draws } from "./draws.ts";
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
  const thresholds = { ...defaultThresholds, ...options.thresholds };
  const judged = convergence.filter((one) => one !== null);
  const { judgements } = judgeVariables(judged, draws.chainCount, thresholds);
  const off = judgements.filter(({ broken }) => broken.length > 0);
  const breaking = new Set(off.map(({ convergence: { variable } }) => variable));
  const rows = draws.variables.flatMap((variable, v) => {
    if (variable.isHidden) return [];
    const measured = convergence[v] ?? null;
    return [summarizeVariable(draws, v, prob, measured, breaking.has(variable.name))];
  });
  return { ...names, rows };
}

function summarizeVariable(
  draws: Draws,
  v: number,
  prob: number,
  measured: Convergence | null,
  breaksRule: boolean,
): SummaryRow {
  const values = draws.values[v]!;
  const sorted = sortDraws(values);
  // The ends of the default interval are the quantiles that the tails are judged by.
  const ess = (probability: number): number | undefined =>
    measured?.essOfTails[tailProbabilities.indexOf(probability)];
  const numbers = estimate(values, draws.chainCount, prob, sorted, { ess, moments: measured?.moments });
  return {
    variable: draws.variables[v]!.name,
    ...numbers,
    mcse: numbers.errors.mean,
    essBulk: measured?.essBulk ?? Number.NaN,
    essTail: measured?.essTail ?? Number.NaN,
    rhat: measured?.rhat ?? Number.NaN,
    mad: medianAbsoluteDeviation(sorted),
    highestDensity: highestDensityInterval(sorted, prob),
    breaksRule,
  };
}

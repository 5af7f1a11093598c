/**
 * What studies of several designs would give, from studies that were simulated and fitted: expected standard deviations and widths of
 * intervals, the share of studies that tell a statement, each with its Monte Carlo standard error, and which design is best.
 *
 * Study k of each design has the same truth, so that designs are compared study by study: the error of a difference is that of the mean of
 * the differences (common random numbers; Glasserman & Yao 1992, Management Science 38).
 */

import type { FitCount } from "./calibration.ts";
import { mean, standardDeviation } from "./moments.ts";

/** A number that rests on simulated studies, and its Monte Carlo standard error; NaN where there are fewer than two. */
export interface Simulated {
  readonly value: number;
  readonly error: number;
}

/** A study that could be made. */
export interface StudyPlan {
  /** How many levels of each factor that is laid out by numbers, the outermost first; of a nested one within each level of its outer. */
  readonly levels: readonly { readonly factor: string; readonly count: number }[];
  /** Rows of each of the innermost; null where these differ, as they do in the data that are copied. */
  readonly replicates: number | null;
  readonly rows: number;
  /** Null where nothing is said of costs. */
  readonly cost: number | null;
}

/** What a study would say of a quantity. */
export interface QuantityOutlook {
  readonly name: string;
  /** The truths that were simulated; NaN of what no simulation holds. */
  readonly truth: { readonly mean: number; readonly sd: number };
  /** Expected posterior standard deviation. */
  readonly sd: Simulated;
  /** Expected width of the central interval. */
  readonly width: Simulated;
}

/** Whether a study would tell a statement. */
export interface ToldOutlook {
  readonly statement: string;
  /** The statement is told where its posterior probability is at least this. */
  readonly level: number;
  /** Share of the studies that tell it. */
  readonly share: Simulated;
  /** Share of the simulated truths that it holds of; NaN where that is not known. */
  readonly truth: number;
}

/** A design and what studies of it would say. */
export interface DesignOutlook extends StudyPlan {
  readonly quantities: readonly QuantityOutlook[];
  readonly told: readonly ToldOutlook[];
  /** Fits that failed their diagnosis; they count like the others. */
  readonly failedFits: number;
  /** Fits that found no point to begin at; they do not count. */
  readonly notBegun: number;
}

/** Which design is best for one aim. */
export interface Recommendation {
  /** The quantity whose expected posterior sd is least, or the statement that is told most often. */
  readonly target: string;
  readonly aim: "sd" | "told";
  /** Place of the best among the designs. */
  readonly best: number;
  /** Places of others that differ from the best by less than two standard errors of the difference. */
  readonly near: readonly number[];
}

/** The outlook of all designs, and how it came about. */
export interface DesignStudy {
  readonly designs: readonly DesignOutlook[];
  /** Null for a single design, and where fewer than two studies were simulated. */
  readonly recommendation: Recommendation | null;
  /** Studies of each design that were asked for, and that were simulated of all of them. */
  readonly requested: number;
  readonly studies: number;
  readonly isInterrupted: boolean;
  readonly seed: number;
  /** Probability of the intervals. */
  readonly prob: number;
  /** Where truths came from: draws of a run, or priors; and what of them was stated. */
  readonly truth: {
    readonly from: "run" | "prior";
    readonly stated: Readonly<Record<string, number | ArrayLike<number>>>;
  };
  /** What fitted, and how often. */
  readonly fits: readonly FitCount[];
  /** How many fits broke each rule of the diagnosis. */
  readonly brokenRules: Readonly<Record<string, number>>;
  /** Data sets that were not finite, and drawn anew. */
  readonly rejected: number;
  /** What the designs cannot do, and what was assumed: sentences without a full stop. */
  readonly notes: readonly string[];
}

/** What the studies of one design gave, study by study. */
export interface StudyResults {
  readonly plan: StudyPlan;
  /** `sds[quantity][study]`; NaN where the fit could not begin. */
  readonly sds: readonly Float64Array[];
  readonly widths: readonly Float64Array[];
  readonly truths: readonly Float64Array[];
  /** `told[statement][study]`: 1 or 0, or NaN. */
  readonly told: readonly Float64Array[];
  /** Whether the statement holds of the truth: 1 or 0, or NaN. */
  readonly holds: readonly Float64Array[];
  readonly failedFits: number;
  readonly notBegun: number;
}

/** The mean of those numbers that are known, with its standard error. */
export function simulatedMean(values: Float64Array): Simulated {
  const known = values.filter((value) => !Number.isNaN(value));
  return { value: mean(known), error: standardDeviation(known) / Math.sqrt(known.length) };
}

/**
 * A share, with the standard deviation of its posterior under a uniform prior: it is not 0 where all studies agree (Bayes 1763; a Beta
 * distribution).
 */
export function simulatedShare(values: Float64Array): Simulated {
  const known = values.filter((value) => !Number.isNaN(value));
  const count = known.length;
  const hits = known.reduce((sum, value) => sum + value, 0);
  const [a, b] = [hits + 1, count - hits + 1];
  const error = count < 2 ? Number.NaN : Math.sqrt((a * b) / ((a + b) * (a + b) * (a + b + 1)));
  return { value: count === 0 ? Number.NaN : hits / count, error };
}

/** The outlook of one design. */
export function outlookOf(
  { plan, sds, widths, truths, told, holds, failedFits, notBegun }: StudyResults,
  names: readonly string[],
  statements: readonly Pick<ToldOutlook, "statement" | "level">[],
): DesignOutlook {
  return {
    ...plan,
    quantities: names.map((name, q) => {
      const known = truths[q]!.filter((value) => !Number.isNaN(value));
      const truth = { mean: mean(known), sd: standardDeviation(known) };
      return { name, truth, sd: simulatedMean(sds[q]!), width: simulatedMean(widths[q]!) };
    }),
    told: statements.map((one, t) => {
      const known = holds[t]!.filter((value) => !Number.isNaN(value));
      return { ...one, share: simulatedShare(told[t]!), truth: mean(known) };
    }),
    failedFits,
    notBegun,
  };
}

/** Differences that are less than so many standard errors are no differences. */
const tellingErrors = 2;

/** The design with the least mean, study by study `values[design][study]`, and those that cannot be told from it. */
export function bestOf(values: readonly Float64Array[]): Pick<Recommendation, "best" | "near"> | null {
  const means = values.map((one) => simulatedMean(one).value);
  const known = means.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return null;
  const best = means.indexOf(Math.min(...known));
  const near = values.flatMap((own, d) => {
    if (d === best) return [];
    const { value, error } = simulatedMean(own.map((one, k) => one - values[best]![k]!));
    return value < tellingErrors * error || value === 0 ? [d] : [];
  });
  return { best, near };
}

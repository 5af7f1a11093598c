/** Two sets of draws, whoever made them, compared variable by variable: whether they are of one posterior. */

import { canonicalName } from "../language/names.ts";
import { compareDraws as compareRows, type DrawsComparison } from "../posterior/compare-draws.ts";
import type { Diagnosis } from "../posterior/diagnosis.ts";
import type { Variable } from "../posterior/draws.ts";
import { Fitted } from "./fitted.ts";
import { requireKnownOptions } from "./given-options.ts";
import { GivenDraws, readDraws } from "./read-draws.ts";

/** Draws: what `readDraws` gave, a fitted model, or the path of a run folder or of files. */
export type DrawsToCompare = GivenDraws | Fitted | string | readonly string[];

/** What `compareDraws` takes besides the draws. */
export interface CompareDrawsOptions {
  /** How far means, medians and sds may be apart and still be equivalent, in sds of the variable; 0.1 if not given. */
  readonly margin?: number | undefined;
  /** Variables that are derived of both: "icc = tau^2 / (tau^2 + sigma^2)". */
  readonly derive?: readonly string[] | undefined;
  /** Which variables are compared; all if not given. */
  readonly isWanted?: ((variable: Variable) => boolean) | undefined;
}

/** A comparison, and whether either set of draws can be trusted by itself. */
export interface ComparedDraws extends DrawsComparison {
  readonly diagnoses: readonly [first: Diagnosis, second: Diagnosis];
}

/**
 * Compares means, medians and sds in combined Monte Carlo standard errors; names are the same in Greek and in Latin letters. Throws a `ProblemError`
 * for files that cannot be read, and for options that are none.
 */
export async function compareDraws(
  first: DrawsToCompare,
  second: DrawsToCompare,
  options: CompareDrawsOptions = {},
): Promise<ComparedDraws> {
  requireKnownOptions("compareDraws", options);
  const { margin, derive = [], isWanted } = options;
  const judge = async (draws: DrawsToCompare) => {
    const given = (await givenOf(draws)).derive(...derive);
    return given.judge(isWanted === undefined ? {} : { isWanted });
  };
  const one = await judge(first);
  const other = await judge(second);
  const comparison = compareRows(
    one.summary.rows,
    other.summary.rows,
    canonicalName,
    margin === undefined ? {} : { margin },
  );
  return { ...comparison, diagnoses: [one.diagnosis, other.diagnosis] };
}

async function givenOf(draws: DrawsToCompare): Promise<GivenDraws> {
  if (draws instanceof GivenDraws) return draws;
  return draws instanceof Fitted ? new GivenDraws(draws) : readDraws(draws);
}

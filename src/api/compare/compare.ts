/** Models compared from a script in Node, where data are read from files and chains may have threads. */

import type { RankedEvidence } from "../../posterior/compare-evidence.ts";
import type { ModelComparison } from "../../posterior/compare-models.ts";
import { chooseRunner } from "../../run/chains/choose-runner.ts";
import { readGroups } from "../../sources/read-groups.ts";
import { readTable } from "../../sources/read-table.ts";
import type { FitSetting } from "../fit-setting.ts";
import type { Fitted } from "../fitted.ts";
import { requireKnownOptions } from "../given-options.ts";
import { readStatisticsText } from "../read-text.ts";
import { type CompareOptions, compareRuns, type NamedRuns } from "./compare-runs.ts";
import { compareEvidence, type EvidenceOptions } from "./evidence.ts";

const node: FitSetting = {
  readFile: readTable,
  readGroups,
  readText: readStatisticsText,
  isPath: true,
  chooseRunner,
};

/**
 * Compares fitted models of the same data, `compare({ pooled, partial })` or `compare([a, b])`, by what they predict of what they have not seen:
 * the best first, with differences, their standard errors and weights. Of one model it gives what `loo` gives. Throws a `ProblemError` if they are
 * not of the same data, or if their draws do not hold what is needed.
 */
export async function compare(
  runs: NamedRuns | readonly Fitted[],
  options: CompareOptions = {},
): Promise<ModelComparison> {
  requireKnownOptions("compare", options);
  return compareRuns(namesFor(runs), options, node);
}

/** The expected log predictive density of one model, with each row left out, or as `by` says. Throws a `ProblemError` as `compare` does. */
export async function loo(fitted: Fitted, options: CompareOptions = {}): Promise<ModelComparison> {
  requireKnownOptions("loo", options);
  return compareRuns(namesFor([fitted]), options, node);
}

/**
 * The marginal likelihoods of fitted models of the same data, with Bayes factors against the best, which is the first. Throws a `ProblemError` for
 * improper priors, or where they cannot be computed.
 */
export async function evidence(
  runs: NamedRuns | readonly Fitted[],
  options: EvidenceOptions = {},
): Promise<readonly RankedEvidence[]> {
  requireKnownOptions("evidence", options);
  return compareEvidence(namesFor(runs), options, node);
}

/** Those of a list are called by their models, or by their number where that tells nothing. */
function namesFor(runs: NamedRuns | readonly Fitted[]): NamedRuns {
  if (!isList(runs)) return runs;
  const named: Record<string, Fitted> = {};
  runs.forEach((run, k) => {
    const name = run.record.model.name ?? `model ${k + 1}`;
    named[name in named ? `${name} ${k + 1}` : name] = run;
  });
  return named;
}

function isList(runs: NamedRuns | readonly Fitted[]): runs is readonly Fitted[] {
  return Array.isArray(runs);
}

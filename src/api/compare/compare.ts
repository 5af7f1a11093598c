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
import type { FoldOptions } from "./kfold.ts";

const node: FitSetting = {
  readFile: readTable,
  readGroups,
  readText: readStatisticsText,
  isPath: true,
  chooseRunner,
};

/** What `compare` and `loo` do, with whoever fits the parts of a cross-validation, if not this process alone. Throws a `ProblemError` as they do. */
export async function compareFitted(
  runs: NamedRuns | readonly Fitted[],
  options: CompareOptions,
  folds: Pick<FoldOptions, "runFolds">,
): Promise<ModelComparison> {
  return compareRuns(namesFor(runs), options, { ...node, ...folds });
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

/** Runs of several models compared by what they predict, wherever that is done. */

import {
  type ComparisonMeasure,
  compareScored,
  type ModelComparison,
  type ScoredModel,
} from "../../posterior/compare-models.ts";
import { largestTrustedK } from "../../posterior/elpd.ts";
import { isProblem } from "../../problems/problem-kind.ts";
import { badOption } from "../../run/problems.ts";
import { bindRun, type RunDataOptions } from "../bound-run.ts";
import { answering, completeRun } from "../complete-run.ts";
import type { FitSetting } from "../fit-setting.ts";
import type { Fitted } from "../fitted.ts";
import { ProblemError } from "../problem-error.ts";
import { type FoldOptions, foldsOf, scoreFolds } from "./kfold.ts";
import { scoreGroups } from "./leave-groups.ts";
import { type RefitRule, type ScoreOptions, scoreByWaic, scoreRows, totalDraws } from "./leave-out.ts";
import {
  factorsOf,
  type NamedRun,
  namesOfObservations,
  type RowGroups,
  requireComparable,
  rowGroups,
} from "./observations.ts";
import { parametersNotKept } from "./problems.ts";

/** What comparing is told. */
export interface CompareOptions extends RunDataOptions {
  /** Leaving out rows by weights (`loo`, the default), WAIC, groups by weights (`group`), or fitting again without parts (`kfold`). */
  readonly by?: ComparisonMeasure;
  /** The factor whose groups are left out, of `group` and `kfold`; with `kfold` and without it rows are. */
  readonly group?: string;
  /** Parts of `kfold`, 10 if not given, or as many as there are groups. */
  readonly folds?: number;
  /** Fits that may be made where weights are not to be trusted; without it as many as take 20 seconds, by the time of the run. */
  readonly refit?: RefitRule;
  /** Of the folds and the fits, 1 if not given. */
  readonly seed?: number;
  /** Told of what takes its time. */
  readonly onProgress?: (said: string) => void;
}

/** Runs by the names that they are told by. */
export type NamedRuns = Readonly<Record<string, Fitted>>;

const usualFolds = 10;

/** What comparing may be by, marginal likelihoods included, and which options go with which. */
const measures = ["loo", "waic", "group", "kfold", "evidence"] as const;
const placesOf: Readonly<Record<string, readonly string[]>> = {
  group: ["group", "kfold"],
  folds: ["kfold"],
  refit: ["loo", "group"],
};

/** Throws a `ProblemError` for options that are none, or that what is asked for does not heed. */
export function requireFitting(
  { by = "loo", ...options }: Omit<CompareOptions, "by"> & { readonly by?: ComparisonMeasure | "evidence" },
  { isInFlagWords = false }: Pick<FitSetting, "isInFlagWords">,
): void {
  const named = (name: string): string => (isInFlagWords ? `\`--${name}\`` : `\`${name}\``);
  const faults: string[] = [];
  if (!measures.includes(by))
    faults.push(`${named("by")} must be one of ${measures.join(", ")}, but is ${by}`);
  const { group, folds, refit = "auto", seed = 1 } = options;
  const given = { group, folds, refit: refit === "auto" ? undefined : refit };
  for (const [name, value] of Object.entries(given)) {
    const places = placesOf[name]!;
    if (value !== undefined && !places.includes(by))
      faults.push(`${named(name)} goes with ${named("by")} ${places.join(" and ")}, not with ${by}`);
  }
  if (!Number.isInteger(seed) || seed < 0)
    faults.push(`${named("seed")} must be a whole number from 0, but is ${seed}`);
  if (refit !== "auto" && !(Number.isInteger(refit) && refit >= 0))
    faults.push(`${named("refit")} must be a whole number from 0, but is ${refit}`);
  if (faults.length > 0) throw new ProblemError(faults.map(badOption), "", "");
}

/** Compares runs of the same data. Throws a `ProblemError` if they are not, or if a measure cannot be had. */
export async function compareRuns(
  named: NamedRuns,
  { runData, runGroups, ...options }: CompareOptions,
  setting: FitSetting & Pick<FoldOptions, "runFolds">,
): Promise<ModelComparison> {
  requireFitting(options, setting);
  if (Object.keys(named).length === 0)
    throw new ProblemError([badOption("no run was given to be compared")], "", "");
  const given = {
    ...(runData === undefined ? {} : { runData }),
    ...(runGroups === undefined ? {} : { runGroups }),
  };
  const runs: NamedRun[] = [];
  for (const [name, fitted] of Object.entries(named)) {
    runs.push({ name, ...(await bindRun(fitted, given, setting)) });
  }
  requireComparable(runs);
  const { by = "loo", refit = "auto", seed = 1, onProgress } = options;
  const needsGroups = by === "group" || (by === "kfold" && options.group !== undefined);
  const groups = needsGroups ? rowGroups(runs, options.group ?? null) : null;
  const points = groups?.labels ?? namesOfObservations(runs[0]!);
  const folds = by === "kfold" ? foldsFor(points.length, options, groups) : [];
  const { runFolds } = setting;
  const scoring = {
    refit,
    seed,
    setting,
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(runFolds === undefined ? {} : { runFolds }),
  };
  const scored: ScoredModel[] = [];
  const score = async (run: NamedRun): Promise<ScoredModel> => {
    if (by === "waic") return scoreByWaic(run);
    if (by === "kfold") return scoreFolds(run, folds, groups, scoring);
    return groups === null ? scoreRows(run, scoring) : scoreGroups(run, groups, scoring);
  };
  for (const run of runs) scored.push(await withAllDraws(run, scoring, score));
  return {
    measure: by,
    predicted: groups === null ? predictedRow(runs) : `all rows of a new ${groups.factor}, together`,
    points,
    factor: groups?.factor ?? null,
    trustedK: Math.min(...runs.map(({ fitted }) => largestTrustedK(totalDraws(fitted.draws)))),
    models: compareScored(scored),
  };
}

/** Scores a run; once more, with effects that are drawn again, where its draws hold too little. */
async function withAllDraws(
  run: NamedRun,
  { setting, onProgress }: Pick<ScoreOptions, "setting" | "onProgress">,
  score: (run: NamedRun) => Promise<ScoredModel>,
): Promise<ScoredModel> {
  try {
    return await score(run);
  } catch (error) {
    const isLacking =
      error instanceof ProblemError && error.told.some((one) => isProblem(parametersNotKept, one));
    if (!isLacking) throw error;
    onProgress?.(`${run.name}: effects that its draws do not hold are drawn again`);
    const complete = await completeRun(run, answering(setting));
    if (complete === null) throw error;
    return score({ ...run, fitted: complete.fitted });
  }
}

function foldsFor(
  count: number,
  { folds, seed = 1 }: CompareOptions,
  groups: RowGroups | null,
): readonly Int32Array[] {
  const what = groups === null ? "rows" : `levels of ${groups.factor}`;
  return foldsOf(count, folds ?? Math.min(usualFolds, count), seed, what);
}

/** In words. */
function predictedRow(runs: readonly NamedRun[]): string {
  const factors = [...new Set(runs.flatMap(({ data }) => factorsOf(data.bound)))];
  if (factors.length === 0) return "a new row";
  return `a new row of a known ${factors.join(", ").replace(/, (?=[^,]*$)/u, " and ")}`;
}

/** Models compared by what they predict of all rows of a new group, as `compare --by group` does, and `--by kfold` with each group a part. */

import { compareRuns } from "../../api/compare/compare-runs.ts";
import type { Fitted } from "../../api/fitted.ts";
import { page } from "../../browser/page-setting.ts";
import type { ElpdDifference } from "../../posterior/compare-models.ts";
import { type FitRequest, fitOnce, type LessonData } from "./fit.ts";

export interface CompareRequest extends Pick<FitRequest, "options"> {
  /** Texts by the names that the models are told by. */
  readonly models: Readonly<Record<string, string>>;
  readonly data: LessonData;
  /** The column whose groups are left out. */
  readonly group: string;
  /** By weights, and a fit without a group where these are not to be trusted; or each model fitted without each group. */
  readonly by: "group" | "kfold";
}

/** One model of a comparison. */
export interface ComparedAnswer {
  readonly name: string;
  /** By group. */
  readonly elpd: Float64Array;
  /** Monte Carlo error of each. */
  readonly mcse: Float64Array;
  readonly total: number;
  /** Against the best. */
  readonly difference: ElpdDifference;
  /** Groups that the model was fitted without. */
  readonly refits: number;
}

export interface CompareAnswer {
  /** The groups. */
  readonly points: readonly string[];
  /** In the order in which they were given. */
  readonly models: readonly ComparedAnswer[];
}

/** Rejects with a `ProblemError`, as `compare` does. */
export async function compareOperation(request: CompareRequest): Promise<CompareAnswer> {
  const { models, data, options = {}, group, by } = request;
  const fits: Record<string, Fitted> = {};
  for (const [name, model] of Object.entries(models)) fits[name] = await fitOnce({ model, data, options });
  const groupCount = new Set(data[group]).size;
  const how = by === "group" ? { by, group, refit: groupCount } : { by, group, folds: groupCount };
  const { points, models: found } = await compareRuns(fits, how, page);
  const answers = Object.keys(models).map((name): ComparedAnswer => {
    const { elpd, mcse, estimate, difference, refits } = found.find((one) => one.name === name)!;
    const errors = mcse ?? new Float64Array(elpd.length).fill(Number.NaN);
    return { name, elpd, mcse: errors, total: estimate.elpd, difference, refits };
  });
  return { points, models: answers };
}

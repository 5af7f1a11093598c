/** The data of a run bound to its model once more: for going on with it, and for answers that draws alone do not hold. */

import { fileNotFound } from "../data/problems.ts";
import type { CheckedModel } from "../language/checked-model.ts";
import { spelledAs } from "../language/names.ts";
import type { Problem } from "../problems/problem.ts";
import { isProblem } from "../problems/problem-kind.ts";
import { type DataOption, dataNotFound, dataUnknown } from "../run/problems.ts";
import { findChange } from "../run/record/resumption.ts";
import type { RunRecord } from "../run/run.ts";
import {
  type BindOptions,
  type BoundData,
  bindData,
  type DataOptions,
  failOf,
  type ReadSetting,
} from "./bind-data.ts";
import type { Model } from "./model.ts";
import { ProblemError } from "./problem-error.ts";
import { statisticsNotFound } from "./problems-statistics.ts";

/**
 * The model of a run with its data, if they are still those that they were: what is given, and the files that the run names for the rest.
 * Throws a `ProblemError` where a table is gone, was in memory and is not given, or has changed; its advice names `option`.
 */
export async function bindAgain(
  model: Model,
  record: RunRecord,
  given: DataOptions,
  setting: ReadSetting,
  option: DataOption = "data",
): Promise<BoundData> {
  const fail = failOf(model);
  const dataMissing = (): Problem => dataUnknown(record.data.name, option);
  const tables = withSources(given, record, model.checked);
  const named = [
    given.data,
    given.summaryData,
    ...(given.statistics ?? []),
    ...Object.values(given.groups ?? {}),
  ];
  const data = await bindData(model, tables, { ...setting, dataMissing }).catch((error: unknown) => {
    const gone = error instanceof ProblemError ? error.told.flatMap(fileThatIsGone) : [];
    const moved = gone.find((file) => !named.includes(file));
    if (moved !== undefined) fail([dataNotFound(moved, option)]);
    throw error;
  });
  const change = findChange(record, data.bound);
  return change === null ? data : fail([change]);
}

function fileThatIsGone(problem: Problem): string[] {
  const { place } = problem;
  const isGone = isProblem(fileNotFound, problem) || isProblem(statisticsNotFound, problem);
  return isGone && place.kind === "data" ? [place.file] : [];
}

/** What is given, and the files of the run for the rest. */
function withSources(
  given: DataOptions,
  { sources, model, data }: RunRecord,
  { columns, matrices }: CheckedModel,
): BindOptions {
  const isMainGiven = [given.data, given.summaryData, given.statistics].some((one) => one !== undefined);
  const main = isMainGiven ? null : (sources?.main ?? null);
  const query = given.query ?? (isMainGiven ? undefined : sources?.query);
  const statistics = isMainGiven ? undefined : sources?.statistics;
  // As it was read before, however many rows there are.
  const wasReduced = data.reduction !== undefined ? "always" : "never";
  const isOfRows = [given.statistics, given.summaryData, statistics].every((one) => one === undefined);
  const reduce = given.reduce ?? (isOfRows && sources?.mainHolds !== "cells" ? wasReduced : undefined);
  const holdsCells = sources?.mainHolds === "cells";
  return {
    ...given,
    ...(main !== null && (holdsCells ? { summaryData: main } : { data: main })),
    ...(statistics && { statistics }),
    groups: { ...sources?.groups, ...spelledAs(given.groups ?? {}, [...columns, ...matrices.values()]) },
    na: given.na ?? sources?.na ?? [],
    wide: given.wide ?? sources?.wide ?? [],
    dropMissing:
      given.dropMissing ?? sources?.dropMissing ?? (data.rowsDropped > 0 && data.reduction === undefined),
    ...(query !== undefined && { query }),
    ...(reduce !== undefined && { reduce }),
    constants: model.constants,
  };
}

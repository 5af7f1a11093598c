/** Going on with a run from TypeScript, wherever it runs; the counterpart of `fit-model.ts`. */

import { fileNotFound } from "../data/problems.ts";
import type { CheckedModel } from "../language/checked-model.ts";
import { spelledAs } from "../language/names.ts";
import type { Problem } from "../problems/problem.ts";
import { isProblem } from "../problems/problem-kind.ts";
import type { RunObserver } from "../run/chains/chain-runner.ts";
import { dataNotFound, dataUnknown } from "../run/problems.ts";
import { findChange, planResumption, type ResumeRequest } from "../run/record/resumption.ts";
import type { RunRecord } from "../run/run.ts";
import { type BindOptions, bindData, type DataOptions, failOf } from "./bind-data.ts";
import { type FitSetting, requireValid, runTask } from "./fit-setting.ts";
import type { Fitted } from "./fitted.ts";
import { type Model, parseModel } from "./model.ts";
import { ProblemError } from "./problem-error.ts";

/** What `resume` is told. */
export interface ResumeOptions extends ResumeRequest, RunObserver, DataOptions {}

/**
 * Goes on with a run that was stopped, or that is to have more draws: with the bits that a run of so many draws would have had. Tables
 * that are not given are read from the files that they came from. A run that has all its draws is given back as it is. Throws a
 * `ProblemError` if it cannot be gone on with. `folder` is for messages.
 */
export async function resumeModel<Variable extends string = string>(
  earlier: Fitted<Variable>,
  request: ResumeOptions,
  setting: FitSetting,
  folder = "<run>",
): Promise<Fitted<Variable>> {
  const startedAt = performance.now();
  const { record } = earlier;
  const { options, problem } = planResumption(earlier, folder, request);
  if (problem !== null) throw new ProblemError([problem], "", folder);
  if (options === null) return earlier;
  requireValid(options, setting);
  const model = parseModel(record.model.text, record.model.file);
  const data = await bindAgain(model, record, request, setting);
  return runTask<Variable>({ model, data, options, startedAt, earlier }, request, setting);
}

/** The model of the run with its data, if they are still those that they were. */
async function bindAgain(model: Model, record: RunRecord, given: DataOptions, setting: FitSetting) {
  const fail = failOf(model);
  const dataMissing = (): Problem => dataUnknown(record.data.name);
  const tables = withSources(given, record, model.checked);
  const named = [given.data, given.summaryData, ...Object.values(given.groups ?? {})];
  const data = await bindData(model, tables, { ...setting, dataMissing }).catch((error: unknown) => {
    const gone = error instanceof ProblemError ? error.told.flatMap(fileThatIsGone) : [];
    const moved = gone.find((file) => !named.includes(file));
    if (moved !== undefined) fail([dataNotFound(moved)]);
    throw error;
  });
  const change = findChange(record, data.bound);
  return change === null ? data : fail([change]);
}

function fileThatIsGone(problem: Problem): string[] {
  const { place } = problem;
  return isProblem(fileNotFound, problem) && place.kind === "data" ? [place.file] : [];
}

/** What is given, and the files of the run for the rest. */
function withSources(
  given: DataOptions,
  { sources, model, data }: RunRecord,
  { columns, matrices }: CheckedModel,
): BindOptions {
  const isMainGiven = given.data !== undefined || given.summaryData !== undefined;
  const main = isMainGiven ? null : (sources?.main ?? null);
  const holdsCells = sources?.mainHolds === "cells";
  return {
    ...given,
    ...(main !== null && (holdsCells ? { summaryData: main } : { data: main })),
    groups: { ...sources?.groups, ...spelledAs(given.groups ?? {}, [...columns, ...matrices.values()]) },
    na: given.na ?? sources?.na ?? [],
    wide: given.wide ?? sources?.wide ?? [],
    dropMissing: given.dropMissing ?? sources?.dropMissing ?? data.rowsDropped > 0,
    constants: model.constants,
  };
}

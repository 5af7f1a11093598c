/** Going on with a run from TypeScript, wherever it runs; the counterpart of `fit-model.ts`. */

import { fileNotFound } from "../data/problems.ts";
import type { Problem } from "../problems/problem.ts";
import { isProblem } from "../problems/problem-kind.ts";
import type { RunObserver } from "../run/chains/chain-runner.ts";
import type { RunOptions } from "../run/options.ts";
import { dataNotFound, dataUnknown } from "../run/problems.ts";
import type { RunStore } from "../run/record/checkpoint.ts";
import { findChange, planResumption } from "../run/record/resumption.ts";
import type { Run, RunRecord } from "../run/run.ts";
import { runChains } from "../run/run-chains.ts";
import { bindData, type DataOptions, type Fail, failOf } from "./bind-data.ts";
import { type FitSetting, requireValid } from "./fit-setting.ts";
import { Fitted } from "./fitted.ts";
import { type Model, parseModel } from "./model.ts";
import { ProblemError } from "./problem-error.ts";

/** What `resume` is told. */
export interface ResumeOptions extends RunObserver, DataOptions {
  /** Draws per chain that there are to be in the end, those of the run included; with a rule the most. */
  readonly draws?: number;
  /** A rule that ends the run as soon as it holds, in place of the run's own. */
  readonly until?: string;
  readonly workers?: RunOptions["workers"];
}

/**
 * Goes on with a run that was stopped, or that is to have more draws: with the bits that a run of so many draws would have had. The
 * data are read from the files that they came from, if they are not given. A run that has all its draws is given back as it is.
 * Throws a `ProblemError` if it cannot be gone on with.
 */
export async function resumeModel(
  earlier: Run,
  options: ResumeOptions,
  setting: FitSetting,
  store: RunStore | null = null,
  folder = "<run>",
): Promise<Fitted> {
  const startedAt = performance.now();
  const { record } = earlier;
  const plan = planResumption(earlier, folder, options);
  if (plan.problem !== null) throw new ProblemError([plan.problem], "", folder);
  if (plan.options === null) return earlier instanceof Fitted ? earlier : new Fitted(earlier);
  const model = parseModel(record.model.text, record.model.file);
  const fail = failOf(model);
  requireValid(plan.options);
  const { constants } = record.model;
  const isGiven = isDataGiven(options);
  const given = isGiven ? options : requireSources(record, model, fail);
  const dropMissing = options.dropMissing ?? record.sources?.dropMissing ?? record.data.rowsDropped > 0;
  const reading = bindData(model, { ...given, constants, dropMissing }, setting);
  const data = await (isGiven ? reading : reading.catch((error) => fail(asMoved(error))));
  const change = findChange(record, data.bound);
  if (change !== null) return fail([change]);
  const { run, problem } = await runChains(data.bound, plan.options, {
    chooseRunner: setting.chooseRunner,
    observer: options,
    startedAt,
    sources: data.sources,
    earlier,
    store,
  });
  if (problem !== null) return fail([problem]);
  return new Fitted(run, [...model.warnings, ...data.problems]);
}

function isDataGiven({ data, summaryData, groups }: DataOptions): boolean {
  return data !== undefined || summaryData !== undefined || groups !== undefined;
}

/** The files of the run. */
function requireSources({ sources, data }: RunRecord, { checked }: Model, fail: Fail): DataOptions {
  if (sources === null) return checked.columns.length === 0 ? {} : fail([dataUnknown(data.name)]);
  const { main, mainHolds, groups } = sources;
  if (main === null) return { groups };
  return mainHolds === "rows" ? { data: main, groups } : { summaryData: main, groups };
}

/** Of the files of the run one is no longer there; any other error is thrown. */
function asMoved(error: unknown): Problem[] {
  const [first] = error instanceof ProblemError ? error.problems : [];
  if (first?.place.kind === "data" && isProblem(fileNotFound, first)) return [dataNotFound(first.place.file)];
  throw error;
}

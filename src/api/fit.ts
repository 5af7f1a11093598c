/** Hyperprior with files, in Node: models and data are read, runs saved. */

import { resolve } from "node:path";
import type { ScaleGrid } from "../posterior/scale-grid.ts";
import type { SensitivityTable } from "../posterior/sensitivity-table.ts";
import { chooseRunner } from "../run/chains/choose-runner.ts";
import { readGroups } from "../sources/read-groups.ts";
import { readTable } from "../sources/read-table.ts";
import { type DrawAgainOptions, drawAllAgain } from "./draw-again.ts";
import { type FitOptions as FitModelOptions, fitModel } from "./fit-model.ts";
import type { FitSetting } from "./fit-setting.ts";
import type { Fitted } from "./fitted.ts";
import { type FormulaModelOptions, formulaModel } from "./formula.ts";
import { requireKnownOptions, requireModel } from "./given-options.ts";
import { type StatisticsOptions, statisticsOfModel } from "./make-statistics.ts";
import type { AsKnown, Model } from "./model.ts";
import { ProblemError } from "./problem-error.ts";
import { readUnfinishedRun } from "./read-run.ts";
import { readStatisticsText } from "./read-text.ts";
import { type ResumeOptions as ResumeModelOptions, resumeModel } from "./resume-model.ts";
import { type ScaleGridOptions, scaleGridOfRun } from "./scale-grid.ts";
import { type SensitivityOptions, sensitivityOfRun } from "./sensitivity.ts";
import type { Statistics } from "./statistics.ts";
import { type WatchedChain, type WatchOptions, watchModel } from "./watch.ts";
import { withRunFolder } from "./with-run-folder.ts";

/** What differs in Node from other places: a run may be kept in a folder. */
interface KeepOptions extends SaveOptions {
  /** A folder that the run is saved in, also while it is going on. */
  readonly out?: string;
  /** Seconds between two times that it is saved while it is going on. */
  readonly checkpointSeconds?: number;
}

/** How a run is saved. */
export interface SaveOptions {
  /** Replace files in the folder that no run wrote. */
  readonly force?: boolean;
}

/** What `fit` is told. */
export interface FitOptions<Row = unknown> extends FitModelOptions<Row>, KeepOptions {}

/** What `resume` is told. */
export interface ResumeOptions extends ResumeModelOptions, KeepOptions {}

/** How data are read and chains run in Node. */
export const nodeSetting: FitSetting = {
  readFile: readTable,
  readGroups,
  readText: readStatisticsText,
  isPath: true,
  chooseRunner,
};

/**
 * The statistics that a model needs of the rows of a table, which may be given to `fit` in their place, alone or with those of other tables. Rows are
 * read one after another: there is memory for the groups, not for the rows. Throws a `ProblemError` if the model needs the rows themselves.
 */
export async function statistics(model: Model, options: StatisticsOptions): Promise<Statistics> {
  requireModel("statistics", model);
  requireKnownOptions("statistics", options);
  return statisticsOfModel(model, options, nodeSetting);
}

/** Samples the posterior. Throws a `ProblemError` if model, data or options are at fault, or the run cannot be saved. */
export async function fit<Variable extends string = string, Row = unknown>(
  model: Model<Variable, Row>,
  options: FitOptions<AsKnown<Row>> = {},
): Promise<Fitted<Variable>> {
  requireModel("fit", model);
  requireKnownOptions("fit", options);
  return keeping(options, false, (setting) => fitModel(model, options, setting));
}

/**
 * The model that a formula stands for with these data, `formula("yield ~ 1 + (1 | batch)", { data: "yields.csv" })`: with default priors
 * in units of the data where `priors` names no others. Throws a `ProblemError` that lists every mistake in it.
 */
export async function formula(text: string, options: FormulaModelOptions): Promise<Model> {
  requireKnownOptions("formula", options);
  return formulaModel(text, options, nodeSetting);
}

/**
 * Goes on with a run, or the run in a folder, that was stopped or that is to have more draws (`draws`, `until`): with the bits that it
 * would have had if it had never been stopped. Tables that are not given are read from where they were. A run that has
 * all its draws is given back as it is. Throws a `ProblemError` if it cannot be gone on with. Saves only with `out`.
 */
export async function resume<Variable extends string = string>(
  run: string | Fitted<Variable>,
  options: ResumeOptions = {},
): Promise<Fitted<Variable>> {
  requireKnownOptions("resume", options);
  const folder = typeof run === "string" ? run : undefined;
  const earlier = typeof run === "string" ? await readUnfinishedRun<Variable>(run) : run;
  const { out } = options;
  const goesOn = folder !== undefined && out !== undefined && resolve(folder) === resolve(out);
  return keeping(options, goesOn, (setting) => resumeModel(earlier, options, setting, folder));
}

/** Makes a run, which is saved while it is made and at its end if it has a folder. */
async function keeping<Variable extends string>(
  { out, checkpointSeconds: seconds, force: isForced }: KeepOptions,
  goesOn: boolean,
  make: (setting: FitSetting) => Promise<Fitted<Variable>>,
): Promise<Fitted<Variable>> {
  if (out === undefined) return make(nodeSetting);
  return withRunFolder(out, { seconds, isForced, goesOn }, async (open) => {
    const fitted = await make({ ...nodeSetting, openStore: open });
    const failure = await (await open()).finish(fitted);
    if (failure !== null) throw new ProblemError([failure], "", out);
    return fitted;
  });
}

/**
 * The run with the group effects that its draws do not hold, being over so many levels (`record.plan.notKept`): it is made again, which
 * takes as long as it did, and what was kept has the very same draws. Nothing is saved. Throws a `ProblemError` if the data are gone.
 */
export async function drawAgain<Variable extends string = string>(
  run: Fitted<Variable>,
  options: DrawAgainOptions = {},
): Promise<Fitted<Variable>> {
  requireKnownOptions("drawAgain", options);
  return drawAllAgain(run, options, nodeSetting);
}

/**
 * How sensitive a run is to its priors and its likelihood, by power-scaling (Kallioinen, Paananen, Bürkner & Vehtari 2024), for all priors
 * together and for each by itself. Throws a `ProblemError` if the data of the run are gone.
 */
export async function sensitivity(run: Fitted, options: SensitivityOptions = {}): Promise<SensitivityTable> {
  requireKnownOptions("sensitivity", options);
  return sensitivityOfRun(run, options, nodeSetting);
}

/**
 * What a run gives with other scales of the prior of one parameter: exact refits over a grid. Throws a `ProblemError` if that prior
 * has no scale, or if the data of the run are gone.
 */
export async function sensitivityToScale(
  run: Fitted,
  parameter: string,
  options: ScaleGridOptions = {},
): Promise<ScaleGrid> {
  requireKnownOptions("sensitivityToScale", options);
  return scaleGridOfRun(run, parameter, options, nodeSetting);
}

/**
 * A chain that makes one transition at a time, and tells an observer what happens within: for lessons and pictures. Its draws are those that
 * `fit` gives for the same chain. Throws a `ProblemError` if model, data or options are at fault.
 */
export async function watch(model: Model, options: WatchOptions = {}): Promise<WatchedChain> {
  requireModel("watch", model);
  requireKnownOptions("watch", options);
  return watchModel(model, options, nodeSetting);
}

/**
 * Saves a fitted model as a run folder, which the commands read. Throws a `ProblemError` if it cannot be written, or if files that no run
 * wrote would be replaced.
 */
export async function saveRun(fitted: Fitted, folder: string, options: SaveOptions = {}): Promise<void> {
  requireKnownOptions("saveRun", options);
  const { force } = options;
  await keeping({ out: folder, ...(force === undefined ? {} : { force }) }, false, async () => fitted);
}

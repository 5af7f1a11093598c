/** Hyperprior with files, in Node: models and data are read, runs saved. */

import { readFile } from "node:fs/promises";
import { readCsv } from "../data/read-csv.ts";
import type { RunKeeper } from "./checkpoint.ts";
import { chooseRunner } from "./choose-runner.ts";
import { type FitOptions as FitModelOptions, fitModel } from "./fit-model.ts";
import type { FitSetting } from "./fit-setting.ts";
import { Fitted } from "./fitted.ts";
import { type Model, parseModel } from "./model.ts";
import { ProblemError } from "./problem-error.ts";
import { type ResumeOptions as ResumeModelOptions, resumeModel } from "./resume-model.ts";
import type { Run } from "./run.ts";
import { findObstacle, folderKeeper, readRunFolder, writeRun } from "./run-folder.ts";
import { type WatchedChain, type WatchOptions, watchModel } from "./watch.ts";

/** Reads a model file. Throws a `ProblemError` that lists every mistake, or the error of the file system. */
export async function readModel(path: string): Promise<Model> {
  return parseModel(await readFile(path, "utf8"), path);
}

/** What differs in Node from other places: a run may be kept in a folder. */
interface KeepOptions {
  /** A folder that the run is saved in, also while it is going on. */
  readonly out?: string;
  /** Seconds between two times that it is saved while it is going on. */
  readonly checkpointSeconds?: number;
}

/** What `fit` is told. */
export interface FitOptions extends FitModelOptions, KeepOptions {}

/** What `resume` is told. */
export interface ResumeOptions extends ResumeModelOptions, KeepOptions {}

const node: FitSetting = { readFile: readCsv, isPath: true, chooseRunner };

/** Samples the posterior. Throws a `ProblemError` if model, data or options are at fault, or the run cannot be saved. */
export async function fit(model: Model, options: FitOptions): Promise<Fitted> {
  const fitted = await fitModel(model, options, node, await keeperOf(options));
  if (options.out !== undefined) await saveRun(fitted, options.out);
  return fitted;
}

/**
 * Goes on with a run, or the run in a folder, that was stopped or that is to have more draws (`draws`, `until`): with the bits that it
 * would have had if it had never been stopped. The data are read from where they were, if they are not given. A run that has
 * all its draws is given back as it is. Throws a `ProblemError` if it cannot be gone on with. Saves only with `out`.
 */
export async function resume(run: string | Fitted, options: ResumeOptions = {}): Promise<Fitted> {
  const folder = typeof run === "string" ? run : undefined;
  const earlier = typeof run === "string" ? await readUnfinishedRun(run) : run;
  const fitted = await resumeModel(earlier, options, node, await keeperOf(options), folder);
  if (options.out !== undefined) await saveRun(fitted, options.out);
  return fitted;
}

async function readUnfinishedRun(folder: string): Promise<Run> {
  const { run, problem } = await readRunFolder(folder, true);
  if (problem !== null) throw new ProblemError([problem], "", folder);
  return run;
}

async function keeperOf({ out, checkpointSeconds: seconds }: KeepOptions): Promise<RunKeeper | null> {
  if (out === undefined) return null;
  const obstacle = await findObstacle(out);
  if (obstacle !== null) throw new ProblemError([obstacle], "", out);
  return folderKeeper(out, seconds);
}

/**
 * A chain that makes one transition at a time, and tells an observer what happens within: for lessons and pictures. Its draws are those that
 * `fit` gives for the same chain. Throws a `ProblemError` if model, data or options are at fault.
 */
export function watch(model: Model, options: WatchOptions): Promise<WatchedChain> {
  return watchModel(model, options, node);
}

/** Saves a fitted model as a run folder, which the commands read. Throws a `ProblemError` if it cannot be written. */
export async function saveRun(fitted: Fitted, folder: string): Promise<void> {
  const problem = await writeRun(folder, fitted);
  if (problem !== null) throw new ProblemError([problem], "", folder);
}

/** Reads a run folder. Throws a `ProblemError` if it is none. */
export async function readRun(folder: string): Promise<Fitted> {
  const { run, problem } = await readRunFolder(folder);
  if (problem !== null) throw new ProblemError([problem], "", folder);
  return new Fitted(run);
}

/** Hyperprior with files, in Node: models and data are read, runs saved. */

import { readFile } from "node:fs/promises";
import { readCsv } from "../data/read-csv.ts";
import { chooseRunner } from "./choose-runner.ts";
import { type FitOptions, fitModel } from "./fit-model.ts";
import { Fitted } from "./fitted.ts";
import { type Model, parseModel } from "./model.ts";
import { ProblemError } from "./problem-error.ts";
import { readRunFolder, writeRun } from "./run-folder.ts";

export type { FitOptions };

/** Reads a model file. Throws a `ProblemError` that lists every mistake, or the error of the file system. */
export async function readModel(path: string): Promise<Model> {
  return parseModel(await readFile(path, "utf8"), path);
}

/** Samples the posterior. Throws a `ProblemError` if model, data or options are at fault. */
export function fit(model: Model, options: FitOptions): Promise<Fitted> {
  return fitModel(model, options, { readFile: readCsv, chooseRunner });
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

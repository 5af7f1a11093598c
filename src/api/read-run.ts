/** Runs from their folders. */

import { readRunFolder } from "../run/record/run-folder.ts";
import { Fitted } from "./fitted.ts";
import { ProblemError } from "./problem-error.ts";

/** Reads a run folder. Throws a `ProblemError` if it is none, or has no draws yet. */
export async function readRun(folder: string): Promise<Fitted> {
  return readFitted(folder, false);
}

/** Reads a run that is to be gone on with: it may have no draws yet. `Variable` are the names that it is taken to have. Throws a `ProblemError` if it is none. */
export async function readUnfinishedRun<Variable extends string>(folder: string): Promise<Fitted<Variable>> {
  return readFitted(folder, true);
}

/** The names of its variables are not known; it is for who asks to say some. */
async function readFitted<Variable extends string = string>(
  folder: string,
  isUnfinishedWelcome: boolean,
): Promise<Fitted<Variable>> {
  const { run, problem } = await readRunFolder(folder, isUnfinishedWelcome);
  if (problem !== null) throw new ProblemError([problem], "", folder);
  return new Fitted<Variable>(run);
}

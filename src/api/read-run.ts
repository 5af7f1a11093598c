/** Runs from their folders. */

import { readRunFolder } from "../run/record/run-folder.ts";
import { Fitted } from "./fitted.ts";
import { ProblemError } from "./problem-error.ts";

/** Reads a run folder. Throws a `ProblemError` if it is none, or has no draws yet. */
export async function readRun(folder: string): Promise<Fitted> {
  return readFitted(folder, false);
}

/** Reads a run that is to be gone on with: it may have no draws yet. Throws a `ProblemError` if it is none. */
export async function readUnfinishedRun(folder: string): Promise<Fitted> {
  return readFitted(folder, true);
}

async function readFitted(folder: string, isUnfinishedWelcome: boolean): Promise<Fitted> {
  const { run, problem } = await readRunFolder(folder, isUnfinishedWelcome);
  if (problem !== null) throw new ProblemError([problem], "", folder);
  return new Fitted(run);
}

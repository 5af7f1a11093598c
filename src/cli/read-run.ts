/** The run that a command was given. Throws a `ProblemError` if it is none, or has no draws yet. */

import { Fitted } from "../api/fitted.ts";
import { readRun } from "../api/read-run.ts";

export async function readGivenRun(folder: string): Promise<Fitted> {
  return new Fitted(await readRun(folder), [], { isInFlagWords: true });
}

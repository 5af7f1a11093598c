/** The run that a command was given, or its problem on standard error. */

import { Fitted } from "../api/fitted.ts";
import { readRunFolder } from "../run/record/run-folder.ts";
import type { Terminal } from "./terminal.ts";
import { warnOf } from "./told-problems.ts";

export async function readRunOrWarn(terminal: Terminal, folder: string): Promise<Fitted | null> {
  const { run, problem } = await readRunFolder(folder);
  if (problem === null) return new Fitted(run, [], { isInFlagWords: true });
  warnOf(terminal, [problem], "", folder);
  return null;
}

/** What the program's one file gives to `main.ts`, which loads it. */

import type { ExitCode } from "./exit-codes.ts";
import { runProgram } from "./program.ts";
import { processTerminal } from "./terminal.ts";

/** Runs the words after the program's name at the terminal of this process; gives the exit code. */
export function runInProcess(words: readonly string[]): Promise<ExitCode> {
  return runProgram(words, processTerminal());
}

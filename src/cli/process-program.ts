/** What the program's one file gives to `main.ts`, which loads it. */

import { withoutPassword } from "../sources/source-name.ts";
import type { ExitCode } from "./exit-codes.ts";
import { runProgram } from "./program.ts";
import { processTerminal } from "./terminal.ts";

/** Runs the words after the program's name at the terminal of this process; gives the exit code. */
export function runInProcess(words: readonly string[]): Promise<ExitCode> {
  // Other users of the machine see the words of a process, which its title takes the place of.
  if (words.some((word) => withoutPassword(word) !== word)) process.title = "hyperprior";
  return runProgram(words, processTerminal());
}

/** The command line in process: what it printed where, and its exit code. */

import type { ExitCode } from "../../src/cli/exit-codes.ts";
import { runProgram } from "../../src/cli/program.ts";
import { noPaint } from "../../src/report/table.ts";

export interface Captured {
  readonly code: ExitCode;
  /** Standard output. */
  readonly out: string;
  /** Standard error. */
  readonly err: string;
}

/** Runs the words after `hyperprior` in a terminal of 80 columns without colours. */
export async function run(...words: readonly string[]): Promise<Captured> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runProgram(words, {
    print: (text) => void out.push(text),
    warn: (text) => void err.push(text),
    paint: noPaint,
    hasProgress: false,
    width: 80,
  });
  return { code, out: out.join(""), err: err.join("") };
}

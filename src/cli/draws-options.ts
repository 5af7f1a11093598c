/** What commands take that read draws of any program, and how they are read. */

import type { Command } from "commander";
import { formats } from "../formats/index.ts";
import { oneOf, wholeNumber } from "./option-parsers.ts";

/** What `addDrawsOptions` parses. */
export interface DrawsFlags {
  readonly format?: string;
  readonly warmup?: number;
  readonly thin?: number;
}

/** Its word in help texts. */
export const drawsArgument =
  "a run folder, or files of draws of another program (a file for each chain, patterns, - for a pipe)";

/** `--format`, `--warmup` and `--thin`; gives the command back. */
export function addDrawsOptions(command: Command): Command {
  const names = formats.map(({ name }) => name);
  return command
    .option("--format <name>", `of the files, where it is not found: ${names.join(", ")}`, oneOf(names))
    .option("--warmup <n>", "rows of each chain that are warm-up, where the files do not say", wholeNumber(0))
    .option("--thin <n>", "take every so manieth draw", wholeNumber(1));
}

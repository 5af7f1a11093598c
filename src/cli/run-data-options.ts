/** `--run-data`, of commands whose answers need the data of a run, and not draws alone. */

import type { Command } from "commander";
import type { RunDataOptions } from "../api/bound-run.ts";
import { type DataFiles, dataFile } from "./option-parsers.ts";

/** What `addRunDataOption` parses. */
export interface RunDataFlags {
  readonly runData?: DataFiles;
}

/** The option; gives the command back. */
export function addRunDataOption(command: Command): Command {
  return command.option(
    "--run-data <file>",
    "the data of the run, where they were in memory or have moved; FACTOR=FILE for a group-level table (repeatable)",
    dataFile,
  );
}

/** The tables that the flag names, for the functions of the API. */
export function runDataOf({ runData }: RunDataFlags): RunDataOptions {
  if (runData === undefined) return {};
  const { main, groups } = runData;
  return { ...(main !== null && { runData: main }), runGroups: groups };
}

/** What `addDrawAgainOption` parses. */
export interface DrawAgainFlags extends RunDataFlags {
  readonly drawAgain?: boolean;
}

/** `--draw-again` and `--run-data`, of commands that show group effects; gives the command back. */
export function addDrawAgainOption(command: Command): Command {
  return addRunDataOption(command).option(
    "--draw-again",
    "draw what the draws do not hold, being over so many levels, by making the run again",
  );
}

/** Where the data of a run are, for commands whose answers need them and not draws alone. */
/** `--run-data`, of commands that need the data of a run once more. */

import type { Command } from "commander";
import type { RunDataOptions } from "../api/bound-run.ts";
import { type DataFiles, dataFile } from "./option-parsers.ts";

/** What `addRunDataOptions` parses. */
/** What `addRunDataOption` parses. */
export interface RunDataFlags {
  readonly runData?: DataFiles;
}

/** `--run-data`; gives the command back. */
export function addRunDataOptions(command: Command): Command {
  return command.option(
    "--run-data <file>",
    "the data of the run, where they are no longer where they were; FACTOR=FILE for a group-level table (repeatable)",
/** The option; gives the command back. */
export function addRunDataOption(command: Command): Command {
  return command.option(
    "--run-data <file>",
    "the data of the run, where they were in memory or have moved; FACTOR=FILE for a group-level table (repeatable)",
    dataFile,
  );
}

/** As the functions of the API take it. */
export function runDataOf({ runData }: RunDataFlags): RunDataOptions {
  if (runData === undefined) return {};
  const { main, groups } = runData;
  return { ...(main === null ? {} : { runData: main }), runGroups: groups };
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

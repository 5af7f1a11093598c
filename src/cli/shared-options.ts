/** Options that several commands have. */

import type { Command } from "commander";
import type { StyleName } from "../report/styles.ts";
import { constantSetting, dataFile, type DataFiles, noDataFiles, oneOf, probability, wholeNumber } from "./option-parsers.ts";

export interface DataFlags {
  readonly data: DataFiles;
  readonly set: Readonly<Record<string, number>>;
  readonly dropMissing: boolean;
}

export function addDataOptions(command: Command): Command {
  return command
    .option("--data <file>", "the table, as CSV; FACTOR=FILE for a group-level table (repeatable)", dataFile, noDataFiles)
    .option("--set <name=value>", "another value for a constant of the model (repeatable)", constantSetting, {})
    .option("--drop-missing", "drop rows with missing values, and count them", false);
}

export interface OutputFlags {
  readonly json: boolean;
  readonly digits?: number;
  readonly prob: number;
  readonly style: StyleName;
}

const styles: readonly StyleName[] = ["hyperprior", "stan", "arviz", "brms", "lme4"];

export function addOutputOptions(command: Command): Command {
  return addIntervalOptions(command).option(
    "--style <name>",
    `columns as another program names them: ${styles.join(", ")}`,
    oneOf(styles),
    "hyperprior",
  );
}

/** `--json`, `--digits`, `--prob`. */
export function addIntervalOptions(command: Command): Command {
  return addJsonOption(command)
    .option("--digits <n>", "significant digits, whatever the Monte Carlo error", wholeNumber(1))
    .option("--prob <p>", "probability of the intervals", probability, 0.9);
}

export function addJsonOption(command: Command): Command {
  return command.option("--json", "print JSON", false);
}

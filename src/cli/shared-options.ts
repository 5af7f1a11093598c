/** Options that several commands have. */

import type { Command } from "commander";
import type { BindOptions } from "../api/bind-data.ts";
import { type ReduceMode, rowsToReduce } from "../api/reduce-source.ts";
import { families } from "../formula/families.ts";
import type { StyleName } from "../report/styles.ts";
import { mostDrawsOfRule } from "../run/options.ts";
import { checkpointSeconds } from "../run/record/checkpoint.ts";
import { composed } from "../text/composed.ts";
import { withChoices } from "./choices.ts";
import {
  constantSetting,
  type DataFiles,
  dataFile,
  oneOf,
  positive,
  probability,
  wholeNumber,
  words,
} from "./option-parsers.ts";

/** As they are when not given, flags are left out, so that the help text shows defaults only where they say something. */
export interface DataFlags {
  readonly data?: DataFiles;
  readonly summaryData?: string;
  readonly statistics?: readonly string[];
  readonly set?: Readonly<Record<string, number>>;
  readonly dropMissing?: boolean;
  readonly na?: readonly string[];
  readonly wide?: readonly string[];
  readonly query?: string;
  readonly reduce?: ReduceMode;
}

/** The options of commands that read data; gives the command back. */
export function addDataOptions(command: Command): Command {
  const withTables = command
    .option(
      "--data <file>",
      "the table: a CSV, Parquet or Arrow file, a folder or 'pattern*' of such, or a database, as postgres://HOST/DB?table=T; - for standard input, CSV or JSON; FACTOR=FILE for a group-level table (repeatable)",
      dataFile,
    )
    .option(
      "--summary-data <file>",
      "in place of the table: a row for each cell, with the columns n, mean and sd of a normal outcome",
    );
  return addReadingOptions(withTables);
}

const reduceModes: readonly ReduceMode[] = ["auto", "always", "never"];

/** `--statistics` and `--reduce`, of commands that bind a model to its data; gives the command back. */
export function addStatisticsOption(command: Command): Command {
  return command
    .option(
      "--statistics <files...>",
      "in place of the table: statistics of its rows, or of parts of them, as `hyperprior statistics` writes them",
    )
    .option(
      "--reduce <when>",
      `whether such statistics are made of the table, by the engine that has it: ${reduceModes.join(", ")} (default: auto, of ${rowsToReduce} rows or more in a database)`,
      oneOf(reduceModes),
    );
}

/** How what is named there is read and bound; gives the command back. */
export function addReadingOptions(command: Command): Command {
  const withConstants = command.option(
    "--set <name=value>",
    "another value for a constant of the model (repeatable)",
    constantSetting,
  );
  return addCellOptions(withConstants);
}

/** How the cells of a table are read; gives the command back. */
export function addCellOptions(command: Command): Command {
  return command
    .option("--drop-missing", "drop rows with missing values, and count them")
    .option(
      "--na <word>",
      'what stands for a missing value, as "N/A", besides NA and the like (repeatable)',
      words,
    )
    .option(
      "--wide <columns>",
      'columns of the table that are one below each other, as "score: t1 t2 t3 as time" (repeatable)',
      words,
    )
    .option(
      "--query <select>",
      'what is asked of a database, or of files as "select * from data where year > 2000"',
    );
}

/** The data and constants that the flags name, for the functions of the API. */
export function dataOf({
  data,
  summaryData,
  statistics,
  set,
  dropMissing,
  na,
  wide,
  query,
  reduce,
}: DataFlags): BindOptions {
  const tables = { data: data?.main ?? undefined, summaryData, statistics, groups: data?.groups };
  return { ...tables, constants: set, dropMissing, na, wide, query, reduce };
}

/** What `addFormulaOptions` parses. */
export interface FormulaFlags {
  readonly family?: string;
  readonly link?: string;
  readonly prior?: readonly string[];
}

const links = ["identity", "log", "logit", "probit", "cloglog", "loglog", "cauchit", "tan_half"];

/** The options of commands that read a formula in place of a model; gives the command back. */
export function addFormulaOptions(command: Command): Command {
  return command
    .option(
      "--family <name>",
      `of a formula's outcome: ${Object.keys(families).join(", ")}`,
      withChoices((text: string) => composed(text), Object.keys(families)),
    )
    .option(
      "--link <name>",
      `of a formula's mean: ${links.join(", ")}`,
      withChoices((text: string) => composed(text), links),
    )
    .option(
      "--prior <text>",
      'a prior of a formula, as "sd(Subject) = half_normal(20)" or "sd(Subject) < 50 with 0.95" (repeatable)',
      words,
    );
}

/** What `addEndingOptions` parses. */
export interface EndingFlags {
  readonly until?: string;
  readonly checkpoint?: number;
}

/** The options of commands that sample, about how it ends; gives the command back. */
export function addEndingOptions(command: Command): Command {
  const withEnding = command
    .option(
      "--until <rule>",
      `stop as soon as it holds, as "mcse(icc) < 0.005 and ess > 1000"; --draws is then the most (default: ${mostDrawsOfRule})`,
      composed,
    )
    .option(
      "--checkpoint <s>",
      `seconds between two saves of a run that is going on (default: ${checkpointSeconds})`,
      positive,
    );
  return addLenientOption(withEnding);
}

/** `--lenient`, of commands that show what rests on draws; gives the command back. */
export function addLenientOption(command: Command): Command {
  return command.option("--lenient", "exit with 0 even if the diagnosis failed");
}

/** Of the option by which jobs are shared. */
export const queueHelp =
  "share the fits with other machines, which do `hyperprior work URL`: a database of PostgreSQL";

/** A number of threads, or auto. */
export const workerCount = withChoices(
  (text: string): number | "auto" => (text === "auto" ? "auto" : wholeNumber(0)(text)),
  ["auto"],
);

/** What `addOutputOptions` and `addLenientOption` parse. */
export interface OutputFlags {
  readonly lenient?: boolean;
  readonly json?: boolean;
  readonly digits?: number;
  readonly prob: number;
  readonly style: StyleName;
}

const styles: readonly StyleName[] = ["hyperprior", "stan", "arviz", "posterior", "brms", "lme4"];

/** The options of commands that print estimates; gives the command back. */
export function addOutputOptions(command: Command): Command {
  return addIntervalOptions(command).option(
    "--style <name>",
    `columns as another program names them: ${styles.join(", ")}`,
    oneOf(styles),
    "hyperprior",
  );
}

/** A double has no more. */
const mostDigits = 17;

/** `--json`, `--digits`, `--prob`. */
export function addIntervalOptions(command: Command): Command {
  return addJsonOption(command)
    .option("--digits <n>", "significant digits, whatever the Monte Carlo error", wholeNumber(1, mostDigits))
    .option("--prob <p>", "probability of the intervals", probability, 0.9);
}

/** `--json`; gives the command back. */
export function addJsonOption(command: Command): Command {
  return command.option("--json", "print JSON");
}

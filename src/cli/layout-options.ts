/** Options of commands that make data of a model: which rows there are. */

import type { Command } from "commander";
import type { LayoutOptions } from "../simulation/settings.ts";
import { composed } from "../text/composed.ts";
import { dataFile } from "./option-parsers.ts";
import {
  addFormulaOptions,
  addReadingOptions,
  type DataFlags,
  dataOf,
  type FormulaFlags,
} from "./shared-options.ts";

/** What `addLayoutOptions` parses. */
export interface LayoutFlags extends Omit<DataFlags, "summaryData" | "statistics">, FormulaFlags {
  readonly design?: string;
  readonly sizes?: string;
}

/** The options that say which rows there are; gives the command back. */
export function addLayoutOptions(command: Command, aboutData: string): Command {
  const withRows = command
    .option("--data <file>", aboutData, dataFile)
    .option(
      "--design <words>",
      'in place of a table: rows in words, as "subject = 12, week = 0..4"',
      composed,
    )
    .option(
      "--sizes <file>",
      "in place of a table: group sizes, a CSV file of labels and their number of rows n",
    );
  return addFormulaOptions(addReadingOptions(withRows));
}

/** For the functions of the API. */
export function layoutOf({ design, sizes, ...flags }: LayoutFlags): LayoutOptions {
  const { summaryData: _, statistics: __, ...options } = dataOf(flags);
  return {
    ...options,
    ...(design === undefined ? {} : { design }),
    ...(sizes === undefined ? {} : { sizes }),
  };
}

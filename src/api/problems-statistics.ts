/** Problems of statistics in place of rows: HP1054 to HP1069. */

import { counted, inFile, listed, nowhere, problem, warning } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";
import { problemKind } from "../problems/problem-kind.ts";

/** `others` are the options that have data too. */
export const dataAndStatistics = (others: readonly string[]) =>
  problem("HP1054", nowhere, [
    `statistics stand for the rows, and ${listed(others)} ${others.length === 1 ? "has" : "have"} rows as well`,
    "leave one of them out; tables of groups stand beside either: `--data FACTOR=FILE`",
  ]);

/** `options` say how rows are read. */
export const readingOfStatistics = (options: readonly string[]) =>
  problem("HP1055", nowhere, [
    `${listed(options)} ${options.length === 1 ? "says" : "say"} how rows are read, and statistics have none`,
    "give it where the statistics are made: `hyperprior statistics MODEL --data FILE`",
  ]);

export const statisticsNotFound = problemKind(
  "HP1056",
  (code, path: string): Problem =>
    problem(code, inFile(path), [
      `expected statistics in \`${path}\`, but there is no such file`,
      "check the path after `--statistics`; it is taken relative to the current directory",
    ]),
);

export const statisticsUnreadable = (path: string, reason: string) =>
  problem("HP1057", inFile(path), [
    `\`${path}\` could not be read (${reason})`,
    "name files that `hyperprior statistics` wrote, and that you may read",
  ]);

export const nothingToReduce = () =>
  problem("HP1058", nowhere, [
    "no rows were given that statistics could be of",
    "give a table, `--data FILE`, or statistics of parts, `--statistics a.stats b.stats`",
  ]);

export const statisticsNotWritten = (path: string, reason: string) =>
  problem("HP1059", inFile(path), [
    `the statistics could not be written (${reason})`,
    "name a file in a folder that there is, and that may be written, with `--out`",
  ]);

export const statisticsThere = (path: string) =>
  problem("HP1060", inFile(path), [
    "there is a file already that no statistics are in, so nothing was written",
    "name another file with `--out`, or write `--force` to replace it",
  ]);

/** `wanted` is what needs the rows, as a clause. */
export const rowsNotKnown = (wanted: string) =>
  problem("HP1062", nowhere, [
    `the run is of statistics, and the rows that these stand for are not known: ${wanted}`,
    "name rows or values: `--data FILE`, or `--grid` with the values of each column",
  ]);

/** So many of all groups have `most` rows or fewer. */
export const rowsRevealed = (groups: number, all: number, most: 1 | 2) =>
  warning("HP1061", nowhere, [
    `${counted(groups)} of ${counted(all)} groups are one row each${most === 1 ? "" : ", or two"}, whose values can be read off the statistics`,
    "ask for larger groups where rows may not be shared: `--least-group 5`",
  ]);

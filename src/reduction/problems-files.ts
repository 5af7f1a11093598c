/** Problems of files of statistics: HP1036 to HP1044. */

import { counted, inFile, nowhere, problem } from "../problems/make-problem.ts";

export const noStatistics = (file: string) =>
  problem("HP1036", inFile(file), [
    "expected statistics, as `hyperprior statistics` writes them, but this is something else",
    "make them from a table: `hyperprior statistics MODEL --data FILE --out part.stats`; a table itself is `--data FILE`",
  ]);

export const otherStatistics = (file: string, found: string, known: number) =>
  problem("HP1037", inFile(file), [
    `the statistics are of format ${found}, and this version reads format ${known}`,
    "make them again with the version that reads them, or read them with the one that made them",
  ]);

/** `reason` is a clause. */
export const statisticsBroken = (file: string, reason: string) =>
  problem("HP1038", inFile(file), [
    `the statistics are not as they were written: ${reason}`,
    "have the file sent again, or make it again from its rows",
  ]);

/** `difference` is a clause. */
export const statisticsOfOther = (file: string, difference: string) =>
  problem("HP1039", inFile(file), [
    `the statistics were made for another model: ${difference}`,
    "make them again with this model, `hyperprior statistics MODEL --data FILE --out part.stats`; priors may differ",
  ]);

export const sameStatistics = (one: string, other: string) =>
  problem("HP1040", inFile(other), [
    `the statistics are those of \`${one}\` once more, and rows would count twice`,
    "leave one of the two out",
  ]);

/** `names` are the columns that rows are grouped by. */
export const groupsTooSmall = (
  count: number,
  groups: number,
  smallest: number,
  least: number,
  names: readonly string[],
) =>
  problem("HP1041", nowhere, [
    `${counted(count)} of ${counted(groups)} groups have fewer than ${counted(least)} rows, the smallest ${counted(smallest)}${names.length === 0 ? "" : `; rows are grouped by ${names.map((name) => `\`${name}\``).join(", ")}`}`,
    "join small levels into one, band numbers more coarsely, leave these rows out, or ask for less with `--least-group`",
  ]);

/** What can be wrong with standard input as a table: HP1011 to HP1015. */

import { nowhere, problem } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";

export const inputNotPiped = (): Problem =>
  problem("HP1011", nowhere, [
    "the table is to come from standard input, `-`, but that is a terminal: nothing is piped into the command",
    "pipe it in, as `hyperprior fit FILE.model --data - < table.csv`; or name its file",
  ]);

export const inputEmpty = (): Problem =>
  problem("HP1012", nowhere, [
    "the table is to come from standard input, `-`, and nothing came",
    "look at what the command before the pipe writes: a line of column names, and a line for each row",
  ]);

/** `places` are the options, and `a word` for an argument. */
export const inputTwice = (places: readonly string[]): Problem =>
  problem("HP1013", nowhere, [
    `standard input, \`-\`, is given ${places.length} times, to ${places.map((one) => (one === "a word" ? one : `\`${one}\``)).join(" and ")}, and it can be read once`,
    "put all but one into files, and name these",
  ]);

/** `fault` as the parser of JSON says it. */
export const inputNotJson = (fault: string): Problem =>
  problem("HP1014", nowhere, [
    `standard input begins as JSON does, but is none: ${fault}`,
    'give an array of objects, `[{"y": 1}]`, one object of columns, `{"y": [1]}`, an object on each line, or CSV',
  ]);

export const inputNotRead = (error: unknown): Problem =>
  problem("HP1015", nowhere, [
    `standard input cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    "name the file of the table, as `--data table.csv`",
  ]);

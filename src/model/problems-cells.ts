/** Problems of a table of cells, which stands for the rows: HP054x. */

import { enumerated, inFile, inModel, nowhere, problem } from "../problems/make-problem.ts";
import type { Place, Problem, Span } from "../problems/problem.ts";
import type { Element } from "./problems.ts";

function inColumn(column: string, at: Element): Place {
  return inFile(at.file, at.line, column);
}

export const rowsAndCells = () =>
  problem("HP0540", nowhere, [
    "the data were given twice, as rows (`--data`) and as cells (`--summary-data`)",
    "leave one of them out; tables of groups stand beside either: `--data FACTOR=FILE`",
  ]);

/** `span` is null where no place in the model is to blame. */
export const notSummarizable = (reason: string, span: Span | null) =>
  problem("HP0541", span === null ? nowhere : inModel(span), [
    `a table of \`n\`, \`mean\` and \`sd\` cannot stand for the rows: ${reason}`,
    "give the rows: `--data FILE`",
  ]);

/** `spellings` are the names that the three columns may have, `others` the columns that the model declares. */
export const cellColumnsMissing = (
  outcome: string,
  missing: readonly string[],
  spellings: readonly (readonly string[])[],
  others: readonly string[],
  file: string,
) =>
  problem("HP0542", inFile(file), [
    `expected the columns ${spellings.map((names) => enumerated(names)).join(", or ")}, number, mean and sd of \`${outcome}\` in each cell, but there is no ${enumerated(missing)}`,
    `give a table with one row for each cell${others.length === 0 ? "" : `, with ${enumerated(others)} beside these three`}; a table of all rows is \`--data FILE\``,
  ]);

export const badCellCount = (column: string, value: number, count: number, at: Element) =>
  problem("HP0543", inColumn(column, at), [
    `\`${column}\` must be a whole number of at least 1 in each cell, but is ${described(value)} in ${at.words}${inPlaces(count)}`,
    "it is the number of observations; leave out the rows of cells that have none",
  ]);

export const badCellDeviation = (
  column: string,
  value: number,
  observations: number,
  count: number,
  at: Element,
) =>
  problem("HP0544", inColumn(column, at), [
    `\`${column}\` must be a number of at least 0 in a cell of ${observations} observations, but is ${described(value)} in ${at.words}${inPlaces(count)}`,
    "give the sample standard deviation, with divisor n - 1; only a cell of one observation has none",
  ]);

function described(value: number): string {
  return Number.isNaN(value) ? "missing" : String(value);
}

function inPlaces(count: number): string {
  return count > 1 ? ` (so in ${count} cells)` : "";
}

export const badWeight = (weight: string, found: number, count: number, at: Element, span: Span): Problem =>
  problem("HP0547", inModel(span), [
    `a weight says for how many rows a row stands, and \`${weight}\` is ${found} in ${at.words}${count > 1 ? `, and no positive number in ${count} rows in all` : ""}`,
    "give each row a positive number; leave rows that stand for none out of the table",
  ]);

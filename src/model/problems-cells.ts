/** Problems of a table of cells, which stands for the rows: HP054x. */

import type { Place, Problem, Span } from "../problems/problem.ts";
import type { Element } from "./problems.ts";

function error(code: Problem["code"], place: Place, message: string, hint: string): Problem {
  return { code, severity: "error", place, message, hint };
}

function quoted(names: readonly string[]): string {
  const texts = names.map((name) => `\`${name}\``);
  return texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`;
}

function inColumn(column: string, at: Element): Place {
  return { kind: "data", file: at.file, line: at.line, column };
}

export const rowsAndCells = (): Problem =>
  error(
    "HP0540",
    { kind: "none" },
    "the data were given twice, as rows (`--data`) and as cells (`--summary-data`)",
    "leave one of them out; tables of groups stand beside either: `--data FACTOR=FILE`",
  );

/** `span` is null where no place in the model is to blame. */
export const notSummarizable = (reason: string, span: Span | null): Problem =>
  error(
    "HP0541",
    span === null ? { kind: "none" } : { kind: "model", span },
    `a table of \`n\`, \`mean\` and \`sd\` cannot stand for the rows: ${reason}`,
    "give the rows: `--data FILE`",
  );

/** `spellings` are the names that the three columns may have, `others` the columns that the model declares. */
export const cellColumnsMissing = (
  outcome: string,
  missing: readonly string[],
  spellings: readonly (readonly string[])[],
  others: readonly string[],
  file: string,
): Problem =>
  error(
    "HP0542",
    { kind: "data", file, line: null, column: null },
    `expected the columns ${spellings.map(quoted).join(", or ")}, number, mean and sd of \`${outcome}\` in each cell, but there is no ${quoted(missing)}`,
    `give a table with one row for each cell${others.length === 0 ? "" : `, with ${quoted(others)} beside these three`}; a table of all rows is \`--data FILE\``,
  );

export const badCellCount = (column: string, value: number, count: number, at: Element): Problem =>
  error(
    "HP0543",
    inColumn(column, at),
    `\`${column}\` must be a whole number of at least 1 in each cell, but is ${described(value)} in ${at.words}${inPlaces(count)}`,
    "it is the number of observations; leave out the rows of cells that have none",
  );

export const badCellDeviation = (
  column: string,
  value: number,
  observations: number,
  count: number,
  at: Element,
): Problem =>
  error(
    "HP0544",
    inColumn(column, at),
    `\`${column}\` must be a number of at least 0 in a cell of ${observations} observations, but is ${described(value)} in ${at.words}${inPlaces(count)}`,
    "give the sample standard deviation, with divisor n - 1; only a cell of one observation has none",
  );

function described(value: number): string {
  return Number.isNaN(value) ? "missing" : String(value);
}

function inPlaces(count: number): string {
  return count > 1 ? ` (so in ${count} cells)` : "";
}

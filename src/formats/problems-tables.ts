/** What can be wrong with draws in tables and CODA files: HP0850–HP0859 and HP0867. */

import { counted, inFile, listed, problem, warning } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";
import { visible } from "../text/visible.ts";

const quote = (word: string): string => `\`${visible(word)}\``;
const names = (words: readonly string[]): string => listed(words.map(visible), 3);

export const noChainColumn = (path: string, rows: number): Problem =>
  warning("HP0850", inFile(path), [
    `no column says which chain a row is of, so the ${rows === 1 ? "row is" : `${counted(rows)} rows are`} taken as one chain`,
    "if there are several, write their numbers in a column `.chain`, or each chain in a file of its own",
  ]);

export const columnTwice = (path: string, name: string): Problem =>
  problem("HP0851", inFile(path, null, name), [
    `two columns are called ${quote(name)}`,
    "give each variable a name of its own",
  ]);

/** `places` are those of the two rows; `variable` is that of a table with a row per value. */
export const drawTwice = (
  path: string,
  draw: { readonly chain: string | null; readonly number: number; readonly variable: string | null },
  places: readonly [string, string],
): Problem => {
  const of = draw.variable === null ? "" : ` of ${quote(draw.variable)}`;
  const chain = draw.chain === null ? "" : ` of chain ${visible(draw.chain)}`;
  const rows = `draw ${draw.number}${chain} is there twice${of}: in ${places[0]} and ${places[1]}`;
  return problem("HP0852", inFile(path), [
    rows,
    draw.chain === null
      ? "write the number of the chain in a column `.chain`, or each chain in a file of its own"
      : "give each draw of a chain one row, with a column for each variable; in R: `posterior::as_draws_df(fit)`",
  ]);
};

export const drawsMissing = (
  path: string,
  chain: string,
  count: number,
  [before, after]: readonly [number, number],
): Problem =>
  warning("HP0853", inFile(path), [
    `${count === 1 ? "a draw is" : `${counted(count)} draws are`} missing of chain ${visible(chain)}: ${after} comes after ${before}`,
    "what follows one another is judged as if nothing were missing: write all draws, or number them anew if they were left out on purpose",
  ]);

export const tableRowsLeftOut = (path: string, place: string, why: string, count: number): Problem =>
  warning("HP0854", inFile(path), [
    `${count === 1 ? "a row is left out" : `${counted(count)} rows are left out`}: ${place} ${why}`,
    "see whether the file is whole; if it is being written, read it again when that is done",
  ]);

export const tableCut = (path: string, rows: number): Problem =>
  warning("HP0854", inFile(path), [
    `the file ends in the middle: the ${counted(rows)} rows before that are read`,
    "see whether the file is whole; if it is being written, read it again when that is done",
  ]);

export const columnsLeftOut = (path: string, columns: readonly string[]): Problem =>
  warning("HP0855", inFile(path), [
    `${columns.length === 1 ? "a column does not hold numbers and is" : `${counted(columns.length)} columns do not hold numbers and are`} left out: ${names(columns)}`,
    "if it tells levels apart, write a column for each: in R `posterior::as_draws_df(fit)` has them",
  ]);

export const cellsNotNumbers = (
  path: string,
  first: { readonly place: string; readonly column: string; readonly text: string },
  count: number,
): Problem =>
  warning("HP0855", inFile(path, null, first.column), [
    `${count === 1 ? "a cell is" : `${counted(count)} cells are`} no number, the first in ${first.place}: ${quote(first.text)}; ` +
      "such a cell counts as a draw that is not finite",
    "see whether the file was edited, and write numbers with a decimal point, or columns apart by `;` where there are decimal commas",
  ]);

/** Cells that are empty, or say so: `NA`, `null`. */
export const cellsMissing = (
  path: string,
  first: { readonly place: string; readonly column: string },
  count: number,
): Problem =>
  warning("HP0867", inFile(path, null, first.column), [
    `${count === 1 ? "a value is missing," : `${counted(count)} values are missing, the first`} of ${quote(first.column)} in ${first.place}: ` +
      "a draw without one counts as not finite",
    "write the value, or leave the whole row out",
  ]);

export const valuesMissing = (path: string, variable: string, count: number): Problem =>
  warning("HP0855", inFile(path, null, variable), [
    `${count === 1 ? "a value is missing," : `${counted(count)} values are missing, the first`} of ${quote(variable)}: a draw without one counts as not finite`,
    "write a row for each variable of each draw",
  ]);

export const weightsLeftOut = (path: string): Problem =>
  warning("HP0855", inFile(path, null, ".log_weight"), [
    "the draws have weights in `.log_weight`, which nothing here counts with",
    "judge draws of equal weight: in R `posterior::resample_draws(x)`",
  ]);

export const codecUnknown = (path: string, codec: string): Problem =>
  problem("HP0856", inFile(path), [
    `${quote(path)} is compressed by ${visible(codec)}, which this version of Node does not unpack`,
    'write it with another compression: `compression="snappy"` for Parquet, `compression="uncompressed"` for Arrow',
  ]);

export const codaPartMissing = (path: string, missing: string): Problem =>
  problem("HP0857", inFile(path), [
    `CODA files are an index and chains, and beside ${quote(path)} there is no ${visible(missing)}`,
    "name both, as in `CODAindex.txt CODAchain1.txt`",
  ]);

export const codaIndexWrong = (path: string, line: number, text: string): Problem =>
  problem("HP0857", inFile(path, line), [
    `a line of an index is a name and the first and last row of its values, found ${quote(text)}`,
    "write it as `mu 1 1000`",
  ]);

export const codaVariablesLeftOut = (path: string, variables: readonly string[]): Problem =>
  warning("HP0858", inFile(path), [
    `the file ends before the values of ${names(variables)} are whole, which ${variables.length === 1 ? "is" : "are"} left out`,
    "the run was stopped while the file was written: write it again",
  ]);

export const codaIterationsDiffer = (path: string, variable: string, count: number): Problem =>
  warning("HP0858", inFile(path), [
    `${quote(variable)} was not monitored in the same iterations as the others, so the ${counted(count)} that all have are taken`,
    "monitor all variables from the same iteration on",
  ]);

/** Of `saveRDS` and `save`. */
export const rDataRefused = (path: string): Problem =>
  problem("HP0859", inFile(path), [
    `${quote(path)} is a file of R's own, which is not read here`,
    'write the draws as a table in R: `write.csv(posterior::as_draws_df(readRDS("fit.rds")), "fit.csv", row.names = FALSE)`',
  ]);

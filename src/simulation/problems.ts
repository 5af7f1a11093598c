/** Problems of what data are simulated for: designs, sizes of groups, dropouts, and outcomes that a table does not have. */

import { enumerated, inFile, listed, nowhere, problem } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";

/** `option` is `--design` and the like; `example` is what is written behind it. */
export const wordsNotRead = (option: string, text: string, reason: string, example: string): Problem =>
  problem("HP0816", nowhere, [
    `the words \`${text}\` of \`${option}\` are not understood: ${reason}`,
    `write them as \`${option} "${example}"\``,
  ]);

/** `given` are the options that say which rows there are. */
export const layoutUnclear = (columns: readonly string[], given: readonly string[]): Problem =>
  problem("HP0817", nowhere, [
    given.length === 0
      ? "outcomes are simulated for rows, but nothing says how many there are"
      : `${enumerated(given)} all say which rows there are`,
    given.length === 0
      ? `name a table with ${columns.length === 0 ? "them" : listed(columns, 6)}, \`--data FILE.csv\`, or say them: \`--design "${exampleOf(columns)}"\``
      : "give one of them",
  ]);

function exampleOf([first]: readonly string[]): string {
  return first === undefined ? "row = 100" : `${first} = 12, replicate = 3`;
}

/** `needs` says what of the outcome must be known. */
export const outcomeNeeded = (outcome: string, needs: string, hint: string): Problem =>
  problem("HP0818", nowhere, [`the outcome \`${outcome}\` is not in the table, and ${needs}`, hint]);

export const noOutcome = (): Problem =>
  problem("HP0818", nowhere, [
    "the model has no outcome that could be simulated",
    "add a likelihood, as `y ~ normal(μ, σ)`",
  ]);

export const sizesNotRead = (file: string, reason: string): Problem =>
  problem("HP0819", inFile(file), [
    `the table of group sizes cannot be used: ${reason}`,
    "give it a column with the labels of a factor and a column `n` of whole numbers, its rows: `batch,n`",
  ]);

/** `columns` are those that could be meant. */
export const dropoutUnclear = (reason: string, columns: readonly string[]): Problem =>
  problem("HP0816", nowhere, [
    `it is not clear who drops out: ${reason}`,
    columns.length === 0
      ? "leave out rows at random: `--dropout 0.1`"
      : `name a column: ${listed(columns, 6)}, as \`--dropout "0.1 along week within ${columns[0]}"\``,
  ]);

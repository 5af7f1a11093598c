/** Problems of what is written for a manuscript: HP0931, HP0934, HP0935. */

import { didYouMean, listed, nowhere, problem } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";

/** `instead` is a table that there is. */
export const nothingForTable = (table: string, reason: string): Problem =>
  problem("HP0931", nowhere, [
    `there is nothing to put into the table \`${table}\`: ${reason}`,
    "the table `summary` has every quantity of a run",
  ]);

export const modelNotRead = (version: string): Problem =>
  problem("HP0934", nowhere, [
    `this version cannot read the model of the run, which version ${version} made, so that it cannot be told in words`,
    `write the text with version ${version}, or fit the model once more`,
  ]);

/** `word` stands where one of `names` is wanted. */
export const unknownWord = (word: string, names: readonly string[], nearest: string | null): Problem =>
  problem("HP0935", nowhere, [
    `\`${word}\` is none of ${listed(names)}`,
    didYouMean(nearest, "write one of them"),
  ]);

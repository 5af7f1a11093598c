/** Problems of values that are missing where the model says that they may be: HP055x. */

import { inFile, inModel, problem } from "../problems/make-problem.ts";
import type { Span } from "../problems/problem.ts";

export const noOutcomeObserved = (column: string, rows: number, file: string) =>
  problem("HP0550", inFile(file, null, column), [
    `\`${column}\` is missing in ${rows === 1 ? "the only row" : `all ${rows} rows`}, so nothing is observed`,
    `give a table in which some rows have \`${column}\`; the others are predicted`,
  ]);

export const severalOutcomesMissing = (column: string, count: number, span: Span) =>
  problem("HP0551", inModel(span), [
    `\`${column}\` is missing in ${count === 1 ? "a row" : `${count} rows`} in which another outcome is not, or in fewer rows than another`,
    `leave out the \`?\` of \`${column}\` and drop the rows with \`--drop-missing\`, or fit the outcomes one by one`,
  ]);

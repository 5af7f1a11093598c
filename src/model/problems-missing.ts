/** Problems of values that are missing where the model says that they may be: HP055x. */

import { enumerated, inFile, inModel, problem } from "../problems/make-problem.ts";
import type { Span } from "../problems/problem.ts";

export const noOutcomeObserved = (column: string, rows: number, file: string) =>
  problem("HP0550", inFile(file, null, column), [
    `\`${column}\` is missing in ${rows === 1 ? "the only row" : `all ${rows} rows`}, so nothing is observed`,
    `give a table in which some rows have \`${column}\`; the others are predicted`,
  ]);

export const notContinuous = (column: string, count: number, distribution: string, span: Span) =>
  problem("HP0551", inModel(span), [
    `\`${column}\` lacks ${count === 1 ? "a value" : `${count} values`}, which \`${distribution}\` makes whole numbers or levels: they cannot be sampled as parameters`,
    `leave out the \`?\` of \`${column}\` and drop the rows with \`--drop-missing\`, or fill the values in`,
  ]);

export const notOfOneDistribution = (column: string, count: number, modifier: string, span: Span) =>
  problem("HP0556", inModel(span), [
    `\`${column}\` lacks ${count === 1 ? "a value" : `${count} values`}, which \`${modifier}\` makes of several distributions: they cannot be sampled as parameters`,
    `give \`${column}\` a distribution without \`${modifier}\`, or leave out its \`?\` and drop the rows with \`--drop-missing\``,
  ]);

export const missingWithWeights = (column: string, weight: string, span: Span) =>
  problem("HP0557", inModel(span), [
    `missing values of \`${column}\` cannot be sampled as parameters beside the weight \`${weight}\`: a parameter is one, and a weight is known`,
    `leave the weight out, or leave out the \`?\` of \`${column}\` and drop the rows with \`--drop-missing\``,
  ]);

export const circularImputation = (columns: readonly string[], span: Span) =>
  problem("HP0552", inModel(span), [
    `the distributions of ${enumerated(columns)} use one another in a circle, so their missing values have no joint distribution`,
    "leave one of these columns out of the distributions of the others",
  ]);

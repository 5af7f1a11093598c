/** Problems of comparing models: HP0870 to HP0884. */

import { listed, nowhere, problem } from "../../problems/make-problem.ts";
import type { Problem } from "../../problems/problem.ts";
import { problemKind } from "../../problems/problem-kind.ts";

/** `difference` says what differs. */
export const otherData = (first: string, second: string, difference: string): Problem =>
  problem("HP0870", nowhere, [
    `\`${first}\` and \`${second}\` are not of the same data: ${difference}`,
    "compare models that were fitted to the same rows of the same table, in the same order",
  ]);

/** Rows of the data stand for several observations. */
export const cellsNotLeftOut = (run: string): Problem =>
  problem("HP0871", nowhere, [
    `the rows of \`${run}\` are cells of several observations each, which cannot be left out one by one`,
    "fit the model to the observations themselves, with `--data` in place of `--summary-data` or `--statistics`",
  ]);

/** Of parameters that a likelihood needs. */
export const parametersNotKept = problemKind("HP0872", (code, run: string, names: readonly string[]) =>
  problem(code, nowhere, [
    `the draws of \`${run}\` do not hold ${listed(names)}, and without them its likelihood is not known`,
    "fit once more with `--keep all`",
  ]),
);

/** `factors` are those of the models that have one for each row. */
export const noSuchFactor = (factor: string | null, factors: readonly string[]): Problem =>
  problem("HP0873", nowhere, [
    factor === null
      ? `which groups are to be left out is not said, and ${factors.length === 0 ? "no model has a factor" : "several factors have effects, or none"}`
      : `no model has a factor \`${factor}\` that each row has one level of`,
    factors.length === 0
      ? "leave out rows: `--by loo`"
      : `name one with \`--group\`: there ${factors.length === 1 ? "is" : "are"} ${listed(factors)}`,
  ]);

/** `reason` as a clause. */
export const notIntegrated = (run: string, factor: string, reason: string): Problem =>
  problem("HP0874", nowhere, [
    `what \`${run}\` says of a new \`${factor}\` cannot be computed from its draws: ${reason}`,
    `fit the model without some groups at a time: \`--by kfold --group ${factor}\``,
  ]);

export const noLikelihood = (run: string): Problem =>
  problem("HP0875", nowhere, [
    `the model of \`${run}\` has no outcome that could be predicted`,
    "compare models with a likelihood, `y ~ normal(…)`",
  ]);

/** `count` is that of the rows or groups, `what` their plural. */
export const badFolds = (folds: number, count: number, what: string): Problem =>
  problem(
    "HP0876",
    nowhere,
    count < 2
      ? [
          `${count} ${what.replace(/^(row|level)s/u, "$1")} cannot be left out in parts: nothing would be left to fit the model to`,
          "leave rows out by weights: `--by loo`",
        ]
      : [
          `${folds} folds cannot be made of ${count} ${what}`,
          `write a number from 2 to ${count}: \`--folds 5\``,
        ],
  );

/** Of a model whose rows cannot be held out. */
export const notHeldOut = (run: string, reason: string): Problem =>
  problem("HP0877", nowhere, [
    `\`${run}\` cannot be fitted without some of its rows: ${reason}`,
    "leave rows out by weights: `--by loo`",
  ]);

/** `reason` as a clause. */
export const noEvidence = (run: string, reason: string): Problem =>
  problem("HP0878", nowhere, [
    `the marginal likelihood of \`${run}\` cannot be computed: ${reason}`,
    "compare by prediction: `--by loo`",
  ]);

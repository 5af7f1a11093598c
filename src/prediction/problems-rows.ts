/** Problems of predicting rows from a run: HP0970 to HP0979. */

import { inModel, listed, nowhere, problem } from "../problems/make-problem.ts";
import type { Problem, Span } from "../problems/problem.ts";
import type { NewElementFault } from "./new-effects.ts";

export const parameterNotKept = (name: string, span: Span): Problem =>
  problem("HP0970", inModel(span), [
    `the draws of the run do not hold \`${name}\`, which predictions need`,
    "fit again and keep all that is drawn: `--keep all`",
  ]);

const faultWords: Readonly<Record<NewElementFault, readonly [string, string]>> = {
  "along an order": [
    "its levels depend on one another, and what a new one would be given the others is not computed",
    "predict levels that the run has",
  ],
  "not a population": [
    "its prior is no population that a new level could be drawn from",
    "predict levels that the run has",
  ],
  "no location": [
    "its population has no location in closed form, so there is no average level",
    "ask for a new level in place of the average one: `new`",
  ],
  "not normal": [
    "an average over its population is computed where that is normal, and it is not",
    "ask for a new level, whose draws are those of the population: `new`; or for the average level: `average`",
  ],
};

export const newElementNotDrawn = (name: string, fault: NewElementFault, span: Span): Problem => {
  const [why, remedy] = faultWords[fault];
  return problem("HP0971", inModel(span), [
    `\`${name}\` has no value for a level that the run did not know: ${why}`,
    remedy,
  ]);
};

export const meanNotKnown = (outcome: string, distribution: string, span: Span): Problem =>
  problem("HP0972", inModel(span), [
    `the mean of \`${outcome}\` given the parameters is not known in closed form: \`${distribution}\``,
    "predict outcomes, whose mean over the draws is the expected value: `--kind outcome`",
  ]);

export const noLinearPredictor = (): Problem =>
  problem("HP0973", nowhere, [
    "the model has no single linear predictor: several outcomes, or none whose scale is known",
    "predict expected values: `--kind expected`",
  ]);

export const populationNotAveraged = (outcome: string): Problem =>
  problem("HP0974", nowhere, [
    `the mean of \`${outcome}\` cannot be averaged over the population: it is not known as a function of one linear predictor`,
    "ask for a new group, whose draws are those of the population: `new`",
  ]);

export const countsNotPredicted = (outcome: string, span: Span): Problem =>
  problem("HP0976", inModel(span), [
    `\`${outcome}\` are counts of several categories, whose sum in a row that is not observed is not known`,
    "ask for the probability of each category: `--kind expected`; counts of one category out of trials are predicted: `binomial(trials, p)`",
  ]);

export const levelsUnseen = (
  factor: string,
  labels: readonly string[],
  nearest: string | null,
  isGrouping: boolean,
): Problem => {
  const what = `the run has no ${labels.length === 1 ? "level" : "levels"} ${listed(labels)} of \`${factor}\``;
  const near = nearest === null ? "" : `; did you mean \`${nearest}\`?`;
  const remedy = isGrouping
    ? `give labels that the run has, or say that they are new groups, each drawn from the population: \`--new-levels\``
    : `\`${factor}\` is a predictor whose other levels nothing is known of: give labels that the run has`;
  return problem("HP0975", nowhere, [`${what}${near}`, remedy]);
};

export const groupWithoutLevels = (name: string, factors: readonly string[]): Problem =>
  problem("HP0977", nowhere, [
    `\`${name}\` is no grouping factor of the run`,
    factors.length === 0
      ? "the model has no grouping factors: leave `--group` out"
      : `the factors are ${listed(factors)}`,
  ]);

/** Of tables that have something else where the model makes values. */
export const notReplicated = (reason: string, instead: string): Problem =>
  problem("HP0978", nowhere, [reason, instead]);

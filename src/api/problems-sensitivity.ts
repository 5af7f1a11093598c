/** What can be wrong with sensitivity, and with drawing effects again: HP0885–HP0893. */

import { didYouMean, listed, nowhere, problem, warning } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";

/** `names` are the parameters that have a prior of the kind that is asked for. */
export const noSuchPrior = (name: string, nearest: string | null, names: readonly string[]): Problem =>
  problem("HP0885", nowhere, [
    `no parameter \`${name}\` has a prior of its own`,
    didYouMean(nearest, names.length === 0 ? "the model has none" : `there are those of ${listed(names, 8)}`),
  ]);

export const priorDepends = (name: string, written: string, others: readonly string[]): Problem =>
  problem("HP0886", nowhere, [
    `\`${written}\` is no prior of its own: the data say how \`${name}\` is distributed, by ${listed(others)}`,
    others.length === 1 ? `name that: \`${others[0]}\`` : `name one of these, as \`${others[0]}\``,
  ]);

/** `names` are those of parameters whose priors have a scale. */
export const noScale = (written: string, names: readonly string[]): Problem =>
  problem("HP0887", nowhere, [
    `the prior \`${written}\` has no scale among its arguments`,
    names.length === 0
      ? "no prior of this model has one; `hyperprior sensitivity RUN` tells of all priors without it"
      : `name another parameter: ${listed(names, 8)}`,
  ]);

export const badScaleRange = (what: string): Problem =>
  problem("HP0888", nowhere, [
    what,
    "write two factors above 0, the smaller one first, and from 2 to 100 points: `--from 0.25`, `--to 4`, `--points 9`",
  ]);

/** `options` say something of refits, and nothing without the name of a parameter. */
export const scaleNotNamed = (options: readonly string[]): Problem =>
  problem("HP0889", nowhere, [
    `${listed(options)} ${options.length === 1 ? "is" : "are"} of refits with other scales of a prior, and no prior is named`,
    "name its parameter, as `--scale σ_b`, or leave them out",
  ]);

/** `options` say something of power-scaling, and `--scale` is given, too. */
export const notOfRefits = (options: readonly string[]): Problem =>
  problem("HP0889", nowhere, [
    `${listed(options)} ${options.length === 1 ? "is" : "are"} of power-scaling, and \`--scale\` asks for refits`,
    "leave one of the two out",
  ]);

/** `--run-data` where nothing is made of the data. */
export const dataUnused = (): Problem =>
  problem("HP0889", nowhere, [
    "`--run-data` is for drawing effects again, and `--draw-again` is not given",
    "write both, or leave it out",
  ]);

export const noSuchQuantities = (
  patterns: readonly string[],
  nearest: string | null,
  names: readonly string[],
): Problem =>
  problem("HP0890", nowhere, [
    `no quantity has a name like ${listed(patterns)}`,
    didYouMean(nearest, `there are ${listed(names, 8)}; \`*\` stands for any letters`),
  ]);

export const drawnOtherwise = (names: readonly string[]): Problem =>
  problem("HP0891", nowhere, [
    `the run made again has other draws of ${listed(names, 4)} than the run that was saved`,
    "it was made on an earlier state of this version, or its record was edited; fit anew with `--keep all`",
  ]);

export const tooMuchToDraw = (effects: number, numbers: number): Problem =>
  problem("HP0892", nowhere, [
    `${effects} effects in so many draws are ${(numbers * 8e-9).toPrecision(2)} GB, and 2 GB are drawn at most`,
    "fit anew with fewer draws: `--draws 200` and `--keep all`",
  ]);

export const weightsNotTrusted = (components: readonly string[], paretoK: number): Problem =>
  warning("HP0893", nowhere, [
    `the importance weights of ${listed(components)} are not to be trusted: Pareto k is ${Number.isFinite(paretoK) ? paretoK.toFixed(2) : "not known"}, above 0.7`,
    "take more draws, or fit anew with other scales of one prior: `--scale NAME`",
  ]);

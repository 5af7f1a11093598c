/** Warnings of what the data cannot tell, or say only in part: of group effects and of copied rows. HP0524–HP0529. */

import { enumerated, inFile, inModel, warning } from "../problems/make-problem.ts";
import type { Problem, Span } from "../problems/problem.ts";

/** A predictor that group effects multiply, and where its values are. */
export interface DistantPredictor {
  /** As the model has it, or the name of a design's column. */
  readonly text: string;
  /** The design whose column it is; null where it is arithmetic in the model. */
  readonly design: string | null;
  /** Mean and sd, in digits that make sense. */
  readonly mean: string;
  readonly deviation: string;
}

/** `slopes` and `intercepts` are parameters, one and the same where they are elements of a vector. */
export const slopeFarFromZero = (
  predictor: DistantPredictor,
  slopes: string,
  intercepts: string,
  span: Span,
): Problem => {
  const { text, design, mean, deviation } = predictor;
  const priors =
    slopes === intercepts
      ? `prior of \`${slopes}\` holds`
      : `priors of \`${intercepts}\` and \`${slopes}\` hold`;
  return warning("HP0524", inModel(span), [
    `the slopes \`${slopes}\` multiply \`${text}\`, which is far from 0 (mean ${mean}, sd ${deviation}), but the ${priors} where \`${text}\` is 0: the spread of the slopes is pulled towards 0`,
    design === null
      ? `write \`(${text} ${difference(mean)})\` in place of \`${text}\``
      : centering(text, design),
  ]);
};

function difference(mean: string): string {
  return mean.startsWith("-") ? `+ ${mean.slice(1)}` : `- ${mean}`;
}

/** A column of several variables has no text of its own in a formula. */
function centering(column: string, design: string): string {
  return /[:=]/.test(column)
    ? `write \`center(…)\` around the numbers that make up \`${column}\` in the design \`${design}\``
    : `write \`center(${column})\` in place of \`${column}\` in the design \`${design}\``;
}

/** `effects` are the parameters of this factor. */
export const repeatedOutcome = (
  outcome: string,
  factor: string,
  rows: number,
  levels: number,
  effects: readonly string[],
  file: string,
): Problem =>
  warning("HP0525", inFile(file, null, outcome), [
    `\`${outcome}\` has one value in each level of \`${factor}\`, the same in all of its rows: ${rows} rows, but ${levels} values`,
    `if it was observed once for each \`${factor}\`, keep one row of each${effects.length === 0 ? "" : `, and leave out ${enumerated(effects)}`}; rows that are copies make everything look more certain than it is`,
  ]);

/** `estimate` of the intraclass correlation and the F ratio of a one-way analysis of variance, with its degrees of freedom. */
export const lessAlike = (
  outcome: string,
  factor: string,
  estimate: string,
  ratio: string,
  freedom: readonly [between: number, within: number],
  span: Span,
): Problem =>
  warning("HP0526", inModel(span), [
    `values of \`${outcome}\` of the same \`${factor}\` are less alike than by chance: the ANOVA estimate of their correlation is ${estimate} (F = ${ratio} on ${freedom[0]} and ${freedom[1]} degrees of freedom)`,
    `the model has no negative correlation, and will tell one near 0; look for what sets values of the same \`${factor}\` apart, as an order, a competition or a total that they share`,
  ]);

export const oneTrialEach = (plate: string, quantity: string, outcome: string, span: Span): Problem =>
  warning("HP0527", inModel(span), [
    `every level of \`${plate}\` has one row, and \`${outcome}\` is 0 or 1 in it, so that the data say nothing of the spread of \`${quantity}\``,
    `leave \`${quantity}\` out; several rows for each \`${plate}\` would tell`,
  ]);

/** `names` of coefficients that are an intercept together. */
export const interceptBesideThresholds = (
  names: readonly string[],
  thresholds: string,
  span: Span,
): Problem =>
  warning("HP0344", inModel(span), [
    `${enumerated(names)} ${names.length === 1 ? "is an intercept" : "have an intercept among them"} beside the thresholds \`${thresholds}\`: only priors tell the two apart`,
    "leave the intercept out, in a design with `no_intercept(…)` around its terms; the thresholds are in its place",
  ]);

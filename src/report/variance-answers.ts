/** All that is told of variances, as text and as JSON. */

import type { BayesianRSquaredResult } from "../posterior/bayesian-r2.ts";
import type { ClassicalTable } from "../posterior/classical.ts";
import type { ObservedTable } from "../posterior/observed-scale.ts";
import type { IntervalNames } from "../posterior/quantile.ts";
import type { RSquared } from "../posterior/r-squared.ts";
import type { ReliabilityTable } from "../posterior/reliability.ts";
import type { VarianceTable } from "../posterior/variance.ts";
import type { VarianceChange } from "../posterior/variance-change.ts";
import { wrap } from "../text/lines.ts";
import { classesJson, correlationsJson, intraclassJson, type JsonObject, varianceJson } from "./json.ts";
import {
  bayesianRSquaredJson,
  changeJson,
  classicalJson,
  observedJson,
  reliabilityJson,
  rSquaredJson,
} from "./reliability-json.ts";
import {
  renderBayesianRSquared,
  renderChange,
  renderClassical,
  renderObserved,
  renderReliability,
  renderRSquared,
} from "./reliability-table.ts";
import { type AnswerTableOptions, lineWidth, renderVariance } from "./variance-table.ts";

/** Null for what was not asked. */
export interface VarianceAnswers {
  /** The outcome that they are of; null where the model has none whose variances are told. */
  readonly outcome: string | null;
  readonly variance: VarianceTable;
  readonly reliability: ReliabilityTable | null;
  readonly observed: ObservedTable | null;
  /** With what the posterior says of the same numbers. */
  readonly classical: { readonly table: ClassicalTable; readonly beside: ReliabilityTable } | null;
  readonly rSquared: { readonly rSquared: RSquared | null; readonly reason: string | null } | null;
  readonly bayesian: BayesianRSquaredResult | null;
  readonly change: VarianceChange | null;
}

/** Of each outcome, under its name where there are several; `none` stands in place of a table without components. */
export function renderVarianceAnswers(
  answers: readonly VarianceAnswers[],
  none: string,
  options: AnswerTableOptions = {},
): string {
  return answers
    .map((one) => `${answers.length === 1 ? "" : `outcome ${one.outcome}\n\n`}${textOf(one, none, options)}`)
    .join("\n\n");
}

function textOf(
  { variance, reliability, observed, classical, rSquared, bayesian, change }: VarianceAnswers,
  none: string,
  options: AnswerTableOptions,
): string {
  const isEmpty = variance.components.length === 0 && variance.residual === null;
  return [
    isEmpty ? none : renderVariance(variance, options),
    ...(reliability === null ? [] : [renderReliability(reliability, options)]),
    ...(observed === null ? [] : [renderObserved(observed, options)]),
    ...(classical === null ? [] : [renderClassical(classical.table, variance, classical.beside, options)]),
    ...(rSquared === null ? [] : [rSquaredText(rSquared, variance, options)]),
    ...(bayesian === null ? [] : [bayesianText(bayesian, options)]),
    ...(change === null ? [] : [renderChange(change, options)]),
  ].join("\n");
}

function rSquaredText(
  { rSquared, reason }: NonNullable<VarianceAnswers["rSquared"]>,
  names: IntervalNames,
  options: AnswerTableOptions,
): string {
  if (rSquared !== null) return renderRSquared(rSquared, names, options);
  return `${wrap(`no R²: ${reason}`, options.width ?? lineWidth, "  ")}\n`;
}

function bayesianText({ bayesian, reason }: BayesianRSquaredResult, options: AnswerTableOptions): string {
  if (bayesian !== null) return renderBayesianRSquared(bayesian, options);
  return `${wrap(`no Bayesian R²: ${reason}`, options.width ?? lineWidth, "  ")}\n`;
}

/** The objects of the command's JSON, before the diagnosis; of several outcomes in one list, and all of each in `outcomes`. */
export function varianceAnswersJson(answers: readonly VarianceAnswers[]): JsonObject {
  const [first] = answers.map(answersJson);
  if (answers.length === 1) return first!;
  const all = answers.map((one) => ({ outcome: one.outcome, ...answersJson(one) }));
  const joined = (of: (one: VarianceAnswers) => JsonObject[]): JsonObject[] =>
    answers.flatMap((one) => of(one).map((row) => ({ outcome: one.outcome, ...row })));
  return {
    variance: joined(({ variance }) => varianceJson(variance)),
    icc: joined(({ variance }) => intraclassJson(variance)),
    correlations: joined(({ variance }) => correlationsJson(variance)),
    residual: null,
    remarks: answers.flatMap(({ variance }) => variance.remarks),
    outcomes: all,
  };
}

function answersJson(answers: VarianceAnswers): JsonObject {
  const { variance, reliability, observed, classical, rSquared, bayesian, change } = answers;
  return {
    variance: varianceJson(variance),
    icc: intraclassJson(variance),
    correlations: correlationsJson(variance),
    residual: variance.residual?.definition ?? null,
    remarks: variance.remarks,
    ...(variance.classes.length > 0 && { classes: classesJson(variance) }),
    ...(reliability && { reliability: reliabilityJson(reliability) }),
    ...(observed && { observed: observedJson(observed) }),
    ...(classical && { classical: classicalJson(classical.table) }),
    ...(rSquared && { r2: rSquaredJson(rSquared, variance) }),
    ...(bayesian && { bayesian_r2: bayesianRSquaredJson(bayesian) }),
    ...(change && { change: changeJson(change) }),
  };
}

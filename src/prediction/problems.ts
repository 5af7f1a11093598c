/** Problems of simulating data from a model: HP08xx. */

import { printNumber } from "../language/print-expression.ts";
import { inModel, listed, nowhere, problem, warning } from "../problems/make-problem.ts";
import type { Problem, Span } from "../problems/problem.ts";

export const improperPrior = (parameter: string, prior: string, span: Span): Problem =>
  problem("HP0801", inModel(span), [
    `nothing can be drawn from the improper prior \`${prior}\` of \`${parameter}\`, so no data can be simulated`,
    "give it a prior that says which values are plausible, as `normal(0, 10)`, or `uniform(a, b)` between two bounds",
  ]);

export const outcomeInDesign = (outcome: string, design: string, span: Span): Problem =>
  problem("HP0802", inModel(span), [
    `the outcome \`${outcome}\` is simulated anew each time, but the design \`${design}\` is made from it`,
    "leave it out of the design, or use it by itself: `γ * outcome`",
  ]);

export const circularSimulation = (names: readonly string[], span: Span): Problem =>
  problem("HP0803", inModel(span), [
    `there is no order in which to simulate: ${names.map((name) => `\`${name}\``).join(" needs ")}`,
    "data can be simulated where each outcome depends on parameters, on data and on outcomes that do not depend on it",
  ]);

export const severalDistributions = (outcome: string, span: Span): Problem =>
  problem("HP0804", inModel(span), [
    `\`${outcome}\` has two distributions, and values with both cannot be simulated`,
    "state one distribution for each outcome",
  ]);

export const notDrawn = (text: string, reason: string, span: Span): Problem =>
  problem("HP0805", inModel(span), [
    `nothing can be drawn from \`${text}\`: ${reason}`,
    "truncate where the distribution has more of its mass; give all elements of an ordered vector the same distribution",
  ]);

export const censoredOutcome = (name: string, text: string, span: Span): Problem =>
  problem("HP0811", inModel(span), [
    `\`${name} ~ ${text}\` cannot be simulated: which of its values are censored is data, and would be others`,
    `write the bound that censors, as \`right: ${name} >= limit\` of a number, or \`left: ${name} <= limit\`; or simulate the model without \`censored(…)\`, of values that are all seen`,
  ]);

export const wildOutcomes = (outcome: string, failed: number, tried: number): Problem =>
  problem("HP0806", nowhere, [
    `of ${tried} data sets that were simulated from the priors ${failed} have values of \`${outcome}\` that are not finite, so large are they`,
    "narrow the priors: those of standard deviations, and of what stands in an exponential, first",
  ]);

export const cellsNotSimulated = (): Problem =>
  problem("HP0807", nowhere, [
    "data are simulated row by row, but the table has a row for each cell",
    "give a table with a row for each observation: `--data FILE.csv`",
  ]);

export const weightsNotSimulated = (span: Span): Problem =>
  problem("HP0548", inModel(span), [
    "data are simulated row by row, and a row with a weight stands for several that are alike",
    "leave `weighted(…)` out, `y ~ normal(μ, σ)`: the priors and the other parts of the model are the same",
  ]);

export const outcomeGroups = (outcome: string, plate: string, span: Span): Problem =>
  problem("HP0808", inModel(span), [
    `the outcome \`${outcome}\` is simulated anew each time, but the rows are grouped by it, in \`${plate}\``,
    "group by a column that is no outcome",
  ]);

/** `why` as a clause, `remedy` as a sentence without a full stop. */
export const lagsNotSimulated = (
  text: string,
  outcome: string,
  why: string,
  remedy: string,
  span: Span,
): Problem =>
  problem("HP0950", inModel(span), [
    `\`${text}\` is of the outcome \`${outcome}\`, which is simulated row after row, but ${why}`,
    remedy,
  ]);

export const layoutMissing = (columns: readonly string[], outcomes: readonly string[]): Problem =>
  problem("HP0809", nowhere, [
    `outcomes are simulated for the rows of a table, but none was given: the model reads ${listed(columns)}`,
    `name it: \`--data FILE.csv\`; its predictors, factors and sizes are kept${outcomes.length === 0 ? "" : `, its values of ${listed(outcomes)} are not looked at`}`,
  ]);

/** Spreads in the unit of the outcome. */
export const priorOfOtherScale = (outcome: string, prior: number, own: number, span: Span): Problem =>
  warning("HP0810", inModel(span), [
    `outcomes drawn from the priors spread by about ${inDigits(prior)}, and those of \`${outcome}\` by ${inDigits(own)}`,
    prior > own
      ? `narrow the priors of sds and coefficients: they are in the unit of \`${outcome}\`, as \`half_normal(${inDigits(own)})\` is`
      : `widen the priors of sds and coefficients: they are in the unit of \`${outcome}\`, as \`half_normal(${inDigits(own)})\` is`,
  ]);

function inDigits(value: number): string {
  return printNumber(Number(value.toPrecision(2)));
}

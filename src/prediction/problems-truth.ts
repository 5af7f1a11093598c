/** Problems of values that are given to parameters, of which data are simulated. */

import { didYouMean, enumerated, inModel, listed, nowhere, problem } from "../problems/make-problem.ts";
import type { Problem, Span } from "../problems/problem.ts";

/** Names that a message lists. */
const mostListed = 8;

export const unknownValue = (name: string, nearest: string | null, known: readonly string[]): Problem =>
  problem("HP0812", nowhere, [
    `the model has no parameter \`${name}\` that a value could be given to`,
    didYouMean(
      nearest,
      known.length === 0 ? "it has no parameters" : `its parameters are ${listed(known, mostListed)}`,
    ),
  ]);

export const valueNotGiven = (name: string, isOutcome: boolean, others: readonly string[]): Problem =>
  problem("HP0812", nowhere, [
    isOutcome
      ? `\`${name}\` is an outcome, which is simulated: it cannot be given`
      : `\`${name}\` is defined in the model, and follows from other values: it cannot be given`,
    others.length === 0 ? "leave it out" : `give values to ${enumerated(others, mostListed)} instead`,
  ]);

export const valueOutside = (name: string, value: number, prior: string, wanted: string): Problem =>
  problem("HP0813", nowhere, [
    `the value ${value} was given to \`${name}\`, whose prior \`${prior}\` admits ${wanted}`,
    "give a value that the prior admits, or write another prior",
  ]);

/** `wanted` says how many or which numbers are, `example` what is written. */
export const valuesIncomplete = (name: string, found: string, wanted: string, example: string): Problem =>
  problem("HP0814", nowhere, [
    `\`${name}\` needs ${wanted}, but ${found}`,
    `give all of them, as \`${example}\`, or none: what is not given is drawn`,
  ]);

export const priorNotDrawn = (parameter: string, prior: string, span: Span, example: string): Problem =>
  problem("HP0815", inModel(span), [
    `nothing can be drawn from the improper prior \`${prior}\` of \`${parameter}\`, and it has no given value`,
    `give it one, \`${example}\`, or a prior that says which values are plausible, as \`normal(0, 10)\``,
  ]);

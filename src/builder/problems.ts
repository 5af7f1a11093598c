/** Problems of what the builder is given (HP018x): values and texts that are not what their place takes. */

import { inModel, problem } from "../problems/make-problem.ts";
import type { Problem, Span } from "../problems/problem.ts";

export const notAValue = (span: Span, shown: string): Problem =>
  problem("HP0180", inModel(span), [
    `expected a finite number or the text of an expression, found ${shown}`,
    'write a number, or a text as `"β + b[sample]"`',
  ]);

export const notOneExpression = (span: Span, text: string): Problem =>
  problem("HP0181", inModel(span), [
    `the text \`${text}\` is more than one expression`,
    'give each argument by itself, as `normal("β + b[sample]", "σ")`, and each statement by a call of its own; labels are the last argument',
  ]);

/** What a place for a name takes: that alone, plates behind it or none, or one plate twice. */
export type TargetForm = "name" | "target" | "matrix";

const targetForms: Readonly<Record<TargetForm, readonly [wanted: string, hint: string]>> = {
  name: ["a name", "write letters, digits and `_`, as `σ_b`"],
  target: [
    "a name, with plates in brackets or without",
    "write `σ_b`, or `b[sample]` for one of each level; what it is comes as the next argument",
  ],
  matrix: [
    "the name of a matrix with its plate twice in brackets",
    'write `.matrix("A[animal, animal]")`, or `.inverseMatrix("Q[animal, animal]")` where the table has the inverse',
  ],
};

export const notATarget = (span: Span, shown: string, form: TargetForm): Problem =>
  problem("HP0182", inModel(span), [
    `expected ${targetForms[form][0]}, found ${shown}`,
    targetForms[form][1],
  ]);

export const notAColumn = (span: Span, shown: string): Problem =>
  problem("HP0183", inModel(span), [
    `expected how one column is declared, found ${shown}`,
    'write its type, and what the language has behind it: `"real"`, `"int in 0..size"`, `"factor in batch"`, `\'real > 0 from "Days"\'`',
  ]);

export const notADistribution = (span: Span, shown: string): Problem =>
  problem("HP0184", inModel(span), [
    `expected a distribution, found ${shown}`,
    "call one of `distributions`, as `normal(0, 10)`",
  ]);

export const notAList = (span: Span, shown: string): Problem =>
  problem("HP0185", inModel(span), [
    `expected a list of distributions, found ${shown}`,
    "write them in brackets, `mixture(0.3, [normal(0, 1), normal(0, 5)])`",
  ]);

export const notALabel = (span: Span, shown: string): Problem =>
  problem("HP0186", inModel(span), [
    `expected the label of the statement, a text, found ${shown}`,
    'write it as the last argument, `.parameter("σ_b", half_normal(5), "biological sd")`, or leave it out',
  ]);

export const notALevel = (span: Span, shown: string): Problem =>
  problem("HP0186", inModel(span), [
    `expected the label of a level, a text or a whole number from 0, found ${shown}`,
    'write all labels in a list, `.levels("K", ["low", "high"])`',
  ]);

/** `isOne`: it is an element where a whole parameter is wanted. */
export const notAnElement = (span: Span, shown: string, isOne: boolean): Problem =>
  problem("HP0187", inModel(span), [
    isOne
      ? `expected a whole parameter, found one element of it, ${shown}`
      : `expected one element of a parameter, with a label in brackets, found ${shown}`,
    'write `.parameter("β[X]", normal(0, 5))` for all, and behind it `.element(\'β["days"]\', normal(0, 1))` for one',
  ]);

export const notColumns = (span: Span, shown: string): Problem =>
  problem("HP0188", inModel(span), [
    `expected an object with the type of each column by its name, found ${shown}`,
    'write `.data({ y: "real", sample: "factor" })`',
  ]);

export const notArguments = (span: Span, shown: string): Problem =>
  problem("HP0189", inModel(span), [
    `expected an object with arguments by their names, found ${shown}`,
    'write `{ lower: 0 }` for `truncated`, `{ right: "event == 0" }` for `censored`',
  ]);

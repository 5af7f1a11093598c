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

export const notATarget = (span: Span, shown: string, isName: boolean): Problem =>
  problem("HP0182", inModel(span), [
    `expected a name${isName ? "" : ", with plates in brackets or without"}, found ${shown}`,
    isName
      ? "write letters, digits and `_`, as `σ_b`"
      : "write `σ_b`, or `b[sample]` for one of each level; what it is comes as the next argument",
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

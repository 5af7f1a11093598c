/** Problems of formulas of several outcomes: HP0955 to HP0964. */

import { inModel, listed, problem } from "../problems/make-problem.ts";
import type { Problem, Span } from "../problems/problem.ts";

export const outcomeTwice = (span: Span, column: string): Problem =>
  problem("HP0955", inModel(span), [
    `\`${column}\` is the outcome of two formulas`,
    "write one formula for each outcome, with all its terms",
  ]);

/** `outcomes` are the columns of all. */
export const whichOutcome = (
  span: Span,
  key: string,
  found: string | null,
  outcomes: readonly string[],
): Problem =>
  problem("HP0956", inModel(span), [
    found === null
      ? `there is a formula for \`${key}\`, and of which of the outcomes ${listed(outcomes)} it is is not said`
      : `there is a formula for \`${key}\` of \`${found}\`, and the outcomes are ${listed(outcomes)}`,
    `write \`${key}(${outcomes[0]}) ~ …\``,
  ]);

/** Residuals that are not correlated, and why. */
export const residualsApart = (span: Span, why: string, hint: string): Problem =>
  problem("HP0957", inModel(span), [`residuals are not correlated here: ${why}`, hint]);

export const sharedColumn = (span: Span, column: string, terms: string, grouping: string): Problem =>
  problem("HP0958", inModel(span), [
    `the column \`${column}\` of \`${terms}\` is not one of columns, their products, functions and comparisons, which effects that are correlated over predictors have`,
    `make it a column of the table, or leave the word out: \`(${terms} | ${grouping})\``,
  ]);

/** What stands in `bf(…)` or behind it. */
export const notInBrackets = (span: Span, found: string): Problem =>
  problem("HP0959", inModel(span), [
    `\`bf(…)\` has the formula of one outcome, and others for what its family has besides; found ${found}`,
    "write `bf(y1 ~ x, sigma ~ z) + bf(y2 ~ x) + set_rescor(TRUE)`, or `y1 ~ x; y2 ~ x`",
  ]);

export const outcomesInCircle = (span: Span, columns: readonly string[]): Problem =>
  problem("HP0960", inModel(span), [
    `each of the outcomes ${listed(columns)} is in the predictor of the other${columns.length > 2 ? "s" : ""}, which is no distribution of them together`,
    `leave one out of the other's formula, as in \`${columns[0]} ~ x; ${columns[1]} ~ ${columns[0]}\`, or correlate their residuals: \`mvbind(${columns.join(", ")}) ~ x\``,
  ]);

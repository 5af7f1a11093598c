/** Problems of what `gr(…)` and `mm(…)` say of the effects of a group: what was expected, what was found, and what to write. */

import { inModel, problem } from "../problems/make-problem.ts";
import type { Problem, Span } from "../problems/problem.ts";

/** What `gr(…)` or `mm(…)` cannot say. */
export const groupLawRefused = (span: Span, callee: string, message: string, hint: string): Problem =>
  problem("HP0965", inModel(span), [`\`${callee}(…)\` ${message}`, hint]);

/** The name of a matrix that it cannot have. */
export const matrixNameRefused = (span: Span, message: string, hint: string): Problem =>
  problem("HP0966", inModel(span), [message, hint]);

/** A column of `mm(…)` that cannot be one, since it is something else already. */
export const memberRefused = (span: Span, message: string, hint: string): Problem =>
  problem("HP0967", inModel(span), [message, hint]);

/** Weights that cannot be divided by their sum. */
export const weightsNotScaled = (span: Span, found: string): Problem =>
  problem("HP0968", inModel(span), [
    `the weights of \`mm(…)\` are divided by their sum, and ${found}`,
    "write `scale = FALSE` behind them if they are meant as they are, or correct the data",
  ]);

/** Levels of a group that are of several levels of what it should be nested in. */
export const groupNotNested = (span: Span, group: string, by: string, level: string): Problem =>
  problem("HP0969", inModel(span), [
    `each level of \`${group}\` has one level of \`${by}\` where it varies by it, and \`${level}\` has several`,
    `write \`(0 + ${by} || ${group})\` for effects of each level of \`${group}\` that differ between those of \`${by}\``,
  ]);

/** Problems of `mi(…)` in formulas: HP055x. */

import { inModel, problem } from "../problems/make-problem.ts";
import type { Problem, Span } from "../problems/problem.ts";

export const missingInside = (span: Span): Problem =>
  problem("HP0553", inModel(span), [
    "`mi(…)` has one column, and stands by itself in the sum of an outcome's or a column's formula",
    "add it to the sum: `y ~ mi(x) + z; mi(x) ~ z`",
  ]);

export const missingUnmodelled = (span: Span, column: string): Problem =>
  problem("HP0554", inModel(span), [
    `\`mi(${column})\` needs a formula for \`${column}\`, of which its missing values are drawn`,
    `write one behind a semicolon: \`; mi(${column}) ~ 1\``,
  ]);

export const missingUnused = (span: Span, column: string): Problem =>
  problem("HP0555", inModel(span), [
    `there is a formula for \`${column}\`, and no other formula has \`mi(${column})\``,
    `write \`mi(${column})\` for it where it is a predictor, or leave its formula out`,
  ]);

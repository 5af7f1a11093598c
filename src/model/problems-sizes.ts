/** Problems of quantities that would be larger than memory and time allow: HP0425 to HP0427. */

import type { Problem, Span } from "../language/problem.ts";

function tooLarge(code: Problem["code"], span: Span, message: string, hint: string): Problem {
  return { code, severity: "error", place: { kind: "model", span }, message, hint };
}

/** 1,000,000 as it is read. */
function counted(count: number): string {
  if (count > 1e15) return `about ${count.toExponential(0).replace("e+", "e")}`;
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

export const gridTooLarge = (target: string, size: number, most: number, span: Span): Problem =>
  tooLarge(
    "HP0425",
    span,
    `\`${target}\` would have ${counted(size)} values, one for each combination of levels, and ${counted(most)} are the most`,
    "for the combinations that occur in the data write one bracket with `:`, as in `b[lab:day]`",
  );

export const correlationTooLarge = (target: string, levels: number, most: number, span: Span): Problem =>
  tooLarge(
    "HP0426",
    span,
    `\`${target}\` would be a correlation matrix of ${counted(levels)} levels, and ${most} are the most`,
    "give the effects of so many levels an sd in common, `b[g] ~ normal(0, τ)`, or correlate fewer of them",
  );

export const vectorTooLong = (target: string, length: number, most: number, span: Span): Problem =>
  tooLarge(
    "HP0427",
    span,
    `\`${target}\` would be a vector of ${counted(length)} elements that depend on each other, and ${counted(most)} are the most`,
    "join levels, or give each element a distribution of its own, as `normal(0, τ)`",
  );

/** Problems of quantities that would be larger than memory and time allow: HP0425 to HP0427. */

import { counted, enumerated, inModel, listed, problem } from "../problems/make-problem.ts";
import type { Span } from "../problems/problem.ts";

/** What is too large: one quantity by itself, or several together, the largest first, none of which is by itself. */
export interface TooLarge {
  readonly targets: readonly string[];
  readonly sizes: readonly number[];
  readonly most: number;
}

/** `a[g, h]` and `b[g, h]`; of many the largest, and how many others. */
function named(targets: readonly string[]): string {
  const rest = targets.length - 3;
  return rest > 0 ? `${listed(targets.slice(0, 3))} and ${counted(rest)} more` : enumerated(targets);
}

const sumOf = (sizes: readonly number[]): string => counted(sizes.reduce((sum, size) => sum + size, 0));

export const gridTooLarge = ({ targets, sizes, most }: TooLarge, span: Span) =>
  problem("HP0425", inModel(span), [
    `${named(targets)} would have ${sumOf(sizes)} values${targets.length > 1 ? " together" : ""}, one for each combination of levels, and ${counted(most)} are the most`,
    "for the combinations that occur in the data write one bracket with `:`, as in `b[lab:day]`",
  ]);

export const correlationTooLarge = ({ targets, sizes, most }: TooLarge, span: Span) => {
  const levels = `${sizes.slice(0, 3).map(counted).join(", ")}${sizes.length > 3 ? ", …" : ""} levels`;
  return problem("HP0426", inModel(span), [
    targets.length === 1
      ? `${named(targets)} would be a correlation matrix of ${levels}, and ${most} are the most`
      : `${named(targets)} would be correlation matrices of ${levels}, which together cost more than one of ${most}, and that is the most`,
    "give the effects of so many levels an sd in common, `b[g] ~ normal(0, τ)`, or correlate fewer of them",
  ]);
};

export const vectorTooLong = ({ targets, sizes, most }: TooLarge, span: Span) => {
  const [what, together] = targets.length === 1 ? ["a vector", ""] : ["vectors", " together"];
  return problem("HP0427", inModel(span), [
    `${named(targets)} would be ${what} of ${sumOf(sizes)} elements${together} that depend on each other, and ${counted(most)} are the most`,
    "join levels, or give each element a distribution of its own, as `normal(0, τ)`",
  ]);
};

/**
 * What the distributions of ordinal outcomes have in common: a location and thresholds θ₁ < … < θ_K, which part K + 1 categories.
 * Names and order of the arguments are those of Stan's `ordered_logistic`.
 */

import { type Algebra, type ArgumentSpecification, realSupport } from "./distribution.ts";

/** The linear predictor: the larger, the higher the categories. */
export const locationArgument: ArgumentSpecification = {
  name: "location",
  support: realSupport,
  shape: "scalar",
  description: "where the outcome lies on the scale of the thresholds: the larger, the higher its categories",
};

/** Where one category ends and the next begins, which only makes sense in increasing order. */
export const orderedThresholds: ArgumentSpecification = {
  name: "thresholds",
  support: realSupport,
  shape: "vector",
  increases: true,
  description: "where one category ends and the next begins",
};

/** Of neighbouring categories: any numbers. */
export const freeThresholds: ArgumentSpecification = {
  name: "thresholds",
  support: realSupport,
  shape: "vector",
  description: "one for each step from a category to the next: the location at which it is as likely as not",
};

/** The threshold below a category, θ_(x-1); of the first category, which has none, the first. */
export function thresholdBelow<Term>(algebra: Algebra<Term>, x: Term, thresholds: readonly Term[]): Term {
  return pick(algebra, x, thresholds, 1);
}

/** The threshold above a category, θ_x; of the last category, which has none, the last. */
export function thresholdAbove<Term>(algebra: Algebra<Term>, x: Term, thresholds: readonly Term[]): Term {
  return pick(algebra, x, thresholds, 0);
}

/** The k-th threshold where x ≤ k + shift, the last one otherwise. */
function pick<Term>(algebra: Algebra<Term>, x: Term, thresholds: readonly Term[], shift: number): Term {
  return thresholds.reduceRight((otherwise, value, k) => {
    const names = { x, value, otherwise, category: algebra.constant(k + 1 + shift) };
    return algebra.formula("if(x <= category, value, otherwise)", names);
  });
}

/** -Infinity where the category is beyond the last one; 0 otherwise. */
export function beyondLast<Term>(algebra: Algebra<Term>, x: Term, thresholds: readonly Term[]): Term {
  const last = algebra.constant(thresholds.length + 1);
  return algebra.formula("if(x <= last, 0, -infinity)", { x, last });
}

/** The category of a latent number: one more than there are thresholds below it. */
export function categoryOf(latent: number, thresholds: readonly number[]): number {
  return 1 + thresholds.filter((threshold) => threshold < latent).length;
}

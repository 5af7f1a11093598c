/**
 * The categorical distribution by the probabilities of its categories, which are conjugate to a Dirichlet prior.
 * (`categorical_logit` is the one for probabilities that are computed from predictors.)
 */

import type { RandomStream } from "../numeric/random-stream.ts";
import { type Algebra, type ChoiceDistribution, unitSupport } from "./distribution.ts";

/** The term of the category that was chosen; -Infinity for a category above K. */
export function chosenTerm<Term>(
  algebra: Algebra<Term>,
  x: Term,
  values: readonly Term[],
  termOf: (value: Term) => Term,
): Term {
  return values.reduceRight((otherwise, value, k) => {
    const names = { x, category: algebra.constant(k + 1), term: termOf(value), otherwise };
    return algebra.formula("if(x == category, term, otherwise)", names);
  }, algebra.constant(-Infinity));
}

/** One draw of a category, from 1, with probabilities in proportion to the weights. */
export function drawCategory(stream: RandomStream, weights: readonly number[]): number {
  let left = stream.uniform() * weights.reduce((sum, weight) => sum + weight);
  for (const [k, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return k + 1;
  }
  return weights.findLastIndex((weight) => weight > 0) + 1;
}

export const categorical: ChoiceDistribution = {
  kind: "choice",
  name: "categorical",
  description: "One of the categories 1 to K, each with its own probability.",
  arguments: [
    {
      name: "probabilities",
      support: unitSupport,
      shape: "vector",
      sumsToOne: true,
      description: "probabilities of the categories",
    },
  ],
  categories: "items",
  // The number of probabilities is the upper end.
  support: { kind: "interval", lower: 1, upper: Infinity, isInteger: true },
  // log P(x | θ) = log θₓ. The inner condition keeps 0 out of the derivative 1/θ, which 0 of a category not chosen would make 0/0.
  logDensity: (algebra, x, [probabilities]) => [
    chosenTerm(algebra, x, probabilities!, (probability) =>
      algebra.formula("if(probability == 0, -infinity, log(if(probability == 0, 1, probability)))", {
        probability,
      }),
    ),
  ],
  draw: (stream, [probabilities]) => drawCategory(stream, probabilities!),
};

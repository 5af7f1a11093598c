/**
 * The categorical distribution by the probabilities of its categories, which are conjugate to a Dirichlet prior.
 * (`categorical_logit` is the one for probabilities that are computed from predictors.)
 */

import type { ChoiceDistribution } from "./distribution.ts";
import { unitSupport } from "./distribution.ts";

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
  // The number of probabilities is the upper end.
  support: { kind: "interval", lower: 1, upper: Infinity, isInteger: true },
  // log P(x | θ) = log θₓ; -Infinity for a category above K
  logDensity: (algebra, x, [probabilities]) => {
    const chosen = probabilities!.reduceRight(
      (otherwise, probability, k) =>
        algebra.formula("if(x == category, log_probability, otherwise)", {
          x,
          category: algebra.constant(k + 1),
          // The inner condition keeps 0 out of the derivative 1/θ, which 0 of a category not chosen would make 0/0.
          log_probability: algebra.formula(
            "if(probability == 0, -infinity, log(if(probability == 0, 1, probability)))",
            { probability },
          ),
          otherwise,
        }),
      algebra.constant(-Infinity),
    );
    return [chosen];
  },
  draw: (stream, [probabilities]) => {
    let left = stream.uniform() * probabilities!.reduce((sum, probability) => sum + probability);
    for (const [k, probability] of probabilities!.entries()) {
      left -= probability;
      if (left < 0) return k + 1;
    }
    return probabilities!.findLastIndex((probability) => probability > 0) + 1;
  },
};

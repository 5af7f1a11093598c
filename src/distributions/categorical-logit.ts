/** The categorical distribution by unnormalized log probabilities: multinomial logistic regression. */

import { exp } from "../numeric/exponential.ts";
import { type ChoiceDistribution, realSupport } from "./distribution.ts";

export const categoricalLogit: ChoiceDistribution = {
  kind: "choice",
  name: "categorical_logit",
  description: "One of the categories 1 to K, each with a probability proportional to exp of its logit.",
  arguments: [
    {
      name: "logits",
      support: realSupport,
      shape: "vector",
      description: "log probabilities of the categories, up to a constant that they share",
    },
  ],
  // The number of logits is the upper end.
  support: { kind: "interval", lower: 1, upper: Infinity, isInteger: true },
  // log P(x | θ) = θₓ - log Σₖ exp θₖ; -Infinity for a category above K
  logDensity: (algebra, x, [logits]) => {
    const chosen = logits!.reduceRight(
      (otherwise, logit, k) =>
        algebra.formula("if(x == category, logit, otherwise)", {
          x,
          category: algebra.constant(k + 1),
          logit,
          otherwise,
        }),
      algebra.constant(-Infinity),
    );
    const total = logits!.reduce((sum, logit) => algebra.formula("log_sum_exp(sum, logit)", { sum, logit }));
    return [chosen, algebra.formula("-total", { total })];
  },
  draw: (stream, [logits]) => {
    const largest = logits!.reduce((most, logit) => Math.max(most, logit));
    const weights = logits!.map((logit) => exp(logit - largest));
    let left = stream.uniform() * weights.reduce((sum, weight) => sum + weight);
    for (const [k, weight] of weights.entries()) {
      left -= weight;
      if (left < 0) return k + 1;
    }
    return weights.findLastIndex((weight) => weight > 0) + 1;
  },
};

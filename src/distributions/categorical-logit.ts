/** The categorical distribution by unnormalized log probabilities: multinomial logistic regression. */

import { exp } from "../numeric/exponential.ts";
import { chosenTerm, drawCategory } from "./categorical.ts";
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
  categories: "items",
  // The number of logits is the upper end.
  support: { kind: "interval", lower: 1, upper: Infinity, isInteger: true },
  // log P(x | θ) = θₓ - log Σₖ exp θₖ
  logDensity: (algebra, x, [logits]) => {
    const chosen = chosenTerm(algebra, x, logits!, (logit) => logit);
    const total = logits!.reduce((sum, logit) => algebra.formula("log_sum_exp(sum, logit)", { sum, logit }));
    return [chosen, algebra.formula("-total", { total })];
  },
  draw: (stream, [logits]) => {
    const largest = logits!.reduce((most, logit) => Math.max(most, logit));
    const weights = logits!.map((logit) => exp(logit - largest));
    return drawCategory(stream, weights);
  },
};

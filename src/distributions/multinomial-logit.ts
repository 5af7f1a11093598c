/**
 * The multinomial distribution by unnormalized log probabilities: log P(x | θ) = log n! - Σₖ log xₖ! + Σₖ xₖ θₖ - n log Σₖ exp θₖ.
 */

import { exp } from "../numeric/exponential.ts";
import { realSupport, type VectorDistribution } from "./distribution.ts";
import { drawCounts, logOrders, totalOf } from "./multinomial.ts";

export const multinomialLogit: VectorDistribution = {
  kind: "vector",
  name: "multinomial_logit",
  description:
    "Counts of K categories, a column of data each, among trials whose number is their sum; each category has a probability proportional to exp of its logit.",
  arguments: [
    {
      name: "logits",
      support: realSupport,
      shape: "vector",
      description: "log probabilities of the categories, up to a constant that they share",
    },
  ],
  support: { kind: "counts" },
  ofColumns: true,
  logDensity: (algebra, x, [logits]) => {
    const total = logits!.reduce((sum, logit) => algebra.formula("log_sum_exp(sum, logit)", { sum, logit }));
    return [
      ...logOrders(algebra, x),
      ...x.map((count, k) => algebra.formula("count * logit", { count, logit: logits![k]! })),
      algebra.formula("-n * total", { n: totalOf(algebra, x), total }),
    ];
  },
  shares: (algebra, [logits]) => {
    const total = logits!.reduce((sum, logit) => algebra.formula("log_sum_exp(sum, logit)", { sum, logit }));
    return logits!.map((logit) => algebra.formula("exp(logit - total)", { logit, total }));
  },
  draw: (stream, [logits, trials]) => {
    const largest = logits!.reduce((most, logit) => Math.max(most, logit));
    const weights = logits!.map((logit) => exp(logit - largest));
    return drawCounts(stream, trials![0]!, weights);
  },
};

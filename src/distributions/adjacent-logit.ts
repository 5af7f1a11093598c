/** Adjacent categories: the log odds of each category against the one below it. Source: Agresti (2010), Analysis of Ordinal Categorical Data, section 4.1. */

import { exp } from "../numeric/exponential.ts";
import { drawCategory } from "./categorical.ts";
import type { ChoiceDistribution } from "./distribution.ts";
import { beyondLast, freeThresholds, locationArgument } from "./thresholds.ts";

export const adjacentLogit: ChoiceDistribution = {
  kind: "choice",
  name: "adjacent_logit",
  description:
    "Ordered categories 1 to K + 1, each with its log odds against the one below: the location less a threshold.",
  arguments: [locationArgument, freeThresholds],
  categories: "gaps",
  support: { kind: "interval", lower: 1, upper: Infinity, isInteger: true },
  // log P(x) = sₓ - log Σₖ exp sₖ with s₁ = 0 and sₖ₊₁ = sₖ + η - θₖ. Its first part is a product of the data and the parameters.
  logDensity: (algebra, x, [locations, thresholds]) => {
    const eta = locations![0]!;
    const taken = thresholds!.map((threshold, k) =>
      algebra.formula("-((x > category) * threshold)", { x, threshold, category: algebra.constant(k + 1) }),
    );
    let score = algebra.constant(0);
    let total = score;
    for (const threshold of thresholds!) {
      score = algebra.formula("score + (eta - threshold)", { score, eta, threshold });
      total = algebra.formula("log_sum_exp(total, score)", { total, score });
    }
    return [
      algebra.formula("(x - 1) * eta", { x, eta }),
      ...taken,
      algebra.formula("-total", { total }),
      beyondLast(algebra, x, thresholds!),
    ];
  },
  draw: (stream, [locations, thresholds]) => {
    const scores = [0];
    for (const threshold of thresholds!) scores.push(scores[scores.length - 1]! + locations![0]! - threshold);
    const largest = scores.reduce((most, one) => Math.max(most, one));
    return drawCategory(
      stream,
      scores.map((one) => exp(one - largest)),
    );
  },
};

/**
 * The multinomial distribution: counts of K categories among trials, whose number is the sum of the counts.
 *
 * log P(x | θ) = log n! - Σₖ log xₖ! + Σₖ xₖ log θₖ. Source: Gelman et al. (2013), Bayesian Data Analysis, appendix A.
 */

import type { RandomStream } from "../numeric/random-stream.ts";
import { drawBinomial } from "./binomial-draw.ts";
import { type Algebra, unitSupport, type VectorDistribution } from "./distribution.ts";

/** log n! - Σₖ log xₖ!, of which nothing depends on parameters: with data it is a constant. */
export function logOrders<Term>(algebra: Algebra<Term>, x: readonly Term[]): readonly Term[] {
  return [
    algebra.formula("gamma_ln(n + 1)", { n: totalOf(algebra, x) }),
    ...x.map((count) => algebra.formula("-gamma_ln(count + 1)", { count })),
  ];
}

/** How many trials the counts are of. */
export function totalOf<Term>(algebra: Algebra<Term>, x: readonly Term[]): Term {
  return x.reduce((sum, count) => algebra.formula("sum + count", { sum, count }));
}

/**
 * Counts among `trials` with probabilities in proportion to the weights: each binomial among those trials that the categories
 * before it left. Source: Devroye (1986), Non-Uniform Random Variate Generation, XI.1.
 */
export function drawCounts(stream: RandomStream, trials: number, weights: readonly number[]): number[] {
  let left = trials;
  let rest = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight, k) => {
    const isLast = k === weights.length - 1 || weight >= rest;
    const count = isLast ? left : drawBinomial(stream, left, weight / rest);
    rest -= weight;
    left -= count;
    return count;
  });
}

export const multinomial: VectorDistribution = {
  kind: "vector",
  name: "multinomial",
  description: "Counts of K categories, a column of data each, among trials whose number is their sum.",
  arguments: [
    {
      name: "probabilities",
      support: unitSupport,
      shape: "vector",
      sumsToOne: true,
      description: "probabilities of the categories",
    },
  ],
  support: { kind: "counts" },
  ofColumns: true,
  // The conditions keep 0 · log 0 at 0, and 0/0 out of its derivative.
  logDensity: (algebra, x, [probabilities]) => [
    ...logOrders(algebra, x),
    ...x.map((count, k) =>
      algebra.formula(
        "if(count == 0, 0, if(probability == 0, -infinity, count * log(if(probability == 0, 1, probability))))",
        { count, probability: probabilities![k]! },
      ),
    ),
  ],
  shares: (_, [probabilities]) => probabilities!,
  draw: (stream, [probabilities, trials]) => drawCounts(stream, trials![0]!, probabilities!),
};

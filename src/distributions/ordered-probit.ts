/** The ordered probit distribution: thresholds on a normal latent variable. Source: McKelvey & Zavoina (1975), J. Math. Sociol. 4. */

import type { ChoiceDistribution } from "./distribution.ts";
import {
  beyondLast,
  categoryOf,
  locationArgument,
  orderedThresholds,
  thresholdAbove,
  thresholdBelow,
} from "./thresholds.ts";

export const orderedProbit: ChoiceDistribution = {
  kind: "choice",
  name: "ordered_probit",
  description: "Ordered categories 1 to K + 1, which thresholds cut out of a normal distribution with sd 1.",
  arguments: [locationArgument, orderedThresholds],
  categories: "gaps",
  support: { kind: "interval", lower: 1, upper: Infinity, isInteger: true },
  /**
   * With a = η - θₓ₋₁ and b = η - θₓ, P(x) = Φ(a) - Φ(b) = Φ(-b) - Φ(-a), whichever are the smaller numbers. An end has one of them
   * only; the threshold that it has not is put 1 beyond the one that it has, so that what is not chosen is finite.
   */
  logDensity: (algebra, x, [locations, thresholds]) => {
    const last = algebra.constant(thresholds!.length + 1);
    const ends = { x, last, location: locations![0]! };
    const below = thresholdBelow(algebra, x, thresholds!);
    const above = thresholdAbove(algebra, x, thresholds!);
    const a = algebra.formula("location - if(x == 1, below - 1, below)", { ...ends, below });
    const b = algebra.formula("location - if(x == last, above + 1, above)", { ...ends, above });
    const larger = algebra.formula("log_normal_cdf(if(x == 1, -b, if(x == last, a, if(a + b > 0, -b, a))))", {
      ...ends,
      a,
      b,
    });
    const smaller = algebra.formula("log_normal_cdf(if(a + b > 0, -a, b))", { a, b });
    const between = algebra.formula(
      "if(larger > smaller, log_diff_exp(if(larger > smaller, larger, smaller + 1), smaller), -infinity)",
      { larger, smaller },
    );
    return [
      algebra.formula("if(x == 1, larger, if(x == last, larger, between))", { ...ends, larger, between }),
      beyondLast(algebra, x, thresholds!),
    ];
  },
  draw: (stream, [locations, thresholds]) => categoryOf(locations![0]! + stream.normal(), thresholds!),
};

/** The ordered logistic distribution: cumulative logits, the proportional odds model. Source: McCullagh (1980), J. R. Stat. Soc. B 42. */

import { logit } from "../numeric/logistic.ts";
import type { ChoiceDistribution } from "./distribution.ts";
import {
  beyondLast,
  categoryOf,
  locationArgument,
  orderedThresholds,
  thresholdAbove,
  thresholdBelow,
} from "./thresholds.ts";

export const orderedLogistic: ChoiceDistribution = {
  kind: "choice",
  name: "ordered_logistic",
  description: "Ordered categories 1 to K + 1, which thresholds cut out of a logistic distribution.",
  arguments: [locationArgument, orderedThresholds],
  categories: "gaps",
  support: { kind: "interval", lower: 1, upper: Infinity, isInteger: true },
  /**
   * With a = η - θₓ₋₁ and b = η - θₓ, P(x) = F(a) - F(b) = F(a) · F(-b) · (1 - exp(b - a)), a product without cancellation: its last
   * factor is of the thresholds alone, and absent at both ends, as is the factor of the threshold that an end has not.
   */
  logDensity: (algebra, x, [locations, thresholds]) => {
    const [below, above] = [thresholdBelow, thresholdAbove].map((of) => of(algebra, x, thresholds!));
    const names = { x, location: locations![0]!, below: below!, above: above! };
    const last = algebra.constant(thresholds!.length + 1);
    const gaps = thresholds!.slice(1).map((upper, k) => {
      const category = algebra.constant(k + 2);
      return algebra.formula(
        "if(x == category, if(lower < upper, log1m_exp(if(lower < upper, lower - upper, -1)), -infinity), 0)",
        { x, category, lower: thresholds![k]!, upper },
      );
    });
    return [
      algebra.formula("if(x == 1, 0, log_inv_logit(location - below))", names),
      algebra.formula("if(x == last, 0, log_inv_logit(above - location))", { ...names, last }),
      ...gaps,
      beyondLast(algebra, x, thresholds!),
    ];
  },
  draw: (stream, [locations, thresholds]) =>
    categoryOf(locations![0]! + logit(stream.uniform()), thresholds!),
};

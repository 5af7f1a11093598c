/**
 * Sequential categories: at each one it is decided whether to stay or to go on to the next, with a logit of its own (stopping ratios;
 * with this link continuation ratios are the same). Source: Tutz (1991), Comput. Stat. Data Anal. 11.
 */

import { invLogit } from "../numeric/logistic.ts";
import type { ChoiceDistribution } from "./distribution.ts";
import { beyondLast, freeThresholds, locationArgument } from "./thresholds.ts";

export const sequentialLogit: ChoiceDistribution = {
  kind: "choice",
  name: "sequential_logit",
  description:
    "Ordered categories 1 to K + 1, reached one after another: the log odds of going on are the location less a threshold.",
  arguments: [locationArgument, freeThresholds],
  categories: "gaps",
  support: { kind: "interval", lower: 1, upper: Infinity, isInteger: true },
  // log P(x) = log F(θₓ - η) + Σ_(k < x) log F(η - θₖ), the first of the two absent at the last category.
  logDensity: (algebra, x, [locations, thresholds]) => [
    ...thresholds!.map((threshold, k) =>
      algebra.formula(
        "if(x >= category, log_inv_logit(if(x == category, threshold - location, location - threshold)), 0)",
        { x, category: algebra.constant(k + 1), threshold, location: locations![0]! },
      ),
    ),
    beyondLast(algebra, x, thresholds!),
  ],
  draw: (stream, [locations, thresholds]) => {
    const stop = thresholds!.findIndex(
      (threshold) => stream.uniform() < invLogit(threshold - locations![0]!),
    );
    return stop < 0 ? thresholds!.length + 1 : stop + 1;
  },
};

/**
 * Values of which some are known to lie above, below or between numbers only. Source: Kalbfleisch & Prentice (2002), The
 * Statistical Analysis of Failure Time Data, chapter 3; of whole numbers, P(X > x) and P(X ≤ x) as Stan and brms have them.
 */

import { type ArgumentSpecification, realSupport, type ScalarDistribution } from "../distribution.ts";
import { Component } from "./component.ts";

const ways: readonly ArgumentSpecification[] = [
  {
    name: "left",
    support: realSupport,
    description: "not 0 where the value is at most that",
    defaultValue: 0,
  },
  {
    name: "right",
    support: realSupport,
    description: "not 0 where the value is above that",
    defaultValue: 0,
  },
  {
    name: "to",
    support: realSupport,
    description: "the upper end where the value lies between, above the lower one",
    defaultValue: -Infinity,
  },
];

/**
 * A value where `left` and `right` are 0 and `to` is not above it; otherwise a bound. All three must be data; `hasIntervals` says
 * whether `to` is given. The distribution must have distribution functions.
 */
export function censored(base: ScalarDistribution, hasIntervals: boolean): ScalarDistribution {
  const part = new Component(base);
  const here = part.at("x");
  const there = part.at("to", "_to");
  const value = here.logDensity;
  const known = hasIntervals ? `if(is_between, log_diff_exp(larger, smaller), ${value})` : value;
  return {
    kind: "scalar",
    name: "censored",
    description: "A number that may be known to lie above, below or between others only.",
    arguments: [...part.arguments, ...ways],
    support: part.support,
    // An interval by the smaller numbers of the two tails: beyond the other, all would be 1. Where there is none, by numbers that
    // have a derivative, which nothing uses.
    where: {
      ...here.where,
      ...there.where,
      is_between: "to > x",
      below: here.logCdf!,
      above: here.logSurvival!,
      below_to: `if(is_between, ${there.logCdf!}, 0)`,
      above_to: `if(is_between, ${there.logSurvival!}, 0)`,
      is_above: "above < below_to",
      larger: "if(is_between, if(is_above, above, below_to), 0)",
      smaller: "if(is_between, if(is_above, above_to, below), -1)",
    },
    // log f(x); log P(X > x) if right-censored, log P(X ≤ x) if left-censored, log P(x < X ≤ to) if in an interval
    logDensity: [`if(right, above, if(left, below, ${known}))`],
    partials: {},
    derived: part.differentiable,
    logCdf: here.logCdf!,
    logSurvival: here.logSurvival!,
  };
}

/** Shares that may be 0 or 1. Source: Ospina & Ferrari (2010), Statistical Papers 51, 111-126. */

import { type ScalarDistribution, unitSupport } from "../distribution.ts";
import { Component } from "./component.ts";

/** An end with the probability `ends`, which is 1 with the probability `ones`; otherwise a number between 0 and 1. */
export function zeroOneInflated(base: ScalarDistribution): ScalarDistribution {
  const part = new Component(base);
  const { where, logDensity } = part.at("inner");
  const { mean, variance, draw } = base;
  return {
    kind: "scalar",
    name: "zero_one_inflated",
    description: "A share that is 0 or 1 with one probability, and of another distribution otherwise.",
    arguments: [
      { name: "ends", support: unitSupport, description: "probability of 0 or 1" },
      { name: "ones", support: unitSupport, description: "probability of 1 among 0 and 1" },
      ...part.arguments,
    ],
    support: unitSupport,
    where: { inner: "if(x * (1 - x) == 0, 0.5, x)", ...where },
    // P(0) = α (1 - γ), P(1) = α γ, p(x) = (1 - α) f(x)
    logDensity: [
      `if(x == 0, log(ends) + log1p(-ones), if(x == 1, log(ends) + log(ones), log1p(-ends) + ${logDensity}))`,
    ],
    partials: {},
    derived: ["ends", "ones", ...part.differentiable],
    ...(mean && { mean: `ends * ones + (1 - ends) * (${mean})` }),
    ...(mean &&
      variance && {
        variance: `ends * ones + (1 - ends) * ((${variance}) + square(${mean})) - square(ends * ones + (1 - ends) * (${mean}))`,
      }),
    ...(draw && {
      draw: (stream, [ends, ones, ...rest]) => {
        if (stream.uniform() >= ends!) return draw(stream, rest);
        return stream.uniform() < ones! ? 1 : 0;
      },
    }),
  };
}

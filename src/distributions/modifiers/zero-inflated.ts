/** Zeros beside those that a count has by itself. Source: Lambert (1992), Technometrics 34, 1-14. */

import { type ScalarDistribution, unitSupport } from "../distribution.ts";
import { Component } from "./component.ts";

/** 0 with the probability `zeros`, a value of the count's distribution (of which 0 may be one) otherwise. */
export function zeroInflated(base: ScalarDistribution): ScalarDistribution {
  const part = new Component(base);
  const { where, logDensity, logCdf, logSurvival } = part.at("x");
  const { mean, variance, draw } = base;
  return {
    kind: "scalar",
    name: "zero_inflated",
    description: "A count that is 0 with one probability, and of another distribution otherwise.",
    arguments: [
      { name: "zeros", support: unitSupport, description: "probability of a zero beside those of the count" },
      ...part.arguments,
    ],
    support: part.support,
    where: { ...where, own: logDensity, count: "log1p(-zeros) + own" },
    // P(0) = π + (1 - π) f(0), P(x) = (1 - π) f(x)
    logDensity: ["if(x == 0, log_sum_exp(log(zeros), count), count)"],
    partials: {},
    derived: ["zeros", ...part.differentiable],
    ...(mean && { mean: `(1 - zeros) * (${mean})` }),
    ...(mean && variance && { variance: `(1 - zeros) * ((${variance}) + zeros * square(${mean}))` }),
    ...(logCdf && { logCdf: `log_sum_exp(log(zeros), log1p(-zeros) + (${logCdf}))` }),
    ...(logSurvival && { logSurvival: `log1p(-zeros) + (${logSurvival})` }),
    ...(draw && { draw: (stream, [zeros, ...rest]) => (stream.uniform() < zeros! ? 0 : draw(stream, rest)) }),
  };
}

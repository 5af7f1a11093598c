/**
 * Zeros with a probability of their own, and values that are never 0. Source: Mullahy (1986), Journal of Econometrics 33,
 * 341-365, for counts; Duan et al. (1983), Journal of Business & Economic Statistics 1, 115-126, for positive numbers.
 */

import type { RandomStream } from "../../numeric/random-stream.ts";
import { type Bound, type ScalarDistribution, unitSupport } from "../distribution.ts";
import { Component } from "./component.ts";

/** 0 with the probability `zeros`; otherwise a positive number, or of a count's distribution what is not 0. */
export function hurdle(base: ScalarDistribution): ScalarDistribution {
  const part = new Component(base);
  const isCount = base.support.isInteger === true;
  const { where, logDensity } = part.at(isCount ? "x" : "positive");
  const atZero = part.at("0", "_zero");
  const upper: Bound = part.support.upper;
  const { mean, variance, draw } = base;
  const beyond = isCount ? "log1m_exp(none)" : "0";
  const lambda = isCount ? "((1 - zeros) / (1 - exp(none)))" : "(1 - zeros)";
  return {
    kind: "scalar",
    name: "hurdle",
    description: "0 with one probability, and otherwise a number of another distribution that is not 0.",
    arguments: [
      { name: "zeros", support: unitSupport, description: "probability of a zero" },
      ...part.arguments,
    ],
    support: { kind: "interval", lower: 0, upper, isInteger: isCount },
    where: {
      ...(isCount ? { ...atZero.where, none: atZero.logDensity } : { positive: "if(x == 0, 0.5, x)" }),
      ...where,
    },
    // P(0) = π, P(x) = (1 - π) f(x) / (1 - f(0))
    logDensity: [`if(x == 0, log(zeros), log1p(-zeros) + ${logDensity} - ${beyond})`],
    partials: {},
    derived: ["zeros", ...part.differentiable],
    ...(mean && { mean: `${lambda} * (${mean})` }),
    ...(mean &&
      variance && {
        variance: `${lambda} * ((${variance}) + square(${mean})) - square(${lambda} * (${mean}))`,
      }),
    ...(draw && {
      draw: (stream: RandomStream, [zeros, ...rest]: readonly number[]) => {
        if (stream.uniform() < zeros!) return 0;
        for (let i = 0; i < mostTries; i++) {
          const drawn = draw(stream, rest);
          if (drawn > 0) return drawn;
        }
        // Hardly any mass above 0: then it is at the first value.
        return isCount ? 1 : Number.MIN_VALUE;
      },
    }),
  };
}

const mostTries = 100_000;

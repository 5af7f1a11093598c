/** The gamma distribution. Source: Johnson, Kotz & Balakrishnan (1994), chapter 17. */

import { positiveSupport, type ScalarDistribution } from "./distribution.ts";

export const gamma: ScalarDistribution = {
  kind: "scalar",
  name: "gamma",
  description: "A positive number; the sum of `shape` waiting times of the same rate.",
  arguments: [
    { name: "shape", support: positiveSupport, description: "shape" },
    { name: "rate", support: positiveSupport, description: "rate; the mean is shape/rate" },
  ],
  support: positiveSupport,
  // log f(x | α, β) = α log β - log Γ(α) + (α-1) log x - βx
  logDensity: ["shape * log(rate)", "-gamma_ln(shape)", "(shape - 1) * log(x)", "-rate * x"],
  partials: {
    x: "(shape - 1) / x - rate",
    shape: "log(rate) + log(x) - digamma(shape)",
    rate: "shape / rate - x",
  },
  mean: "shape / rate",
  variance: "shape / square(rate)",
  scaleArgument: { name: "rate", isRate: true },
  logCdf: "gamma_lower_ln(shape, rate * x)",
  logSurvival: "gamma_upper_ln(shape, rate * x)",
  draw: (stream, [shape, rate]) => stream.gamma(shape!, rate!),
};

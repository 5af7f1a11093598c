/** The beta distribution. Source: Johnson, Kotz & Balakrishnan (1995), chapter 25. */

import { drawBeta } from "./beta-draw.ts";
import { positiveSupport, type ScalarDistribution } from "./distribution.ts";

export const beta: ScalarDistribution = {
  kind: "scalar",
  name: "beta",
  description: "A proportion strictly between 0 and 1.",
  arguments: [
    { name: "a", support: positiveSupport, description: "weight of 1, like a count of successes" },
    { name: "b", support: positiveSupport, description: "weight of 0, like a count of failures" },
  ],
  support: { kind: "interval", lower: 0, upper: 1, isOpen: true },
  // log f(x | a, b) = (a-1) log x + (b-1) log(1-x) + log Γ(a+b) - log Γ(a) - log Γ(b)
  logDensity: ["(a - 1) * log(x)", "(b - 1) * log1p(-x)", "gamma_ln(a + b)", "-gamma_ln(a)", "-gamma_ln(b)"],
  partials: {
    x: "(a - 1) / x - (b - 1) / (1 - x)",
    a: "log(x) + digamma(a + b) - digamma(a)",
    b: "log1p(-x) + digamma(a + b) - digamma(b)",
  },
  mean: "a / (a + b)",
  variance: "a / (a + b) * (b / (a + b)) / (a + b + 1)",
  logCdf: "beta_cdf_ln(log(x) - log1p(-x), a, b)",
  logSurvival: "beta_cdf_ln(log1p(-x) - log(x), b, a)",
  draw: (stream, [a, b]) => drawBeta(stream, a!, b!),
};

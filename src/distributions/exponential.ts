/** The exponential distribution. Source: Johnson, Kotz & Balakrishnan (1994), chapter 19. */

import { nonNegativeSupport, positiveSupport, type ScalarDistribution } from "./distribution.ts";

export const exponential: ScalarDistribution = {
  kind: "scalar",
  name: "exponential",
  description: "A waiting time without memory.",
  arguments: [{ name: "rate", support: positiveSupport, description: "rate; the mean is 1/rate" }],
  support: nonNegativeSupport,
  // log f(x | λ) = log λ - λx
  logDensity: ["log(rate)", "-rate * x"],
  partials: { x: "-rate", rate: "1 / rate - x" },
  mean: "1 / rate",
  variance: "1 / square(rate)",
  scaleArgument: { name: "rate", isRate: true },
  logCdf: "log1m_exp(-rate * x)",
  logSurvival: "-rate * x",
  draw: (stream, [rate]) => stream.exponential() / rate!,
};

/** The Poisson distribution. Source: Johnson, Kemp & Kotz (2005), chapter 4. */

import { countSupport, nonNegativeSupport, type ScalarDistribution } from "./distribution.ts";
import { drawPoisson } from "./poisson-draw.ts";

export const poisson: ScalarDistribution = {
  kind: "scalar",
  name: "poisson",
  description: "A count of independent events; its variance is its mean.",
  arguments: [{ name: "mean", support: nonNegativeSupport, description: "mean" }],
  support: countSupport,
  // log P(x | μ) = x log μ - μ - log x!; 0 log 0 is 0
  logDensity: ["if(x == 0, 0, x * log(mean))", "-mean", "-gamma_ln(x + 1)"],
  partials: { mean: "if(x == 0, 0, x / mean) - 1" },
  mean: "mean",
  variance: "mean",
  // At most k events before a time, where the k + 1st has a gamma distribution
  logCdf: "gamma_upper_ln(max(floor(x) + 1, 0), mean)",
  logSurvival: "gamma_lower_ln(max(floor(x) + 1, 0), mean)",
  draw: (stream, [mean]) => drawPoisson(stream, mean!),
};

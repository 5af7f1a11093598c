/** The half-normal distribution: the absolute value of a normal about 0. */

import { nonNegativeSupport, positiveSupport, type ScalarDistribution } from "./distribution.ts";

export const halfNormal: ScalarDistribution = {
  kind: "scalar",
  name: "half_normal",
  description: "The size of a normal deviation from 0: a number of at least 0, with a light tail.",
  arguments: [
    {
      name: "sd",
      support: positiveSupport,
      description: "standard deviation of the normal that is folded at 0",
    },
  ],
  support: nonNegativeSupport,
  where: { z: "x / sd" },
  // log f(x | σ) = -z²/2 - log σ + log 2 - log(2π)/2,  z = x/σ
  logDensity: ["-0.5 * square(z)", "-log(sd)", "log_two - half_log_two_pi"],
  partials: { x: "-z / sd", sd: "(square(z) - 1) / sd" },
  mean: "sd * sqrt(2 / pi)",
  variance: "square(sd) * (1 - 2 / pi)",
  scaleArgument: { name: "sd", isRate: false },
  // F = 1 - 2Φ(-z); for small z its series √(2/π) z (1 - z²/6 + O(z⁴))
  logCdf:
    "if(z < 1e-3, log(z) + 0.5 * log(2 / pi) - square(min(z, 1e-3)) / 6, log1p(-2 * normal_cdf(-max(z, 1e-3))))",
  logSurvival: "log_two + log_normal_cdf(-z)",
  draw: (stream, [sd]) => sd! * Math.abs(stream.normal()),
};

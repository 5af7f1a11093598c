/** The normal distribution. Source: Johnson, Kotz & Balakrishnan (1994), chapter 13. */

import { positiveSupport, realSupport, type ScalarDistribution } from "./distribution.ts";

export const normal: ScalarDistribution = {
  kind: "scalar",
  name: "normal",
  description: "Symmetric about its mean, with light tails.",
  arguments: [
    { name: "mean", support: realSupport, description: "mean" },
    { name: "sd", support: positiveSupport, description: "standard deviation" },
  ],
  support: realSupport,
  where: { z: "(x - mean) / sd" },
  // log N(x | μ, σ) = -z²/2 - log σ - log(2π)/2,  z = (x - μ)/σ
  logDensity: ["-0.5 * square(z)", "-log(sd)", "-half_log_two_pi"],
  partials: { x: "-z / sd", mean: "z / sd", sd: "(square(z) - 1) / sd" },
  mean: "mean",
  variance: "square(sd)",
  locationScale: { location: "mean", scale: "sd" },
  logCdf: "log_normal_cdf(z)",
  logSurvival: "log_normal_cdf(-z)",
  draw: (stream, [mean, sd]) => mean! + sd! * stream.normal(),
};

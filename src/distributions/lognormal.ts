/** The lognormal distribution. Source: Johnson, Kotz & Balakrishnan (1994), chapter 14. */

import { exp } from "../numeric/exponential.ts";
import { positiveSupport, realSupport, type ScalarDistribution } from "./distribution.ts";

export const lognormal: ScalarDistribution = {
  kind: "scalar",
  name: "lognormal",
  description: "A positive number whose logarithm is normal.",
  arguments: [
    { name: "log_mean", support: realSupport, description: "mean of the logarithm" },
    { name: "log_sd", support: positiveSupport, description: "standard deviation of the logarithm" },
  ],
  support: positiveSupport,
  where: { z: "(log(x) - log_mean) / log_sd" },
  // log f(x | μ, σ) = -z²/2 - log σ - log x - log(2π)/2,  z = (log x - μ)/σ
  logDensity: ["-0.5 * square(z)", "-log(log_sd)", "-log(x)", "-half_log_two_pi"],
  partials: { x: "-(1 + z / log_sd) / x", log_mean: "z / log_sd", log_sd: "(square(z) - 1) / log_sd" },
  mean: "exp(log_mean + 0.5 * square(log_sd))",
  variance: "expm1(square(log_sd)) * exp(2 * log_mean + square(log_sd))",
  logLocationScale: { location: "log_mean", scale: "log_sd" },
  logCdf: "log_normal_cdf(z)",
  logSurvival: "log_normal_cdf(-z)",
  draw: (stream, [logMean, logSd]) => exp(logMean! + logSd! * stream.normal()),
};

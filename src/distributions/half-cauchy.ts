/** The half-Cauchy distribution: the absolute value of a Cauchy about 0. Source: Gelman (2006), Bayesian Analysis 1. */

import { nonNegativeSupport, positiveSupport, type ScalarDistribution } from "./distribution.ts";

export const halfCauchy: ScalarDistribution = {
  kind: "scalar",
  name: "half_cauchy",
  description:
    "The size of a Cauchy deviation from 0: a number of at least 0, with a tail so heavy that it has no mean.",
  arguments: [{ name: "scale", support: positiveSupport, description: "median" }],
  support: nonNegativeSupport,
  where: { z: "x / scale", weight: "2 / (1 + square(z))" },
  // log f(x | σ) = log 2 - log π - log σ - log(1 + z²),  z = x/σ
  logDensity: ["-log1p(square(z))", "-log(scale)", "log_two - log(pi)"],
  partials: { x: "-weight * z / scale", scale: "(weight * z * z - 1) / scale" },
  mean: "infinity",
  variance: "infinity",
  scaleArgument: { name: "scale", isRate: false },
  // F = 2 atan(z)/π = 1 - 2 atan(1/z)/π
  logCdf: "if(z < 1, log(2 * atan(z) / pi), log1p(-2 * atan(1 / max(z, 1)) / pi))",
  logSurvival: "if(z > 1, log(2 * atan(1 / max(z, 1)) / pi), log1p(-2 * atan(min(z, 1)) / pi))",
  draw: (stream, [scale]) => Math.abs((scale! * stream.normal()) / stream.normal()),
};

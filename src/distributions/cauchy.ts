/** The Cauchy distribution. Source: Johnson, Kotz & Balakrishnan (1994), chapter 16. */

import { positiveSupport, realSupport, type ScalarDistribution } from "./distribution.ts";

export const cauchy: ScalarDistribution = {
  kind: "scalar",
  name: "cauchy",
  description: "Symmetric about its location, with tails so heavy that it has no mean and no variance.",
  arguments: [
    { name: "location", support: realSupport, description: "median" },
    { name: "scale", support: positiveSupport, description: "half of the interquartile range" },
  ],
  support: realSupport,
  where: { z: "(x - location) / scale", weight: "2 / (1 + square(z))" },
  // log C(x | μ, σ) = -log(1 + z²) - log σ - log π,  z = (x - μ)/σ
  logDensity: ["-log1p(square(z))", "-log(scale)", "-log(pi)"],
  partials: {
    x: "-weight * z / scale",
    location: "weight * z / scale",
    scale: "(weight * z * z - 1) / scale",
  },
  // F = 1/2 + atan(z)/π; in its far tails atan(-1/z)/π, which does not cancel. `min` and `max` keep each branch
  // finite, with its derivative, where the other is taken.
  logCdf:
    "if(z < -1, log(atan(-1 / min(z, -1)) / pi), if(z < 1, log(0.5 + atan(max(z, -1)) / pi), log1p(-atan(1 / max(z, 1)) / pi)))",
  logSurvival:
    "if(z > 1, log(atan(1 / max(z, 1)) / pi), if(z > -1, log(0.5 - atan(min(z, 1)) / pi), log1p(-atan(-1 / min(z, -1)) / pi)))",
  locationScale: { location: "location", scale: "scale" },
  draw: (stream, [location, scale]) => location! + (scale! * stream.normal()) / Math.abs(stream.normal()),
};

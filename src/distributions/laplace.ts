/** The Laplace or double exponential distribution. Source: Johnson, Kotz & Balakrishnan (1995), chapter 24. */

import { log } from "../numeric/logarithm.ts";
import { positiveSupport, realSupport, type ScalarDistribution } from "./distribution.ts";

export const laplace: ScalarDistribution = {
  kind: "scalar",
  name: "laplace",
  description:
    "Symmetric about its mean, with a peak there and exponential tails (Stan's double_exponential).",
  arguments: [
    { name: "mean", support: realSupport, description: "mean" },
    { name: "scale", support: positiveSupport, description: "mean distance from the mean" },
  ],
  support: realSupport,
  where: { z: "(x - mean) / scale", sign: "(x > mean) - (x < mean)" },
  // log L(x | μ, σ) = -|z| - log σ - log 2,  z = (x - μ)/σ
  logDensity: ["-abs(z)", "-log(scale)", "-log_two"],
  partials: { x: "-sign / scale", mean: "sign / scale", scale: "(abs(z) - 1) / scale" },
  mean: "mean",
  variance: "2 * square(scale)",
  logCdf: "if(z < 0, z - log_two, log1p(-0.5 * exp(-abs(z))))",
  logSurvival: "if(z > 0, -z - log_two, log1p(-0.5 * exp(-abs(z))))",
  locationScale: { location: "mean", scale: "scale" },
  // A difference of two exponentials, as a quantile: the sign and the distance are independent.
  draw: (stream, [mean, scale]) => {
    const u = stream.uniform();
    return u < 0.5 ? mean! + scale! * log(2 * u) : mean! - scale! * log(2 * (1 - u));
  },
};

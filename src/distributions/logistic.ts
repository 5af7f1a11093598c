/** The logistic distribution. Source: Johnson, Kotz & Balakrishnan (1995), chapter 23. */

import { logit } from "../numeric/logistic.ts";
import { positiveSupport, realSupport, type ScalarDistribution } from "./distribution.ts";

export const logistic: ScalarDistribution = {
  kind: "scalar",
  name: "logistic",
  description: "Symmetric about its mean, with tails a little heavier than the normal's.",
  arguments: [
    { name: "mean", support: realSupport, description: "mean" },
    {
      name: "scale",
      support: positiveSupport,
      description: "scale; the standard deviation is π/√3 times it",
    },
  ],
  support: realSupport,
  where: { z: "(x - mean) / scale", pull: "tanh(0.5 * z)" },
  // log f(x | μ, σ) = -z - 2 log(1 + exp(-z)) - log σ,  z = (x - μ)/σ; it is even in z, so that |z| may stand for z
  logDensity: ["-abs(z) - 2 * log1p_exp(-abs(z))", "-log(scale)"],
  partials: { x: "-pull / scale", mean: "pull / scale", scale: "(z * pull - 1) / scale" },
  mean: "mean",
  variance: "square(pi * scale) / 3",
  logCdf: "log_inv_logit(z)",
  logSurvival: "log_inv_logit(-z)",
  locationScale: { location: "mean", scale: "scale" },
  draw: (stream, [mean, scale]) => mean! + scale! * logit(stream.uniform()),
};

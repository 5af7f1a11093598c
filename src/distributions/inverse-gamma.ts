/** The inverse gamma distribution: the reciprocal of a gamma variate of the same shape and with rate `scale`. */

import { positiveSupport, type ScalarDistribution } from "./distribution.ts";

export const inverseGamma: ScalarDistribution = {
  kind: "scalar",
  name: "inverse_gamma",
  description: "A positive number whose reciprocal has a gamma distribution.",
  arguments: [
    { name: "shape", support: positiveSupport, description: "shape; the tail falls like x^-(shape + 1)" },
    { name: "scale", support: positiveSupport, description: "scale; the mean is scale/(shape - 1)" },
  ],
  support: positiveSupport,
  // log f(x | α, β) = α log β - log Γ(α) - (α+1) log x - β/x
  logDensity: ["shape * log(scale)", "-gamma_ln(shape)", "-(shape + 1) * log(x)", "-scale / x"],
  partials: {
    x: "(scale / x - shape - 1) / x",
    shape: "log(scale) - log(x) - digamma(shape)",
    scale: "shape / scale - 1 / x",
  },
  mean: "if(shape > 1, scale / (shape - 1), infinity)",
  variance: "if(shape > 2, square(scale / (shape - 1)) / (shape - 2), infinity)",
  scaleArgument: { name: "scale", isRate: false },
  // `max` keeps the derivative of the ratio finite.
  logCdf: "gamma_upper_ln(shape, scale / max(x, 1e-290))",
  logSurvival: "gamma_lower_ln(shape, scale / max(x, 1e-290))",
  draw: (stream, [shape, scale]) => 1 / stream.gamma(shape!, scale!),
};

/** The asymmetric Laplace distribution of quantile regression, as in brms. Source: Yu & Moyeed (2001), Statistics & Probability Letters 54. */

import { positiveSupport, realSupport, type ScalarDistribution } from "./distribution.ts";

export const asymmetricLaplace: ScalarDistribution = {
  kind: "scalar",
  name: "asymmetric_laplace",
  description: "A Laplace whose location is the given quantile, for quantile regression.",
  arguments: [
    { name: "location", support: realSupport, description: "mode, and the quantile" },
    { name: "scale", support: positiveSupport, description: "scale (not the standard deviation)" },
    {
      name: "quantile",
      support: { kind: "interval", lower: 0, upper: 1, isOpen: true },
      description: "probability of a number below the location; a fixed number in quantile regression",
    },
  ],
  support: realSupport,
  where: { z: "(x - location) / scale", weight: "quantile - (x < location)" },
  // log f(x | μ, σ, p) = -z (p - 1[z < 0]) - log σ + log p + log(1 - p),  z = (x - μ)/σ
  logDensity: ["-weight * z", "-log(scale)", "log(quantile) + log1p(-quantile)"],
  partials: {
    x: "-weight / scale",
    location: "weight / scale",
    scale: "(weight * z - 1) / scale",
    quantile: "1 / quantile - 1 / (1 - quantile) - z",
  },
  mean: "location + scale * (1 / quantile - 1 / (1 - quantile))",
  variance: "square(scale) * (1 / square(quantile) + 1 / square(1 - quantile))",
  logCdf: "if(z < 0, log(quantile) + (1 - quantile) * z, log1m_exp(log1p(-quantile) - quantile * abs(z)))",
  logSurvival:
    "if(z < 0, log1m_exp(log(quantile) - (1 - quantile) * abs(z)), log1p(-quantile) - quantile * z)",
  locationScale: { location: "location", scale: "scale" },
  // A difference of two exponentials.
  draw: (stream, [location, scale, quantile]) =>
    location! + scale! * (stream.exponential() / quantile! - stream.exponential() / (1 - quantile!)),
};

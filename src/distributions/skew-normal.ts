/** The skew normal distribution. Source: Azzalini (1985), Scandinavian Journal of Statistics 12, 171-178. */

import { positiveSupport, realSupport, type ScalarDistribution } from "./distribution.ts";

export const skewNormal: ScalarDistribution = {
  kind: "scalar",
  name: "skew_normal",
  description:
    "A normal with one tail pulled out: to the right for a positive shape, the normal itself for 0.",
  arguments: [
    { name: "location", support: realSupport, description: "location (not the mean)" },
    { name: "scale", support: positiveSupport, description: "scale (not the standard deviation)" },
    { name: "shape", support: realSupport, description: "skewness, 0 for none" },
  ],
  support: realSupport,
  // hazard = φ(t)/Φ(t); below t = -200, where its two logarithms cancel, its series -t - 1/t + 2/t³ + O(t⁻⁵)
  where: {
    z: "(x - location) / scale",
    t: "shape * z",
    hazard:
      "if(t < -200, -t - (1 - 2 / square(t)) / t, exp(-0.5 * square(t) - half_log_two_pi - log_normal_cdf(t)))",
  },
  // log f(x | ξ, ω, α) = -z²/2 + log Φ(αz) - log ω + log 2 - log(2π)/2,  z = (x - ξ)/ω
  logDensity: ["-0.5 * square(z)", "log_normal_cdf(t)", "-log(scale)", "log_two - half_log_two_pi"],
  partials: {
    x: "(shape * hazard - z) / scale",
    location: "(z - shape * hazard) / scale",
    scale: "(square(z) - t * hazard - 1) / scale",
    shape: "z * hazard",
  },
  mean: "location + scale * shape * sqrt(2 / (pi * (1 + square(shape))))",
  variance: "square(scale) * (1 - 2 * square(shape) / (pi * (1 + square(shape))))",
  locationScale: { location: "location", scale: "scale" },
  logCdf: "skew_normal_cdf_ln(z, shape)",
  logSurvival: "skew_normal_cdf_ln(-z, -shape)",
  // ξ + ω (α|u| + v)/√(1 + α²) for independent normals u and v
  draw: (stream, [location, scale, shape]) => {
    const skewed = shape! * Math.abs(stream.normal()) + stream.normal();
    return location! + (scale! * skewed) / Math.sqrt(1 + shape! * shape!);
  },
};

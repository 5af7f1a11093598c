/** Student's t distribution. Source: Johnson, Kotz & Balakrishnan (1995), chapter 28. */

import { positiveSupport, realSupport, type ScalarDistribution } from "./distribution.ts";

/**
 * log Γ((ν+1)/2) - log Γ(ν/2) - log(νπ)/2 in the argument `df`. Above 10⁴ the difference of the two large numbers
 * is replaced by its series -log(2π)/2 - 1/(4ν) + O(ν⁻³), which is then exact in double precision.
 */
export const logNormalizer =
  "if(df > 1e4, -half_log_two_pi - 0.25 / df, gamma_ln(0.5 * (df + 1)) - gamma_ln(0.5 * df) - 0.5 * log(df * pi))";

export const studentT: ScalarDistribution = {
  kind: "scalar",
  name: "student_t",
  description: "Symmetric about its mean, with tails that are the heavier the fewer its degrees of freedom.",
  arguments: [
    { name: "df", support: positiveSupport, description: "degrees of freedom" },
    { name: "mean", support: realSupport, description: "mean (for df ≤ 1 the median)" },
    { name: "scale", support: positiveSupport, description: "scale (not the standard deviation)" },
  ],
  support: realSupport,
  where: {
    z: "(x - mean) / scale",
    log_tail: "log1p(square(z) / df)",
    weight: "(df + 1) / (df + square(z))",
  },
  // log t(x | ν, μ, σ) = -(ν+1)/2 log(1 + z²/ν) - log σ + log Γ((ν+1)/2) - log Γ(ν/2) - log(νπ)/2
  logDensity: ["-0.5 * (df + 1) * log_tail", "-log(scale)", logNormalizer],
  partials: {
    x: "-weight * z / scale",
    mean: "weight * z / scale",
    scale: "(weight * z * z - 1) / scale",
    df: "0.5 * (digamma(0.5 * (df + 1)) - digamma(0.5 * df) - log_tail + (weight * z * z - 1) / df)",
  },
  mean: "if(df > 1, mean, 0 / 0)",
  variance: "if(df > 2, square(scale) * df / (df - 2), infinity)",
  locationScale: { location: "mean", scale: "scale" },
  logCdf: "student_cdf_ln(z, df)",
  logSurvival: "student_cdf_ln(-z, df)",
  // A normal over the root of an independent chi-square divided by its degrees of freedom.
  draw: (stream, [df, mean, scale]) =>
    mean! + (scale! * stream.normal()) / Math.sqrt(stream.gamma(0.5 * df!, 0.5 * df!)),
};

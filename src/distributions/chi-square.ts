/** The chi-square distribution. Source: Johnson, Kotz & Balakrishnan (1994), chapter 18. */

import { positiveSupport, type ScalarDistribution } from "./distribution.ts";

export const chiSquare: ScalarDistribution = {
  kind: "scalar",
  name: "chi_square",
  description: "The sum of `df` squares of standard normal variates.",
  arguments: [{ name: "df", support: positiveSupport, description: "degrees of freedom; the mean" }],
  support: positiveSupport,
  // log f(x | ν) = (ν/2-1) log x - x/2 - (ν/2) log 2 - log Γ(ν/2)
  logDensity: ["(0.5 * df - 1) * log(x)", "-0.5 * x", "-0.5 * log_two * df", "-gamma_ln(0.5 * df)"],
  partials: { x: "(0.5 * df - 1) / x - 0.5", df: "0.5 * (log(x) - log_two - digamma(0.5 * df))" },
  mean: "df",
  variance: "2 * df",
  logCdf: "gamma_lower_ln(0.5 * df, 0.5 * x)",
  logSurvival: "gamma_upper_ln(0.5 * df, 0.5 * x)",
  draw: (stream, [df]) => stream.gamma(0.5 * df!, 0.5),
};

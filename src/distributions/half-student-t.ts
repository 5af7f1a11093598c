/** The half-t distribution: the absolute value of a Student t about 0. Source: Gelman (2006), Bayesian Analysis 1. */

import { nonNegativeSupport, positiveSupport, type ScalarDistribution } from "./distribution.ts";
import { logNormalizer, studentT } from "./student-t.ts";

export const halfStudentT: ScalarDistribution = {
  kind: "scalar",
  name: "half_student_t",
  description: "The size of a Student t deviation from 0: a number of at least 0, with a heavy tail.",
  arguments: [
    { name: "df", support: positiveSupport, description: "degrees of freedom" },
    { name: "scale", support: positiveSupport, description: "scale of the Student t that is folded at 0" },
  ],
  support: nonNegativeSupport,
  where: { ...studentT.where, z: "x / scale", log_odds: "log(df) - 2 * (log(x) - log(scale))" },
  // log f(x | ν, σ) = log 2 + log t(x | ν, 0, σ)
  logDensity: ["-0.5 * (df + 1) * log_tail", "-log(scale)", logNormalizer, "log_two"],
  partials: { x: studentT.partials.x!, scale: studentT.partials.scale!, df: studentT.partials.df! },
  // E = 2σ ν/(ν-1) Γ((ν+1)/2) / (Γ(ν/2) √(νπ))
  mean: `if(df > 1, 2 * scale * df / (df - 1) * exp(${logNormalizer}), infinity)`,
  variance: `if(df > 2, square(scale) * (df / (df - 2) - square(2 * df / (df - 1) * exp(${logNormalizer}))), infinity)`,
  scaleArgument: { name: "scale", isRate: false },
  // P(X ≤ x) = P(T² ≤ z²), where T²/(ν + T²) has a beta distribution
  logCdf: "beta_cdf_ln(-log_odds, 0.5, 0.5 * df)",
  logSurvival: "beta_cdf_ln(log_odds, 0.5 * df, 0.5)",
  draw: (stream, [df, scale]) => Math.abs(studentT.draw!(stream, [df!, 0, scale!])),
};

/** The inverse Gaussian distribution, as in brms. Source: Johnson, Kotz & Balakrishnan (1994), chapter 15. */

import { positiveSupport, type ScalarDistribution } from "./distribution.ts";

/** 1/t² and 3 - 15/t² + 105/t⁴ - …, of the series R(t) = φ(0)/t (1 - 1/t² + 3/t⁴ - …), which is taken above 30. */
const series = (t: string) => {
  const u = `(1 / square(max(${t}, 30)))`;
  return [u, `(3 - (15 - (105 - 945 * ${u}) * ${u}) * ${u})`] as const;
};

/** log R(t), R(t) = exp(t²/2) Φ(-t) */
function logMills(t: string): string {
  const [u, rest] = series(t);
  const near = `min(${t}, 30)`;
  return `if(${t} < 30, 0.5 * square(${near}) + log_normal_cdf(-${near}), log1p(-${u} * (1 - ${u} * ${rest})) - log(max(${t}, 30)) - half_log_two_pi)`;
}

/** log -R'(t) = log (φ(0) - t R(t)) */
function logSlope(t: string): string {
  const [u, rest] = series(t);
  return `if(${t} < 30, log(exp(-half_log_two_pi) - min(${t}, 30) * exp(${logMills(t)})), log1p(-${u} * ${rest}) - 2 * log(max(${t}, 30)) - half_log_two_pi)`;
}

// With k = √(λ/x), g = k x/μ, a = g - k and c = g + k, P(X ≤ x) = Φ(a) + exp(-a²/2) R(c) and
// P(X > x) = exp(-a²/2) (R(a) - R(c)); for small k that difference is -2k R'(g) (1 + k²/6 R‴(g)/R'(g)), where
// R‴/R' is 6/(3 + g²) but for a factor near 1. Within 1e-10 of mpmath's. `min` keeps each finite where the other is taken.
const below = `log_sum_exp(log_normal_cdf(a), -0.5 * square(a) + ${logMills("c")})`;
const above = `-0.5 * square(a) + if(k < 3e-5 * (1 + g), log_two + log(k) + ${logSlope("g")} + log1p(k * k / (3 + square(g))), ${logMills("a")} + log1m_exp(min(${logMills("c")} - (${logMills("a")}), -1e-9)))`;

export const inverseGaussian: ScalarDistribution = {
  kind: "scalar",
  name: "inverse_gaussian",
  description: "The time in which a Brownian motion with drift first reaches a level (Wald's distribution).",
  arguments: [
    { name: "mean", support: positiveSupport, description: "mean" },
    { name: "shape", support: positiveSupport, description: "shape; the variance is mean^3/shape" },
  ],
  support: positiveSupport,
  where: {
    r: "(x - mean) / mean",
    pull: "shape * (r / x)",
    k: "min(sqrt(shape) / sqrt(x), 1e150)",
    g: "sqrt(x) * sqrt(shape) / mean",
    a: "k * r",
    c: "k * (x / mean + 1)",
  },
  // log f(x | μ, λ) = -λ (x - μ)²/(2μ²x) + log(λ)/2 - 3/2 log x - log(2π)/2
  logDensity: ["-0.5 * pull * r", "0.5 * log(shape)", "-1.5 * log(x)", "-half_log_two_pi"],
  partials: {
    x: "-(0.5 * pull * (x / mean + 1) + 1.5) / x",
    mean: "shape / mean * (r / mean)",
    shape: "0.5 / shape - 0.5 * r * (r / x)",
  },
  mean: "mean",
  variance: "mean * (mean * (mean / shape))",
  logCdf: `if(a < -1, ${below}, log1m_exp(min(${above}, -0.1)))`,
  logSurvival: `if(a < -1, log1m_exp(min(${below}, -1)), ${above})`,
  // Michael, Schucany & Haas (1976), American Statistician 30: the roots x and mean²/x of what is a chi-square number.
  draw: (stream, [mean, shape]) => {
    const z = stream.normal();
    const w = (0.5 * mean! * z * z) / shape!;
    const root = 1 + w + Math.sqrt(w * (w + 2));
    return stream.uniform() * (1 + root) < root ? mean! / root : mean! * root;
  },
};

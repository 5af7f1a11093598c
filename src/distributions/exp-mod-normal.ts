/**
 * The exponentially modified Gaussian of reaction times, a normal number plus an exponential one. Source: Grushka (1972), Analytical
 * Chemistry 44, 1733-1738; parametrized as Stan does.
 */

import { positiveSupport, realSupport, type ScalarDistribution } from "./distribution.ts";

export const expModNormal: ScalarDistribution = {
  kind: "scalar",
  name: "exp_mod_normal",
  description: "The sum of a normal and an exponential number, such as a reaction time.",
  arguments: [
    { name: "mu", support: realSupport, description: "mean of the normal part" },
    { name: "sigma", support: positiveSupport, description: "standard deviation of the normal part" },
    { name: "lambda", support: positiveSupport, description: "rate of the exponential part" },
  ],
  support: realSupport,
  // With h(t) = φ(t)/Φ(t), `rest` is h(t) + t; below -20, where the two cancel, by Laplace's continued fraction of Mills' ratio
  // (Abramowitz & Stegun 1964, 26.2.14), to 2e-13. `carried` is log P(normal part ≤ x < whole).
  where: {
    z: "(x - mu) / sigma",
    k: "lambda * sigma",
    t: "z - k",
    near: "max(t, -20)",
    far: "min(t, -20)",
    hazard: "exp(-0.5 * square(near) - half_log_two_pi - log_normal_cdf(near))",
    far_rest: "-1 / (far + 2 / (far + 3 / (far + 4 / (far + 5 / (far + 6 / far)))))",
    rest: "if(t < -20, far_rest, hazard + t)",
    carried:
      "if(t < -20, -0.5 * square(z) - half_log_two_pi - log(far_rest - far), log_normal_cdf(t) - lambda * (x - mu - 0.5 * k * sigma))",
    w: "min(z, -20)",
  },
  // log f(x | μ, σ, λ) = log λ - kz + k²/2 + log Φ(z - k),  z = (x - μ)/σ, k = λσ
  logDensity: ["carried", "log(lambda)"],
  partials: {
    x: "if(t < -20, rest - z, hazard - k) / sigma",
    mu: "if(t < -20, z - rest, k - hazard) / sigma",
    sigma:
      "if(t < -20, square(z) - rest * (max(t, -1e300) + 2 * k), square(k) - hazard * (min(t, 40) + 2 * k)) / sigma",
    lambda: "1 / lambda - sigma * rest",
  },
  mean: "mu + 1 / lambda",
  variance: "square(sigma) + 1 / square(lambda)",
  // Φ(z) - exp(carried) = Φ(z) (1 - h(z)/h(t)), to a relative 1e-16/k; log h(z)/h(t) is at most -k times `rest`
  logCdf:
    "log_normal_cdf(z) + if(z < -20, log((k + far_rest + 1 / (w + 2 / (w + 3 / (w + 4 / (w + 5 / (w + 6 / w)))))) / (far_rest - far)), log1m_exp(min(carried - log_normal_cdf(z), -k * rest)))",
  logSurvival: "log_sum_exp(log_normal_cdf(-z), carried)",
  draw: (stream, [mu, sigma, lambda]) => mu! + sigma! * stream.normal() + stream.exponential() / lambda!,
};

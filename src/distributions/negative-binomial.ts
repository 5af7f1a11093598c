/**
 * The negative binomial distribution by mean μ and overdispersion φ: a Poisson count whose mean has a gamma
 * distribution of shape φ, so that its variance is μ + μ²/φ. The *smaller* φ, the more overdispersed; as φ grows it
 * becomes the Poisson distribution. It is Stan's neg_binomial_2. Source: Johnson, Kemp & Kotz (2005), chapter 5.
 */

import {
  type ArgumentSpecification,
  countSupport,
  type Formula,
  nonNegativeSupport,
  positiveSupport,
  type ScalarDistribution,
} from "./distribution.ts";
import { drawPoisson } from "./poisson-draw.ts";

const stirling =
  "(overdispersion + x - 0.5) * log1p(x / overdispersion) - x - x / overdispersion / (12 * (overdispersion + x))";

/**
 * log Γ(φ+x) - log Γ(φ) - x log φ in the argument `overdispersion`, as terms. Above φ = 10⁴ the difference of large
 * numbers is replaced by that of Stirling's series, (φ+x-1/2) log(1 + x/φ) - x - x/(12φ(φ+x)) + O(φ⁻³), which is then
 * exact in double precision and goes to 0, the Poisson limit.
 */
export const logRisingFactorial: readonly Formula[] = [
  `if(overdispersion > 1e4, ${stirling}, gamma_ln(overdispersion + x) - x * log(overdispersion))`,
  "if(overdispersion > 1e4, 0, -gamma_ln(overdispersion))",
];

/** φ, by which the variance is larger than the mean. */
export const overdispersion: ArgumentSpecification = {
  name: "overdispersion",
  support: positiveSupport,
  description: "overdispersion; the smaller, the larger the variance mean + mean²/overdispersion",
};

export const negativeBinomial: ScalarDistribution = {
  kind: "scalar",
  name: "negative_binomial",
  description: "An overdispersed count: its variance is mean + mean²/overdispersion.",
  arguments: [{ name: "mean", support: nonNegativeSupport, description: "mean" }, overdispersion],
  support: countSupport,
  where: { log_ratio: "log1p(mean / overdispersion)" },
  // log P(x | μ, φ) = x log μ - (x+φ) log(1 + μ/φ) + log Γ(φ+x) - log Γ(φ) - x log φ - log x!
  logDensity: [
    "if(x == 0, 0, x * log(mean))",
    "-x * log_ratio",
    "-overdispersion * log_ratio",
    ...logRisingFactorial,
    "-gamma_ln(x + 1)",
  ],
  partials: {
    mean: "if(x == 0, 0, x / mean) - (x + overdispersion) / (mean + overdispersion)",
    overdispersion:
      "digamma(overdispersion + x) - digamma(overdispersion) - log_ratio + (mean - x) / (mean + overdispersion)",
  },
  mean: "mean",
  variance: "mean + square(mean) / overdispersion",
  // At most k failures before the φth success: an incomplete beta function at φ/(μ + φ)
  logCdf: "beta_cdf_ln(log(overdispersion) - log(mean), overdispersion, max(floor(x) + 1, 0))",
  logSurvival: "beta_cdf_ln(log(mean) - log(overdispersion), max(floor(x) + 1, 0), overdispersion)",
  draw: (stream, [mean, shape]) => drawPoisson(stream, mean! * stream.gamma(shape!, shape!)),
};

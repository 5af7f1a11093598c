/**
 * The negative binomial distribution whose variance is a multiple of its mean: a Poisson count with a mean that has a gamma
 * distribution of the shape mean/excess, so that the variance is mean·(1 + excess). Cameron & Trivedi's (1998) NB1, glmmTMB's nbinom1; as
 * the excess falls to 0 it becomes the Poisson distribution.
 */

import { countSupport, positiveSupport, type ScalarDistribution } from "./distribution.ts";
import { logRisingFactorial } from "./negative-binomial.ts";
import { drawPoisson } from "./poisson-draw.ts";

export const negativeBinomial1: ScalarDistribution = {
  kind: "scalar",
  name: "negative_binomial_1",
  description: "An overdispersed count whose variance is a multiple of its mean: mean * (1 + excess).",
  arguments: [
    { name: "mean", support: positiveSupport, description: "mean" },
    {
      name: "excess",
      support: positiveSupport,
      description: "excess of the variance, as a share of the mean; 0 would be a Poisson count",
    },
  ],
  support: countSupport,
  // `rise` is ψ(φ+x) - ψ(φ) - log(1 + δ) with φ = μ/δ; for a large φ by ψ(φ) = log φ - 1/(2φ) - …
  where: {
    overdispersion: "mean / excess",
    rise: "if(overdispersion > 1e4, log1p(x / overdispersion) + 0.5 * x / overdispersion / (overdispersion + x), digamma(overdispersion + x) - digamma(overdispersion)) - log1p(excess)",
  },
  // log P(x | μ, δ) = x log μ - (x+φ) log(1 + δ) + log Γ(φ+x) - log Γ(φ) - x log φ - log x!,  φ = μ/δ
  logDensity: [
    "x * log(mean)",
    "-x * log1p(excess)",
    "-overdispersion * log1p(excess)",
    ...logRisingFactorial,
    "-gamma_ln(x + 1)",
  ],
  partials: {
    mean: "rise / excess",
    excess: "((x - mean) / (1 + excess) - overdispersion * rise) / excess",
  },
  mean: "mean",
  variance: "mean * (1 + excess)",
  // At most k failures before the φth success: an incomplete beta function at 1/(1 + δ)
  logCdf: "beta_cdf_ln(-log(excess), overdispersion, max(floor(x) + 1, 0))",
  logSurvival: "beta_cdf_ln(log(excess), max(floor(x) + 1, 0), overdispersion)",
  draw: (stream, [mean, excess]) => drawPoisson(stream, stream.gamma(mean! / excess!, 1 / excess!)),
};

/**
 * The negative binomial distribution by the logarithm of its mean: regression of overdispersed counts. See
 * `negative-binomial.ts` for the meaning of the overdispersion.
 */

import { exp } from "../numeric/exponential.ts";
import { countSupport, realSupport, type ScalarDistribution } from "./distribution.ts";
import { logRisingFactorial, negativeBinomial, overdispersion } from "./negative-binomial.ts";

export const negativeBinomialLog: ScalarDistribution = {
  kind: "scalar",
  name: "negative_binomial_log",
  description:
    "An overdispersed count with the mean exp(log_mean): its variance is mean + mean²/overdispersion.",
  arguments: [
    { name: "log_mean", support: realSupport, description: "logarithm of the mean" },
    overdispersion,
  ],
  support: countSupport,
  where: {
    log_odds: "log_mean - log(overdispersion)",
    log_ratio: "log1p_exp(log_odds)",
    share: "inv_logit(log_odds)",
  },
  // log P(x | η, φ) = xη - (x+φ) log(1 + exp(η)/φ) + log Γ(φ+x) - log Γ(φ) - x log φ - log x!
  logDensity: [
    "x * log_mean",
    "-x * log_ratio",
    "-overdispersion * log_ratio",
    ...logRisingFactorial,
    "-gamma_ln(x + 1)",
  ],
  // share = μ/(μ+φ)
  partials: {
    log_mean: "x - (x + overdispersion) * share",
    overdispersion:
      "digamma(overdispersion + x) - digamma(overdispersion) - log_ratio + share - x / overdispersion * inv_logit(-log_odds)",
  },
  mean: "exp(log_mean)",
  variance: "exp(log_mean) + exp(2 * log_mean) / overdispersion",
  logCdf: "beta_cdf_ln(-log_odds, overdispersion, max(floor(x) + 1, 0))",
  logSurvival: "beta_cdf_ln(log_odds, max(floor(x) + 1, 0), overdispersion)",
  draw: (stream, [logMean, shape]) => negativeBinomial.draw!(stream, [exp(logMean!), shape!]),
};

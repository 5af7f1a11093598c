/** The binomial distribution by the logit of its probability: logistic regression of counts. */

import { invLogit } from "../numeric/logistic.ts";
import { logChoices } from "./binomial.ts";
import { drawBinomial } from "./binomial-draw.ts";
import { countSupport, realSupport, type ScalarDistribution } from "./distribution.ts";

export const binomialLogit: ScalarDistribution = {
  kind: "scalar",
  name: "binomial_logit",
  description: "The number of successes in independent trials, each with the probability inv_logit(logit).",
  arguments: [
    { name: "trials", support: countSupport, description: "number of trials" },
    { name: "logit", support: realSupport, description: "log odds of success in each" },
  ],
  support: { kind: "interval", lower: 0, upper: "trials", isInteger: true },
  // log P(x | n, θ) = xθ - n log(1 + exp θ) + log C(n, x)
  logDensity: ["x * logit", "-trials * log1p_exp(logit)", ...logChoices],
  partials: { logit: "x - trials * inv_logit(logit)" },
  mean: "trials * inv_logit(logit)",
  variance: "trials * inv_logit(logit) * inv_logit(-logit)",
  logCdf: "beta_cdf_ln(-logit, max(trials - floor(x), 0), max(floor(x) + 1, 0))",
  logSurvival: "beta_cdf_ln(logit, max(floor(x) + 1, 0), max(trials - floor(x), 0))",
  draw: (stream, [trials, logit]) => drawBinomial(stream, trials!, invLogit(logit!)),
};

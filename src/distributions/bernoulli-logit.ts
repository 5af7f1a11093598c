/** The Bernoulli distribution by the logit of its probability: logistic regression. */

import { invLogit } from "../numeric/logistic.ts";
import { realSupport, type ScalarDistribution } from "./distribution.ts";

export const bernoulliLogit: ScalarDistribution = {
  kind: "scalar",
  name: "bernoulli_logit",
  description: "One trial: 1 with the probability inv_logit(logit), else 0.",
  arguments: [{ name: "logit", support: realSupport, description: "log odds of 1" }],
  support: { kind: "interval", lower: 0, upper: 1, isInteger: true },
  // log P(x | θ) = xθ - log(1 + exp θ)
  logDensity: ["x * logit", "-log1p_exp(logit)"],
  partials: { logit: "x - inv_logit(logit)" },
  mean: "inv_logit(logit)",
  variance: "inv_logit(logit) * inv_logit(-logit)",
  logCdf: "if(x < 0, -infinity, if(x < 1, log_inv_logit(-logit), 0))",
  logSurvival: "if(x < 0, 0, if(x < 1, log_inv_logit(logit), -infinity))",
  draw: (stream, [logit]) => (stream.uniform() < invLogit(logit!) ? 1 : 0),
};

/** The Poisson distribution by the logarithm of its mean: Poisson regression. */

import { exp } from "../numeric/exponential.ts";
import { countSupport, realSupport, type ScalarDistribution } from "./distribution.ts";
import { drawPoisson } from "./poisson-draw.ts";

export const poissonLog: ScalarDistribution = {
  kind: "scalar",
  name: "poisson_log",
  description: "A count of independent events with the mean exp(log_mean).",
  arguments: [{ name: "log_mean", support: realSupport, description: "logarithm of the mean" }],
  support: countSupport,
  // log P(x | η) = xη - exp η - log x!
  logDensity: ["x * log_mean", "-exp(log_mean)", "-gamma_ln(x + 1)"],
  partials: { log_mean: "x - exp(log_mean)" },
  mean: "exp(log_mean)",
  variance: "exp(log_mean)",
  logCdf: "gamma_upper_ln(max(floor(x) + 1, 0), exp(log_mean))",
  logSurvival: "gamma_lower_ln(max(floor(x) + 1, 0), exp(log_mean))",
  draw: (stream, [logMean]) => drawPoisson(stream, exp(logMean!)),
};

/** The Bernoulli distribution: 1 with a probability, else 0. */

import { type ScalarDistribution, unitSupport } from "./distribution.ts";

export const bernoulli: ScalarDistribution = {
  kind: "scalar",
  name: "bernoulli",
  description: "One trial: 1 with the given probability, else 0.",
  arguments: [{ name: "probability", support: unitSupport, description: "probability of 1" }],
  support: { kind: "interval", lower: 0, upper: 1, isInteger: true },
  // log P(x | p) = log p where x is 1, log(1-p) where x is 0
  logDensity: ["if(x == 1, log(probability), log1p(-probability))"],
  partials: { probability: "if(x == 1, 1 / probability, -1 / (1 - probability))" },
  mean: "probability",
  variance: "probability * (1 - probability)",
  logCdf: "if(x < 0, -infinity, if(x < 1, log1p(-probability), 0))",
  logSurvival: "if(x < 0, 0, if(x < 1, log(probability), -infinity))",
  draw: (stream, [probability]) => (stream.uniform() < probability! ? 1 : 0),
};

/** The geometric distribution, counted from 0. Source: Johnson, Kemp & Kotz (2005), section 5.2. */

import { log1p } from "../numeric/logarithm.ts";
import { countSupport, type ScalarDistribution, unitSupport } from "./distribution.ts";

export const geometric: ScalarDistribution = {
  kind: "scalar",
  name: "geometric",
  description: "The number of failures before the first success.",
  arguments: [
    { name: "probability", support: unitSupport, description: "probability of success in each trial" },
  ],
  support: countSupport,
  // log P(x | p) = log p + x log(1-p); 0 log 0 is 0
  logDensity: ["log(probability)", "if(x == 0, 0, x * log1p(-probability))"],
  partials: { probability: "1 / probability - if(x == 0, 0, x / (1 - probability))" },
  mean: "(1 - probability) / probability",
  variance: "(1 - probability) / square(probability)",
  logCdf: "log1m_exp(max(floor(x) + 1, 0) * log1p(-probability))",
  logSurvival: "max(floor(x) + 1, 0) * log1p(-probability)",
  // The whole part of an exponential waiting time of rate -log(1-p)
  draw: (stream, [probability]) => Math.floor(stream.exponential() / -log1p(-probability!)),
};

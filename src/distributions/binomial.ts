/** The binomial distribution. Source: Johnson, Kemp & Kotz (2005), chapter 3. */

import { drawBinomial } from "./binomial-draw.ts";
import { countSupport, type Formula, type ScalarDistribution, unitSupport } from "./distribution.ts";

/** log C(n, x) in the argument `trials`, as terms. */
export const logChoices: readonly Formula[] = [
  "gamma_ln(trials + 1)",
  "-gamma_ln(x + 1)",
  "-gamma_ln(trials - x + 1)",
];

export const binomial: ScalarDistribution = {
  kind: "scalar",
  name: "binomial",
  description: "The number of successes in a number of independent trials.",
  arguments: [
    { name: "trials", support: countSupport, description: "number of trials" },
    { name: "probability", support: unitSupport, description: "probability of success in each" },
  ],
  support: { kind: "interval", lower: 0, upper: "trials", isInteger: true },
  // log P(x | n, p) = x log p + (n-x) log(1-p) + log C(n, x); 0 log 0 is 0
  logDensity: [
    "if(x == 0, 0, x * log(probability))",
    "if(x == trials, 0, (trials - x) * log1p(-probability))",
    ...logChoices,
  ],
  partials: {
    probability: "if(x == 0, 0, x / probability) - if(x == trials, 0, (trials - x) / (1 - probability))",
  },
  mean: "trials * probability",
  variance: "trials * probability * (1 - probability)",
  // The n - k-th smallest of n uniform numbers is above 1 - p: an incomplete beta function
  logCdf: "beta_cdf_ln(-logit(probability), max(trials - floor(x), 0), max(floor(x) + 1, 0))",
  logSurvival: "beta_cdf_ln(logit(probability), max(floor(x) + 1, 0), max(trials - floor(x), 0))",
  draw: (stream, [trials, probability]) => drawBinomial(stream, trials!, probability!),
};

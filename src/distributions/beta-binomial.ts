/** The beta-binomial distribution. Source: Johnson, Kemp & Kotz (2005), section 6.2.2. */

import { drawBeta } from "./beta-draw.ts";
import { logChoices } from "./binomial.ts";
import { drawBinomial } from "./binomial-draw.ts";
import { countSupport, positiveSupport, type ScalarDistribution } from "./distribution.ts";

export const betaBinomial: ScalarDistribution = {
  kind: "scalar",
  name: "beta_binomial",
  description:
    "The number of successes in trials that share a probability, which has a beta(a, b) distribution.",
  arguments: [
    { name: "trials", support: countSupport, description: "number of trials" },
    { name: "a", support: positiveSupport, description: "weight of success" },
    { name: "b", support: positiveSupport, description: "weight of failure" },
  ],
  support: { kind: "interval", lower: 0, upper: "trials", isInteger: true },
  // log P(x | n, a, b) = log B(a+x, b+n-x) - log B(a, b) + log C(n, x)
  logDensity: [
    "gamma_ln(a + x)",
    "gamma_ln(b + trials - x)",
    "-gamma_ln(a + b + trials)",
    "gamma_ln(a + b)",
    "-gamma_ln(a)",
    "-gamma_ln(b)",
    ...logChoices,
  ],
  where: { shared: "digamma(a + b) - digamma(a + b + trials)" },
  partials: { a: "digamma(a + x) - digamma(a) + shared", b: "digamma(b + trials - x) - digamma(b) + shared" },
  mean: "trials * a / (a + b)",
  // n p (1-p) (a+b+n)/(a+b+1),  p = a/(a+b)
  variance: "trials * a / (a + b) * (b / (a + b)) * (a + b + trials) / (a + b + 1)",
  draw: (stream, [trials, a, b]) => drawBinomial(stream, trials!, drawBeta(stream, a!, b!)),
};

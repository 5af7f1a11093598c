/** The beta-binomial distribution. Source: Johnson, Kemp & Kotz (2005), section 6.2.2. */

import { drawBeta } from "./beta-draw.ts";
import { logChoices } from "./binomial.ts";
import { drawBinomial } from "./binomial-draw.ts";
import { countSupport, type Formula, positiveSupport, type ScalarDistribution } from "./distribution.ts";

/**
 * log Γ(v+m) - log Γ(v) - m log v. Above v = 10⁴ the difference of large numbers is replaced by that of Stirling's series, which is
 * then exact in double precision and goes to 0: with large weights all trials have one probability, and nothing but the prior bounds
 * the weights.
 */
function risen(v: Formula, m: Formula): Formula {
  const stirling = `(${v} + ${m} - 0.5) * log1p(${m} / ${v}) - ${m} - ${m} / ${v} / (12 * (${v} + ${m}))`;
  return `if(${v} > 1e4, ${stirling}, gamma_ln(${v} + ${m}) - gamma_ln(${v}) - ${m} * log(${v}))`;
}

/** Its derivative along v, and m / v: ψ(v+m) - ψ(v), from the same series. */
function slope(v: Formula, m: Formula): Formula {
  const stirling = `log1p(${m} / ${v}) + 0.5 * ${m} / ${v} / (${v} + ${m})`;
  return `if(${v} > 1e4, ${stirling}, digamma(${v} + ${m}) - digamma(${v}))`;
}

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
  where: {
    whole: "a + b",
    failures: "trials - x",
    shared: slope("whole", "trials"),
  },
  // log P(x | n, a, b) = log B(a+x, b+n-x) - log B(a, b) + log C(n, x), with the binomial distribution of a/(a+b) taken out
  logDensity: [
    "x * log(a / whole)",
    "failures * log(b / whole)",
    risen("a", "x"),
    risen("b", "failures"),
    `-(${risen("whole", "trials")})`,
    ...logChoices,
  ],
  partials: { a: `${slope("a", "x")} - shared`, b: `${slope("b", "failures")} - shared` },
  mean: "trials * a / (a + b)",
  // n p (1-p) (a+b+n)/(a+b+1),  p = a/(a+b)
  variance: "trials * a / (a + b) * (b / (a + b)) * (a + b + trials) / (a + b + 1)",
  draw: (stream, [trials, a, b]) => drawBinomial(stream, trials!, drawBeta(stream, a!, b!)),
};

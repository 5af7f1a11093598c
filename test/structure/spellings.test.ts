/** A model is recognized whatever its spelling: pairs of texts that mean the same have the same marginal density. */

import { describe, expect, it } from "vitest";
import { requireBound, scattered } from "../density/harness.ts";
import { integrate } from "../samplers/marginal/integrated-model.ts";
import { exampleColumns } from "../samplers/marginal/marginal-models.ts";

const scales = "σ_b ~ half_normal(5)\nσ ~ half_normal(5)\n";
const head = `data {
  y: real
  x: real
  t: real
  se: real > 0
  batch: factor
  cask: factor in batch
  lab: factor
  method: factor
  robot: int
}
${scales}`;
const intercept = "β ~ normal(40, 20)\n";
const effects = "b[lab] ~ normal(0, σ_b)\n";
const plain = `${intercept}${effects}y ~ normal(β + b[lab], σ)`;
const lines = `Z = design(1 + x)
τ[Z] ~ half_normal(5)
Ω[Z, Z] ~ lkj(2)
β[Z] ~ normal(0, 50)
`;
const vectors = `${lines}u[lab, Z] ~ multi_normal(0, τ, Ω)
y ~ normal(Z * β + Z * u[lab], σ)`;
const nested = `${intercept}ω ~ half_normal(5)
b[batch] ~ normal(0, σ_b)
c[cask] ~ normal(0, ω)
y ~ normal(β + b[batch] + c[cask], σ)`;

/** p6 is ρ^64. */
const powers = `r ~ normal(0, 1)\nρ = exp(r / 64)\n${Array.from({ length: 6 }, (_, i) => {
  const last = i === 0 ? "ρ" : `p${i}`;
  return `p${i + 1} = ${last} * ${last}\n`;
}).join("")}`;

/** What the two spellings differ in, and their texts. */
const pairs: readonly (readonly [string, string, string])[] = [
  ["terms in another order", plain, `${effects}y ~ normal(b[lab] + β, σ)\n${intercept}`],
  ["a mean defined by row", plain, `${intercept}${effects}μ = β + b[lab]\ny ~ normal(μ, σ)`],
  ["a mean defined by group", plain, `${intercept}${effects}a[lab] = β + b[lab]\ny ~ normal(a[lab], σ)`],
  ["hierarchical centering", plain, `${intercept}a[lab] ~ normal(β, σ_b)\ny ~ normal(a[lab], σ)`],
  [
    "non-centering by hand",
    plain,
    `${intercept}z[lab] ~ normal(0, 1)\nb[lab] = z[lab] * σ_b\ny ~ normal(β + b[lab], σ)`,
  ],
  [
    "non-centering by hand in the mean",
    plain,
    `${intercept}z[lab] ~ normal(0, 1)\ny ~ normal(β + σ_b * z[lab], σ)`,
  ],
  [
    "an intercept that is standardized",
    plain,
    `z ~ normal(0, 1)\nβ = 40 + 20 * z\n${effects}y ~ normal(β + b[lab], σ)`,
  ],
  ["the word `centered`", plain, plain.replace("b[lab] ~", "centered b[lab] ~")],
  ["the word `noncentered`", plain, plain.replace("b[lab] ~", "noncentered b[lab] ~")],
  [
    "arithmetic that comes to nothing",
    plain,
    `${intercept}${effects}y ~ normal(3 * (β / 3) - (-(b[lab] + b[lab]) + b[lab]) + 0 * β + 7 - 7, σ)`,
  ],
  ["arguments by name", plain, `${intercept}${effects}y ~ normal(sd: σ, mean: β + b[lab])`],
  [
    "a choice between equals",
    plain,
    `${intercept}${effects}y ~ normal(if(x > 0, b[lab] + β, β + b[lab]), σ)`,
  ],
  [
    "a choice that holds in no row",
    plain,
    `${intercept}${effects}y ~ normal(if(se > 100, b[lab] * x, β + b[lab]), σ)`,
  ],
  ["a standard deviation defined", plain, `${intercept}s = 2 * σ\n${effects}y ~ normal(β + b[lab], s / 2)`],
  [
    "a standard deviation defined by row",
    plain.replace("σ)", "σ * sqrt(se))"),
    `${intercept}s = sqrt(se) * σ\n${effects}y ~ normal(β + b[lab], s)`,
  ],
  [
    "a variance component as the root of its square",
    plain,
    `${intercept}b[lab] ~ normal(0, sqrt(σ_b^2))\ny ~ normal(β + b[lab], exp(log(σ)))`,
  ],
  [
    "a design and its columns",
    `X = design(1 + x + t)\nβ[X] ~ normal(0, 20)\n${effects}y ~ normal(X * β + b[lab], σ)`,
    `β ~ normal(0, 20)\nγ ~ normal(0, 20)\nδ ~ normal(0, 20)\n${effects}y ~ normal(β + x * γ + δ * t + b[lab], σ)`,
  ],
  [
    "a design and indicators of a factor",
    `X = design(1 + method)\nβ[X] ~ normal(0, 20)\n${effects}y ~ normal(X * β + b[lab], σ)`,
    `β ~ normal(0, 20)\nγ ~ normal(0, 20)\n${effects}y ~ normal(β + if(robot == 1, γ, 0) + b[lab], σ)`,
  ],
  [
    "means of groups and a design without intercept",
    `μ[method] ~ normal(0, 20)\n${effects}y ~ normal(μ[method] + b[lab], σ)`,
    `X = design(0 + method)\nμ[X] ~ normal(0, 20)\n${effects}y ~ normal(X * μ + b[lab], σ)`,
  ],
  [
    "vectors of effects and their elements",
    vectors,
    `${lines}u[lab, Z] ~ multi_normal(0, τ, Ω)
y ~ normal(β["intercept"] + u[lab, "intercept"] + (β["x"] + u[lab, "x"]) * x, σ)`,
  ],
  [
    "vectors of effects about their means",
    vectors,
    `${lines}u[lab, Z] ~ multi_normal(β, τ, Ω)\ny ~ normal(Z * u[lab], σ)`,
  ],
  [
    "the mean and sds of vectors as lists",
    vectors,
    `${lines}u[lab, Z] ~ multi_normal([0, 0], [τ["intercept"], τ["x"]], Ω)\ny ~ normal(Z * β + Z * u[lab], σ)`,
  ],
  [
    "independent effects as a vector without correlation",
    `ω ~ half_normal(5)
${intercept}b[lab] ~ normal(0, σ_b)
c[lab] ~ normal(0, ω)
y ~ normal(β + b[lab] + c[lab] * x, σ)`,
    `ω ~ half_normal(5)
${intercept}Z = design(1 + x)
z[lab, Z] ~ normal(0, 1)
y ~ normal(β + σ_b * z[lab, "intercept"] + ω * x * z[lab, "x"], σ)`,
  ],
  [
    "nested effects and nested means",
    nested,
    `${intercept}ω ~ half_normal(5)
b[batch] ~ normal(β, σ_b)
c[cask] ~ normal(b[batch], ω)
y ~ normal(c[cask], σ)`,
  ],
  [
    "nested effects and combinations of factors",
    nested.replaceAll("c[cask]", "c[batch:lab]"),
    `${intercept}ω ~ half_normal(5)
b[batch] ~ normal(0, σ_b)
c[batch:lab] ~ normal(b[batch], ω)
y ~ normal(β + c[batch:lab], σ)`,
  ],
  [
    "scales as shares of a total",
    `total ~ half_normal(10)
ρ ~ beta(2, 2)
s = total * sqrt(ρ)
r = total * sqrt(1 - ρ)
${intercept}b[lab] ~ normal(0, s)
y ~ normal(β + b[lab], r)`,
    `total ~ half_normal(10)
ρ ~ beta(2, 2)
${intercept}z[lab] ~ normal(0, 1)
y ~ normal(β + total * (sqrt(ρ) * z[lab]), sqrt(1 - ρ) * total)`,
  ],
  [
    "a standard deviation on the log scale",
    `s ~ lognormal(0.5, 0.8)\n${intercept}b[lab] ~ normal(0, s)\ny ~ normal(β + b[lab], σ)`,
    `l ~ normal(0.5, 0.8)\n${intercept}b[lab] ~ normal(0, exp(l))\ny ~ normal(β + b[lab], σ)`,
  ],
  [
    "a standard deviation for each of two methods",
    `s[method] ~ half_normal(5)\n${plain.replace("σ)", "s[method])")}`,
    `s[method] ~ half_normal(5)
${intercept}${effects}y ~ normal(β + b[lab], if(robot == 0, s["hand"], s["robot"]))`,
  ],
  [
    "a product of very many factors taken off",
    `${intercept}${effects}${powers}y ~ normal(β - 0.5 * (p6 * p6) + b[lab], σ)`,
    `${intercept}${effects}${powers}p7 = p6 * p6\ny ~ normal(β + b[lab] + (0 - 0.5) * p7, σ)`,
  ],
];

describe("a model is recognized alike", () => {
  it.each(pairs)("with %s", (_, one, other) => {
    const known = exampleColumns();
    const columns = { ...known, robot: Array.from(known.method!, (method) => Number(method === "robot")) };
    const [first, second] = [one, other].map((body) => integrate(requireBound(head + body, columns)).density);
    expect(second!.dimension).toBe(first!.dimension);
    for (const seed of [1, 2, 3]) {
      const position = Float64Array.from(scattered(first!.dimension, 1.2, seed));
      const gradients = [new Float64Array(first!.dimension), new Float64Array(first!.dimension)] as const;
      const value = first!.evaluate(position, gradients[0]);
      expect(Math.abs(second!.evaluate(position, gradients[1]) / value - 1)).toBeLessThan(1e-12);
      for (const [i, slope] of gradients[0].entries())
        expect(Math.abs(gradients[1][i]! - slope)).toBeLessThan(1e-10 * (1 + Math.abs(slope)));
    }
  });
});

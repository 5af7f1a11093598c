/** Faults that once gave wrong posteriors without a word, each with its story; the models are compared with brute force. */

import { describe, expect, it } from "vitest";
import { disagreementOf } from "./disagreement.ts";

const data = `data {
  y: real
  x: real
  batch: factor
  cask: factor in batch
  lab: factor
  method: factor
}
`;

/** What went wrong, and a model that it went wrong in. */
const stories: readonly (readonly [string, string])[] = [
  [
    "the mean of all coefficients was taken for the intercept, which acts on the column of ones as well",
    `X = design(1 + method)
μ ~ normal(5, 3)
σ ~ half_normal(3)
β[X] ~ normal(μ, 2)
y ~ normal(X * β, σ)`,
  ],
  [
    "a parameter without an outcome was drawn with a standard deviation of 1, not with that of its prior",
    `β ~ normal(40, 20)
γ ~ normal(0, 10)
σ_b ~ half_normal(5)
σ ~ half_normal(5)
b[lab] ~ normal(0, σ_b)
y ~ normal(β + b[lab], σ)`,
  ],
  [
    "group effects without an outcome were drawn with a standard deviation of 1, not with that of their prior",
    `β ~ normal(40, 20)
σ_b ~ half_normal(5)
σ ~ half_normal(5)
b[lab] ~ normal(β, σ_b)
c[batch] ~ normal(3, 7)
y ~ normal(b[lab], σ)`,
  ],
  [
    "crossed slopes had the scales of the first columns of the model, not of their own",
    `h = 1000 * x
β ~ normal(40, 20)
γ ~ normal(0, 3)
σ_b ~ half_normal(5)
σ_c ~ half_normal(5)
σ_u ~ half_normal(0.01)
σ ~ half_normal(5)
b[cask] ~ normal(0, σ_b)
c[lab] ~ normal(0, σ_c)
u[lab] ~ normal(0, σ_u)
y ~ normal(β + γ * x + b[cask] + c[lab] + u[lab] * h, σ)`,
  ],
  [
    "one level by its label, in the mean of rows, was read past the end of its only element, and gave NaN",
    `β ~ normal(40, 20)
σ_b ~ half_normal(5)
σ ~ half_normal(5)
m[method] ~ normal(0, 3)
b[lab] ~ normal(0, σ_b)
y ~ normal(β + m["hand"] * x + b[lab], σ)`,
  ],
];

describe("agrees with brute force where", () => {
  it.each(stories)("%s", (_, body) => {
    const { density, gradient, mean, covariance } = disagreementOf(data + body);
    expect(density).toBeLessThan(1e-10);
    expect(gradient).toBeLessThan(1e-7);
    expect(mean).toBeLessThan(1e-7);
    expect(covariance).toBeLessThan(1e-7);
  });
});

/** Models of every structure that is integrated out, with small random unbalanced data. */

import type { ColumnData } from "../../../src/data/from-memory.ts";

export interface MarginalExample {
  readonly title: string;
  readonly text: string;
  /** Parameters that are integrated out, in the order of the model. */
  readonly integrated: readonly string[];
}

/** Forty-one rows: crossed, nested and unbalanced factors, predictors, weights. */
export function exampleColumns(): ColumnData {
  let state = 12345;
  const next = (): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
  const rows = Array.from({ length: 41 }, (_, i) => {
    const batch = ["p", "q", "r", "s"][Math.floor(next() * 4)]!;
    return {
      y: 50 + 8 * next() + (batch === "q" ? 3 : 0),
      other: 3 * next() - 1,
      x: 2 * next() - 1,
      t: Math.floor(4 * next()),
      se: 0.5 + next(),
      batch,
      cask: ["a", "b", "c"][i % 3]!,
      lab: ["l1", "l2", "l3", "l4", "l5"][Math.floor(next() * 5)]!,
      method: next() < 0.4 ? "hand" : "robot",
    };
  });
  const names = Object.keys(rows[0]!) as (keyof (typeof rows)[0])[];
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])])) as ColumnData;
}

const data = `data {
  y: real
  other: real
  x: real
  t: real
  se: real > 0
  batch: factor
  cask: factor in batch
  lab: factor
  method: factor
}
`;

const example = (title: string, integrated: readonly string[], body: string): MarginalExample => ({
  title,
  integrated,
  text: `${data}${body}`,
});

export const marginalExamples: readonly MarginalExample[] = [
  example(
    "priors of single elements",
    ["β", "b"],
    `
X = design(1 + x + method)
β[X] ~ normal(40, 20)
β["x"] ~ normal(1, 0.5)
σ_b ~ half_normal(5)
σ_1 ~ half_normal(2)
σ ~ half_normal(5)
b[lab] ~ normal(0, σ_b)
b["l2"] ~ normal(3, σ_1)
y ~ normal(X * β + b[lab] + (method == "hand") * x, σ)`,
  ),
  example(
    "one factor",
    ["β", "b"],
    `
β ~ normal(40, 20)
σ_b ~ half_normal(5)
σ ~ half_normal(5)
b[lab] ~ normal(0, σ_b)
y ~ normal(β + b[lab], σ)`,
  ),
  example(
    "one factor, hierarchically centered",
    ["μ", "a"],
    `
μ ~ normal(40, 20)
τ ~ half_cauchy(5)
σ ~ exponential(0.2)
a[lab] ~ normal(μ, τ)
y ~ normal(a[lab], σ)`,
  ),
  example(
    "one factor, non-centered by hand",
    ["β", "z"],
    `
β ~ normal(40, 20)
σ_b ~ half_normal(5)
σ ~ half_normal(5)
z[lab] ~ normal(0, 1)
b[lab] = σ_b * z[lab]
y ~ normal(b[lab] + β, σ)`,
  ),
  example(
    "a flat intercept and a slope",
    ["β", "γ", "b"],
    `
β ~ flat()
γ ~ normal(0, 3)
σ_b ~ half_normal(5)
σ ~ half_normal(5)
b[lab] ~ normal(0, σ_b)
y ~ normal(β + γ * x + b[lab], σ)`,
  ),
  example(
    "correlated slopes",
    ["β", "u"],
    `
X = design(1 + x)
Z = design(1 + x)
β[X] ~ normal(0, 50)
τ[Z] ~ half_normal(5)
Ω[Z, Z] ~ lkj(2)
σ ~ half_normal(5)
u[lab, Z] ~ multi_normal(0, τ, Ω)
y ~ normal(X * β + Z * u[lab], σ)`,
  ),
  example(
    "three correlated slopes with means of their own",
    ["m", "u"],
    `
Z = design(1 + x + t)
m[Z] ~ normal(0, 50)
τ[Z] ~ half_normal(5)
Ω[Z, Z] ~ lkj(1)
σ ~ half_normal(5)
u[lab, Z] ~ multi_normal(m, 2 * τ[Z], Ω)
y ~ normal(Z * u[lab], σ)`,
  ),
  example(
    "independent slopes",
    ["β", "b", "c"],
    `
X = design(1 + t)
β[X] ~ normal(0, 50)
σ_b ~ half_normal(5)
σ_c ~ half_normal(5)
σ ~ half_normal(5)
b[lab] ~ normal(0, σ_b)
c[lab] ~ normal(0, σ_c)
y ~ normal(X * β + b[lab] + c[lab] * t, σ)`,
  ),
  example(
    "nested factors",
    ["β", "b", "c"],
    `
β ~ normal(40, 20)
σ_batch ~ half_normal(5)
σ_cask ~ half_normal(5)
σ ~ half_normal(5)
b[batch] ~ normal(0, σ_batch)
c[cask] ~ normal(0, σ_cask)
y ~ normal(β + b[batch] + c[cask], σ)`,
  ),
  example(
    "nested means with a predictor",
    ["μ", "γ", "b", "c"],
    `
μ ~ normal(40, 20)
γ ~ normal(0, 2)
σ_batch ~ half_normal(5)
σ_cask ~ half_normal(5)
σ ~ half_normal(5)
b[batch] ~ normal(μ, σ_batch)
c[cask] ~ normal(b[batch], σ_cask)
y ~ normal(c[cask] + γ * x, σ)`,
  ),
  example(
    "nested slopes",
    ["β", "b", "c"],
    `
Z = design(1 + x)
β[Z] ~ normal(0, 50)
τ[Z] ~ half_normal(5)
Ω[Z, Z] ~ lkj(2)
σ_cask ~ half_normal(5)
σ ~ half_normal(5)
b[batch, Z] ~ multi_normal(0, τ, Ω)
c[cask] ~ normal(0, σ_cask)
y ~ normal(Z * β + Z * b[batch] + c[cask], σ)`,
  ),
  example(
    "crossed factors",
    ["β", "b", "c"],
    `
β ~ normal(40, 20)
σ_b ~ half_normal(5)
σ_c ~ half_normal(5)
σ ~ half_normal(5)
b[batch] ~ normal(0, σ_b)
c[lab] ~ normal(0, σ_c)
y ~ normal(β + b[batch] + c[lab], σ)`,
  ),
  example(
    "crossed factors, one with slopes",
    ["β", "b", "u"],
    `
Z = design(1 + x)
β[Z] ~ normal(0, 50)
τ[Z] ~ half_normal(5)
Ω[Z, Z] ~ lkj(2)
σ_b ~ half_normal(5)
σ ~ half_normal(5)
b[cask] ~ normal(0, σ_b)
u[lab, Z] ~ multi_normal(0, τ, Ω)
y ~ normal(Z * β + b[cask] + Z * u[lab], σ)`,
  ),
  example(
    "a residual sd for each method",
    ["β", "b"],
    `
β ~ normal(40, 20)
σ_b ~ half_normal(5)
σ[method] ~ half_normal(5)
b[lab] ~ normal(0, σ_b)
y ~ normal(β + b[lab], σ[method])`,
  ),
  example(
    "nested factors and a residual sd for each method",
    ["β", "b", "c"],
    `
X = design(1 + x)
β[X] ~ normal(0, 50)
σ_b ~ half_normal(5)
σ_c ~ half_normal(5)
σ[method] ~ half_normal(5)
b[batch] ~ normal(0, σ_b)
c[cask] ~ normal(0, σ_c)
y ~ normal(X * β + b[batch] + c[cask], σ[method])`,
  ),
  example(
    "known standard errors",
    ["μ", "θ"],
    `
μ ~ normal(40, 20)
τ ~ half_cauchy(5)
θ[lab] ~ normal(μ, τ)
y ~ normal(θ[lab], se)`,
  ),
  example(
    "known weights and an unknown scale",
    ["β", "b"],
    `
β ~ normal(40, 20)
σ_b ~ half_normal(5)
σ ~ half_normal(5)
b[lab] ~ normal(0, σ_b)
y ~ normal(β + b[lab], σ * sqrt(se))`,
  ),
  example(
    "a prior on the intraclass correlation",
    ["β", "b"],
    `
β ~ normal(40, 20)
total ~ half_normal(10)
ρ ~ beta(1, 1)
σ_b = total * sqrt(ρ)
σ = total * sqrt(1 - ρ)
b[lab] ~ normal(0, σ_b)
y ~ normal(β + b[lab], σ)`,
  ),
  example(
    "priors of population effects that are not normal",
    ["b", "γ"],
    `
β ~ student_t(3, 45, 10)
δ ~ laplace(0, 2)
κ ~ uniform(-3, 3)
γ ~ normal(0, 5)
σ_b ~ half_normal(5)
σ ~ half_normal(5)
b[lab] ~ normal(0, σ_b)
y ~ normal(β + δ * x + κ * t + γ * se + b[lab], σ)`,
  ),
  example(
    "loadings that differ by method",
    ["β", "f"],
    `
β[method] ~ normal(40, 20)
λ[method] ~ lognormal(0, 1)
σ ~ half_normal(5)
f[lab] ~ normal(0, 1)
y ~ normal(β[method] + λ[method] * f[lab], σ)`,
  ),
  example(
    "sds of group effects that differ by the group's batch",
    ["β", "c"],
    `
β ~ normal(40, 20)
τ[batch] ~ half_normal(5)
σ ~ half_normal(5)
c[cask] ~ normal(0, τ[batch])
y ~ normal(β + c[cask], σ)`,
  ),
  example(
    "two outcomes with shared effects",
    ["β", "α", "b"],
    `
β ~ normal(40, 20)
α ~ normal(0, 2)
λ ~ normal(0, 1)
σ_b ~ half_normal(5)
σ ~ half_normal(5)
s ~ half_normal(2)
b[lab] ~ normal(0, σ_b)
y ~ normal(β + b[lab], σ)
other ~ normal(α + λ * b[lab], s)`,
  ),
  example(
    "no pooling",
    ["β"],
    `
β[lab] ~ normal(0, 100)
σ ~ half_normal(5)
y ~ normal(β[lab], σ)`,
  ),
  example(
    "no pooling with flat priors",
    ["β"],
    `
β[lab] ~ flat()
σ ~ half_normal(5)
y ~ normal(β[lab] - 3, σ)`,
  ),
  example(
    "a linear model",
    ["β"],
    `
X = design(1 + x * method + t)
β[X] ~ normal(0, 50)
σ ~ half_normal(5)
y ~ normal(X * β, σ)`,
  ),
  example(
    "combinations of factors",
    ["β", "b", "d"],
    `
β ~ normal(40, 20)
σ_b ~ half_normal(5)
σ_d ~ half_normal(5)
σ ~ half_normal(5)
b[lab] ~ normal(0, σ_b)
d[lab:method] ~ normal(0, σ_d)
y ~ normal(β + b[lab] + d[lab:method], σ)`,
  ),
  example(
    "vectors over a factor",
    ["β", "u"],
    `
β ~ normal(40, 20)
τ[method] ~ half_normal(5)
Ω[method, method] ~ lkj(2)
σ ~ half_normal(5)
u[lab, method] ~ multi_normal(0, τ, Ω)
y ~ normal(β + u[lab, method], σ)`,
  ),
  example(
    "a choice by data",
    ["β", "γ", "b"],
    `
β ~ normal(40, 20)
γ ~ normal(0, 5)
σ_b ~ half_normal(5)
σ ~ half_normal(5)
b[lab] ~ normal(0, σ_b)
y ~ normal(if(x > 0, β + b[lab], β - γ * t), σ)`,
  ),
];

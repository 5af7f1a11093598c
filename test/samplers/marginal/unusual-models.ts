/** Models that stand apart in some way: in their data, their coefficients, or where their parameters meet. */

import type { ColumnData } from "../../../src/data/from-memory.ts";
import type { MarginalExample } from "./marginal-models.ts";
import { exampleColumns } from "./marginal-models.ts";

/** The columns of the example models, with two of the labs: heights, and a measurement of each. */
export function unusualColumns(): ColumnData {
  const columns = exampleColumns();
  const byLab = (of: (lab: number) => number): number[] =>
    Array.from(columns.lab!, (lab) => of(Number(String(lab).slice(1))));
  return {
    ...columns,
    height: byLab((lab) => 100 + 7 * lab * lab),
    reading: byLab((lab) => 2 - lab * 0.8),
    week: byLab((lab) => lab * lab + (lab > 2 ? 1 : 0)),
    robot: Array.from(columns.method!, (method) => Number(method === "robot")),
  };
}

const data = `data {
  y: real
  other: real
  x: real
  t: real
  se: real > 0
  robot: int
  batch: factor
  cask: factor in batch
  lab: factor
  week: factor
  method: factor
}
data per lab {
  height: real
  reading: real
}
`;
const scales = "σ_b ~ half_normal(5)\nσ ~ half_normal(5)\n";

const example = (title: string, integrated: readonly string[], body: string): MarginalExample => ({
  title,
  integrated,
  text: `${data}${scales}${body}`,
});

export const unusualExamples: readonly MarginalExample[] = [
  example(
    "a predictor of group means",
    ["μ", "γ", "a"],
    `μ ~ normal(40, 20)
γ ~ normal(0, 2)
a[lab] ~ normal(μ + γ * height, σ_b)
y ~ normal(a[lab], σ)`,
  ),
  example(
    "an outcome of groups beside that of rows",
    ["β", "b"],
    `β ~ normal(40, 20)
s ~ half_normal(2)
b[lab] ~ normal(0, σ_b)
reading ~ normal(b[lab], s)
y ~ normal(β + b[lab], σ)`,
  ),
  example(
    "two effects of the same groups",
    ["β", "a", "b"],
    `β ~ normal(40, 20)
s ~ half_normal(2)
a[lab] ~ normal(0, s)
b[lab] ~ normal(0, σ_b)
y ~ normal(β + a[lab] + b[lab], σ)`,
  ),
  example(
    "an outcome of groups only",
    ["β", "b"],
    `β ~ normal(0, 2)
b[lab] ~ normal(β, σ_b)
reading ~ normal(b[lab], σ)`,
  ),
  example(
    "a flat intercept with a coefficient of its own",
    ["β", "γ", "b"],
    `β ~ flat()
γ ~ flat()
b[lab] ~ normal(0, σ_b)
y ~ normal(3 + γ * x - 2 * β + b[lab], σ)`,
  ),
  example(
    "an intercept that is halved, and centered predictors",
    ["β", "γ", "b"],
    `β ~ normal(80, 20)
γ ~ normal(0, 3)
b[lab] ~ normal(0, σ_b)
y ~ normal(0.5 * β + γ * height + b[lab], σ)`,
  ),
  example(
    "two intercepts",
    ["α", "β", "γ"],
    `α ~ normal(20, 5)
β ~ normal(20, 10)
γ ~ normal(0, 3)
y ~ normal(α + β + γ * height, σ)`,
  ),
  example(
    "an intercept that is a slope as well",
    ["β", "γ", "b"],
    `β ~ normal(40, 20)
γ ~ normal(0, 3)
b[lab] ~ normal(0, σ_b)
y ~ normal(β + β * x + γ * t + b[lab], σ)`,
  ),
  example(
    "an intercept in units of the residual sd",
    ["δ", "γ", "b"],
    `δ ~ normal(0, 20)
γ ~ normal(0, 3)
b[lab] ~ normal(0, σ_b)
y ~ normal(δ * σ + γ * t + b[lab] * σ, σ)`,
  ),
  example(
    "an intercept whose prior is about a sampled location",
    ["β", "γ"],
    `μ ~ student_t(4, 40, 10)
β ~ normal(μ, 5)
γ ~ normal(0, 3)
y ~ normal(β + γ * height, σ)`,
  ),
  example(
    "a known offset by row",
    ["β", "b"],
    `β ~ flat()
b[lab] ~ normal(0, σ_b)
y ~ normal(10 * se + height + β + b[lab] - other, σ)`,
  ),
  example(
    "a sampled slope on an offset, and on a centered predictor",
    ["β", "γ", "b"],
    `β ~ flat()
γ ~ normal(0, 3)
κ ~ uniform(-1, 1)
λ ~ lognormal(0, 1)
b[lab] ~ normal(0, σ_b)
y ~ normal(β + (γ + κ) * height + λ * 40 + b[lab], σ)`,
  ),
  example(
    "a lognormal outcome",
    ["β", "b", "c"],
    `X = design(1 + x)
β[X] ~ normal(0, 5)
b[lab] ~ normal(0, σ_b)
c[cask] ~ normal(0, 0.5)
y ~ lognormal(X * β + b[lab] + c[cask], σ * se)`,
  ),
  example(
    "a lognormal outcome with weights",
    ["β", "b"],
    `β ~ flat()
b[lab] ~ normal(0, σ_b)
y ~ weighted(lognormal(β + b[lab], σ), height)`,
  ),
  example(
    "a lognormal outcome beside a normal one",
    ["β", "b"],
    `β ~ normal(3, 2)
b[lab] ~ normal(0, σ_b)
height ~ lognormal(β + b[lab], 0.3)
y ~ normal(10 * β + 2 * b[lab], σ)`,
  ),
  example(
    "sds of vectors that differ by the factor outside",
    ["β", "u"],
    `Z = design(1 + x)
β[Z] ~ normal(0, 50)
τ[batch, Z] ~ half_normal(5)
Ω[Z, Z] ~ lkj(2)
u[cask, Z] ~ multi_normal(0, τ[batch], Ω)
y ~ normal(Z * β + Z * u[cask], σ)`,
  ),
  example(
    "one correlation matrix for two factors",
    ["β", "u", "v"],
    `Z = design(1 + x)
β[Z] ~ normal(0, 50)
τ[Z] ~ half_normal(5)
Ω[Z, Z] ~ lkj(2)
u[lab, Z] ~ multi_normal(0, τ, Ω)
v[batch, Z] ~ multi_normal(0, τ, Ω)
y ~ normal(Z * β + Z * u[lab] + Z * v[batch], σ)`,
  ),
  example(
    "effects about an element of a vector",
    ["β", "u", "c"],
    `Z = design(1 + x)
β[Z] ~ normal(0, 50)
τ[Z] ~ half_normal(5)
Ω[Z, Z] ~ lkj(2)
u[batch, Z] ~ multi_normal(β, τ, Ω)
c[cask] ~ normal(u[batch, "intercept"], σ_b)
y ~ normal(c[cask] + x * u[batch, "x"], σ)`,
  ),
  example(
    "three levels of nesting with equal and unequal children",
    ["β", "a", "b", "c"],
    `ω ~ half_normal(5)
υ ~ half_normal(5)
β ~ normal(40, 20)
a[method] ~ normal(0, σ_b)
b[method:batch] ~ normal(0, ω)
c[method:batch:lab] ~ normal(0, υ)
y ~ normal(β + a[method] + b[method:batch] + c[method:batch:lab], σ)`,
  ),
  example(
    "effects on a full grid of which cells are missing",
    ["β", "g"],
    `β ~ normal(40, 20)
g[lab, cask] ~ normal(0, σ_b)
y ~ normal(β + g[lab, cask], σ)`,
  ),
  example(
    "a factor and a grid over it",
    ["β", "b", "g"],
    `β ~ normal(40, 20)
ω ~ half_normal(2)
b[lab] ~ normal(0, σ_b)
g[lab, cask] ~ normal(b[lab], ω)
y ~ normal(β + g[lab, cask], σ)`,
  ),
  example(
    "one factor by two effects, known and unknown",
    ["β", "b", "c"],
    `β ~ normal(40, 20)
b[lab] ~ normal(0, σ_b)
c[lab] ~ normal(1, 2)
y ~ normal(β + b[lab] + c[lab] * t, σ)`,
  ),
  example(
    "effects of some rows only",
    ["β", "b"],
    `β ~ normal(40, 20)
b[lab] ~ normal(0, σ_b)
y ~ normal(β + if(robot == 1, b[lab], 0), σ)`,
  ),
  example(
    "a residual sd that is known for some rows",
    ["β", "b"],
    `β ~ normal(40, 20)
b[lab] ~ normal(0, σ_b)
y ~ normal(β + b[lab], if(robot == 1, 2, σ))`,
  ),
  example(
    "an effect that no outcome has",
    ["β", "b", "c"],
    `β ~ normal(40, 20)
b[lab] ~ normal(0, σ_b)
c[batch] ~ normal(β, σ_b)
y ~ normal(β + b[lab], σ)
d[batch] = c[batch] + β`,
  ),
  example(
    "a mean sd of groups as a residual sd",
    ["β", "c"],
    `β ~ normal(40, 20)
τ[batch] ~ half_normal(5)
s = mean(τ)
c[cask] ~ normal(0, τ[batch])
y ~ normal(β + c[cask], s + σ)`,
  ),
  example(
    "two outcomes of different units and an effect of both",
    ["β", "α", "u"],
    `β[method] ~ normal(40, 20)
α ~ normal(0, 2)
τ_y ~ half_normal(5)
τ_other ~ half_normal(1)
s ~ half_normal(2)
u[lab] ~ normal(0, 1)
y ~ normal(β[method] + τ_y * u[lab], σ)
other ~ normal(α - τ_other * u[lab], s)`,
  ),
  example(
    "a random walk",
    ["β", "b"],
    `β ~ normal(40, 20)
b[lab] ~ random_walk(σ_b)
y ~ normal(β + b[lab], σ)`,
  ),
  example(
    "a random walk of each group, beside an effect of the groups and with a start of its own",
    ["β", "a", "b"],
    `β ~ normal(40, 20)
s ~ half_normal(2)
a[batch] ~ normal(0, s)
b[batch, week] ~ random_walk(σ_b, first: 3)
y ~ normal(β + a[batch] + b[batch, week], σ)`,
  ),
  example(
    "an autoregressive process along labels that are numbers, crossed with groups",
    ["β", "a", "b", "w"],
    `β ~ normal(40, 20)
ρ ~ uniform(-1, 1)
s ~ half_normal(2)
levels K = 1..4
a[batch] ~ normal(0, s)
w[K] ~ autoregressive(ρ, 1)
b[week] ~ autoregressive(ρ, σ_b)
y ~ normal(β + a[batch] + b[week] + w["2"] - x * w["4"], σ)`,
  ),
  example(
    "an autoregressive process of each group, each with a correlation and an sd of its own",
    ["β", "b"],
    `β ~ normal(40, 20)
ρ[batch] ~ uniform(-1, 1)
τ[batch] ~ half_normal(2)
b[batch, lab] ~ autoregressive(ρ[batch], τ[batch])
y ~ normal(β + x * b[batch, lab], σ)`,
  ),
];

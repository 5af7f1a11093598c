/** Small models with crossed factors that the collapsed Gibbs sampler is tried on, over the columns of the marginal examples. */

import type { CheckedStatement } from "../../../src/language/checked-model.ts";
import type { CollapsedGibbsModel } from "../../../src/linear-gaussian/collapsed-model.ts";
import { compileCollapsedGibbs } from "../../../src/linear-gaussian/collapsed-model.ts";
import { splitFactors } from "../../../src/linear-gaussian/factor-split.ts";
import { arrange } from "../../../src/linear-gaussian/statistics/arrangement.ts";
import type { BoundModel } from "../../../src/model/bound-model.ts";
import { createRandomStream, type RandomStream } from "../../../src/numeric/random-stream.ts";
import { recognizeLinearGaussian } from "../../../src/structure/linear-gaussian.ts";

export interface CrossedExample {
  readonly title: string;
  readonly text: string;
  /** Numbers in the dense block, where it is to be so small that more than two factors are large. */
  readonly mostDense?: number;
}

const data = `data {
  y: real
  x: real
  t: real
  se: real > 0
  batch: factor
  cask: factor in batch
  lab: factor
  method: factor
}
`;

const scales = `σ_b ~ half_normal(5)
σ_c ~ half_normal(5)
σ ~ half_normal(5)
`;

const example = (title: string, body: string): CrossedExample => ({ title, text: `${data}${body}` });

export const crossedExamples: readonly CrossedExample[] = [
  example(
    "two factors",
    `β ~ normal(40, 20)
${scales}b[batch] ~ normal(0, σ_b)
c[lab] ~ normal(0, σ_c)
y ~ normal(β + b[batch] + c[lab], σ)`,
  ),
  example(
    "two factors, hierarchically centered, with a predictor and a flat prior",
    `μ ~ flat()
γ ~ normal(0, 3)
${scales}b[cask] ~ normal(μ, σ_b)
c[lab] ~ normal(0, σ_c)
y ~ normal(b[cask] + γ * t + c[lab], σ)`,
  ),
  example(
    "two factors, each with correlated slopes",
    `Z = design(1 + x)
W = design(1 + t)
β[Z] ~ normal(0, 50)
τ[Z] ~ half_normal(5)
Ω[Z, Z] ~ lkj(2)
ω[W] ~ half_normal(5)
Ψ[W, W] ~ lkj(2)
σ ~ half_normal(5)
b[cask, Z] ~ multi_normal(0, τ, Ω)
u[lab, W] ~ multi_normal(0, ω, Ψ)
y ~ normal(Z * β + Z * b[cask] + W * u[lab], σ)`,
  ),
  example(
    "independent slopes, known weights, and a small factor",
    `β ~ normal(40, 20)
${scales}σ_t ~ half_normal(2)
σ_m ~ half_normal(2)
m[method] ~ normal(0, σ_m)
b[cask] ~ normal(0, σ_b)
s[cask] ~ normal(0, σ_t)
c[lab] ~ normal(0, σ_c)
y ~ normal(β + m[method] + b[cask] + s[cask] * t + c[lab], σ * sqrt(se))`,
  ),
  example(
    "a prior on a share of variance, and hyperparameters of scales",
    `β ~ normal(40, 20)
total ~ half_normal(10)
ρ ~ beta(2, 2)
s ~ half_normal(3)
σ_c ~ half_normal(s)
σ_b = total * sqrt(ρ)
σ = total * sqrt(1 - ρ)
b[cask] ~ normal(0, σ_b)
c[lab] ~ normal(0, σ_c)
y ~ normal(β + b[cask] + c[lab], σ)`,
  ),
  example(
    "locations whose priors are not normal",
    `β ~ student_t(3, 45, 10)
δ ~ laplace(0, 2)
${scales}b[cask] ~ normal(0, σ_b)
c[lab] ~ normal(0, σ_c)
y ~ normal(β + δ * x + b[cask] + c[lab], σ)`,
  ),
  {
    ...example(
      "three large factors, one with slopes",
      `β ~ normal(40, 20)
${scales}Z = design(1 + x)
τ[Z] ~ half_normal(5)
Ω[Z, Z] ~ lkj(2)
b[cask] ~ normal(0, σ_b)
u[lab, Z] ~ multi_normal(0, τ, Ω)
c[method] ~ normal(0, σ_c)
y ~ normal(β + b[cask] + Z * u[lab] + c[method], σ)`,
    ),
    mostDense: 1,
  },
];

/** The model compiled for the collapsed Gibbs sampler; throws with the refusal if it is none. */
export function requireCollapsed(
  bound: BoundModel,
  mostDense?: number,
): CollapsedGibbsModel & { readonly integrated: readonly string[] } {
  const { structure } = recognizeLinearGaussian(bound);
  if (structure === null) throw new Error("not linear-Gaussian");
  const { split, refusal } = splitFactors(arrange(structure), mostDense);
  if (split === null) throw new Error(refusal);
  return {
    ...compileCollapsedGibbs(structure, split),
    integrated: structure.integrated.map(({ name }) => name),
  };
}

/** The model with z, and not the parameter itself, as the free numbers of all that is integrated. */
export function noncentered(bound: BoundModel, integrated: readonly string[]): BoundModel {
  const statements = bound.checked.statements.map((statement): CheckedStatement => {
    const isFree = statement.kind === "parameter" && integrated.includes(statement.name);
    return isFree ? { ...statement, parameterization: "noncentered" } : statement;
  });
  return { ...bound, checked: { ...bound.checked, statements } };
}

/** Instead of chance: normal numbers are zero, so that what is drawn is its mean. */
export const noChance: RandomStream = { ...createRandomStream(1, 1), normal: () => 0 };

/** A stream for tests that want one. */
export const testStream = (seed: number) => createRandomStream(seed, 1);

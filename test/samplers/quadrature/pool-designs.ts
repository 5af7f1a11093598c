/** Designs in which groups are alike, and some in which none are: covariates and outcomes of few values, rows in any order. */

import type { ColumnData } from "../../../src/data/from-memory.ts";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import type { QuadratureModel } from "./quadrature-models.ts";

export interface PoolDesign extends QuadratureModel {
  /** Whether groups are alike. */
  readonly isPooled: boolean;
  /** A rule that is not cheap. */
  readonly isOdd?: boolean;
}

/** Groups with predictors of theirs, and rows with covariates of few values, shuffled. */
function rowsOf(groups: number, each: number, seed: number, isDistinct: boolean) {
  const stream = createRandomStream(seed, 1);
  const rows = Array.from({ length: groups }, (_, group) =>
    Array.from({ length: each - (group % 2) }, (_row, i) => ({
      group,
      kind: group % 3 === 0 ? "old" : "new",
      u: group % 2,
      x: isDistinct ? stream.normal() : (i % 3) - 1,
      item: i % 3,
      level: stream.uniform(),
      at: stream.uniform(),
    })),
  ).flat();
  return rows.sort((a, b) => a.at - b.at);
}

/** Of each kind; those of the same seed have the same rows. */
export function poolDesigns(groups: number, seed: number): readonly PoolDesign[] {
  const columns = (
    each: number,
    outcome: (level: number, x: number) => number | string,
    isDistinct = false,
  ) => {
    const rows = rowsOf(groups, each, seed, isDistinct);
    return {
      y: rows.map(({ level, x }) => outcome(level, x)),
      x: rows.map(({ x }) => x),
      u: rows.map(({ u }) => u),
      kind: rows.map(({ kind }) => kind),
      item: rows.map(({ item }) => `i${item}`),
      g: rows.map(({ group }) => `g${group}`),
    } as ColumnData;
  };
  const yes = (level: number) => Number(level < 0.6);
  const few = (level: number) => Math.floor(3 * level * level);
  const head = (outcome: string) =>
    `data { y: ${outcome}\nx: real\nu: real\ng: factor\nitem: factor\nkind: factor }\nα ~ normal(0, 2)\nβ ~ normal(0, 1)\n`;
  const one = "τ ~ half_normal(1)\nb[g] ~ normal(0, τ)\n";
  const levels = ["low", "middle", "high"];
  const made = (
    name: string,
    text: string,
    data: ColumnData,
    more: Partial<PoolDesign> = {},
  ): PoolDesign => ({
    name,
    text,
    columns: data,
    width: 1,
    isPooled: true,
    ...more,
  });
  return [
    made("answers", `${head("int in 0..1")}${one}y ~ bernoulli_logit(α + b[g])`, columns(5, yes)),
    made(
      "answers with a covariate",
      `${head("int in 0..1")}${one}y ~ bernoulli_logit(α + β * x + b[g])`,
      columns(4, yes),
    ),
    made(
      "answers to items",
      `${head("int in 0..1")}δ[item] ~ normal(0, 1)\n${one}y ~ bernoulli_logit(δ[item] + b[g])`,
      columns(4, yes),
    ),
    made(
      "parts of trials",
      `${head("int in 0..4")}${one}y ~ binomial_logit(4, α + β * x + b[g])`,
      columns(3, few),
    ),
    made("counts", `${head("int >= 0")}${one}y ~ poisson_log(α + β * x + b[g])`, columns(4, few)),
    made(
      "overdispersed counts",
      `${head("int >= 0")}φ ~ half_normal(3)\n${one}y ~ negative_binomial_log(α + b[g], φ)`,
      columns(2, few),
    ),
    made(
      "heavy tails of rows",
      `${head("real")}σ ~ half_normal(1)\n${one}y ~ student_t(4, α + β * x + b[g], σ)`,
      columns(2, few),
    ),
    made(
      "ordered answers",
      `data { y: factor ordered [low, middle, high]\nx: real\ng: factor }\nlevels K = 1..2\nβ ~ normal(0, 1)\nθ[K] ~ ordered(normal(0, 2))\n${one}y ~ ordered_logistic(β * x + b[g], θ)`,
      columns(3, (level) => levels[few(level)]!),
    ),
    made(
      "effects of two kinds of groups",
      `${head("int >= 0")}δ ~ half_normal(2)\nτ ~ half_normal(0.5)\nb[g] ~ mixture(0.4, [normal(δ, τ + 0.1), normal(-δ, τ + 0.1)])\ny ~ poisson_log(α + b[g])`,
      columns(2, few),
      { isOdd: true },
    ),
    made(
      "heavy tails of groups",
      `${head("int in 0..1")}τ ~ half_normal(1)\nb[g] ~ student_t(4, 0, τ)\ny ~ bernoulli_logit(α + b[g])`,
      columns(5, yes),
      { isOdd: true },
    ),
    made(
      "predictors of groups",
      `data { y: int in 0..1\ng: factor\nkind: factor }\ndata per g { u: real }\nα ~ normal(0, 2)\nγ ~ normal(0, 1)\nτ[kind] ~ half_normal(1)\nb[g] ~ normal(γ * u, τ[kind])\ny ~ bernoulli_logit(α + b[g])`,
      columns(4, yes),
    ),
    made(
      "two effects, correlated",
      `${head("int >= 0")}T = design(1 + x)\nτ[T] ~ half_normal(1)\nΩ[T, T] ~ lkj(2)\nb[g, T] ~ multi_normal(0, τ, Ω)\ny ~ poisson_log(α + β * x + T * b[g])`,
      columns(3, yes),
      { width: 2 },
    ),
    made(
      "two effects",
      `${head("int in 0..1")}τ ~ half_normal(1)\nω ~ half_normal(1)\na[g] ~ normal(0, τ)\nb[g] ~ normal(0, ω)\ny ~ bernoulli_logit(α + a[g] + (β + b[g]) * x)`,
      columns(3, yes),
      { width: 2 },
    ),
    made(
      "none alike",
      `${head("int in 0..1")}${one}y ~ bernoulli_logit(α + β * x + b[g])`,
      columns(4, yes, true),
      { isPooled: false },
    ),
    made(
      "two effects, none alike",
      `${head("int >= 0")}T = design(1 + x)\nτ[T] ~ half_normal(1)\nb[g, T] ~ normal(0, τ[T])\ny ~ poisson_log(α + β * x + T * b[g])`,
      columns(3, few, true),
      { width: 2, isPooled: false },
    ),
  ];
}

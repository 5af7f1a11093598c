/** Small models of each family whose effects are integrated out by quadrature, with data that were made by a stream. */

import type { ColumnData } from "../../../src/data/from-memory.ts";
import type { BoundModel } from "../../../src/model/bound-model.ts";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { factorsWithEffects } from "../../../src/samplers/quadrature/group-effects.ts";
import { GroupIntegrals } from "../../../src/samplers/quadrature/group-integrals.ts";
import { differentiateGroups, groupJoint } from "../../../src/samplers/quadrature/grouped-joint.ts";
import { compileGroups, type GroupedModel } from "../../../src/samplers/quadrature/grouped-model.ts";
import { poolGroups } from "../../../src/samplers/quadrature/pool-groups.ts";
import { requireBound } from "../../density/harness.ts";

export interface QuadratureModel {
  readonly name: string;
  readonly text: string;
  readonly columns: ColumnData;
  /** Numbers of each group. */
  readonly width: number;
}

interface Row {
  readonly group: number;
  readonly x: number;
  /** What the rows of a group share, of the two effects. */
  readonly u: number;
  readonly v: number;
  readonly uniform: number;
  readonly normal: number;
}

/** Rows of groups of different sizes. */
function rowsOf(groups: number, each: number, seed: number): Row[] {
  const stream = createRandomStream(seed, 1);
  return Array.from({ length: groups }, (_, group) => {
    const [u, v] = [stream.normal(), stream.normal()];
    return Array.from({ length: each - (group % 2) }, (_row, i) => ({
      group,
      x: (i - (each - 1) / 2) / 2,
      u,
      v,
      uniform: stream.uniform(),
      normal: stream.normal(),
    }));
  }).flat();
}

function columns(rows: readonly Row[], name: string, outcome: (row: Row) => number | string): ColumnData {
  return {
    [name]: rows.map(outcome),
    x: rows.map(({ x }) => x),
    g: rows.map(({ group }) => `g${group}`),
  } as ColumnData;
}

const invLogit = (x: number): number => 1 / (1 + Math.exp(-x));

function poisson(mean: number, uniform: number): number {
  let [k, term] = [0, Math.exp(-mean)];
  for (let sum = term; sum < uniform && k < 200; sum += term) term *= mean / ++k;
  return k;
}

/** Of each family, with `groups` groups of `each` rows or one less. */
export function quadratureModels(groups: number, each: number): readonly QuadratureModel[] {
  const rows = rowsOf(groups, each, 11);
  const head = (outcome: string): string =>
    `data { y: ${outcome}\nx: real\ng: factor }\nα ~ normal(0, 2)\nβ ~ normal(0, 1)\n`;
  const one = `τ ~ half_normal(1)\nb[g] ~ normal(0, τ)\n`;
  const logits = columns(rows, "y", ({ u, x, uniform }) =>
    Number(uniform < invLogit(0.3 + 0.8 * u + 0.4 * x)),
  );
  const counts = columns(rows, "y", ({ u, x, uniform }) =>
    poisson(Math.exp(0.7 + 0.5 * u + 0.3 * x), uniform),
  );
  const slopes = columns(rows, "y", ({ u, v, x, uniform }) =>
    poisson(Math.exp(0.7 + 0.5 * u + (0.3 + 0.3 * v) * x), uniform),
  );
  const reals = columns(rows, "y", ({ u, x, normal }) => 0.5 + 0.8 * u + 0.4 * x + 0.6 * normal);
  const outliers = columns(rows, "y", ({ u, x, normal, uniform }) =>
    uniform < 0.1 ? 4 * normal : 0.5 + 0.8 * u + 0.4 * x + 0.4 * normal,
  );
  const levels = ["low", "middle", "high"];
  const ordered = columns(
    rows,
    "y",
    ({ u, uniform }) => levels[uniform < invLogit(-0.5 - u) ? 0 : uniform < invLogit(1 - u) ? 1 : 2]!,
  );
  return [
    {
      name: "answers",
      width: 1,
      columns: logits,
      text: `${head("int in 0..1")}${one}y ~ bernoulli_logit(α + β * x + b[g])`,
    },
    {
      name: "counts",
      width: 1,
      columns: counts,
      text: `${head("int >= 0")}${one}y ~ poisson_log(α + β * x + b[g])`,
    },
    {
      name: "overdispersed counts",
      width: 1,
      columns: counts,
      text: `${head("int >= 0")}${one}φ ~ half_normal(3)\ny ~ negative_binomial_log(α + β * x + b[g], φ)`,
    },
    {
      name: "ordered answers",
      width: 1,
      columns: ordered,
      text: `data { y: factor ordered [low, middle, high]\nx: real\ng: factor }\nlevels K = 1..2\nβ ~ normal(0, 1)\nθ[K] ~ ordered(normal(0, 2))\n${one}y ~ ordered_logistic(β * x + b[g], θ)`,
    },
    {
      name: "heavy tails of rows",
      width: 1,
      columns: outliers,
      text: `${head("real")}σ ~ half_normal(1)\n${one}y ~ student_t(4, α + β * x + b[g], σ)`,
    },
    {
      name: "heavy tails of groups",
      width: 1,
      columns: logits,
      text: `${head("int in 0..1")}τ ~ half_normal(1)\nb[g] ~ student_t(4, 0, τ)\ny ~ bernoulli_logit(α + β * x + b[g])`,
    },
    {
      name: "a normal outcome, heavy tails of groups",
      width: 1,
      columns: reals,
      text: `${head("real")}σ ~ half_normal(1)\nτ ~ half_normal(1)\nb[g] ~ student_t(3, 0, τ)\ny ~ normal(α + β * x + b[g], σ)`,
    },
    {
      name: "effects with a kink",
      width: 1,
      columns: counts,
      text: `${head("int >= 0")}τ ~ half_normal(1)\nb[g] ~ laplace(0, τ)\ny ~ poisson_log(α + β * x + b[g])`,
    },
    {
      name: "effects of two kinds of groups",
      width: 1,
      columns: counts,
      text: `${head("int >= 0")}δ ~ half_normal(2)\nτ ~ half_normal(0.5)\nb[g] ~ mixture(0.4, [normal(δ, τ + 0.1), normal(-δ, τ + 0.1)])\ny ~ poisson_log(α + β * x + b[g])`,
    },
    {
      name: "sds of groups",
      width: 1,
      columns: reals,
      text: `${head("real")}γ ~ normal(-0.5, 0.5)\n${one}y ~ normal(α + β * x, exp(γ + b[g]))`,
    },
    {
      name: "counts with two effects that are correlated",
      width: 2,
      columns: slopes,
      text: `${head("int >= 0")}T = design(1 + x)\nτ[T] ~ half_normal(1)\nΩ[T, T] ~ lkj(2)\nb[g, T] ~ multi_normal(0, τ, Ω)\ny ~ poisson_log(α + β * x + T * b[g])`,
    },
    {
      name: "answers with two effects that are not",
      width: 2,
      columns: logits,
      text: `${head("int in 0..1")}τ ~ half_normal(1)\nω ~ half_normal(1)\na[g] ~ normal(0, τ)\nb[g] ~ normal(0, ω)\ny ~ bernoulli_logit(α + a[g] + (β + b[g]) * x)`,
    },
  ];
}

/** A model bound, and taken apart by its groups, of which one stands for all that are alike if `isPooled`. */
export function grouped(
  text: string,
  data: ColumnData,
  isPooled = true,
): { readonly bound: BoundModel; readonly model: GroupedModel } {
  const bound = requireBound(text, data);
  const found = factorsWithEffects(bound);
  if (typeof found === "string") throw new Error(found);
  const apart = groupJoint(bound, found[0]!);
  if (typeof apart === "string") throw new Error(apart);
  const joint = isPooled ? poolGroups(apart) : apart;
  const derivatives = differentiateGroups(joint);
  if (typeof derivatives === "string") throw new Error(derivatives);
  return { bound, model: compileGroups(joint, derivatives, { isKept: () => true }) };
}

export function integralsFor(text: string, data: ColumnData, isPooled = true): GroupIntegrals {
  return new GroupIntegrals(grouped(text, data, isPooled).model.recipe, null);
}

/** The fixed part of predictors from means and covariances, against the sum written out row by row. */

import { describe, expect, test } from "vitest";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { effectsTables } from "../../src/posterior/effects.ts";
import { type CompiledText, compileText, constrainAt, scattered } from "../density/harness.ts";
import { makeDraws } from "../posterior/make-draws.ts";

const columns = {
  y: [1, 2, 4, 3, 5, 7, 8, 6, 9, 12, 11, 10],
  count: [0, 2, 3, 1, 4, 2, 0, 1, 5, 3, 2, 1],
  trials: [5, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7],
  x: [1, 2, 3, 1, 2, 3.5, 1, 2, 3, 1, 2, 7],
  w: [7, 9, 7, 9, 7, 9, 7, 9, 7, 9, 7, 11],
  batch: [..."AAAABBBBCCCC"],
  cask: [..."aabbccddeeff"],
  lab: [..."pqpqpqpqpqpp"],
} satisfies ColumnData;
const declared = `data { y: real
  count: int >= 0
  trials: int > 0
  x: real
  w: real
  batch: factor
  cask: factor
  lab: factor }
β ~ normal(0, 1)
γ ~ normal(0, 1)
τ ~ half_normal(1)
σ ~ half_normal(1)
`;
const compiled = (statements: string): CompiledText => compileText(declared + statements, columns);

type Draw = Readonly<Record<string, number>>;
const drawOf = (model: CompiledText): Draw => constrainAt(model, scattered(model.density.dimension, 0.6));
const drawsOf = (draw: Draw) =>
  makeDraws(
    { chainCount: 1, drawCount: 1 },
    Object.fromEntries(Object.entries(draw).map(([name, value]) => [name, [value]])),
  );

const rows = columns.y.map((_, row) => row);
const isQ = (row: number): number => Number(columns.lab[row] === "q");

/** Mean and variance over the rows by definition. */
function momentsOf(values: readonly number[]) {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  return { mean, variance: values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length };
}

function momentsOfRoles({ roles }: CompiledText, draw: Draw) {
  const { coefficients, means, covariances } = roles.fixed!;
  const c = coefficients.map((one) => (typeof one === "number" ? one : draw[one]!));
  const mean = c.reduce((sum, value, k) => sum + value * means[k]!, 0);
  const variance = c.reduce(
    (sum, value, k) =>
      sum + c.reduce((inner, other, l) => inner + value * other * covariances[k * c.length + l]!, 0),
    0,
  );
  return { mean, variance };
}

const group = "b[batch] ~ normal(0, τ)\n";
const cases: readonly (readonly [string, string, (draw: Draw, row: number) => number])[] = [
  ["one mean", `${group}y ~ normal(β + b[batch], σ)`, (draw) => draw.β!],
  [
    "a slope",
    `${group}y ~ normal(β + b[batch] - γ * x / 2, σ)`,
    (draw, row) => draw.β! - (draw.γ! * columns.x[row]!) / 2,
  ],
  [
    "a design with a factor",
    `X = design(1 + x * lab)\nα[X] ~ normal(0, 1)\n${group}y ~ normal(X * α + b[batch], σ)`,
    (draw, row) =>
      draw["α[intercept]"]! +
      draw["α[x]"]! * columns.x[row]! +
      isQ(row) * (draw["α[lab=q]"]! + draw["α[x:lab=q]"]! * columns.x[row]!),
  ],
  [
    "the mean of effects",
    "a[batch] ~ normal(β, τ)\ny ~ normal(a[batch] + γ * w, σ)",
    (draw, row) => draw.β! + draw.γ! * columns.w[row]!,
  ],
  [
    "the mean of the means of effects",
    "c[batch] ~ normal(β, τ)\na[cask] ~ normal(c[batch] + 3, τ)\ny ~ normal(a[cask], σ)",
    (draw) => draw.β! + 3,
  ],
  [
    "what is left of standard effects times their sd",
    "z[batch] ~ normal(γ, 1)\ny ~ normal(β + τ * z[batch], σ)",
    (draw) => draw.β! + draw.τ! * draw.γ!,
  ],
  [
    "a coefficient for each level",
    `d[lab] ~ normal(0, 5)\n${group}y ~ normal(β + d[lab] + b[batch], σ)`,
    (draw, row) => draw.β! + (isQ(row) === 1 ? draw["d[q]"]! : draw["d[p]"]!),
  ],
  [
    "coefficients that draws do not hold, and an offset",
    `${group}y ~ normal(exp(β) * x + log(w) + γ * β / σ * w + b[batch], σ)`,
    (draw, row) =>
      Math.exp(draw.β!) * columns.x[row]! +
      Math.log(columns.w[row]!) +
      ((draw.γ! * draw.β!) / draw.σ!) * columns.w[row]!,
  ],
  [
    "definitions, by row and not",
    `δ = 2 * γ\n${group}η = β + δ * x\ny ~ normal(η + b[batch], σ)`,
    (draw, row) => draw.β! + 2 * draw.γ! * columns.x[row]!,
  ],
  ["no groups at all", "y ~ normal(β + γ * x, σ)", (draw, row) => draw.β! + draw.γ! * columns.x[row]!],
];

describe("the fixed part", () => {
  test.each(cases)("of %s", (_name, statements, valueAt) => {
    const model = compiled(statements);
    const draw = drawOf(model);
    const expected = momentsOf(rows.map((row) => valueAt(draw, row)));
    const found = momentsOfRoles(model, draw);
    expect(found.mean).toBeCloseTo(expected.mean, 11);
    expect(found.variance).toBeCloseTo(expected.variance, 11);
  });

  test("is not told where the predictor is no sum of parameters times data", () => {
    for (const predictor of ["exp(γ * x) + b[batch]", "exp(b[batch]) + β"])
      expect(compiled(`${group}y ~ normal(${predictor}, σ)`).roles.fixed).toBeNull();
  });
});

/** The mean of a level's rows of what the function gives, each row with its weight. */
function meanIn(
  level: string,
  of: (row: number) => number,
  weight: (row: number) => number = () => 1,
): number {
  const own = rows.filter((row) => columns.batch[row] === level);
  const total = own.reduce((sum, row) => sum + weight(row), 0);
  return own.reduce((sum, row) => sum + weight(row) * of(row), 0) / total;
}

describe("the raw effect", () => {
  const rawOf = (statements: string, draw: (model: CompiledText) => Draw = drawOf) => {
    const model = compiled(statements);
    const values = draw(model);
    const [table] = effectsTables(drawsOf(values), model.roles);
    return { draw: values, table: table! };
  };

  test("is the raw mean less the fixed part over the level's rows", () => {
    const { draw, table } = rawOf(`${group}y ~ normal(β + γ * x + b[batch], σ)`);
    for (const { level, rawEffect } of table.rows) {
      const residual = (row: number): number => columns.y[row]! - draw.β! - draw.γ! * columns.x[row]!;
      expect(rawEffect).toBeCloseTo(meanIn(level, residual), 12);
    }
  });

  test("is the raw mean itself of effects about an estimated mean, which have it in them", () => {
    const { table } = rawOf("a[batch] ~ normal(β, τ)\ny ~ normal(a[batch], σ)");
    expect(table.rows.map(({ rawEffect }) => rawEffect)).toEqual([2.5, 6.5, 10.5]);
    expect(table.rawDefinition).toContain("raw_mean itself");
  });

  test("of counts out of trials is on the scale of the predictor, and n counts trials", () => {
    const { draw, table } = rawOf(`${group}count ~ binomial_logit(trials, β + γ * x + b[batch])`);
    expect(table.counted).toBe("trials");
    expect(table.rows.map(({ n }) => n)).toEqual([20, 24, 28]);
    for (const { level, rawEffect } of table.rows) {
      const trials = (row: number): number => columns.trials[row]!;
      const share = meanIn(level, (row) => columns.count[row]! / trials(row), trials);
      const fixed = meanIn(level, (row) => draw.β! + draw.γ! * columns.x[row]!, trials);
      expect(rawEffect).toBeCloseTo(Math.log(share / (1 - share)) - fixed, 12);
    }
  });

  test("of counts is on the log scale", () => {
    const { draw, table } = rawOf(`${group}count ~ poisson_log(β + b[batch])`);
    expect(table.counted).toBe("rows");
    for (const { level, rawEffect } of table.rows)
      expect(rawEffect).toBeCloseTo(Math.log(meanIn(level, (row) => columns.count[row]!)) - draw.β!, 12);
  });

  test("is not told of slopes, and where raw means are not those of the predictor", () => {
    const slopes = rawOf("u[batch] ~ normal(0, τ)\ny ~ normal(β + u[batch] * x, σ)");
    expect(slopes.table.rawDefinition).toBeNull();
    const lognormal = rawOf(`${group}w ~ lognormal(β + b[batch], σ)`);
    expect(lognormal.table.rawDefinition).toBeNull();
    expect(lognormal.table.rows[0]!.rawEffect).toBeNaN();
  });
});

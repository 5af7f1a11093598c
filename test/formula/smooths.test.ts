/** `s(x)`: the statements that it stands for, its priors, and its fit beside quadrature. */

import { describe, expect, test } from "vitest";
import { buildDesign } from "../../src/data/design-matrix.ts";
import { tableFromColumns } from "../../src/data/from-memory.ts";
import { fit, formula, parse, parseModel } from "../../src/index.ts";
import { requestColumns } from "../../src/model/column-requests.ts";
import { choleskyFactor, choleskySolve, solveLower } from "../../src/numeric/cholesky.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";

const stream = createRandomStream(11, 0);
const rows = 60;
const x = Array.from({ length: rows }, () => Math.round(100 * stream.uniform()) / 10);
const data = {
  x,
  y: x.map((value) => 2 + 0.5 * value + Math.sin(value) + 0.3 * stream.normal()),
  z: x.map(() => stream.normal()),
  f: x.map((_, i) => ["a", "b", "c"][i % 3]!),
  three: x.map((_, i) => i % 3),
  k: x.map((value) => Math.max(0, Math.round(4 + 2 * Math.sin(value)))),
};

const statementsOf = async (text: string, options: object = {}): Promise<string[]> =>
  (await formula(text, { data, ...options })).source
    .split("\n")
    .map((line) => line.replaceAll(/ +/g, " ").trim());

describe("a smooth stands for", () => {
  test.each([
    [
      "y ~ s(x)",
      [
        "X = design(1 + x)",
        "S_x = design(0 + spline(x, 10))",
        "u_S_x[S_x] ~ normal(0, τ_S_x)",
        "y ~ normal(X * β + S_x * u_S_x, σ)",
      ],
    ],
    ["y ~ x + f + s(x, k = 25)", ["X = design(1 + x + f)", "S_x = design(0 + spline(x, 25))"]],
    ["y ~ 0 + s(log(x + 1))", ["X = design(0 + log(x + 1))", "S_x = design(0 + spline(log(x + 1), 10))"]],
    ["y ~ s(x / 10)", ["X = design(1 + I(x / 10))", "S_x = design(0 + spline(x / 10, 10))"]],
    [
      "y ~ f + s(x, by = f)",
      [
        "X = design(1 + f + x:f)",
        "u_S_x_f[f, S_x_f] ~ normal(0, τ_S_x_f[f])",
        "y ~ normal(X * β + S_x_f * u_S_x_f[f], σ)",
      ],
    ],
    ["y ~ s(x, by = factor(three))", ["three: factor", "X = design(1 + x:three)"]],
    ["y ~ s(x, by = z)", ["X = design(1 + z + z:x)", "S_x_z = design(0 + z:spline(x, 10))"]],
    ["y ~ s(k)", [expect.stringMatching(/^S_k = design\(0 \+ spline\(k, [4-9]\)\)$/)]],
    ["y ~ z; sigma ~ s(x)", ["σ = exp(X_σ * γ_σ + S_x_σ * u_S_x_σ)"]],
    ["y ~ s(x) + s(z) + (1 | f)", ["y ~ normal(X * β + S_x * u_S_x + S_z * u_S_z + u_f[f], σ)"]],
  ])("%s", async (text, lines) => {
    expect(await statementsOf(text)).toEqual(expect.arrayContaining(lines));
  });

  test.each([
    ["y ~ s(three)", "HP0933"],
    ["y ~ s(x, k = 200)", "HP0933"],
    ["y ~ s(x, k = 3)", "HP0931"],
    ["y ~ s(x, z)", "HP0931"],
    ["y ~ s()", "HP0931"],
    ["y ~ s(f)", "HP0931"],
    ["y ~ s(x, by = 3)", "HP0931"],
    ['y ~ s(x, bs = "cr")', "HP0932"],
    ["y ~ s(x) + s(x, k = 5)", "HP0934"],
    ["y ~ s(x):f", "HP0930"],
    ["y ~ f - s(x)", "HP0930"],
    ["y ~ (s(x) | f)", "HP0930"],
    ["y ~ log(s(x))", "HP0930"],
    ["y ~ offset(s(x))", "HP0930"],
    ["y ~ te(x, z)", "HP0905"],
    ["y ~ s(nothing)", "HP0909"],
  ])("%s is refused: %s", async (text, code) => {
    await expect(statementsOf(text)).rejects.toThrow(code);
  });
});

describe("the sd of a smooth", () => {
  test.each([
    [
      "y ~ s(x) + s(z)",
      ["sds(x) = half_normal(7)"],
      /τ_S_x ~ half_normal\(7\)/,
      /τ_S_z ~ half_normal\((?!7)/,
    ],
    ["y ~ s(x) + s(z)", ["sds = exponential(2)"], /τ_S_x ~ exponential\(2\)/, /τ_S_z ~ exponential\(2\)/],
    ["y ~ s(x, by = f)", ["sds(x, f) = normal(0, 3)"], /τ_S_x_f\[f\] ~ half_normal\(3\)/, /./],
    ["y ~ s(x)", ["sds(x) < 50 with 0.95"], /τ_S_x ~ half_normal\(25.51\)/, /./],
    ["y ~ z; sigma ~ s(x)", ["sigma.sds(x) = half_normal(2)"], /τ_S_x_σ ~ half_normal\(2\)/, /./],
  ])("of %s has the prior %s", async (text, priors, one, other) => {
    const lines = (await statementsOf(text, { priors })).join("\n");
    expect(lines).toMatch(one);
    expect(lines).toMatch(other);
  });

  test("has the prior of one between groups, in the unit of the outcome", async () => {
    const lines = (await statementsOf("y ~ s(x) + (1 | f)")).join("\n");
    const [, smooth] = /τ_S_x ~ (half_normal\([\d.]+\))/.exec(lines)!;
    const [, group] = /τ_f ~ (half_normal\([\d.]+\))/.exec(lines)!;
    expect(smooth).toBe(group);
  });

  test("of a column that it has not is refused", async () => {
    await expect(statementsOf("y ~ s(x)", { priors: ["sds(z) = half_normal(1)"] })).rejects.toThrow("HP0913");
  });
});

describe("a smooth is fitted", () => {
  test.each(["y ~ s(x)", "y ~ f + s(x, by = f)", "y ~ s(x) + (1 | f)", "y ~ s(x, by = z)"])(
    "exactly, and to the bits of its text: %s",
    async (text) => {
      const options = { data, draws: 50, exactDraws: true } as const;
      const model = await formula(text, { data });
      const [own, byText] = [await fit(model, options), await fit(parseModel(model.source), options)];
      expect(own.draws.values).toEqual(byText.draws.values);
      expect(own.record.plan.method).toBe("marginal");
      expect(own.record.plan.integrated.filter((name) => name.startsWith("u_S_"))).toHaveLength(1);
    },
  );

  test("as quadrature over τ and σ has it", async () => {
    const priors = [
      "intercept = normal(2, 5)",
      "b = normal(0, 2)",
      "sds = half_normal(1)",
      "sigma = half_normal(1)",
    ];
    const model = await formula("y ~ s(x)", { data, priors });
    const fitted = await fit(model, { data, draws: 4000 });
    const exact = byQuadrature();
    const meanOf = (name: string): number => {
      const values = fitted.get(name);
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    const sdOf = (name: string): number => {
      const mean = meanOf(name);
      const values = fitted.get(name);
      return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    };
    // 16,000 draws that are nearly independent: an error of 5 of their standard errors.
    for (const [name, mean] of exact) {
      const error = sdOf(name) / Math.sqrt(0.5 * 16_000);
      expect(Math.abs(meanOf(name) - mean), name).toBeLessThan(5 * error);
    }
  });
});

/** The posterior means by a grid over log τ and log σ, and the dense normal algebra of ten coefficients at each point. */
function byQuadrature(): Map<string, number> {
  const source =
    "data { y: real, x: real }\nX = design(1 + x + spline(x, 10))\nβ[X] ~ normal(0, 1)\ny ~ normal(X * β, 1)";
  const parsed = parseModel(source).checked;
  const { table } = tableFromColumns(data, requestColumns(parsed, new Set()).main, { dropMissing: false });
  const [, design] = parse(source).tree.statements;
  if (design?.kind !== "design") throw new Error("no design");
  const { matrix, columnNames } = buildDesign(design.formula, {
    rowCount: rows,
    lookup: (name) => table!.columns.get(name) ?? null,
    known: [],
    name: "",
    lines: null,
    counts: null,
  }).design!;
  const width = columnNames.length;
  const at = (row: number, k: number): number => matrix[row * width + k]!;
  const names = [
    "β[intercept]",
    "β[x]",
    ...columnNames.slice(2).map((name) => `u_S_x[${name}]`),
    "τ_S_x",
    "σ",
  ];
  const weights: number[] = [];
  const values: number[][] = [];
  const steps = 90;
  for (let i = 0; i < steps; i++) {
    for (let j = 0; j < steps; j++) {
      const [logτ, logσ] = [-4 + (7 * i) / (steps - 1), -2.2 + (2.2 * j) / (steps - 1)];
      const [τ, σ] = [Math.exp(logτ), Math.exp(logσ)];
      const precisions = Array.from({ length: width }, (_, k) =>
        k === 0 ? 1 / 25 : k === 1 ? 1 / 4 : 1 / (τ * τ),
      );
      const means = Array.from({ length: width }, (_, k) => (k === 0 ? 2 : 0));
      const factor = new Float64Array(width * width);
      const right = new Float64Array(width);
      for (let a = 0; a < width; a++) {
        for (let b = 0; b < width; b++) {
          let sum = a === b ? precisions[a]! : 0;
          for (let row = 0; row < rows; row++) sum += (at(row, a) * at(row, b)) / (σ * σ);
          factor[a * width + b] = sum;
        }
        right[a] = precisions[a]! * means[a]!;
        for (let row = 0; row < rows; row++) right[a]! += (at(row, a) * data.y[row]!) / (σ * σ);
      }
      choleskyFactor(factor, width);
      const half = right.slice();
      solveLower(factor, width, half);
      const coefficients = right.slice();
      choleskySolve(factor, width, coefficients);
      // log p(y | τ, σ) by completing the square, with the priors of τ and σ and the Jacobian of their logarithms.
      let density = half.reduce((sum, one) => sum + 0.5 * one * one, 0) - rows * logσ + logτ + logσ;
      for (let k = 0; k < width; k++) {
        density += 0.5 * Math.log(precisions[k]!) - Math.log(factor[k * width + k]!);
        density -= 0.5 * precisions[k]! * means[k]! ** 2;
      }
      for (const y of data.y) density -= 0.5 * (y / σ) ** 2;
      density -= 0.5 * (τ * τ + σ * σ);
      weights.push(density);
      values.push([...coefficients, τ, σ]);
    }
  }
  const most = Math.max(...weights);
  const shares = weights.map((weight) => Math.exp(weight - most));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return new Map(
    names.map((name, k) => [name, shares.reduce((sum, share, i) => sum + share * values[i]![k]!, 0) / total]),
  );
}

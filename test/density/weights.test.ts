/** Rows that stand for several: the density, the gradient and the answers of the table with the rows written out. */

import { describe, expect, test } from "vitest";
import { describeModel } from "../../src/api/describe.ts";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { renderLatex } from "../../src/language/latex.ts";
import { askForCells } from "../../src/model/cells.ts";
import { recognizeLinearGaussian } from "../../src/structure/linear-gaussian.ts";
import { bruteForce } from "../samplers/marginal/brute-force.ts";
import { integrate } from "../samplers/marginal/integrated-model.ts";
import {
  bindText,
  compileText,
  constrainAt,
  fullLogDensity,
  numericalGradient,
  requireBound,
  scattered,
} from "./harness.ts";

const count = 24;
const labels = (seed: number, from: string): string[] =>
  scattered(count, 1, seed).map((u) => from[Math.floor(((u + 1) / 2) * from.length)]!);
const once: Record<string, (number | string)[]> = {
  y: scattered(count, 2, 7).map((u, i) => 10 + u + (i % 3)),
  x: scattered(count, 1, 4),
  k: scattered(count, 1, 5).map((u) => Math.round(3 + 2 * u)),
  batch: labels(3, "ABC"),
  cask: labels(9, "ab"),
  kind: labels(11, "uvw"),
  se: scattered(count, 1, 8).map((u) => 1.5 + u),
  w: scattered(count, 1, 6).map((u) => Math.round(2.5 + 1.5 * u)),
};
const repeated: ColumnData = Object.fromEntries(
  Object.entries(once).map(([name, values]) => [
    name,
    values.flatMap((value, row) => new Array<number | string>(Number(once.w![row])).fill(value)),
  ]),
);

const declarations = `
data { y: real
  x: real
  k: int
  batch: factor
  cask: factor in batch
  kind: factor
  se: real > 0
  w: real }
μ ~ normal(10, 5)
τ ~ half_normal(2)
σ ~ half_normal(2)
`;

/** Statements, the last of them an outcome, whose distribution is given a weight. */
const models: Readonly<Record<string, string>> = {
  "one way": "b[batch] ~ normal(0, τ)\ny ~ normal(μ + b[batch], σ)",
  "nested, with a predictor":
    "β ~ normal(0, 1)\nb[batch] ~ normal(μ, τ)\nc[cask] ~ normal(b[batch], τ)\ny ~ normal(c[cask] + β * x, σ)",
  "of a design with columns centered and scaled over the rows":
    "X = design(1 + center(x) + scale(x) * batch + poly(x, 2) + spline(x, 6))\nβ[X] ~ normal(0, 3)\ny ~ normal(μ + X * β, σ * τ)",
  "with known sds": "b[batch] ~ normal(μ, τ)\ny ~ normal(b[batch], se * σ)",
  "with an sd by group": "s[batch] ~ half_normal(2)\ny ~ normal(μ + τ * x, σ * s[batch])",
  "of correlated slopes":
    "Z = design(1 + x)\ns[Z] ~ half_normal(2)\nΩ[Z, Z] ~ lkj(2)\nu[batch, Z] ~ multi_normal(0, s, Ω)\ny ~ normal(μ + Z * u[batch], σ)",
  "of Student's t": "b[batch] ~ normal(0, τ)\ny ~ student_t(4, μ + b[batch], σ)",
  "of counts": "b[batch] ~ normal(0, τ)\nk ~ poisson_log(0.1 * μ + b[batch] * σ)",
  "of trials": "b[batch] ~ normal(0, τ)\nk ~ binomial_logit(8, 0.1 * μ + b[batch] * σ)",
  "of categories": "kind ~ categorical_logit([0, μ, τ * x - σ])",
  truncated: "y ~ truncated(normal(μ + τ * x, σ), lower: 0)",
};

const weighted = (statements: string, weight = "w"): string =>
  statements.replace(/~ ([^~]*)$/, `~ weighted($1, ${weight})`);

function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  const scale = Math.max(1, ...Array.from(expected, Math.abs));
  for (let i = 0; i < expected.length; i++)
    expect(Math.abs(found[i]! - expected[i]!), `${what} ${i}`).toBeLessThan(1e-11 * scale);
}

describe.each(Object.entries(models))("a model %s has with weights", (_, statements) => {
  const byWeight = compileText(declarations + weighted(statements), once);
  const byRow = compileText(declarations + statements, repeated);
  const { dimension } = byRow.density;
  const positions = [0, 1, 2].map((seed) => scattered(dimension, 0.8, seed + 20));

  test("the log density and the gradient of the rows written out", () => {
    expect(byWeight.model.domains.rows.size).toBeLessThan(byRow.model.domains.rows.size);
    for (const position of positions) {
      expectClose([fullLogDensity(byWeight, position)], [fullLogDensity(byRow, position)], "log density");
      const [expected, found] = [new Float64Array(dimension), new Float64Array(dimension)];
      byRow.density.evaluate(Float64Array.from(position), expected);
      byWeight.density.evaluate(Float64Array.from(position), found);
      expectClose(found, expected, "derivative");
    }
  });

  test("the numbers of a draw, and the roles, of the rows written out", () => {
    for (const position of positions) {
      const [expected, found] = [constrainAt(byRow, position), constrainAt(byWeight, position)];
      expect(Object.keys(found)).toEqual(Object.keys(expected));
      expectClose(Object.values(found), Object.values(expected), "variable");
    }
    const numbers: number[][] = [[], []];
    const texts = [byRow, byWeight].map(({ roles }, side) =>
      JSON.stringify(roles, (_key, value: unknown) => {
        if (typeof value !== "number") return value;
        numbers[side]!.push(value);
        return "a number";
      }),
    );
    expect(texts[1]).toBe(texts[0]);
    expectClose(numbers[1]!, numbers[0]!, "number");
  });

  test("the gradient that finite differences give, where weights are no whole numbers", () => {
    const { density } = compileText(declarations + weighted(statements, "0.3 + w / 7"), once);
    const position = Float64Array.from(positions[0]!);
    const gradient = new Float64Array(dimension);
    density.evaluate(position, gradient);
    const slow = numericalGradient((at) => density.evaluate(at, new Float64Array(dimension)), position);
    for (let i = 0; i < dimension; i++)
      expect(Math.abs(gradient[i]! - slow[i]!)).toBeLessThan(1e-6 * (1 + Math.abs(slow[i]!)));
  });
});

describe("what is integrated out of a normal outcome with weights", () => {
  const names = ["one way", "nested, with a predictor", "with known sds", "of correlated slopes"];
  test.each(names)("has the marginal density of the rows written out: %s", (name) => {
    const statements = models[name]!;
    const byWeight = integrate(requireBound(declarations + weighted(statements), once));
    const byRow = integrate(requireBound(declarations + statements, repeated));
    expect(byWeight.integrated).toEqual(byRow.integrated);
    const { dimension } = byRow.density;
    const at = (seed: number): Float64Array => Float64Array.from(scattered(dimension, 0.8, seed));
    for (const seed of [1, 2, 3])
      expectClose([byWeight.density.value(at(seed))], [byRow.density.value(at(seed))], "log density");
  });

  test.each(names)("is that of brute force, where weights are no whole numbers: %s", (name) => {
    const model = requireBound(declarations + weighted(models[name]!, "0.3 + w / 7"), once);
    const { density, integrated } = integrate(model);
    const slow = bruteForce(model, integrated);
    for (const seed of [1, 2, 3]) {
      const position = Float64Array.from(scattered(slow.dimension, 0.8, seed));
      expect(density.value(position) / slow.value(position)).toBeCloseTo(1, 9);
    }
  });

  test("is nothing where two outcomes have weights, which says why", () => {
    const text = `${declarations}b[batch] ~ normal(0, τ)\ny ~ weighted(normal(μ + b[batch], σ), w)\nk ~ poisson(σ)`;
    const { structure, refusals } = recognizeLinearGaussian(requireBound(text, once));
    expect(structure).toBeNull();
    expect(refusals!.map(({ reason }) => reason).join()).toContain(
      "which has weights, beside other outcomes",
    );
  });
});

test("two outcomes have weights of their own", () => {
  const outcomes = (of: (text: string, weight: string) => string): string =>
    `${declarations}y ~ ${of("normal(μ, σ)", "w")}\nk ~ ${of("poisson(τ)", "2")}`;
  const byWeight = compileText(
    outcomes((text, weight) => `weighted(${text}, ${weight})`),
    once,
  );
  const alone = compileText(`${declarations}y ~ weighted(normal(μ, σ), w)\n`, once);
  const counts = compileText(`${declarations}k ~ poisson(τ)\ny ~ normal(μ, σ)`, once);
  const normals = compileText(`${declarations}y ~ normal(μ, σ)`, once);
  const position = scattered(3, 0.8, 4);
  const twice = 2 * (fullLogDensity(counts, position) - fullLogDensity(normals, position));
  expectClose([fullLogDensity(byWeight, position)], [fullLogDensity(alone, position) + twice], "log density");
});

test("an outcome of groups has weights of the groups", () => {
  const groups =
    "data { g: factor }\ndata per g { m: real, n: real }\nμ ~ normal(0, 5)\nσ ~ half_normal(2)\n";
  const columns = { g: ["a", "a", "b"], m: [1, 1, 4], n: [2, 2, 3] };
  const plain = { g: ["a", "b", "c", "d", "e"], m: [1, 1, 4, 4, 4], n: [2, 2, 3, 3, 3] };
  const byWeight = compileText(`${groups}m ~ weighted(normal(μ, σ), n)`, columns);
  const byGroup = compileText(`${groups}m ~ normal(μ, σ)`, plain);
  const position = scattered(2, 0.8, 4);
  expectClose([fullLogDensity(byWeight, position)], [fullLogDensity(byGroup, position)], "log density");
});

test.each([
  ["0", 0],
  ["a negative number", -1],
])("a weight that is %s is told with its row", (_, bad) => {
  const w = once.w!.with(3, bad);
  const { problems } = bindText(`${declarations}y ~ weighted(normal(μ, σ), w)`, { ...once, w });
  expect(problems.filter(({ severity }) => severity === "error")).toMatchObject([
    { code: "HP0547", message: expect.stringContaining(`is ${bad} in row 4`) },
  ]);
});

test("weights are said in the model's text and in its mathematics", () => {
  const model = requireBound(`${declarations}y ~ weighted(normal(μ, σ), w / 2)`, once);
  const { outcomes } = describeModel(model.checked, model);
  expect(outcomes).toEqual([{ name: "y", distribution: "weighted(normal(μ, σ), w / 2)" }]);
  const latex = renderLatex(model.checked);
  expect(latex).toContain("\\text{ with weight } \\frac{w_{i}}{2}");
  expect(latex).toContain("^{\\frac{w_{i}}{2}}");
});

test("rows with weights are no cells as well", () => {
  const model = requireBound(`${declarations}y ~ weighted(normal(μ, σ), w)`, once);
  expect(askForCells(model.checked)).toMatchObject({
    code: "HP0541",
    message: expect.stringContaining("weights"),
  });
});

/**
 * Ordinal outcomes in models: the density beside sums written by hand, and the posterior of small models beside quadrature.
 */

import { describe, expect, test } from "vitest";
import { fit } from "../../src/api/fit.ts";
import { parseModel } from "../../src/api/model.ts";
import { bindText, compileText, constrainAt, fullLogDensity } from "./harness.ts";

const declared = "data {\n  y: int in 1..3\n  x: real\n  g: factor\n}\nlevels K = 1..2\n";
const columns = {
  y: [1, 2, 3, 3, 1, 2, 2, 3, 1, 3, 2, 1],
  x: [-1, 0.2, 1.5, 0.3, -0.4, 0.6, -0.2, 2, 0.8, 0.9, 0, -1.2],
  g: ["a", "b", "c", "a", "b", "c", "a", "b", "c", "a", "b", "c"],
};

const logistic = (z: number): number => 1 / (1 + Math.exp(-z));

/** P(1), P(2), P(3) as textbooks have them. */
const textbook: Readonly<Record<string, (η: number, a: number, b: number) => readonly number[]>> = {
  ordered_logistic: (η, a, b) => {
    const [first, second] = [logistic(a - η), logistic(b - η)];
    return [first, second - first, 1 - second];
  },
  adjacent_logit: (η, a, b) => {
    const weights = [1, Math.exp(η - a), Math.exp(2 * η - a - b)];
    const total = weights[0]! + weights[1]! + weights[2]!;
    return weights.map((one) => one / total);
  },
  sequential_logit: (η, a, b) => {
    const [stop, stopThen] = [logistic(a - η), logistic(b - η)];
    return [stop, (1 - stop) * stopThen, (1 - stop) * (1 - stopThen)];
  },
};

describe.each(Object.entries(textbook))("the density of %s", (name, massesAt) => {
  test("is the sum of the log probabilities of the rows, with thresholds of the row's group", () => {
    const source = (outcome: string): string =>
      `${declared}θ[g, K] ~ ordered(normal(0, 2))\nβ ~ normal(0, 1)\ny ~ ${outcome}\n`;
    const compiled = compileText(source(`${name}(β * x, θ[g])`), columns);
    const without = compileText(source("poisson(2)"), columns);
    const poisson = columns.y.map((y) => y * Math.log(2) - 2 - Math.log([1, 1, 2, 6][y]!));
    const position = [0.3, -0.4, 1.1, 0.2, -0.6, 0.9, 0.7];
    const values = constrainAt(compiled, position);
    const terms = columns.y.map((y, i) => {
      const [a, b] = [values[`θ[${columns.g[i]},1]`]!, values[`θ[${columns.g[i]},2]`]!];
      return Math.log(massesAt(values.β! * columns.x[i]!, a, b)[y - 1]!);
    });
    const sum = (all: readonly number[]): number => all.reduce((total, value) => total + value, 0);
    const gain = fullLogDensity(compiled, position) - fullLogDensity(without, position);
    expect(gain).toBeCloseTo(sum(terms) - sum(poisson), 10);
  });
});

/** Means of θ₁, θ₂ and β by the midpoint rule. */
function quadrature(massesAt: (η: number, a: number, b: number) => readonly number[]): readonly number[] {
  const step = 0.1;
  const points = Array.from({ length: 121 }, (_, i) => -6 + step * i);
  const normal = (z: number, sd: number): number => Math.exp((-0.5 * z * z) / (sd * sd));
  const sums = [0, 0, 0];
  let mass = 0;
  for (const β of points) {
    for (const a of points) {
      for (const b of points) {
        if (b <= a) continue;
        let weight = normal(β, 1) * normal(a, 2) * normal(b, 2);
        for (const [i, y] of columns.y.entries()) weight *= massesAt(β * columns.x[i]!, a, b)[y - 1]!;
        mass += weight;
        for (const [k, value] of [a, b, β].entries()) sums[k]! += weight * value;
      }
    }
  }
  return sums.map((one) => one / mass);
}

test.each(["ordered_logistic", "sequential_logit"])(
  "the posterior of %s is that of quadrature",
  async (name) => {
    const source = `${declared}θ[K] ~ ordered(normal(0, 2))\nβ ~ normal(0, 1)\ny ~ ${name}(β * x, θ)\n`;
    const posterior = await fit(parseModel(source), { data: columns, seed: 3, workers: 0 });
    const { rows } = posterior.summary();
    const wanted = quadrature(textbook[name]!);
    for (const [k, variable] of ["θ[1]", "θ[2]", "β"].entries()) {
      const row = rows.find((one) => one.variable === variable)!;
      expect(Math.abs(row.mean - wanted[k]!) / row.mcse, variable).toBeLessThan(4);
    }
  },
);

test("categories of a factor are its levels in their order", () => {
  const text =
    "data {\n  c: factor\n}\nlevels K = 1..2\nθ[K] ~ ordered(normal(0, 2))\nc ~ ordered_logistic(0, θ)\n";
  const asLabels = compileText(text, { c: ["a", "c", "b", "c"] });
  const asNumbers = compileText(text.replace("factor", "int"), { c: [1, 3, 2, 3] });
  expect(fullLogDensity(asLabels, [0.4, -0.7])).toBeCloseTo(fullLogDensity(asNumbers, [0.4, -0.7]), 13);
});

test("a category beyond the thresholds, and one number in place of them, are refused", () => {
  const codes = (source: string): readonly string[] =>
    bindText(`${declared}a ~ normal(0, 1)\ny ~ ${source}\n`, columns).problems.map(({ code }) => code);
  expect(codes("ordered_logistic(a, [0])")).toContain("HP0504");
  expect(codes("ordered_logistic(a, [0, 1])")).toEqual([]);
  expect(codes("ordered_logistic(x, a)")).toContain("HP0517");
});

/**
 * Categories with probabilities: the density, its gradient also where a probability is 0, and the posterior under a
 * Dirichlet prior, which is Dirichlet with the counts added (Gelman et al. 2013, Bayesian Data Analysis, section 3.4).
 */

import { describe, expect, test } from "vitest";
import { fit } from "../../src/api/fit.ts";
import { parseModel } from "../../src/api/model.ts";
import { bindText, compileText, constrainAt, fullLogDensity } from "./harness.ts";

const declared = "data {\n  y: int in 1..3\n  g: factor\n}\nlevels K = 1..3\n";
const byGroup = `${declared}θ[g, K] ~ dirichlet([0.8, 1, 2])\ny ~ categorical(θ[g])\n`;
const columns = {
  y: [1, 2, 3, 3, 3, 1, 2, 2, 2, 2, 2, 2, 1, 3, 3],
  g: ["a", "a", "a", "a", "a", "b", "b", "b", "b", "b", "b", "b", "c", "c", "c"],
};
const concentrations = [0.8, 1, 2];
const groups = ["a", "b", "c"];

function countsIn(group: string): readonly number[] {
  return [1, 2, 3].map(
    (category) => columns.y.filter((y, i) => y === category && columns.g[i] === group).length,
  );
}

describe("the density", () => {
  test("has the logarithm of the chosen probability of the row's group", () => {
    const rows = compileText(byGroup, columns);
    const position = [0.3, -0.4, 1.1, 0.2, -0.6, 0.9];
    const without = compileText(byGroup.replace("y ~ categorical(θ[g])", "y ~ poisson(2)"), columns);
    const poisson = columns.y.map((y) => y * Math.log(2) - 2 - Math.log([1, 1, 2, 6][y]!));
    const theta = constrainAt(rows, position);
    const terms = columns.y.map((y, i) => Math.log(theta[`θ[${columns.g[i]},${y}]`]!));
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    expect(fullLogDensity(rows, position) - fullLogDensity(without, position)).toBeCloseTo(
      sum(terms) - sum(poisson),
      10,
    );
  });

  test("counts the levels of a factor from 1, in their order", () => {
    const text = "data {\n  c: factor\n}\nθ[c] ~ dirichlet(1)\nc ~ categorical(θ)\n";
    const compiled = compileText(text, { c: ["low", "high", "high", "mid"] });
    const theta = constrainAt(compiled, [0.4, -0.7]);
    const probabilities = ["low", "high", "high", "mid"].map((label) => theta[`θ[${label}]`]!);
    const prior = compileText(text.replace("c ~ categorical(θ)", "c ~ categorical([1/3, 1/3, 1/3])"), {
      c: ["low", "high", "high", "mid"],
    });
    const gain = fullLogDensity(compiled, [0.4, -0.7]) - fullLogDensity(prior, [0.4, -0.7]);
    expect(gain).toBeCloseTo(
      probabilities.reduce((total, p) => total + Math.log(3 * p), 0),
      12,
    );
  });

  test("is -Infinity, and never NaN, for an observed category of probability 0", () => {
    const text = `${declared}μ ~ normal(0, 1)\ny ~ categorical([0, 0.4, 0.6])\nx = μ\n`;
    const compiled = compileText(text, { y: [1, 2], g: ["a", "a"] });
    expect(fullLogDensity(compiled, [0.2])).toBe(-Infinity);
    expect(fullLogDensity(compileText(text, { y: [3, 2], g: ["a", "a"] }), [0.2])).toBeGreaterThan(-10);
  });

  test("has a gradient where a probability that is not observed has become 0", () => {
    // inv_logit(-800) is 0 in floating point.
    const text = "data {\n  y: int in 1..2\n}\na ~ flat()\np = inv_logit(a)\ny ~ categorical([p, 1 - p])\n";
    const compiled = compileText(text, { y: [2, 2] });
    const gradient = new Float64Array(1);
    expect(compiled.density.evaluate(Float64Array.of(-800), gradient)).toBe(0);
    expect(Math.abs(gradient[0]!)).toBe(0);
    const observed = compileText(text, { y: [1, 2] });
    expect(observed.density.evaluate(Float64Array.of(-800), gradient)).toBe(-Infinity);
    expect(gradient.some(Number.isNaN)).toBe(false);
  });

  test("is refused for a category beyond the probabilities, and for one number in place of them", () => {
    const codes = (source: string) =>
      bindText(source, { y: [1, 3], g: ["a", "b"] }).problems.map(({ code }) => code);
    expect(codes(`${declared}p ~ beta(1, 1)\ny ~ categorical([p, 1 - p])\n`)).toContain("HP0504");
    expect(codes(`${declared}p ~ beta(1, 1)\ny ~ categorical(p)\n`)).toContain("HP0517");
  });
});

test("the posterior of groups has the moments of the Dirichlet with the counts added", async () => {
  const fitted = await fit(parseModel(byGroup), {
    data: columns,
    method: "nuts",
    seed: 11,
    chains: 2,
    warmup: 400,
    draws: 1500,
    workers: 0,
  });
  expect(fitted.record.plan.method).toBe("nuts");
  const { rows } = fitted.summary();
  for (const group of groups) {
    const posterior = countsIn(group).map((count, k) => count + concentrations[k]!);
    const total = posterior.reduce((sum, one) => sum + one);
    posterior.forEach((shape, k) => {
      const row = rows.find(({ variable }) => variable === `θ[${group},${k + 1}]`)!;
      const mean = shape / total;
      const sd = Math.sqrt((mean * (1 - mean)) / (total + 1));
      expect(Math.abs(row.mean - mean) / row.mcse, row.variable).toBeLessThan(4);
      // The error of an sd is about sd / √(2 n) for a normal; these are skewed, hence the wide margin.
      expect(Math.abs(row.sd / sd - 1), row.variable).toBeLessThan(4 * Math.sqrt(1 / row.essBulk));
    });
  }
});

/** Vectors that are named by the labels of their leading plates: `X * β["a"]`, `multi_normal(0, τ["a"], Ω)`. */

import { describe, expect, it } from "vitest";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { fit, parseModel } from "../../src/index.ts";
import { compileText, constrainAt, fullLogDensity, numericalGradient, scattered } from "./harness.ts";

const columns: ColumnData = {
  y: [0.4, 1.3, -0.7, 2.2, 0.1, 0.9],
  x: [0.5, -1, 2, 0.3, -0.4, 1.1],
  g: ["a", "a", "b", "b", "c", "c"],
};
const head = "data {\n  y: real\n  x: real\n  g: factor\n}\nX = design(1 + x)\n";

function logDensity(text: string, position: readonly number[]): number {
  return fullLogDensity(compileText(head + text, columns), position);
}

describe("a vector by the labels of its leading plates", () => {
  const priors = "β[g, X] ~ normal(0, 2)\n";
  const position = scattered(6, 1);

  // The level of the label was once forgotten, and every label was level a.
  it("is that of its level, as coefficients of a design", () => {
    for (const [k, label] of ["a", "b", "c"].entries()) {
      const [intercept, slope] = [position[2 * k]!, position[2 * k + 1]!];
      const terms = [0, 1].map((row) => `β["${label}", "${row === 0 ? "intercept" : "x"}"]`);
      const written = `${priors}y ~ normal(${terms[0]} + ${terms[1]} * x, 1)`;
      const found = logDensity(`${priors}y ~ normal(X * β["${label}"], 1)`, position);
      expect(found).toBeCloseTo(logDensity(written, position), 10);
      expect(found - logDensity(priors.trim(), position)).toBeCloseTo(
        [0, 1, 2, 3, 4, 5].reduce((sum, i) => {
          const residual =
            (columns as { y: number[] }).y[i]! - intercept - slope * (columns as { x: number[] }).x[i]!;
          return sum - 0.5 * residual * residual - 0.5 * Math.log(2 * Math.PI);
        }, 0),
        8,
      );
    }
  });

  it("is that of its level, as arguments of vector distributions", () => {
    const text = (label: string): string => `τ[g, X] ~ half_normal(1)
Ω[X, X] ~ lkj(2)
centered u[X] ~ multi_normal(0, τ["${label}"], Ω)`;
    const at = scattered(9, 1);
    // With the numbers of two levels exchanged the labels are too.
    const exchanged = [at[2]!, at[3]!, at[0]!, at[1]!, ...at.slice(4)];
    expect(logDensity(text("b"), at)).toBeCloseTo(logDensity(text("a"), exchanged), 10);
    expect(logDensity(text("b"), at)).not.toBeCloseTo(logDensity(text("a"), at), 3);
  });

  it("is that of its level, where it is integrated out", async () => {
    const model = parseModel(`${head}${priors}y ~ normal(X * β["b"], 1)`);
    const means = async (method: "marginal" | "nuts") => {
      const { draws } = await fit(model, {
        data: columns as never,
        method,
        chains: 2,
        draws: 2000,
        workers: 0,
      });
      return draws.values
        .slice(0, 6)
        .map((values) => values.reduce((sum, value) => sum + value, 0) / values.length);
    };
    const [one, other] = [await means("marginal"), await means("nuts")];
    for (const [i, value] of one.entries()) expect(Math.abs(value - other[i]!)).toBeLessThan(0.2);
    expect(Math.abs(one[2]!)).toBeGreaterThan(0.3);
  });

  // A label of a vector that is a stack of nodes once crashed, or dropped the term that it was in.
  it("is that of its level, where vectors are made of components", () => {
    const dirichlet = (term: string): string => `θ[g, X] ~ dirichlet(2)\na ~ normal(${term}, 1)`;
    const vectors = (term: string): string =>
      `τ[X] ~ half_normal(1)\nΩ[X, X] ~ lkj(2)\nu[g, X] ~ multi_normal(0, τ, Ω)\na ~ normal(${term}, 1)`;
    const cases = [
      [dirichlet, "θ", 4],
      [vectors, "u", 10],
    ] as const;
    for (const [text, name, dimension] of cases) {
      const at = scattered(dimension, 1);
      for (const label of ["a", "b", "c"]) {
        const compiled = compileText(head + text(`${name}["${label}", "x"]`), columns);
        const value = constrainAt(compiled, at)[`${name}[${label},x]`]!;
        const a = at[dimension - 1]!;
        const constant = compileText(head + text("0"), columns);
        // The two differ in the density of a alone.
        const change = fullLogDensity(compiled, at) - fullLogDensity(constant, at);
        expect(change).toBeCloseTo(0.5 * a * a - 0.5 * (a - value) * (a - value), 9);
        const gradient = new Float64Array(dimension);
        compiled.density.evaluate(Float64Array.from(at), gradient);
        const numerical = numericalGradient(
          (position) => compiled.density.evaluate(position, new Float64Array(dimension)),
          Float64Array.from(at),
        );
        for (const [i, partial] of gradient.entries()) expect(partial).toBeCloseTo(numerical[i]!, 7);
      }
    }
  });
});

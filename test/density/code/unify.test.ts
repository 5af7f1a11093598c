import { describe, expect, test } from "vitest";
import { compileText, interpretedLogDensity, numericalGradient, scattered } from "../harness.ts";

const trials = `data {
  y:     real
  se:    real > 0
  trial: factor
}
μ ~ normal(0, 5)
τ ~ half_normal(5)
θ[trial] ~ normal(μ, τ)
y ~ normal(θ[trial], se)
`;

const inOrder = { y: [1, -2, 3, 0.5], se: [1, 2, 1.5, 1], trial: ["a", "b", "c", "d"] };
const shuffled = { ...inOrder, trial: ["c", "a", "d", "b"] };
const uneven = { ...inOrder, trial: ["a", "b", "c", "c"] };

function countLoops(columns: typeof inOrder): number {
  return compileText(trials, columns).recipe.density.text.split("for (").length - 1;
}

describe("groups of one row each", () => {
  test("share one loop with their rows", () => {
    expect(countLoops(inOrder)).toBe(1);
  });

  test("have a loop of their own where the rows are in another order, or a group has two", () => {
    expect(countLoops(shuffled)).toBeGreaterThan(1);
    expect(countLoops(uneven)).toBeGreaterThan(1);
  });

  test.each(Object.entries({ inOrder, shuffled, uneven }))(
    "have the log density of the graph, and its gradient (%s)",
    (_, columns) => {
      const compiled = compileText(trials, columns);
      const { density } = compiled;
      const position = Float64Array.from(scattered(density.dimension, 1));
      const gradient = new Float64Array(density.dimension);
      expect(density.evaluate(position, gradient)).toBeCloseTo(interpretedLogDensity(compiled, position), 10);
      const unused = new Float64Array(density.dimension);
      const numerical = numericalGradient((at) => density.evaluate(at, unused), position);
      gradient.forEach((derivative, i) => {
        expect(derivative).toBeCloseTo(numerical[i]!, 7);
      });
    },
  );
});

/** The marginal density against integration by brute force, and its gradient against finite differences. */

import { describe, expect, it } from "vitest";
import { MarginalDensity } from "../../src/linear-gaussian/marginal-density.ts";
import { compileMarginal } from "../../src/linear-gaussian/marginal-model.ts";
import { arrange } from "../../src/linear-gaussian/statistics/arrangement.ts";
import { accumulateCrossProducts } from "../../src/linear-gaussian/statistics/cross-products.ts";
import { reduceNesting } from "../../src/linear-gaussian/statistics/reduce-nesting.ts";
import type { BoundModel } from "../../src/model/bound-model.ts";
import { recognizeLinearGaussian } from "../../src/structure/linear-gaussian.ts";
import { requireBound } from "../density/harness.ts";
import { bruteForce } from "../samplers/marginal/brute-force.ts";
import { exampleColumns, marginalExamples } from "../samplers/marginal/marginal-models.ts";

function marginalOf(model: BoundModel): { density: MarginalDensity; integrated: readonly string[] } {
  const { structure, refusals } = recognizeLinearGaussian(model);
  if (structure === null)
    throw new Error(refusals.map(({ parameter, reason }) => `${parameter} ${reason}`).join("; "));
  const arrangement = arrange(structure);
  const cross = accumulateCrossProducts(arrangement);
  const reduction = reduceNesting(arrangement.nesting, cross)!;
  const { recipe } = compileMarginal(arrangement, cross, reduction);
  return { density: new MarginalDensity(recipe), integrated: structure.integrated.map(({ name }) => name) };
}

const columns = exampleColumns();

describe.each(marginalExamples)("the marginal density of $title", ({ text, integrated: expected }) => {
  const model = requireBound(text, columns);
  const { density, integrated } = marginalOf(model);

  it("integrates out what has a normal or flat prior and an affine effect", () => {
    expect([...integrated].sort()).toEqual([...expected].sort());
  });

  it("equals integration by brute force", () => {
    const slow = bruteForce(model, integrated);
    expect(density.dimension).toBe(slow.dimension);
    for (const shift of [0, 0.7, -0.9]) {
      const position = Float64Array.from({ length: slow.dimension }, (_, i) => shift * (1 + (i % 3) / 2));
      const value = density.value(position);
      expect(Math.abs(value / slow.value(position) - 1)).toBeLessThan(1e-10);
    }
  });

  it("has the gradient that finite differences give", () => {
    const position = Float64Array.from({ length: density.dimension }, (_, i) => 0.3 - 0.2 * (i % 4));
    const gradient = new Float64Array(density.dimension);
    expect(density.evaluate(position, gradient)).toBe(density.value(position));
    for (let i = 0; i < position.length; i++) {
      const numeric = derivative((x) => density.value(position.with(i, x)), position[i]!);
      expect(Math.abs(gradient[i]! - numeric)).toBeLessThan(1e-7 * (1 + Math.abs(numeric)));
    }
  });
});

/** Central differences, extrapolated (Richardson). */
function derivative(f: (x: number) => number, x: number): number {
  const central = (h: number): number => (f(x + h) - f(x - h)) / (2 * h);
  return (4 * central(5e-4) - central(1e-3)) / 3;
}

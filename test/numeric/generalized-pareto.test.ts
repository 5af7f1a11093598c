import { describe, expect, it } from "vitest";
import { generalizedParetoShape } from "../../src/numeric/generalized-pareto.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";

/** Draws of a generalized Pareto distribution: ((1 - u)^-k - 1) / k. */
function draws(shape: number, count: number, seed: number): Float64Array {
  const stream = createRandomStream(seed, 0);
  return Float64Array.from({ length: count }, () => {
    const u = stream.uniform();
    return shape === 0 ? -Math.log(u) : (u ** -shape - 1) / shape;
  }).sort();
}

describe("the shape of a generalized Pareto tail", () => {
  it.each([-0.3, 0, 0.3, 0.5, 0.7, 1, 1.5])("is found where it is %f", (shape) => {
    const estimates = Array.from({ length: 20 }, (_, seed) =>
      generalizedParetoShape(draws(shape, 1000, seed)),
    );
    const mean = estimates.reduce((sum, one) => sum + one, 0) / 20;
    // The prior draws it by a hundredth of the way to ½; the error of one is (1 + k)/√1000.
    expect(Math.abs(mean - (1000 * shape + 5) / 1010)).toBeLessThan(
      (4 * (1 + Math.abs(shape))) / Math.sqrt(20_000),
    );
  });

  it("does not depend on the unit", () => {
    const numbers = draws(0.4, 200, 3);
    expect(generalizedParetoShape(numbers.map((x) => x * 1e9))).toBeCloseTo(
      generalizedParetoShape(numbers),
      9,
    );
  });

  it("is unknown of few numbers, and of equal ones", () => {
    expect(generalizedParetoShape(Float64Array.of(1, 2, 3, 4))).toBeNaN();
    expect(generalizedParetoShape(new Float64Array(50).fill(2))).toBeNaN();
  });
});

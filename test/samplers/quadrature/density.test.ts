/** The marginal density by quadrature, against sums over a dense grid, twice the nodes, and differences. */

import { describe, expect, it } from "vitest";
import { requireBound } from "../../density/harness.ts";
import { sumOverGrid } from "./brute-force.ts";
import { integralsFor, quadratureModels } from "./quadrature-models.ts";

const models = quadratureModels(3, 4);
const titled = models.map((one) => [one.name, one] as const);
/** Where a Gauss-Hermite rule does not do: densities of groups with kinks, two modes, long tails. */
const odd = new Set([
  "heavy tails of groups",
  "a normal outcome, heavy tails of groups",
  "effects with a kink",
  "effects of two kinds of groups",
]);

function positionsOf(size: number): Float64Array[] {
  return [-0.4, 0.3].map((at) =>
    Float64Array.from({ length: size }, (_, i) => at + 0.25 * ((i * 7) % 3) - 0.2),
  );
}

describe.each(titled)("the density of %s", (name, { text, columns, width }) => {
  const integrals = integralsFor(text, columns);
  const bound = requireBound(text, columns);
  const size = integrals.recipe.sampled.length;
  const rule = odd.has(name)
    ? ({ kind: "sinh", spacing: 0.05, reach: 1e5 } as const)
    : ({ kind: "hermite", points: width === 1 ? 41 : 45 } as const);

  // A kink costs a trapezoidal rule the square of its step.
  const slopeDigits = name === "effects with a kink" ? 2 : odd.has(name) ? 3 : width === 1 ? 5 : 3;

  it("is the sum over a dense grid, wherever the other groups are", () => {
    const [step, digits] = width === 1 ? [0.02, name === "effects with a kink" ? 3 : 6] : [0.08, 5];
    for (const position of positionsOf(size).slice(0, width === 1 ? 2 : 1)) {
      const found = integrals.value(position, rule);
      expect(found).toBeCloseTo(sumOverGrid(bound, 0.1, step)(position), digits);
      if (width === 1) expect(found).toBeCloseTo(sumOverGrid(bound, -0.7, step)(position), digits);
    }
  });

  it("has the gradient of differences", () => {
    const gradient = new Float64Array(size);
    const step = 1e-5;
    for (const position of positionsOf(size)) {
      integrals.evaluate(position, rule, gradient);
      for (let m = 0; m < size; m++) {
        const [up, down] = [step, -step].map((by) => {
          const at = position.slice();
          at[m]! += by;
          return integrals.value(at, rule);
        });
        expect(gradient[m]).toBeCloseTo((up! - down!) / (2 * step), slopeDigits);
      }
    }
  });

  it("depends on nothing that was evaluated before", () => {
    const [one, other] = positionsOf(size) as [Float64Array, Float64Array];
    const first = integrals.value(one, rule);
    integrals.value(other, rule);
    expect(integrals.value(one, rule)).toBe(first);
  });
});

/** The factors of a pattern of two columns and two effects, which is computed without loops, against their definition. */

import { describe, expect, it } from "vitest";
import { PatternFactor } from "../../src/linear-gaussian/pattern-factor.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";

type Given = ConstructorParameters<typeof PatternFactor>[1];

/** Of two classes, whose cross-products have a row of an outer factor besides. */
function factorOf(matrix: readonly number[], precisions: readonly number[], weights: readonly number[]) {
  return new PatternFactor({ nestedFactors: [0], outer: 1 }, {
    recipe: { nestedFactors: [{ rows: 2, columns: 2, precisions: Float64Array.from(precisions) }] },
    coefficients: { matrices: [Float64Array.from(matrix)] },
    weights: Float64Array.from(weights),
  } as unknown as Given);
}

const multiply = (a: readonly number[], b: readonly number[]): number[] =>
  [0, 1, 2, 3].map((at) => a[at & 2]! * b[at & 1]! + a[(at & 2) + 1]! * b[2 + (at & 1)]!);
const transposed = ([a, b, c, d]: readonly number[]): number[] => [a!, c!, b!, d!];

describe("the factors of a pattern of an intercept and a slope", () => {
  it("are B = P + T'AT = LL' and V = L⁻¹T'", () => {
    const stream = createRandomStream(3, 0);
    for (let turn = 0; turn < 200; turn++) {
      const normals = (count: number): number[] => Array.from({ length: count }, () => stream.normal());
      const roots = [normals(4), normals(4)];
      const classes = roots.map((root) => multiply(transposed(root), root));
      const weights = normals(2).map((value) => value * value);
      // The slope has no effect of its own in some, and its effect a flat prior in others.
      const matrix = normals(4).map((value, k) => (k === 1 || (turn % 3 === 0 && k === 3) ? 0 : value));
      const precisions = [1, turn % 5 === 0 && matrix[3] !== 0 ? 0 : 1];
      const start = 2;
      const products = new Float64Array(start + 18);
      for (const [c, own] of classes.entries())
        for (const [at, value] of own.entries()) products[start + 9 * c + 3 * (at >> 1) + (at & 1)] = value;
      const pattern = factorOf(matrix, precisions, weights);
      expect(pattern.compute(products, start)).toBe(true);
      const all = classes[0]!.map((value, at) => weights[0]! * value + weights[1]! * classes[1]![at]!);
      const b = multiply(transposed(matrix), multiply(all, matrix)).map(
        (value, at) => value + (at === 0 ? precisions[0]! : at === 3 ? precisions[1]! : 0),
      );
      const scale = Math.max(...b.map(Math.abs));
      const near = (found: readonly number[], expected: readonly number[], size: number): void => {
        const furthest = Math.max(...found.map((value, at) => Math.abs(value - expected[at]!)));
        expect(furthest).toBeLessThan(1e-13 * size);
      };
      const factor = [...pattern.factor];
      near(multiply(factor, transposed(factor)), b, scale);
      near(multiply(factor, [...pattern.half]), transposed(matrix), Math.max(...matrix.map(Math.abs), 1));
      near([...pattern.products], all, Math.max(...all));
    }
  });

  it("come from rotations where the effects can hardly be told apart, and not at all where nothing tells them", () => {
    const near = factorOf([1e6, 0, 1e6, 1e-3], [1, 1], [1, 0]);
    const products = new Float64Array(18);
    products.set([1, 1, 0, 1, 1]);
    expect(near.compute(products, 0)).toBe(true);
    const [a = 0, , c = 0, d = 0] = near.factor;
    // |B| = (1 + 4e12)(1 + 1e-6) - (2e3)²
    expect(Math.abs((a * d) ** 2 / (4e12 + 1 + 1e-6) - 1)).toBeLessThan(1e-9);
    expect(Math.abs(a * c - 2e3) / 2e3).toBeLessThan(1e-9);
    const flat = factorOf([1, 0, 0, 1], [0, 0], [1, 0]);
    expect(flat.compute(new Float64Array(18), 0)).toBe(false);
  });
});

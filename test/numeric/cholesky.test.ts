/** Factor, products and solutions against each other and against plain matrix products. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  choleskyFactor,
  choleskySolve,
  multiplyLower,
  multiplySymmetric,
  solveLower,
  solveLowerTransposed,
} from "../../src/numeric/cholesky.ts";

/** result = Lᵀ·vector; `result` may be `vector`. */
function multiplyLowerTransposed(
  factor: Float64Array,
  size: number,
  vector: Float64Array,
  result: Float64Array,
): void {
  for (let i = 0; i < size; i++) {
    let total = 0;
    for (let j = i; j < size; j++) total += factor[j * size + i]! * vector[j]!;
    result[i] = total;
  }
}

const numbers = (length: number) =>
  fc
    .array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: length, maxLength: length })
    .map((values) => Float64Array.from(values));

/** A size n, an n×n matrix B·Bᵀ + I, and a vector of length n. */
const cases = fc.integer({ min: 1, max: 7 }).chain((n) =>
  fc.record({
    size: fc.constant(n),
    matrix: numbers(n * n).map((b) => gram(b, n)),
    vector: numbers(n),
  }),
);

function gram(b: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => {
    const i = Math.floor(at / n);
    const j = at % n;
    let total = i === j ? 1 : 0;
    for (let k = 0; k < n; k++) total += b[i * n + k]! * b[j * n + k]!;
    return total;
  });
}

function factorOf(matrix: Float64Array, size: number): Float64Array {
  const factor = matrix.slice();
  expect(choleskyFactor(factor, size)).toBe(true);
  return factor;
}

function expectClose(actual: Float64Array, expected: Float64Array): void {
  const scale = Math.max(1, ...expected.map(Math.abs));
  for (const [i, x] of expected.entries()) expect(Math.abs(actual[i]! - x)).toBeLessThan(1e-10 * scale);
}

const holds = (property: (example: { size: number; matrix: Float64Array; vector: Float64Array }) => void) =>
  fc.assert(fc.property(cases, property), { numRuns: 100, seed: 1 });

describe("choleskyFactor", () => {
  it("factors a matrix whose factor is whole numbers exactly, with zeros above the diagonal", () => {
    // Wikipedia, "Cholesky decomposition", the example
    const matrix = Float64Array.of(4, 12, -16, 12, 37, -43, -16, -43, 98);
    expect(choleskyFactor(matrix, 3)).toBe(true);
    expect([...matrix]).toEqual([2, 0, 0, 6, 1, 0, -8, 5, 3]);
  });

  it("refuses matrices that are not positive definite, or not finite", () => {
    expect(choleskyFactor(Float64Array.of(1, 2, 2, 1), 2)).toBe(false);
    expect(choleskyFactor(Float64Array.of(0), 1)).toBe(false);
    expect(choleskyFactor(Float64Array.of(1, 1, 1, 1), 2)).toBe(false);
    expect(choleskyFactor(Float64Array.of(1, Number.NaN, Number.NaN, 1), 2)).toBe(false);
    expect(choleskyFactor(Float64Array.of(Infinity), 1)).toBe(false);
  });

  it("reads the lower triangle alone", () => {
    const matrix = Float64Array.of(4, Number.NaN, 2, 5);
    expect(choleskyFactor(matrix, 2)).toBe(true);
    expect([...matrix]).toEqual([2, 0, 1, 2]);
  });
});

describe("products and solutions", () => {
  it("L times Lᵀ times a vector is the matrix times the vector", () => {
    holds(({ size, matrix, vector }) => {
      const factor = factorOf(matrix, size);
      const expected = new Float64Array(size);
      multiplySymmetric(matrix, size, vector, expected);
      const product = new Float64Array(size);
      multiplyLowerTransposed(factor, size, vector, product);
      multiplyLower(factor, size, product, product);
      expectClose(product, expected);
    });
  });

  it("solveLower undoes multiplyLower, and solveLowerTransposed multiplyLowerTransposed, in place", () => {
    holds(({ size, matrix, vector }) => {
      const factor = factorOf(matrix, size);
      const lower = vector.slice();
      multiplyLower(factor, size, lower, lower);
      solveLower(factor, size, lower);
      expectClose(lower, vector);
      const upper = vector.slice();
      multiplyLowerTransposed(factor, size, upper, upper);
      solveLowerTransposed(factor, size, upper);
      expectClose(upper, vector);
    });
  });

  it("choleskySolve undoes multiplySymmetric", () => {
    holds(({ size, matrix, vector }) => {
      const product = new Float64Array(size);
      multiplySymmetric(matrix, size, vector, product);
      choleskySolve(factorOf(matrix, size), size, product);
      expectClose(product, vector);
    });
  });
});

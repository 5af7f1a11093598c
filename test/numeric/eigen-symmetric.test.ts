/** Eigenvalues that are known in closed form, and A = Σ λ·uuᵀ with orthonormal u for matrices at random. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { symmetricEigen } from "../../src/numeric/eigen-symmetric.ts";

function eigenOf(matrix: ArrayLike<number>, size: number) {
  const vectors = Float64Array.from(matrix);
  const values = new Float64Array(size);
  expect(symmetricEigen(vectors, size, values)).toBe(true);
  return { vectors, values };
}

/** The largest element of |UUᵀ - I| and of |A - Σ λ·uuᵀ|. */
function errorsOf(matrix: ArrayLike<number>, size: number): { orthogonality: number; product: number } {
  const { vectors: u, values } = eigenOf(matrix, size);
  let orthogonality = 0;
  let product = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let dot = i === j ? -1 : 0;
      let rest = matrix[i * size + j]!;
      for (let k = 0; k < size; k++) {
        dot += u[i * size + k]! * u[j * size + k]!;
        rest -= values[k]! * u[k * size + i]! * u[k * size + j]!;
      }
      orthogonality = Math.max(orthogonality, Math.abs(dot));
      product = Math.max(product, Math.abs(rest));
    }
  }
  return { orthogonality, product };
}

const sorted = (values: Float64Array) => Array.from(values).sort((a, b) => a - b);

describe("the eigenvalues of a symmetric matrix", () => {
  it("are those of the second difference matrix, 2 - 2 cos(kπ/(n + 1))", () => {
    // Golub & Van Loan, §4.8.6
    const size = 40;
    const matrix = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      matrix[i * size + i] = 2;
      if (i > 0) matrix[i * size + i - 1] = matrix[(i - 1) * size + i] = -1;
    }
    sorted(eigenOf(matrix, size).values).forEach((value, k) => {
      expect(value).toBeCloseTo(2 - 2 * Math.cos(((k + 1) * Math.PI) / (size + 1)), 13);
    });
  });

  it("are 1 + (n - 1)ρ once and 1 - ρ otherwise for equal correlations", () => {
    const size = 30;
    const matrix = Array.from({ length: size * size }, (_, k) => (k % (size + 1) === 0 ? 1 : 0.9));
    const values = sorted(eigenOf(matrix, size).values);
    expect(values.at(-1)).toBeCloseTo(1 + 29 * 0.9, 12);
    for (const value of values.slice(0, -1)) expect(value).toBeCloseTo(0.1, 13);
    expect(errorsOf(matrix, size).orthogonality).toBeLessThan(1e-13);
  });

  it("are the elements of a diagonal matrix, with unit vectors", () => {
    const { vectors, values } = eigenOf([3, 0, 0, 0, -1, 0, 0, 0, 0], 3);
    expect(Array.from(values)).toEqual([-1, 0, 3]);
    expect(Array.from(vectors, Math.abs)).toEqual([0, 1, 0, 0, 0, 1, 1, 0, 0]);
  });

  it("are those of the rest where elements are as small as doubles are, next to zeros", () => {
    expect(Array.from(eigenOf([0, 5e-324, 5e-324, 1], 2).values)).toEqual([0, 1]);
    expect(Array.from(eigenOf([1, 1, -5e-324, 1, 1, 0, -5e-324, 0, 1], 3).values)).toEqual(
      [0, 1, 2].map((value) => expect.closeTo(value, 15)),
    );
  });

  it("are the element of a 1×1 matrix, and none of an empty one", () => {
    expect(Array.from(eigenOf([-7], 1).values)).toEqual([-7]);
    expect(Array.from(eigenOf([], 0).values)).toEqual([]);
  });
});

describe("the eigenvectors of a symmetric matrix", () => {
  const cases = fc.integer({ min: 1, max: 12 }).chain((size) =>
    fc.record({
      size: fc.constant(size),
      exponent: fc.integer({ min: -150, max: 150 }),
      elements: fc.array(
        fc.oneof(fc.constant(0), fc.constant(1), fc.double({ min: -1, max: 1, noNaN: true })),
        { minLength: size * size, maxLength: size * size },
      ),
    }),
  );

  it("are orthonormal and make up the matrix, of any scale, with zeros and equal elements too", () => {
    fc.assert(
      fc.property(cases, ({ size, exponent, elements }) => {
        const scale = 10 ** exponent;
        const matrix = elements.map(
          (_, k) => scale * elements[Math.min(k, (k % size) * size + Math.floor(k / size))]!,
        );
        const { orthogonality, product } = errorsOf(matrix, size);
        expect(orthogonality).toBeLessThan(1e-13);
        expect(product).toBeLessThanOrEqual(1e-13 * scale);
      }),
    );
  });

  it("are found for eigenvalues from 1e-12 to 1e12", () => {
    const size = 25;
    // A reflection of the diagonal matrix: H·diag(10⁻¹², …, 10¹²)·H
    const h = (i: number, j: number) => (i === j ? 1 : 0) - 2 / size;
    const matrix = Array.from({ length: size * size }, (_, at) => {
      let total = 0;
      for (let k = 0; k < size; k++) total += h(Math.floor(at / size), k) * 10 ** (k - 12) * h(k, at % size);
      return total;
    });
    const { orthogonality, product } = errorsOf(matrix, size);
    expect(orthogonality).toBeLessThan(1e-13);
    expect(product).toBeLessThan(1e-14 * 1e12 * size);
  });

  it("are not looked for where an element is not finite", () => {
    for (const bad of [Number.NaN, Infinity, -Infinity]) {
      expect(symmetricEigen(Float64Array.of(1, bad, bad, 1), 2, new Float64Array(2))).toBe(false);
    }
  });
});

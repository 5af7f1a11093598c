import { describe, expect, it } from "vitest";
import { choleskyFactor } from "../../src/numeric/cholesky.ts";
import { rotateInto, semidefiniteRoot } from "../../src/numeric/semidefinite-root.ts";

/** R'R of an upper triangular R. */
function square(root: Float64Array, size: number): number[] {
  return Array.from({ length: size * size }, (_, e) => {
    let sum = 0;
    for (let k = 0; k < size; k++)
      sum += root[k * size + Math.floor(e / size)]! * root[k * size + (e % size)]!;
    return sum;
  });
}

describe("the root of a semidefinite matrix", () => {
  it("gives the matrix back", () => {
    const matrix = [4, 2, 1, 2, 5, 3, 1, 3, 6];
    const root = Float64Array.from(matrix);
    semidefiniteRoot(root, 3);
    square(root, 3).forEach((value, e) => {
      expect(value).toBeCloseTo(matrix[e]!, 14);
    });
    expect([root[3], root[6], root[7]]).toEqual([0, 0, 0]);
  });

  it("has a row of zeros where a column repeats another", () => {
    // Casks of three assays in a batch of two casks, as a mean child has it: rank 1
    const root = Float64Array.of(3, 3 * Math.SQRT2, 3 * Math.SQRT2, 6);
    semidefiniteRoot(root, 2);
    expect([root[2], root[3]]).toEqual([0, 0]);
    expect(square(root, 2)[3]).toBeCloseTo(6, 14);
  });
});

describe("a row rotated into a factor", () => {
  it("adds its square", () => {
    const factor = Float64Array.of(2, 0, 0, 1, 3, 0, -1, 0.5, 1.5);
    const sum = [4, 0, 0, 2, 10, 0, -2, 0.5, 3.5];
    const row = [0.3, -2, 0.7];
    for (let i = 0; i < 3; i++) for (let j = 0; j <= i; j++) sum[i * 3 + j]! += row[i]! * row[j]!;
    const wanted = Float64Array.from(sum);
    choleskyFactor(wanted, 3);
    rotateInto(factor, 3, Float64Array.from(row));
    for (const [e, value] of factor.entries()) expect(value).toBeCloseTo(wanted[e]!, 13);
  });

  it("keeps what a sum of squares loses", () => {
    // I + v'v with v = 1e9 (1, 1): the second pivot is √((1 + 2e18) / (1 + 1e18))
    const factor = Float64Array.of(1, 0, 0, 1);
    rotateInto(factor, 2, Float64Array.of(1e9, 1e9));
    expect(factor[3]).toBeCloseTo(Math.SQRT2, 7);
    const summed = Float64Array.of(1 + 1e18, 1e18, 1e18, 1 + 1e18);
    choleskyFactor(summed, 2);
    expect(summed[3]).not.toBeCloseTo(Math.SQRT2, 7);
  });
});

/** Rows in place of a group: their number, sums and products are those of the group. */

import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { spreadRows } from "../../src/reduction/spread-rows.ts";

/** The lower triangle of Σ (v - m)(v - m)' of rows. */
function scatterOf(rows: readonly (readonly number[])[], size: number): Float64Array {
  const means = Array.from(
    { length: size },
    (_, a) => rows.reduce((sum, row) => sum + row[a]!, 0) / rows.length,
  );
  const triangle: number[] = [];
  for (let a = 0; a < size; a++)
    for (let b = 0; b <= a; b++)
      triangle.push(rows.reduce((sum, row) => sum + (row[a]! - means[a]!) * (row[b]! - means[b]!), 0));
  return Float64Array.from(triangle);
}

function check(n: number, size: number, triangle: Float64Array): number {
  const rows = spreadRows(n, size, triangle, 0);
  expect(rows.every(({ count }) => Number.isInteger(count) && count >= 1)).toBe(true);
  expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(n);
  const diagonal = (a: number): number => triangle[(a * (a + 1)) / 2 + a]!;
  let k = 0;
  for (let a = 0; a < size; a++) {
    const sum = rows.reduce((total, { count, deviations }) => total + count * deviations[a]!, 0);
    expect(Math.abs(sum)).toBeLessThan(1e-13 * Math.sqrt(n * diagonal(a)) + 1e-300);
    for (let b = 0; b <= a; b++) {
      const product = rows.reduce(
        (total, { count, deviations }) => total + count * deviations[a]! * deviations[b]!,
        0,
      );
      const unit = Math.sqrt(diagonal(a) * diagonal(b));
      expect(Math.abs(product - triangle[k++]!)).toBeLessThanOrEqual(1e-13 * unit);
    }
  }
  return rows.length;
}

describe("rows that stand for a group", () => {
  it("have its number, its mean and its scatter, whatever it is of", () => {
    const stream = createRandomStream(1, 0);
    for (let size = 1; size <= 6; size++) {
      for (const n of [1, 2, 3, 5, 8, 1000]) {
        const scales = Array.from({ length: size }, () => 10 ** Math.floor(8 * stream.uniform() - 4));
        const rows = Array.from({ length: n }, () => scales.map((scale) => scale * stream.normal()));
        expect(check(n, size, scatterOf(rows, size))).toBe(Math.min(n, size + 1));
      }
    }
  });

  it("are as few as the rank allows, where columns are constant or depend on others", () => {
    const stream = createRandomStream(2, 0);
    const rows = Array.from({ length: 40 }, () => {
      const [x, y] = [stream.normal(), stream.normal()];
      return [x, 0, 2 * x + y, y, 1e-3 * y];
    });
    expect(check(40, 5, scatterOf(rows, 5))).toBe(3);
    expect(check(7, 2, new Float64Array(3))).toBe(1);
  });

  it("hold a billion observations", () => {
    expect(check(1_000_000_007, 2, Float64Array.of(3e9, 1e9, 2e9))).toBe(3);
  });
});

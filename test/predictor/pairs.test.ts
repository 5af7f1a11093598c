/** Pairs counted and summed level by level equal the same counted and summed pair by pair. */

import { describe, expect, it } from "vitest";
import { type FactorSet, Pairs, type RowSet } from "../../src/predictor/pairs.ts";
import { implies, partitionBy, partitionByLevel, refine } from "../../src/predictor/partition.ts";

const rowCount = 40;
/** Numbers that look random and are the same in every run. */
const scattered = (seed: number, row: number): number => ((row + 1) * (seed + 0.6180339887498949) * 7.13) % 1;
const levels = [3, 4, 2].map((size, k) =>
  Int32Array.from({ length: rowCount }, (_, row) => Math.floor(size * scattered(k, row))),
);
const factors = levels.map((codes) => partitionBy(codes));
const counts = Float64Array.from({ length: rowCount }, (_, row) => Math.floor(3 * scattered(5, row)));
const z = Float64Array.from({ length: rowCount }, (_, row) => scattered(7, row) - 0.4);
const w = Float64Array.from({ length: rowCount }, (_, row) => scattered(9, row) + 1);
const half = Uint8Array.from({ length: rowCount }, (_, row) => (row % 3 === 0 ? 1 : 0));
const otherHalf = Uint8Array.from(half, (mark) => 1 - mark);

/** Rows of the observations, each row as often as it counts. */
function observations(withCounts: boolean): number[] {
  return Array.from({ length: rowCount }, (_, row) => row).flatMap((row) =>
    new Array<number>(withCounts ? counts[row]! : 1).fill(row),
  );
}

/** Ordered pairs of observations of exactly these factors in common, the first and the second of sets of rows. */
function* orderedPairs(set: FactorSet, first: RowSet, second: RowSet, withCounts: boolean) {
  const rows = observations(withCounts);
  for (const [a, i] of rows.entries()) {
    for (const [b, j] of rows.entries()) {
      if (a === b || first?.[i] === 0 || second?.[j] === 0) continue;
      if (levels.every((codes, k) => (codes[i] === codes[j]) === ((set & (1 << k)) !== 0)))
        yield [i, j] as const;
    }
  }
}

const rowSets: readonly (readonly [RowSet, RowSet])[] = [
  [null, null],
  [half, half],
  [half, otherHalf],
];

describe.each([false, true])("with counts of observations (%s)", (withCounts) => {
  const pairs = new Pairs(rowCount, withCounts ? counts : null, factors);

  it("counts the pairs of every set of factors", () => {
    for (const [first, second] of rowSets) {
      const found = pairs.countAll(first, second);
      for (let set = 0; set < 8; set++) {
        const ordered = [...orderedPairs(set, first, second, withCounts)].length;
        expect(found[set]).toBe(first === second ? ordered / 2 : ordered);
      }
    }
  });

  it("sums products, by level too, and weights of rows", () => {
    for (const [first, second] of rowSets) {
      for (let set = 0; set < 8; set++) {
        const all = [...orderedPairs(set, first, second, withCounts)];
        const pairClass = { factors: set, first, second };
        const products = all.reduce((sum, [i, j]) => sum + z[i]! * w[j]!, 0);
        expect(pairs.sumOfProducts(pairClass, z, w)).toBeCloseTo(products, 9);
        const weights = new Float64Array(rowCount);
        const byLevel = new Float64Array(3);
        for (const [i, j] of all) {
          weights[i]! += 1;
          byLevel[levels[0]![i]!]! += z[i]! * z[j]!;
        }
        expect([...pairs.firstWeights(pairClass)]).toEqual([...weights]);
        if ((set & 1) === 0) continue;
        const found = pairs.productsByLevel(pairClass, z, levels[0]!, 3);
        byLevel.forEach((sum, level) => {
          expect(found[level]).toBeCloseTo(sum, 9);
        });
      }
    }
  });
});

describe("partitions", () => {
  it("are numbered by first rows, levels without rows left out", () => {
    const expected = { parts: Int32Array.of(0, 1, 0, 2), size: 3 };
    expect(partitionBy([5, 2, 5, 9])).toEqual(expected);
    expect(partitionByLevel(Int32Array.of(5, 2, 5, 9), 12)).toEqual(expected);
  });

  it("of two factors are refined the same way with a table and, of very many levels, with a map", () => {
    const many = { parts: Int32Array.of(0, 1, 1, 5000), size: 5001 };
    const few = { parts: Int32Array.of(0, 0, 1, 1), size: 5001 };
    expect(refine(many, few)).toEqual({ parts: Int32Array.of(0, 1, 2, 3), size: 4 });
    expect(refine({ ...many, parts: Int32Array.of(0, 1, 1, 2) }, { ...few, size: 2 }).size).toBe(4);
  });

  it("imply each other where rows of one level of the first are of one level of the second", () => {
    const [fine, coarse] = [partitionBy([1, 2, 3, 3]), partitionBy([1, 1, 2, 2])];
    expect([implies(fine, coarse), implies(coarse, fine), implies(fine, fine)]).toEqual([true, false, true]);
  });
});

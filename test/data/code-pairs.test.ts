import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findPairs } from "../../src/data/code-pairs.ts";

function pairsOf(left: readonly number[], leftSize: number, right: readonly number[], rightSize: number) {
  const pairs = findPairs(Int32Array.from(left), leftSize, Int32Array.from(right), rightSize);
  const all: [number, number][] = [];
  pairs.forEach((a, b) => {
    all.push([a, b]);
  });
  return { pairs, all };
}

describe("pairs of codes", () => {
  // The second size makes the grid too large to be held as bits.
  test.each([40, 2 ** 26])("are distinct, in order and numbered, with %i codes in all", (size) => {
    const code = fc.integer({ min: -1, max: 39 });
    fc.assert(
      fc.property(fc.array(fc.tuple(code, code)), (rows) => {
        const scaled = rows.map(([a, b]) => [a, b < 0 ? b : b * Math.floor(size / 40)] as const);
        const { pairs, all } = pairsOf(
          scaled.map(([a]) => a),
          40,
          scaled.map(([, b]) => b),
          size,
        );
        const whole = scaled.filter(([a, b]) => a >= 0 && b >= 0);
        const distinct = [...new Map(whole.map((pair) => [pair.join(), pair])).values()];
        distinct.sort(([a, b], [c, d]) => a - c || b - d);
        expect(all).toEqual(distinct);
        expect([pairs.count, pairs.rows]).toEqual([distinct.length, whole.length]);
        expect(distinct.map(([a, b]) => pairs.numberOf(a, b))).toEqual(distinct.map((_, i) => i));
      }),
      { seed: 8, numRuns: 50 },
    );
  });
});

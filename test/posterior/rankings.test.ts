/** Ranks, differences and levels above a threshold, against counting, and against what normal effects must have. */

import { describe, expect, it } from "vitest";
import { normalCdf } from "../../src/numeric/error-function.ts";
import { differenceTables } from "../../src/posterior/differences.ts";
import { effectsTables } from "../../src/posterior/effects.ts";
import { exceedanceTables } from "../../src/posterior/exceedance.ts";
import { ranksOf, rankTables } from "../../src/posterior/ranks.ts";
import { emptyRoles, makeDraws, normalDraws } from "./make-draws.ts";

const levels = ["A", "B", "C"];
const shape = { chainCount: 4, drawCount: 500 };
const centers = [0, 1, 1.5];
const effects = centers.map((center, j) => normalDraws(shape, j + 1, { map: (value) => center + value }));
const role = {
  group: "school",
  term: "intercept",
  levels,
  variables: levels.map((level) => `b[${level}]`),
  n: [1, 1, 1],
  rawMean: [0, 1, 2],
  variance: "τ2",
  information: null,
  residualVariance: null,
};
const roles = { ...emptyRoles, effects: [role] };
const draws = makeDraws(shape, {
  ...Object.fromEntries(role.variables.map((name, j) => [name, effects[j]!])),
  τ2: normalDraws(shape, 9, { map: (value) => 1 + value * value }),
});
const size = shape.chainCount * shape.drawCount;

describe("ranks", () => {
  it("are counted in each draw: one more than there are larger ones", () => {
    const ranks = ranksOf(effects);
    for (let i = 0; i < size; i++) {
      for (const j of [0, 1, 2]) {
        const larger = effects.filter((one) => one[i]! > effects[j]![i]!).length;
        expect(ranks[j]![i]).toBe(larger + 1);
      }
    }
    const lowest = ranksOf(effects, true);
    expect(lowest.map((one, j) => one.every((rank, i) => rank === 4 - ranks[j]![i]!))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it("of equal effects are the mean of theirs", () => {
    const ranks = ranksOf([[2], [5], [2], [2]].map((one) => Float64Array.from(one)));
    expect(ranks.map(([rank]) => rank)).toEqual([3, 1, 3, 3]);
  });

  it("have the first by its mean rank first, with probabilities that sum to one", () => {
    const [table] = rankTables(draws, roles, { top: 2 });
    expect(table!.rows.map(({ level }) => level)).toEqual(["C", "B", "A"]);
    const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
    expect(sum(table!.rows.map(({ best }) => best.value))).toBeCloseTo(1, 12);
    expect(sum(table!.rows.map(({ worst }) => worst.value))).toBeCloseTo(1, 12);
    expect(sum(table!.rows.map(({ top }) => top!.value))).toBeCloseTo(2, 12);
    for (const row of table!.rows) {
      expect(sum(row.probabilities!)).toBeCloseTo(1, 12);
      expect(row.probabilities![0]).toBeCloseTo(row.best.value, 12);
      expect(row.rank.mean).toBeCloseTo(sum(row.probabilities!.map((share, r) => (r + 1) * share)), 12);
      expect(row.sucra).toBeCloseTo((3 - row.rank.mean) / 2, 14);
    }
  });

  it("have the probabilities of normal effects, within their Monte Carlo error", () => {
    const [table] = rankTables(draws, roles);
    const rankOf = (level: string) => table!.rows.find((row) => row.level === level)!;
    // E rank = 1 + Σ P(other is larger).
    const expected = 1 + normalCdf(1 / Math.SQRT2) + normalCdf(1.5 / Math.SQRT2);
    expect(Math.abs(rankOf("A").rank.mean - expected)).toBeLessThan(4 * rankOf("A").rank.errors.mean);
  });
});

describe("differences", () => {
  it("are taken in each draw, of all pairs or of one level", () => {
    const [all] = differenceTables(draws, roles);
    expect(all!.rows.map(({ first, second }) => first + second)).toEqual(["AB", "AC", "BC"]);
    const [, row] = all!.rows;
    const own = effects[0]!.map((value, i) => value - effects[2]![i]!);
    expect(row!.mean).toBeCloseTo(own.reduce((sum, one) => sum + one, 0) / size, 12);
    const negative = own.filter((one) => one < 0).length / size;
    expect(row!.direction.value).toBeCloseTo(negative, 12);
    expect(row!.larger.value).toBeCloseTo(1 - negative, 12);
    expect(Math.abs(negative - normalCdf(1.5 / Math.SQRT2))).toBeLessThan(4 * row!.direction.error);
    const [one] = differenceTables(draws, roles, { against: "B" });
    expect(one!.rows.map(({ first, second }) => first + second)).toEqual(["AB", "CB"]);
    expect(one!.rows[1]!.mean).toBe(all!.rows[2]!.mean * -1);
  });
});

describe("levels above a threshold", () => {
  it("are counted in each draw", () => {
    const [table] = exceedanceTables(draws, roles, 1);
    const counts = Array.from({ length: size }, (_, i) => effects.filter((one) => one[i]! > 1).length);
    expect(table!.countProbabilities).toEqual(
      [0, 1, 2, 3].map((k) => expect.closeTo(counts.filter((one) => one === k).length / size, 12)),
    );
    const mean = table!.rows.reduce((sum, { above }) => sum + above.value, 0);
    expect(table!.count.mean).toBeCloseTo(mean, 12);
    for (const [j, { above }] of table!.rows.entries())
      expect(Math.abs(above.value - normalCdf(centers[j]! - 1))).toBeLessThan(4 * above.error);
  });

  it("say of what happens in no draw that it is as rare as one in all draws", () => {
    const [table] = exceedanceTables(draws, roles, 100);
    expect(table!.rows[0]!.above).toEqual({ value: 0, error: 1 / size });
  });
});

describe("the spread of effects", () => {
  const few = makeDraws(
    { chainCount: 1, drawCount: 2 },
    { "b[A]": [1, 3], "b[B]": [0, 2], "b[C]": [5, -2], τ2: [4, 16] },
  );
  const [table] = effectsTables(few, roles);

  it("is that of these levels beside that of the population", () => {
    // Of 1, 0, 5 the variance is 7, of 3, 2, -2 it is 7 too.
    expect(table!.spread.finite!.mean).toBeCloseTo(Math.sqrt(7), 14);
    expect(table!.spread.population.mean).toBe(3);
  });

  it("has the pooling of Gelman and Pardoe", () => {
    // The mean effects 2, 1, 1.5 have the variance 1/4.
    expect(table!.spread.pooling).toBeCloseTo(1 - 0.25 / 7, 14);
  });
});

/** What the lesson on the ICC computes by itself: the sd of a mean for a budget, against studies that are simulated; correlations of pairs. */

import { describe, expect, it } from "vitest";
import { design, parseModel } from "../../src/index.ts";
import { pairsOperation } from "../../src/lessons/engine/pairs.ts";
import { affordable, bestOf, shareBetween } from "../../src/lessons/icc/spread.ts";

const known = parseModel(
  "data {\n y: real\n mouse: factor\n}\nβ ~ normal(0, 1000)\nb[mouse] ~ normal(0, 1)\ny ~ normal(β + b[mouse], 3)\n",
);

describe("the budget of the lesson on the ICC", () => {
  it("has the groups and the expected sd that `design` has of studies with known sds", async () => {
    const costs = { budget: 600, group: 50, replicate: 5 };
    const mine = affordable({ between: 1, within: 3 }, costs, 12);
    const { designs } = await design(known, {
      replicates: mine.map(({ replicates }) => replicates),
      budget: costs.budget,
      costGroup: costs.group,
      costReplicate: costs.replicate,
      studies: 4,
      for: "β",
      workers: 0,
    });
    expect(designs.map(({ levels }) => levels[0]!.count)).toEqual(mine.map(({ groups }) => groups));
    designs.forEach(({ quantities }, d) => {
      const { value } = quantities.find(({ name }) => name === "β")!.sd;
      // Of 4 · 400 independent draws: a standard error of 1.8 %.
      expect(value / mine[d]!.sd).toBeGreaterThan(0.92);
      expect(value / mine[d]!.sd).toBeLessThan(1.08);
    });
  });

  it("is best spent near (σ/σ_b) √(cost of a group / cost of a replicate)", () => {
    const costs = { budget: 100_000, group: 80, replicate: 5 };
    expect(bestOf(affordable({ between: 1, within: 2 }, costs, 30))!.replicates).toBe(8);
    expect(bestOf(affordable({ between: 0, within: 2 }, costs, 30))!.replicates).toBe(30);
  });

  it("may not pay for a group", () => {
    const studies = affordable({ between: 1, within: 2 }, { budget: 100, group: 80, replicate: 5 }, 30);
    expect(studies.map(({ replicates }) => replicates)).toEqual([1, 2, 3, 4]);
    expect(bestOf(affordable({ between: 1, within: 1 }, { budget: 10, group: 80, replicate: 5 }, 30))).toBe(
      null,
    );
  });
});

describe("pairs of measurements of one group", () => {
  it("correlate as much as their group's share of the variance", async () => {
    for (const [between, within] of [
      [2, 1],
      [0, 1],
      [1, 3],
    ] as const) {
      const pairs = await pairsOperation({ seed: 3, count: 20_000, between, within });
      expect(pairs.correlations.at(-1)! - shareBetween({ between, within })).toBeCloseTo(0, 1.5);
    }
  });

  it("have the correlation of their two columns, and go on from those that there were", async () => {
    const few = await pairsOperation({ seed: 3, count: 40, between: 1, within: 1 });
    const many = await pairsOperation({ seed: 3, count: 90, between: 1, within: 1 });
    expect(many.first.slice(0, 40)).toEqual(few.first);
    expect(few.counts[0]).toBe(3);
    expect(few.counts.at(-1)).toBe(40);
    const [x, y] = [few.first, few.second];
    const mean = (values: Float64Array): number => values.reduce((a, b) => a + b) / values.length;
    const product = (a: Float64Array, b: Float64Array): number =>
      a.reduce((sum, one, i) => sum + (one - mean(a)) * (b[i]! - mean(b)), 0);
    expect(few.correlations.at(-1)).toBeCloseTo(product(x, y) / Math.sqrt(product(x, x) * product(y, y)), 12);
  });
});

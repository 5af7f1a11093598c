/** The outlook of designs against what is known in closed form: of the balanced one-way model with known variances, and its budget. */

import { describe, expect, it } from "vitest";
import { knownSds, outlook, quantity } from "./harness.ts";

describe("the expected posterior sd of a mean, where both sds are known", () => {
  it("is that of the closed form for each design, with an error that is that of the draws", async () => {
    const [between, within, draws, studies] = [2, 3, 200, 40];
    const options = { groups: [3, 12], replicates: [1, 5], studies, draws, truth: { β: 7 } };
    const study = await outlook(knownSds(between, within), options);
    expect(study.designs.map(({ rows }) => rows)).toEqual([3, 15, 12, 60]);
    expect(study.fits).toEqual([{ method: "marginal", kernel: "exact", count: 4 * studies }]);
    for (const design of study.designs) {
      const groups = design.levels[0]!.count;
      const exact = Math.sqrt(between ** 2 / groups + within ** 2 / (groups * design.replicates!));
      const { sd, width, truth } = quantity(design, "β");
      expect(Math.abs(sd.value - exact)).toBeLessThan(4 * sd.error);
      // The sd of so many exact draws has a relative error of 1/√(2 draws), and their mean over the studies one that is √studies less.
      expect(sd.error / exact).toBeCloseTo(1 / Math.sqrt(2 * draws * studies), 2);
      expect(sd.error / exact).toBeLessThan(1.6 / Math.sqrt(2 * draws * studies));
      expect(Math.abs(width.value - 2 * 1.6449 * exact)).toBeLessThan(4 * width.error);
      expect(truth).toEqual({ mean: 7, sd: 0 });
    }
  });

  it("is least within a budget where Cochran's formula says, as far as it is told apart", async () => {
    // k* = √(cost of a group / cost of a replicate · σ²/σ_b²) = √(10 · 4) = 6.3
    const budget = { budget: 20_000, costGroup: 100, costReplicate: 10 };
    const request = { replicates: [1, 6, 48], studies: 30, draws: 1000, chains: 1, warmup: 0 };
    const study = await outlook(knownSds(1, 2), { ...budget, ...request });
    const exact = [1, 6, 48].map((k) => {
      const groups = Math.floor(20_000 / (100 + 10 * k));
      return Math.sqrt((1 + 4 / k) / groups);
    });
    expect(study.designs.map(({ cost }) => cost)).toEqual([19_910, 20_000, 19_720]);
    study.designs.forEach((design, d) => {
      const { sd } = quantity(design, "β");
      expect(Math.abs(sd.value - exact[d]!)).toBeLessThan(4 * sd.error);
    });
    expect(study.recommendation).toEqual({ target: "β", aim: "sd", best: 1, near: [] });
  });

  it("is told from one that is larger by less than a hundredth, by a dozen studies: designs share the chance of their draws", async () => {
    const options = { budget: 20_000, costGroup: 100, costReplicate: 10, replicates: [6, 8, 48] };
    const { recommendation } = await outlook(knownSds(1, 2), { ...options, studies: 12, draws: 100 });
    // 125 groups of 6 and 111 of 8: their sds are 0.1155 and 0.1162.
    expect(recommendation).toMatchObject({ best: 0, near: [] });
  });
});

describe("the expected posterior sd of a mean over casks within batches, where all sds are known", () => {
  const text = `data {
  y: real
  batch: factor
  cask: factor in batch
}
β ~ normal(0, 1000)
b[batch] ~ normal(0, 1)
c[cask] ~ normal(0, 1)
y ~ normal(β + b[batch] + c[cask], 1)`;
  const cost = { batch: 90, cask: 10, replicate: 2.5 };
  const request = { budget: 8_000, cost, studies: 12, draws: 200, chains: 1, warmup: 0, for: "β" };

  it("is least where the formulas for two stages say, with as many batches as the budget allows", async () => {
    // casks = √(90 / 10 · 1 / 1) = 3 and replicates = √(10 / 2.5 · 1 / 1) = 2: Cochran 1977, section 10.8.
    const study = await outlook(text, request);
    expect(study.designs).toHaveLength(16);
    const exact = study.designs.map(({ levels, replicates, cost: own, rows }) => {
      const [n, m] = levels.map(({ count }) => count) as [number, number];
      const each = 90 + m * (10 + 2.5 * replicates!);
      expect([own, rows]).toEqual([n * each, n * m * replicates!]);
      expect(n).toBe(Math.floor(8_000 / each));
      return Math.sqrt((1 + (1 + 1 / replicates!) / m) / n);
    });
    study.designs.forEach((design, d) => {
      const { sd } = quantity(design, "β");
      expect(Math.abs(sd.value - exact[d]!)).toBeLessThan(4.5 * sd.error);
    });
    const least = exact.indexOf(Math.min(...exact));
    expect(study.designs[least]).toMatchObject({ replicates: 2, levels: [{}, { count: 3 }] });
    const { best, near } = study.recommendation!;
    expect([best, ...near]).toContain(least);
    // What is told to be worse is.
    for (const [d, sd] of exact.entries())
      if (sd > 1.1 * exact[least]!) expect([best, ...near]).not.toContain(d);
  });

  it("is of the counts that are stated, and of the others as many as are tried", async () => {
    const few = { ...request, studies: 2, draws: 40, replicates: [2, 5] };
    const written = await outlook(text, { ...few, levels: ["cask = 3"] });
    expect(written.designs.map(({ levels, replicates }) => [levels[1]!.count, replicates])).toEqual([
      [3, 2],
      [3, 5],
    ]);
    expect(written.designs[0]!.levels[0]!.count).toBe(Math.floor(8_000 / (90 + 3 * 15)));
    const batches = await outlook(text, { ...few, levels: ["batch = 40, replicate = 2"] });
    expect(batches.designs.map(({ levels }) => levels.map(({ count }) => count))).toEqual([
      [40, 1],
      [40, 2],
      [40, 3],
      [40, 4],
    ]);
    const single = batches.notes.filter((note) => note.startsWith("with one cask in a batch"));
    expect(single).toHaveLength(1);
  });
});

describe("a statement is told", () => {
  it("as often as the power of the z-test says, between groups of known variance", async () => {
    const text = `data {
  y: real
  g: factor
  arm: factor
}
X = design(1 + arm)
β[X] ~ normal(0, 1000)
b[g] ~ normal(0, 1)
y ~ normal(X * β + b[g], 2)`;
    const studies = 150;
    const options = { groups: 12, replicates: 4, between: ["arm = A, B"], studies, draws: 400, chains: 1 };
    const truth = { "β[intercept]": 3, "β[arm=B]": 1.5 };
    const { designs } = await outlook(text, { ...options, truth, told: ["β[arm=B] > 0 at 0.95"] });
    // The difference of two means of 6 groups, each with variance 1 + 4/4.
    const exact = quantity(designs[0]!, "β[arm=B]").sd;
    const se = Math.sqrt(2 * (2 / 6));
    expect(Math.abs(exact.value - se)).toBeLessThan(4 * exact.error);
    // Φ(1.5/se - 1.645) = Φ(0.192)
    const [{ share, truth: holds }] = designs[0]!.told as [(typeof designs)[0]["told"][0]];
    expect(Math.abs(share.value - 0.576)).toBeLessThan(3.5 * share.error);
    expect(share.error).toBeCloseTo(Math.sqrt((0.576 * 0.424) / studies), 2);
    expect(holds).toBe(1);
  });
});

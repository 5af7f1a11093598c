/**
 * What the lessons say is what the program answers: seven models of one unbalanced data set with a known truth
 * (models/README.md), and the shrinkage and the intraclass correlations of others.
 */

import { describe, expect, it } from "vitest";
import type { Fitted } from "../../src/index.ts";
import { mean, standardDeviation } from "../../src/posterior/moments.ts";
import { fitModel } from "./bundled-models.ts";

/** What the data were simulated with: test/reference/replicates-data.R. */
const truth = { mean: 10, biologicalSd: 2, hand: 1.2, robot: 0.5, methodDifference: 0 };

const fits = new Map<string, Promise<Fitted>>();

/** A model fitted with the defaults, once for all tests. */
function fitOnce(name: string): Promise<Fitted> {
  const known = fits.get(name);
  if (known) return known;
  const started = fitModel(name, { seed: 1 });
  fits.set(name, started);
  return started;
}

/** Mean, sd and 95 % interval of a variable. */
function look(fitted: Fitted, variable: string) {
  const row = fitted.summary({ prob: 0.95 }).rows.find((one) => one.variable === variable);
  if (!row) throw new Error(`expected a row of ${variable}`);
  return { ...row, covers: (value: number) => row.lower <= value && value <= row.upper };
}

describe("the lesson of the biological and technical replicates", () => {
  it("model 1 finds a difference of the methods that is not there, and model 4 does not", async () => {
    const fixed = look(await fitOnce("fixed-effects"), "β[method=robot]");
    expect(fixed.covers(truth.methodDifference)).toBe(false);
    expect(fixed.mean / fixed.sd).toBeLessThan(-6);
    const mixed = look(await fitOnce("mixed-effects"), "β[method=robot]");
    expect(mixed.covers(truth.methodDifference)).toBe(true);
    expect(Math.abs(mixed.mean) / mixed.sd).toBeLessThan(1.1);
  });

  it("model 2 excludes the true mean by eight sds, and models 4 and 5 cover it", async () => {
    const misled = look(await fitOnce("one-mean"), "β");
    expect(misled.covers(truth.mean)).toBe(false);
    expect((truth.mean - misled.mean) / misled.sd).toBeGreaterThan(7.5);
    const mixed = look(await fitOnce("mixed-effects"), "β[intercept]");
    const replicates = look(await fitOnce("replicates"), "β");
    for (const honest of [mixed, replicates]) {
      expect(honest.covers(truth.mean)).toBe(true);
      expect(Math.abs(truth.mean - honest.mean)).toBeLessThan(1.1 * honest.sd);
      // The interval of model 2 is about half as wide.
      const ratio = (misled.upper - misled.lower) / (honest.upper - honest.lower);
      expect(ratio).toBeGreaterThan(0.4);
      expect(ratio).toBeLessThan(0.6);
    }
  });

  it("model 3 gives each replicate its raw mean, with sd σ/√n", async () => {
    const fitted = await fitOnce("no-pooling");
    const σ = look(fitted, "σ").mean;
    // A was measured 6 times, I 36 times; their raw means by the effects of model 5.
    const { rows } = (await fitOnce("replicates")).effects()[0]!;
    for (const { level, n, rawMean } of rows) {
      const own = look(fitted, `β[${level}]`);
      expect(Math.abs(own.mean - rawMean)).toBeLessThan(4 * own.errors.mean + 0.02);
      expect(own.sd / (σ / Math.sqrt(n))).toBeGreaterThan(0.9);
      expect(own.sd / (σ / Math.sqrt(n))).toBeLessThan(1.1);
    }
  });

  it("model 5 covers the biological sd and shrinks a replicate the more, the fewer measurements it has", async () => {
    const fitted = await fitOnce("replicates");
    expect(look(fitted, "σ_b").covers(truth.biologicalSd)).toBe(true);
    const β = look(fitted, "β").mean;
    const rows = [...fitted.effects()[0]!.rows].sort((a, b) => a.n - b.n);
    expect(rows.map(({ n }) => n)).toEqual([3, 3, 3, 3, 3, 3, 3, 4, 4, 5, 6, 36]);
    rows.slice(1).forEach((row, i) => {
      if (row.n > rows[i]!.n) expect(row.shrinkage).toBeLessThan(rows[i]!.shrinkage);
      else expect(row.shrinkage).toBeCloseTo(rows[i]!.shrinkage, 12);
    });
    // "hardly any for I with 36 measurements, a few per cent for those with 3"
    expect(rows.at(-1)!.shrinkage).toBeLessThan(0.006);
    expect(rows[0]!.shrinkage).toBeGreaterThan(0.03);
    expect(rows[0]!.shrinkage).toBeLessThan(0.06);
    // An effect is its raw deviation, less what it is shrunk by.
    for (const row of rows) {
      expect(Math.abs(row.mean - (1 - row.shrinkage) * (row.rawMean - β))).toBeLessThan(0.05);
    }
  });

  it("model 6 moves the mean towards the truth, with a smaller sd, and lets the far-out replicate be", async () => {
    const normal = await fitOnce("replicates");
    const student = await fitOnce("student-t-effects");
    const [before, after] = [look(normal, "β"), look(student, "β")];
    expect(after.mean).toBeGreaterThan(before.mean);
    expect(after.sd).toBeLessThan(before.sd);
    expect(look(student, "b[I]").mean).toBeLessThan(look(normal, "b[I]").mean);
    expect(look(student, "σ_b").mean).toBeLessThan(look(normal, "σ_b").mean);
  });

  it("model 7 tells the two technical sds apart and covers both", async () => {
    const fitted = await fitOnce("heteroscedastic");
    const [hand, robot] = [look(fitted, "σ[hand]"), look(fitted, "σ[robot]")];
    expect(Math.abs(hand.mean - truth.hand)).toBeLessThan(hand.sd);
    expect(Math.abs(robot.mean - truth.robot)).toBeLessThan(robot.sd);
    expect(robot.upper).toBeLessThan(hand.lower);
    expect(look(fitted, "worth").median).toBeGreaterThan(7);
    expect(look(fitted, "worth").median).toBeLessThan(9);
  });
});

describe("the intraclass correlations that are derived from the model", () => {
  it.each([
    ["dyestuff", [["batch", "icc"]]],
    ["mixed-effects", [["sample", "icc"]]],
    ["penicillin", [["sample", "icc_sample"]]],
    ["cbpp", [["herd", "icc"]]],
    [
      "pastes",
      [
        ["batch", "icc_batch"],
        ["cask", "icc_cask"],
      ],
    ],
  ] as const)("of %s are those that its text defines, draw by draw", async (name, pairs) => {
    const fitted = await fitModel(name, { seed: 1, warmup: 300, draws: 300 });
    const { intraclass } = fitted.variance();
    for (const [group, variable] of pairs) {
      const draws = fitted.get(variable);
      const derived = intraclass.find((row) => row.group === group)!;
      expect(derived.mean).toBeCloseTo(mean(draws), 10);
      expect(derived.sd).toBeCloseTo(standardDeviation(draws), 10);
    }
  });

  it("say that 88 % of the variance of replicates is biological", async () => {
    const { intraclass } = (await fitOnce("mixed-effects")).variance();
    expect(intraclass[0]!.mean).toBeGreaterThan(0.86);
    expect(intraclass[0]!.mean).toBeLessThan(0.9);
  });
});

it("the effects of dyestuff are shrunk to about three quarters of their raw deviations", async () => {
  const { rows } = (await fitOnce("dyestuff")).effects()[0]!;
  for (const { n, shrinkage } of rows) {
    expect(n).toBe(5);
    expect(1 - shrinkage).toBeGreaterThan(0.7);
    expect(1 - shrinkage).toBeLessThan(0.8);
  }
});

it("the largest of the eight schools' effects is larger than any of them on average", async () => {
  const fitted = await fitOnce("eight-schools");
  const means = fitted.effects()[0]!.rows.map((row) => row.mean);
  expect(means.length).toBe(8);
  expect(mean(fitted.get("best"))).toBeGreaterThan(Math.max(...means) + 1);
});

/** Studies of designs: where truths come from, what depends on what, and how they end. */

import { describe, expect, it } from "vitest";
import { fit } from "../../../src/api/fit.ts";
import { parseModel } from "../../../src/api/model.ts";
import { readModel } from "../../../src/api/read-model.ts";
import { designStudies } from "../../../src/calibration/studies/design-model.ts";
import { StudySimulator } from "../../../src/calibration/studies/study-simulator.ts";
import { mean } from "../../../src/posterior/moments.ts";
import { built } from "../../run/built.ts";
import { dataFile, modelFile } from "../../run/bundled.ts";
import { oneWay, outlook, quantity, setting } from "./harness.ts";

const dyestuff = await readModel(modelFile("dyestuff"));
const run = await fit(dyestuff, { data: dataFile("dyestuff"), draws: 250, workers: 0 });

describe("studies of a run", () => {
  it("have draws of its posterior as truths, and groups that are new", async () => {
    const study = await outlook(run, { studies: 60, groups: [4, 8], replicates: 2 });
    const [four, eight] = study.designs;
    for (const name of ["β", "σ_b", "σ", "icc"]) {
      const { truth } = quantity(four!, name);
      const draws = run.get(name);
      // Study k of each design has the same truth.
      expect(quantity(eight!, name).truth).toEqual(truth);
      const spread = Math.sqrt(draws.reduce((sum, one) => sum + (one - mean(draws)) ** 2, 0) / draws.length);
      expect(Math.abs(truth.mean - mean(draws))).toBeLessThan((4 * spread) / Math.sqrt(60));
      expect(Math.abs(truth.sd / spread - 1)).toBeLessThan(0.6);
      expect(quantity(eight!, name).sd.value).toBeLessThan(quantity(four!, name).sd.value);
    }
    expect(study.truth).toEqual({ from: "run", stated: {} });
  });

  it("ask for as many groups as it has, and for twice and four times as many, where nothing is said", async () => {
    const { designs } = await outlook(run, { studies: 1 });
    expect(designs.map(({ levels, replicates, rows }) => [levels[0]!.count, replicates, rows])).toEqual([
      [6, null, 30],
      [12, null, 60],
      [24, null, 120],
    ]);
  });

  it("take what is stated before what the run says", async () => {
    const { designs } = await outlook(run, { studies: 5, groups: 4, truth: { sigma_b: 20 } });
    expect(quantity(designs[0]!, "σ_b").truth).toEqual({ mean: 20, sd: 0 });
    expect(quantity(designs[0]!, "β").truth.sd).toBeGreaterThan(1);
  });

  it("need no data of the run where all is stated", async () => {
    const yields = [1545, 1440, 1440, 1520, 1580, 1540, 1555, 1490];
    const data = { Yield: yields, Batch: ["A", "A", "B", "B", "C", "C", "D", "D"] };
    const fromMemory = await fit(dyestuff, { data, draws: 100, workers: 0 });
    const { designs } = await outlook(fromMemory, { studies: 2, groups: 3, replicates: 2 });
    expect(designs[0]!.rows).toBe(6);
    await expect(outlook(fromMemory, { studies: 2 })).rejects.toThrow("HP0612");
    expect((await outlook(fromMemory, { studies: 1, data })).designs[0]!.rows).toBe(8);
  });

  it("keep the numbers that the model has of its data: priors stay what they were", async () => {
    const text = `data {
  y: real
  g: factor
}
β ~ normal(mean(y), sd(y))
σ_b ~ half_normal(sd(y))
σ ~ half_normal(sd(y))
b[g] ~ normal(0, σ_b)
y ~ normal(β + b[g], σ)`;
    const data = { y: [100, 104, 90, 93, 111, 118], g: ["a", "a", "b", "b", "c", "c"] };
    const model = parseModel(text);
    // Of the prior alone: the run's draws are put aside by what is stated.
    const options = { data, groups: 2, replicates: 1, studies: 40, truth: { σ_b: 1, σ: 1 } };
    const { designs } = await outlook(model, options);
    const { truth } = quantity(designs[0]!, "β");
    expect(Math.abs(truth.mean - 102.67)).toBeLessThan((4 * 10.5) / Math.sqrt(40));
    await expect(outlook(model, { groups: 2, replicates: 2 })).rejects.toThrow("HP0986");
  });
});

describe("studies of a run with a factor among its predictors", () => {
  const text = `data {
  y: real
  g: factor
  arm: factor
}
X = design(1 + arm)
β[X] ~ normal(0, 10)
σ_b ~ half_normal(5)
b[g] ~ normal(0, σ_b)
y ~ normal(X * β + b[g], 1)`;
  const data = {
    y: [1, 2, 4, 3, 5, 7],
    g: ["a", "a", "b", "b", "c", "c"],
    arm: ["A", "A", "B", "B", "C", "C"],
  };
  const short = { studies: 2, draws: 20, data, replicates: 2 };

  it("need all its levels, and the same one first: else the other coefficients mean something else", async () => {
    const trial = await fit(parseModel(text), { data, draws: 50, workers: 0 });
    const of = (arms: string) => outlook(trial, { ...short, groups: 4, between: [`arm = ${arms}`] });
    await expect(of("B, C")).rejects.toThrow(/HP0986: a study of these rows has no column `arm=B`/);
    await expect(of("A, B")).rejects.toThrow("no column `arm=C`");
    await expect(of("A, B, C, AA")).resolves.toMatchObject({
      notes: expect.arrayContaining(["the run has no `β[arm=AA]`: drawn from the prior"]),
    });
    await expect(of("A, B, C, 0")).rejects.toThrow("is `A` in the run and `0` in the study");
    await expect(outlook(trial, { ...short, groups: 2 })).rejects.toThrow("no column `arm=C`");
  });
});

describe("the numbers of studies", () => {
  const options = { groups: [3, 5], replicates: 2, studies: 6, draws: 40, told: ["β > 0"] };

  it("are the same bits from a task alone, job by job in any order, as a worker has it", async () => {
    const simulators: StudySimulator[] = [];
    const outcomes: unknown[] = [];
    await designStudies(parseModel(oneWay), options, {
      ...setting,
      runStudies: async (simulator, count, observer) => {
        simulators.push(simulator);
        const own = await setting.runStudies(simulator, count, observer);
        outcomes.push(...own);
        return own;
      },
    });
    const task = structuredClone(simulators[0]!.task);
    const other = new StudySimulator(task);
    const again = Array.from({ length: 12 }, (_, i) => other.simulate(12 - i)).reverse();
    expect(again).toEqual(outcomes);
  });

  it("are the same bits with one worker, with two and with none", async () => {
    const model = built.parseModel(oneWay);
    const short = { ...options, studies: 3 };
    const [none, one, two] = await Promise.all(
      [0, 1, 2].map((workers) => built.design(model, { ...short, workers })),
    );
    expect(one).toEqual(none);
    expect(two).toEqual(none);
  });

  it("of a study do not depend on how many there are, nor on the other designs", async () => {
    const whole = await outlook(oneWay, options);
    const alone = await outlook(oneWay, { ...options, groups: 5 });
    expect(alone.designs[0]).toEqual(whole.designs[1]);
    const other = await outlook(oneWay, { ...options, seed: 2 });
    expect(other.designs[0]).not.toEqual(whole.designs[0]);
  });

  it("are of the same truth in all designs, in whatever order the model has its statements", async () => {
    const text = `data {
  y: real
  g: factor
}
β[g] ~ normal(0, 10)
σ ~ half_normal(5)
y ~ normal(β[g], σ)`;
    const { designs, notes } = await outlook(text, { groups: [3, 9], replicates: 2, studies: 5, draws: 40 });
    expect(quantity(designs[0]!, "σ").truth).toEqual(quantity(designs[1]!, "σ").truth);
    expect(notes).toContain("`β` of new levels is drawn from a prior that is given");
  });

  it("are those of the studies that all designs have, where they are stopped", async () => {
    const stop = new AbortController();
    const onProgress = (done: number): void => {
      if (done > 0) stop.abort();
    };
    const study = await outlook(oneWay, { ...options, studies: 400, signal: stop.signal, onProgress });
    expect(study.isInterrupted).toBe(true);
    expect(study.studies).toBeLessThan(400);
    const exact = await outlook(oneWay, { ...options, studies: study.studies });
    expect(study.designs).toEqual(exact.designs);
  });
});

describe("what is measured", () => {
  it("is the population's: parameters, defined values, and correlations where the model defines none", async () => {
    const { designs, notes } = await outlook(oneWay, { groups: 4, replicates: 3, studies: 3 });
    expect(designs[0]!.quantities.map(({ name }) => name)).toEqual(["β", "σ_b", "σ", "icc(g)"]);
    const { truth } = quantity(designs[0]!, "icc(g)");
    expect(truth.mean).toBeGreaterThan(0);
    expect(notes).toContain("icc(g): correlation of two values of y of the same g");
  });

  it("may be an expression, an effect or `icc`, for which the best design is sought", async () => {
    const options = { groups: [3, 9], replicates: 3, studies: 8 };
    const of = async (target: string) => (await outlook(oneWay, { ...options, for: target })).recommendation;
    expect(await of("icc")).toMatchObject({ target: "icc(g)", best: 1 });
    expect(await of("σ_b / σ")).toMatchObject({ target: "σ_b / σ", aim: "sd" });
    expect(await of("b[1] - b[2]")).toMatchObject({ target: "b[1] - b[2]" });
    const told = await outlook(oneWay, { ...options, told: ["σ > 0 at 0.9"], for: "told" });
    expect(told.recommendation).toEqual({ target: "σ > 0", aim: "told", best: 0, near: [1] });
  });

  it("is the truth of a statement beside how often it is told", async () => {
    const told = ["b[1] > b[2] at 0.5", "β > 4 at 0.9"];
    const { designs } = await outlook(oneWay, {
      groups: 4,
      replicates: 5,
      studies: 12,
      truth: { β: 3 },
      told,
    });
    const [effects, never] = designs[0]!.told;
    expect(effects!.truth).toBeGreaterThan(0);
    expect(effects!.truth).toBeLessThan(1);
    expect(never!.truth).toBe(0);
    expect(effects!.share.error).toBeGreaterThan(0);
  });
});

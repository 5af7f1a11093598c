/** Comparing models: what is predicted of rows and groups, beside the answers of models that have them in closed form. */

import { describe, expect, it } from "vitest";
import { compare, evidence, fit, loo, ProblemError, parseModel } from "../../src/index.ts";

const calm = { workers: 0, chains: 4, draws: 300, seed: 3 } as const;
const y = [10.2, 9.7, 12.5, 13.1, 8.4, 11, 10.4, 14.2, 9.9, 20];
const g = ["a", "a", "b", "b", "c", "b", "a", "d", "d", "e"];
const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);
const logNormal = (x: number, variance: number): number =>
  -halfLogTwoPi - 0.5 * Math.log(variance) - (0.5 * x * x) / variance;

/** y_i | y_-i of μ ~ normal(10, 2), y ~ normal(μ, 1): normal, with the mean and variance of μ and the residual's. */
function exactWithout(values: readonly number[], i: number): number {
  const others = values.filter((_, k) => k !== i);
  const precision = 1 / 4 + others.length;
  const center = (10 / 4 + others.reduce((sum, one) => sum + one, 0)) / precision;
  return logNormal(values[i]! - center, 1 / precision + 1);
}

const normal = parseModel("data { y: real }\nμ ~ normal(10, 2)\ny ~ normal(μ, 1)");
/** log p of a vector under normal effects of groups with sd 2 about 11, and a residual sd of 1. */
const grouped = parseModel("data { y: real\n g: factor }\nb[g] ~ normal(11, 2)\ny ~ normal(b[g], 1)");

describe("a row left out", () => {
  it("is predicted as in closed form, by weights, and by fitting again where these fail", async () => {
    const fitted = await fit(normal, { data: { y }, ...calm });
    const { models, points, predicted } = await loo(fitted);
    const [{ elpd, paretoK, refits, mcse, unreliable }] = models as [(typeof models)[0]];
    expect(points[9]).toBe("row 10");
    expect(predicted).toBe("a new row");
    // The outlier at 20 bends the posterior: it is refitted.
    expect(refits).toBeGreaterThan(0);
    expect(unreliable).toEqual([]);
    expect(paretoK![9]).toBeNaN();
    elpd.forEach((found, i) => {
      expect(Math.abs(found - exactWithout(y, i)), `row ${i}`).toBeLessThan(5 * mcse![i]! + 0.01);
    });
    const without = await loo(fitted, { refit: 0 });
    expect(without.models[0]!.refits).toBe(0);
    expect(without.models[0]!.unreliable).toContain(9);
    expect(without.models[0]!.paretoK![9]).toBeGreaterThan(without.trustedK);
  });

  it("has the effects of its group integrated out where it is alone in it", async () => {
    const fitted = await fit(grouped, { data: { y, g }, ...calm });
    const { models, predicted } = await loo(fitted, { refit: 0 });
    const [{ elpd, integrated, unreliable }] = models as [(typeof models)[0]];
    expect(predicted).toBe("a new row of a known g");
    expect(unreliable).toEqual([]);
    expect(integrated?.method).toBe("closed form");
    y.forEach((value, i) => {
      const others = y.filter((_, k) => k !== i && g[k] === g[i]);
      const precision = 1 / 4 + others.length;
      const center = (11 / 4 + others.reduce((sum, one) => sum + one, 0)) / precision;
      expect(Math.abs(elpd[i]! - logNormal(value - center, 1 / precision + 1)), `row ${i}`).toBeLessThan(0.1);
    });
    // Nothing is left to be weighted in what is integrated out: exact.
    expect(elpd[9]).toBeCloseTo(logNormal(20 - 11, 5), 6);
  });
});

describe("a group left out", () => {
  /** log p of the rows of a group: Σ = 4 + [i = j]. */
  const exactGroup = (label: string): number => {
    const own = y.filter((_, i) => g[i] === label).map((value) => value - 11);
    const n = own.length;
    const sum = own.reduce((total, one) => total + one, 0);
    const squares = own.reduce((total, one) => total + one * one, 0);
    return -n * halfLogTwoPi - 0.5 * Math.log1p(4 * n) - 0.5 * (squares - (4 * sum * sum) / (1 + 4 * n));
  };

  it("is predicted as all its rows together, exactly, and in parts that are fitted", async () => {
    const fitted = await fit(grouped, { data: { y, g }, ...calm });
    const byGroup = await compare({ grouped: fitted }, { by: "group" });
    expect(byGroup.predicted).toBe("all rows of a new g, together");
    expect(byGroup.points).toEqual(["a", "b", "c", "d", "e"]);
    const inParts = await compare([fitted], { by: "kfold", group: "g", folds: 3 });
    byGroup.points.forEach((label, k) => {
      expect(byGroup.models[0]!.elpd[k]).toBeCloseTo(exactGroup(label), 6);
      expect(inParts.models[0]!.elpd[k]).toBeCloseTo(exactGroup(label), 6);
    });
    expect(inParts.models[0]!.refits).toBe(3);
  });

  it("is one of the only factor with effects, where none is named, and effects that cross it stay as they were drawn", async () => {
    const data = {
      y,
      g,
      h: ["p", "q", "p", "q", "p", "q", "p", "q", "p", "q"],
      arm: y.map((_, i) => `${i % 2}`),
    };
    const few = { ...calm, draws: 100 };
    const lone = parseModel(
      "data { y: real\n g: factor\n arm: factor }\nX = design(1 + arm)\nβ[X] ~ normal(0, 10)\nb[g] ~ normal(0, 2)\ny ~ normal(X * β + b[g], 1)",
    );
    const { y: values, g: labels, arm } = data;
    const alone = await compare([await fit(lone, { data: { y: values, g: labels, arm }, ...few })], {
      by: "group",
    });
    expect([alone.factor, alone.models[0]!.notes]).toEqual(["g", []]);
    const crossed = parseModel(
      "data { y: real\n g: factor\n h: factor }\nb[g] ~ normal(11, 2)\nc[h] ~ normal(0, 1)\ny ~ normal(b[g] + c[h], 1)",
    );
    const fitted = await fit(crossed, { data: { y: values, g: labels, h: data.h }, ...few, keep: "all" });
    const { models } = await compare({ crossed: fitted }, { by: "group", group: "g", refit: 0 });
    expect(models[0]!.notes).toEqual([
      "crossed: what is left out is a g; the effects of h, which cross it, stay as they were drawn",
    ]);
    await expect(compare([fitted], { by: "group" })).rejects.toThrow(/several factors have effects/u);
  });

  it("is predicted by a model without groups as its rows one after another", async () => {
    const values = [...y.slice(0, 9), 12];
    const [with_, without] = [
      await fit(grouped, { data: { y: values, g }, ...calm }),
      await fit(normal, { data: { y: values }, ...calm }),
    ];
    const { models, points } = await compare({ with: with_, without }, { by: "group", refit: 100 });
    const own = models.find(({ name }) => name === "without")!;
    points.forEach((label, k) => {
      const rows = values.flatMap((_, i) => (g[i] === label ? [i] : []));
      // One row after another, each with those before it.
      const left = values.filter((_, i) => g[i] !== label);
      let wanted = 0;
      for (const i of rows) {
        wanted += exactWithout([...left, values[i]!], left.length);
        left.push(values[i]!);
      }
      expect(Math.abs(own.elpd[k]! - wanted), label).toBeLessThan(5 * own.mcse![k]! + 0.05);
    });
    expect(models[0]!.name).toBe("with");
    expect(own.notes).toEqual(["without has nothing of its own for each g"]);
  });
});

describe("parts that are left out", () => {
  it("predict each row as in closed form, with the same bits for the same seed", async () => {
    const rows = y.slice(0, 9);
    const fitted = await fit(normal, { data: { y: rows }, ...calm });
    const first = await loo(fitted, { by: "kfold", folds: 9, seed: 4 });
    const [{ elpd, mcse, refits }] = first.models as [(typeof first.models)[0]];
    expect(refits).toBe(9);
    rows.forEach((_, i) => {
      expect(Math.abs(elpd[i]! - exactWithout(rows, i)), `row ${i}`).toBeLessThan(5 * mcse![i]! + 0.01);
    });
    const [second, other] = [
      await loo(fitted, { by: "kfold", folds: 3, seed: 4 }),
      await loo(fitted, { by: "kfold", folds: 3, seed: 4 }),
    ];
    expect(second.models[0]!.elpd).toEqual(other.models[0]!.elpd);
  });
});

describe("marginal likelihoods", () => {
  it("give the Bayes factor that is known in closed form", async () => {
    const rows = y.slice(0, 9);
    const data = { y: rows, g: g.slice(0, 9) };
    const models = await evidence({
      normal: await fit(normal, { data: { y: rows }, ...calm }),
      grouped: await fit(grouped, { data, ...calm }),
    });
    // y ~ N(10, 1 + 4 11'), a group with a variance of 4 in common.
    const joint = (values: readonly number[], center: number): number => {
      const off = values.map((value) => value - center);
      const n = off.length;
      const sum = off.reduce((total, one) => total + one, 0);
      const squares = off.reduce((total, one) => total + one * one, 0);
      return -n * halfLogTwoPi - 0.5 * Math.log1p(4 * n) - 0.5 * (squares - (4 * sum * sum) / (1 + 4 * n));
    };
    const labels = [...new Set(data.g)];
    const wanted = {
      normal: joint(rows, 10),
      grouped: labels.reduce(
        (sum, label) =>
          sum +
          joint(
            rows.filter((_, i) => data.g[i] === label),
            11,
          ),
        0,
      ),
    };
    for (const { name, logEvidence, error } of models)
      expect(Math.abs(logEvidence - wanted[name as "normal"]), name).toBeLessThan(4 * error + 1e-9);
    expect(models[0]!.name).toBe("grouped");
    expect(models[0]!.method).toBe("closed form");
    expect(models[1]!.logBayesFactor).toBeCloseTo(models[1]!.logEvidence - models[0]!.logEvidence, 12);
    const odds = Math.exp(models[1]!.logBayesFactor);
    expect(models[1]!.probability).toBeCloseTo(odds / (1 + odds), 12);
  });
});

describe("runs that cannot be compared", () => {
  const codeOf = async (work: Promise<unknown>): Promise<string> => {
    const error = await work.catch((thrown: unknown) => thrown);
    if (!(error instanceof ProblemError)) throw error;
    return error.problems.map(({ code, message }) => `${code} ${message}`).join("; ");
  };

  it("are of other rows, in another order, or without groups", async () => {
    const few = { ...calm, draws: 20, warmup: 50 };
    const one = await fit(normal, { data: { y }, ...few });
    const fewer = await fit(normal, { data: { y: y.slice(1) }, ...few });
    const turned = await fit(normal, { data: { y: y.toReversed() }, ...few });
    const changed = await fit(normal, { data: { y: [...y.slice(0, 9), 29] }, ...few });
    expect(await codeOf(compare({ one, fewer }))).toBe(
      "HP0870 `one` and `fewer` are not of the same data: the one has 10 rows, the other 9",
    );
    expect(await codeOf(compare({ one, turned }))).toMatch(/in another order, from row 1 on/u);
    expect(await codeOf(compare({ one, changed }))).toMatch(
      /`y` is 20 in row 10 of the one, and 29 of the other/u,
    );
    expect(await codeOf(compare({ one }, { by: "group" }))).toMatch(/^HP0873/u);
    expect(await codeOf(compare({ one }, { by: "group", group: "h" }))).toMatch(
      /no factor|no model has a factor/u,
    );
    const single = await fit(normal, { data: { y: [10] }, ...few });
    expect(await codeOf(compare({ single }, { by: "kfold" }))).toMatch(
      /^HP0876 1 row cannot be left out in parts: nothing would be left/u,
    );
    expect(await codeOf(compare({ single, one }))).toMatch(/the one has 1 row, the other 10$/u);
    expect(await codeOf(compare({ one }, { by: "kfold", folds: 11 }))).toMatch(
      /^HP0876 11 folds cannot be made of 10 rows/u,
    );
  });

  it("are none, or have options that are none, or that do not go together", async () => {
    const one = await fit(normal, { data: { y }, ...calm, draws: 20, warmup: 50 });
    expect(await codeOf(compare({}))).toMatch(/^HP0603 no run/u);
    expect(await codeOf(evidence([]))).toMatch(/^HP0603 no run/u);
    expect(await codeOf(compare([one], { by: "lo" as "loo" }))).toMatch(/`by` must be one of loo, waic/u);
    expect(await codeOf(compare([one], { group: "g", folds: 3 }))).toBe(
      "HP0603 `group` goes with `by` group and kfold, not with loo; HP0603 `folds` goes with `by` kfold, not with loo",
    );
    expect(await codeOf(loo(one, { by: "waic", refit: 3 }))).toMatch(/`refit` goes with `by` loo and group/u);
    expect(await codeOf(loo(one, { seed: 0.5 }))).toMatch(/`seed` must be a whole number/u);
  });

  it("hold no effects, where these are needed; leaving out rows does without", async () => {
    const fitted = await fit(grouped, { data: { y, g }, ...calm, draws: 100 });
    const variables = fitted.draws.variables.map((one) => ({ ...one, name: `not ${one.name}` }));
    const bare = fitted.withDraws({ ...fitted.draws, variables });
    expect(await codeOf(loo(bare, { by: "waic" }))).toMatch(/^HP0872.*`b`/u);
    const { models } = await loo(bare);
    expect(models[0]!.elpd[9]).toBeCloseTo(logNormal(20 - 11, 5), 6);
    const byGroup = await loo(bare, { by: "group" });
    expect(byGroup.models[0]!.unreliable).toEqual([]);
  });

  it("have no outcome, or groups whose effects cannot be integrated out", async () => {
    const few = { ...calm, draws: 20, warmup: 50 };
    const prior = await fit(parseModel("μ ~ normal(0, 1)"), few);
    expect(await codeOf(loo(prior))).toMatch(/^HP0875/u);
    const walk = parseModel("data { y: real\n g: factor }\nb[g] ~ random_walk(1)\ny ~ normal(b[g], 1)");
    const fitted = await fit(walk, { data: { y, g }, ...few });
    expect(await codeOf(loo(fitted, { by: "group" }))).toMatch(/^HP0874.*depend on each other/u);
  });
});

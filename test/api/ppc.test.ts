/** Predictive checks: a right model has nothing strange, and what a wrong one misses is told. */

import { describe, expect, it } from "vitest";
import { fit } from "../../src/api/fit.ts";
import { parseModel } from "../../src/api/model.ts";
import { ppcModel } from "../../src/api/ppc-model.ts";
import { predictedOfRun } from "../../src/api/predicted-of-run.ts";
import { ProblemError } from "../../src/api/problem-error.ts";
import { compare } from "../../src/calibration/compare.ts";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { readCsv } from "../../src/data/read-csv.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { isMissed } from "../../src/posterior/predictive-check.ts";

const node = { readFile: readCsv, isPath: true };
const calm = { workers: 0, chains: 2, draws: 300, seed: 4 } as const;
const fitted = (text: string, data: ColumnData) => fit(parseModel(text), { data, ...calm });

const stream = createRandomStream(8, 1);
const groups = Array.from({ length: 10 }, () => 2 * stream.normal());
const g = Array.from({ length: 60 }, (_, i) => `g${Math.floor(i / 6)}`);
const y = g.map((_, i) => 3 + groups[Math.floor(i / 6)]! + stream.normal());
const right = `data { y: real
g: factor }
μ ~ normal(0, 5)
τ ~ half_normal(3)
σ ~ half_normal(3)
b[g] ~ normal(0, τ)
y ~ normal(μ + b[g], σ)`;

describe("a predictive check", () => {
  it("finds nothing strange in data that the model makes", async () => {
    const { outcomes, factor } = await ppcModel(await fitted(right, { y, g }), {}, node);
    const [one] = outcomes;
    expect(factor).toBe("g");
    expect(one!.replicates.length).toBeGreaterThanOrEqual(600);
    expect(one!.statistics.filter(isMissed).map(({ name }) => name)).toEqual([]);
    expect(one!.groups).toHaveLength(10);
    expect(one!.groups.filter(isMissed).length).toBeLessThan(2);
    const mean = one!.statistics.find(({ name }) => name === "mean")!;
    expect(mean.observed).toBeCloseTo(y.reduce((sum, value) => sum + value, 0) / y.length, 10);
  });

  it("sees groups that a model without them misses", async () => {
    const plain = "data { y: real\n g: factor }\nμ ~ normal(0, 5)\nσ ~ half_normal(5)\ny ~ normal(μ, σ)";
    const data = { y, g };
    const none = await ppcModel(await fitted(plain, data), {}, node);
    expect(none.factor).toBeNull();
    const fixed =
      "data { y: real\n g: factor }\nμ ~ normal(0, 5)\nσ ~ half_normal(5)\nb[g] ~ normal(0, 0.01)\ny ~ normal(μ + b[g], σ)";
    const { outcomes } = await ppcModel(await fitted(fixed, data), { by: "g" }, node);
    const missed = outcomes[0]!.statistics.filter(isMissed).map(({ name }) => name);
    expect(missed).toContain("sd_between");
    expect(missed).not.toContain("mean");
  });

  it("sees zeros that a Poisson distribution has not", async () => {
    const k = Array.from({ length: 80 }, (_, i) => (i % 2 === 0 ? 0 : 6 + (i % 5)));
    const { outcomes } = await ppcModel(
      await fitted("data { k: int }\nα ~ normal(0, 2)\nk ~ poisson(exp(α))", { k }),
      { statistics: ["zeros", "mean", "q50"] },
      node,
    );
    const [zeros, mean, middle] = outcomes[0]!.statistics;
    expect(zeros!.p).toBe(0);
    expect(zeros!.observed).toBe(0.5);
    expect(isMissed(mean!)).toBe(false);
    expect(middle!.words).toBe("50 % quantile");
  });

  it("of new groups has their variation in the mean of a group", async () => {
    const fit = await fitted(right, { y, g });
    const known = await ppcModel(fit, {}, node);
    const fresh = await ppcModel(fit, { groups: { g: "new" } }, node);
    const width = ({ outcomes }: typeof known) =>
      outcomes[0]!.groups[0]!.upper - outcomes[0]!.groups[0]!.lower;
    expect(width(fresh)).toBeGreaterThan(2 * width(known));
    expect(fresh.isOfNewGroups).toBe(true);
  });

  it("leaves out rows whose outcome is missing, and takes the same seed for the same bits", async () => {
    const text = right.replace("y: real", "y: real?");
    const fit = await fitted(text, { y: y.map((one, i) => (i % 7 === 3 ? Number.NaN : one)), g });
    const one = await ppcModel(fit, { replicates: 50 }, node);
    expect(one.outcomes[0]!.observed).toHaveLength(51);
    expect(one.outcomes[0]!.replicates.every((set) => set.length === 51)).toBe(true);
    const again = await ppcModel(fit, { replicates: 50 }, node);
    expect(again.outcomes[0]!.replicates).toEqual(one.outcomes[0]!.replicates);
  });

  it("gives pictures replicates and log likelihoods of the same draws", async () => {
    const { predicted, logLikelihood } = await predictedOfRun(await fitted(right, { y, g }), node);
    expect(predicted!.name).toBe("y");
    expect(predicted!.replicated).toHaveLength(60);
    expect(logLikelihood).toHaveLength(60);
    expect(logLikelihood![0]!.length).toBe(predicted!.replicated[0]!.length);
  });

  it("says what is no number and no factor", async () => {
    const fit = await fitted(right, { y, g });
    const told = (options: object) =>
      ppcModel(fit, options, node).then(
        () => "",
        (error: unknown) => (error instanceof ProblemError ? error.message : String(error)),
      );
    expect(await told({ statistics: ["meen"] })).toContain("did you mean `mean`?");
    expect(await told({ by: "h" })).toContain("there are g");
  });
});

describe("a table that has something else where the model makes values", () => {
  const values = { y: [1, 2, 3, 3, 3], x: [0.5, null, 1, 2, 0], full: ["no", "no", "yes", "yes", "no"] };

  it("is not held against them: bounds of what was censored", async () => {
    const text = `data { y: real
full: factor }
μ ~ normal(2, 3)
σ ~ half_normal(2)
y ~ censored(normal(μ, σ), right: full == "yes")`;
    const run = await fitted(text, { y: values.y, full: values.full });
    await expect(ppcModel(run, {}, node)).rejects.toThrow(/HP0978.*`y` is censored[\s\S]*hyperprior compare/);
    const other = await fitted(text.replace("normal(2, 3)", "normal(2, 1)"), {
      y: values.y,
      full: values.full,
    });
    expect((await compare({ run, other })).models).toHaveLength(2);
  });

  it("is not held against them: predictors that have missing values", async () => {
    const text = `data { y: real
x: real? }
μ ~ normal(2, 3)
β ~ normal(0, 1)
x ~ normal(1, 1)
σ ~ half_normal(2)
y ~ normal(μ + β * x, σ)`;
    const run = await fitted(text, { y: values.y, x: values.x });
    await expect(ppcModel(run, {}, node)).rejects.toThrow(/HP0978.*`x` in some rows only/);
    const whole = parseModel(text.replace("real?", "real").replace("x ~ normal(1, 1)\n", ""));
    const kept = await fit(whole, { data: { y: values.y, x: values.x }, ...calm, dropMissing: true });
    expect((await ppcModel(kept, {}, node)).outcomes).toHaveLength(1);
  });
});

/** What priors say of data: against closed forms, and with the verdict that `check` has. */

import { describe, expect, it } from "vitest";
import { type Model, parseModel } from "../../src/api/model.ts";
import { ProblemError } from "../../src/api/problem-error.ts";
import { tableFromColumns } from "../../src/data/from-memory.ts";
import { bindModel } from "../../src/identification/bind-model.ts";
import { priorPredictive } from "../../src/index.ts";
import { requestColumns } from "../../src/model/column-requests.ts";
import { judgePrior } from "../../src/posterior/prior-verdict.ts";
import { quantile, sortDraws } from "../../src/posterior/quantile.ts";
import { findPriorsOfOtherScale } from "../../src/prediction/prior-scale.ts";

const oneWay = (mean: string, sd: number): Model =>
  parseModel(`data {
  y: real
  g: factor
}
β ~ ${mean}
σ_b ~ half_normal(${sd})
b[g] ~ normal(0, σ_b)
y ~ normal(β + b[g], ${sd})`);
const data = { y: [1, -1, 0.5, 0, 2, -2], g: ["a", "a", "b", "b", "c", "c"] };

describe("numbers of data sets from the priors", () => {
  it("have the moments of closed forms", async () => {
    const draws = 4000;
    const { outcomes, parameters, roles } = await priorPredictive(oneWay("normal(3, 2)", 1), { data, draws });
    const [outcome] = outcomes;
    const values = (name: string): Float64Array =>
      outcome!.statistics.find((one) => one.name === name)!.values;
    const average = (numbers: Float64Array): number =>
      numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
    // y: 3 on average, with variance 2² + E σ_b² + 1 = 6; the mean of six: 4 + 1/3 + 1/6.
    expect(Math.abs(average(values("mean")) - 3) / Math.sqrt(4.5 / draws)).toBeLessThan(4.5);
    const squares = values("mean").map((one) => (one - 3) ** 2);
    expect(Math.abs(average(squares) / 4.5 - 1)).toBeLessThan(0.15);
    expect(Math.abs(average(values("single").map((one) => (one - 3) ** 2)) / 6 - 1)).toBeLessThan(0.1);
    // The pooled variance within groups is that of the residual: E = 1.
    const within = values("sd_within(g)").map((one) => one * one);
    expect(Math.abs(average(within) - 1) / Math.sqrt(2 / 3 / draws)).toBeLessThan(4.5);
    // The half-normal's median is 0.6745.
    const σ_b = parameters.values[parameters.variables.findIndex(({ name }) => name === "σ_b")]!;
    expect(Math.abs(quantile(sortDraws(σ_b), 0.5) - 0.6745)).toBeLessThan(0.05);
    expect(roles.intraclass.map(({ group }) => group)).toEqual(["g"]);
    expect(outcome!.statistics.find((one) => one.name === "sd")!.observed).toBeCloseTo(
      Math.sqrt((10.25 - 0.5 ** 2 / 6) / 5),
      12,
    );
    const mean = outcome!.statistics.find((one) => one.name === "mean")!;
    expect(mean.below).toBe(mean.values.filter((one) => one < mean.observed!).length / draws);
  });

  it("are the same for the same seed, and do not depend on the data", async () => {
    const model = oneWay("normal(3, 2)", 1);
    const first = await priorPredictive(model, { data, draws: 20, seed: 3 });
    const other = { ...data, y: data.y.map((y) => 100 * y) };
    const second = await priorPredictive(model, { data: other, draws: 20, seed: 3 });
    const without = await priorPredictive(model, { data: { g: data.g }, draws: 20, seed: 3 });
    for (const one of [second, without]) expect(one.outcomes[0]!.sets).toEqual(first.outcomes[0]!.sets);
    expect(without.outcomes[0]).toMatchObject({ verdict: null, observed: null });
    expect((await priorPredictive(model, { data, draws: 20, seed: 4 })).outcomes[0]!.sets).not.toEqual(
      first.outcomes[0]!.sets,
    );
  });

  it("of labels are their shares", async () => {
    const model = parseModel("data {\n  y: factor\n}\np ~ beta(1, 1)\ny ~ bernoulli(p)");
    const { outcomes } = await priorPredictive(model, {
      data: { y: ["no", "yes", "yes", "no", "yes"] },
      draws: 2000,
    });
    const [no, yes] = outcomes[0]!.statistics;
    expect([no, yes].map((one) => [one!.name, one!.observed])).toEqual([
      ["share(no)", 0.4],
      ["share(yes)", 0.6],
    ]);
    // k of 5 is uniform on 0..5.
    const none = no!.values.filter((share) => share === 0).length / 2000;
    expect(Math.abs(none - 1 / 6)).toBeLessThan(4.5 * Math.sqrt(5 / 36 / 2000));
  });
});

describe("the verdict", () => {
  const kindOf = async (model: Model): Promise<string | undefined> =>
    (await priorPredictive(model, { data, draws: 200 })).outcomes[0]!.verdict?.kind;

  it("says too wide, too narrow, elsewhere, or of the scale", async () => {
    expect(await kindOf(oneWay("normal(0, 2)", 1))).toBe("of the scale");
    expect(await kindOf(oneWay("normal(0, 2)", 1000))).toBe("too wide");
    expect(await kindOf(oneWay("normal(0, 2)", 0.0005))).toBe("too narrow");
    expect(await kindOf(oneWay("normal(500, 2)", 1))).toBe("elsewhere");
    expect(await kindOf(oneWay("normal(0, 2)", 0.02))).toBe("seldom alike");
  });

  it.each([1, 1000, 0.0005])("is that of `check` with an sd of %d", async (sd) => {
    const model = oneWay("normal(0, 2)", sd);
    const { outcomes } = await priorPredictive(model, { data, draws: 100 });
    const requests = requestColumns(model.checked, new Set()).main;
    const { table } = tableFromColumns(data, requests, { dropMissing: false });
    const { model: bound } = bindModel(model.checked, { main: table!, groups: new Map() });
    const told = findPriorsOfOtherScale(bound!).map(({ code }) => code);
    expect(/too (wide|narrow)/.test(outcomes[0]!.verdict!.kind) ? ["HP0810"] : []).toEqual(told);
    expect(told).toHaveLength(sd === 1 ? 0 : 1);
  });

  it("counts data sets by definition", () => {
    const numbers = {
      spreads: Float64Array.of(1, 2, 3),
      sds: Float64Array.of(0.05, 1, 30),
      means: Float64Array.of(-1, 0, 1),
    };
    const verdict = judgePrior(numbers, { spread: 4, sd: 1, mean: 0 }, 100);
    expect(verdict).toEqual({ kind: "of the scale", ratio: 0.5, shareAlike: 1 / 3, meanPlace: 0.5 });
    expect(judgePrior(numbers, { spread: 0, sd: 0, mean: 0 }, 100)).toMatchObject({
      kind: "of the scale",
      ratio: Number.NaN,
    });
  });

  it("is an error, with its place, where a prior is improper", async () => {
    const error = await priorPredictive(oneWay("flat()", 1), { data }).catch((one: unknown) => one);
    expect(error).toBeInstanceOf(ProblemError);
    expect((error as ProblemError).problems).toMatchObject([{ code: "HP0801", place: { kind: "model" } }]);
  });
});

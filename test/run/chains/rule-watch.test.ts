/** Stopping rules: they measure what the summary says, at draws that depend on nothing but their number. */

import { describe, expect, it } from "vitest";
import { type FitOptions, fit } from "../../../src/api/fit.ts";
import type { Fitted } from "../../../src/api/fitted.ts";
import { parseModel } from "../../../src/api/model.ts";
import { type DrawsSoFar, looks, RuleWatch } from "../../../src/run/chains/rule-watch.ts";
import { parseRule } from "../../../src/run/chains/stopping-rule.ts";

const text = `data { y: real
 g: factor }
μ ~ normal(0, 9)
τ ~ half_normal(9)
σ ~ half_normal(9)
b[g] ~ normal(0, τ)
y ~ normal(μ + b[g], σ)
two = 2
`;
const model = parseModel(text);
const withIcc = parseModel(`${text}icc = τ^2 / (τ^2 + σ^2)\n`);
const levels = ["a", "b", "c", "d", "e"];
const data = {
  g: levels.flatMap((level) => [level, level, level]),
  y: levels.flatMap((_, i) => [i, i + 2, (i * 7) % 3]),
};
const make = (options: FitOptions, one = model) => fit(one, { data, workers: 0, chains: 2, ...options });
const fitted = await make({ draws: 200 });

function watch(rule: string, { record }: Fitted = fitted) {
  return RuleWatch.over(parseRule(rule).rule!, record.variables, record.roles);
}

function soFar({ draws }: Fitted): DrawsSoFar {
  const { chainCount, drawCount, values } = draws;
  return { chainCount, drawCount, column: (v) => values[v]! };
}

const look = (rule: string, one: Fitted = fitted) => watch(rule, one).watch!.look(soFar(one));

describe("what a rule measures is what the summary says, to the last bit:", () => {
  const rows = fitted.summary().rows;
  const rowOf = (name: string) => rows.find(({ variable }) => variable === name)!;

  it.each(["μ", "τ", "b[c]"])("mcse, ess and rhat of %s", (name) => {
    const { mcse, essBulk, essTail, rhat } = rowOf(name);
    expect(look(`mcse(${name}) < 1e-9`)!.value).toBe(mcse);
    expect(look(`ess(${name}) > 1e9`)!.value).toBe(Math.min(essBulk, essTail));
    expect(look(`rhat(${name}) < 1.0000000001`)?.value ?? rhat).toBe(rhat);
    // At the limit, and beyond it by as little as can be.
    expect(look(`mcse(${name}) < ${mcse}`)).not.toBeNull();
    expect(look(`mcse(${name}) < ${mcse * (1 + 1e-15)}`)).toBeNull();
  });

  it("the worst element of a quantity, and the worst variable of all but those that are constant", () => {
    const effects = levels.map((level) => rowOf(`b[${level}]`));
    const essOf = (all: typeof effects) => Math.min(...all.map((row) => Math.min(row.essBulk, row.essTail)));
    const least = essOf(effects);
    expect(look(`ess(b) > ${least * (1 - 1e-15)}`)).toBeNull();
    expect(look(`ess(b) > ${least}`)).toMatchObject({ value: least });
    const moving = rows.filter(({ variable }) => variable !== "two");
    expect(look(`ess > ${essOf(moving) * (1 - 1e-15)}`)).toBeNull();
    expect(look(`ess > ${essOf(moving)}`)).toMatchObject({ value: essOf(moving) });
    const worst = Math.max(...moving.map(({ rhat }) => rhat));
    expect(look(`rhat < ${worst}`)).toMatchObject({ value: worst });
    expect(look(`rhat < ${worst + 1e-15}`)).toBeNull();
  });

  it("the intraclass correlation of the variance table, whether the model defines it or not", async () => {
    const [row] = fitted.variance().intraclass;
    expect(look("mcse(icc) < 1e-9")).toMatchObject({ value: row!.errors.mean, variable: "icc[g]" });
    expect(look("mcse(icc[g]) < 1e-9")!.value).toBe(row!.errors.mean);
    const defined = await make({ draws: 200 }, withIcc);
    const own = defined.summary().rows.find(({ variable }) => variable === "icc");
    expect(look("mcse(icc) < 1e-9", defined)).toMatchObject({ value: own!.mcse, variable: "icc" });
  });

  it("all conditions, of which the first that does not hold is told", () => {
    expect(look("ess > 1 and rhat < 2 and mcse(μ) < 100")).toBeNull();
    expect(look("ess > 1 and mcse(μ) < 1e-9 and ess > 1e9")).toMatchObject({ condition: "mcse(μ) < 1e-9" });
  });
});

describe("a name in a rule", () => {
  it("may have its Greek letters spelled out", () => {
    expect(look("mcse(tau) < 1e-9")).toMatchObject({ variable: "τ" });
  });

  it.each([
    ["ess(sigmaa) > 1", "", "sigmaa"],
    ["ess(b[aa]) > 1", "did you mean `b[a]`?", "b[aa]"],
    ["ess(nothing) > 1", "there are `μ`, `τ`", "nothing"],
    // It is a constant of the model.
    ["ess(two) > 1", "there are `μ`, `τ`", "two"],
  ])("that is none is told, with the nearest: %s", (rule, hint, name) => {
    const { problem } = watch(rule);
    expect(problem).toMatchObject({ code: "HP0617", message: expect.stringContaining(`\`${name}\``) });
    expect(problem!.hint).toContain(hint);
  });
});

describe("looks at the draws", () => {
  it("are at numbers that grow by a quarter, and last at the most", () => {
    expect([...looks(0, 1000)]).toEqual([100, 130, 170, 220, 280, 350, 440, 550, 690, 870, 1000]);
    expect([...looks(0, 50)]).toEqual([50]);
    expect([...looks(350, 500)]).toEqual([350, 440, 500]);
    expect([...looks(351, 500)]).toEqual([440, 500]);
  });
});

describe("a run with a rule", () => {
  it("ends at the first look at which the rule holds, with the draws of a run of that length", async () => {
    const until = "mcse(μ) < 0.025";
    const stopped = await make({ until });
    const { drawCount } = stopped.draws;
    expect(stopped.record).toMatchObject({
      isInterrupted: false,
      stopping: { rule: until, isMet: true, shortfall: null },
    });
    expect([...looks(0, 1e5)]).toContain(drawCount);
    expect((await make({ draws: drawCount })).draws).toEqual(stopped.draws);
    const before = [...looks(0, 1e5)].filter((one) => one < drawCount);
    expect(before.length).toBeGreaterThan(0);
    for (const draws of before) expect(look(until, await make({ draws }))).not.toBeNull();
  });

  it("ends at the same draw when it is interrupted and gone on with", async () => {
    const { resume } = await import("../../../src/api/fit.ts");
    const until = "mcse(μ) < 0.025";
    const whole = await make({ until });
    // Not a number of draws at which one looks.
    const part = await make({ draws: 150 });
    const { record } = part;
    const options = { ...record.options, until, draws: 100_000 };
    const { Fitted } = await import("../../../src/api/fitted.ts");
    const stopped = new Fitted({ record: { ...record, options, isInterrupted: true }, draws: part.draws });
    expect((await resume(stopped, { data, workers: 0 })).draws).toEqual(whole.draws);
  });

  it("that does not hold in the end says what falls short", async () => {
    const { record, draws } = await make({ until: "ess > 100 and mcse(μ) < 1e-6", draws: 300 });
    expect(draws.drawCount).toBe(300);
    expect(record.isInterrupted).toBe(false);
    expect(record.stopping).toMatchObject({ isMet: false, shortfall: { condition: "mcse(μ) < 1e-6" } });
  });

  it("that holds already is looked at before anything is drawn", async () => {
    const { resume } = await import("../../../src/api/fit.ts");
    const more = await resume(fitted, { data, until: "ess > 10", workers: 0 });
    expect(more.draws).toEqual(fitted.draws);
    expect(more.record.stopping).toMatchObject({ isMet: true });
  });

  it("is refused before anything is drawn if it cannot be read, or names nothing", async () => {
    await expect(make({ until: "ess < 100" })).rejects.toThrow(/until:1:5.*HP0616/s);
    await expect(make({ until: "ess(nothing) > 100" })).rejects.toThrow(/HP0617/);
  });
});

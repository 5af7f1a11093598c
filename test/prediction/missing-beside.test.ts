/** Missing values beside what else a model may have: modifiers, weights, numbers of the data, pools, ordered factors. */

import { describe, expect, it } from "vitest";
import { type FitOptions, fit } from "../../src/api/fit.ts";
import type { Fitted } from "../../src/api/fitted.ts";
import { parseModel } from "../../src/api/model.ts";
import { ProblemError } from "../../src/api/problem-error.ts";
import type { ColumnData } from "../../src/data/from-memory.ts";

const calm = { workers: 0, chains: 2, seed: 5, draws: 1500, warmup: 300 } as const;

async function fitted(text: string, data: ColumnData, options: FitOptions = {}): Promise<Fitted> {
  return fit(parseModel(text), { data, ...calm, ...options });
}

async function told(text: string, data: ColumnData): Promise<string> {
  try {
    await fitted(text, data, { draws: 10, warmup: 10 });
  } catch (error) {
    if (error instanceof ProblemError) return error.message;
    throw error;
  }
  return "";
}

function drawsOf({ draws }: Fitted, name: string): number[] {
  const place = draws.variables.findIndex((one) => one.name === name);
  if (place < 0) throw new Error(`no ${name}`);
  return [...draws.values[place]!];
}

const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

describe("a missing outcome of a distribution that is made of others", () => {
  it("is zero as often as zeros are inflated, and a count otherwise", async () => {
    const fit = await fitted(
      "data { y: int? }\nμ ~ normal(0, 1)\ny ~ zero_inflated(0.4, poisson_log(1.5 + 0.001 * μ))",
      { y: [0, 4, 5, null] },
    );
    const draws = drawsOf(fit, "y[row 4]");
    const zeros = mean(draws.map((one) => Number(one === 0)));
    // 0.4 + 0.6 exp(-e^1.5), with the error of 3000 draws
    expect(Math.abs(zeros - (0.4 + 0.6 * Math.exp(-Math.exp(1.5))))).toBeLessThan(0.045);
    expect(draws.every(Number.isInteger)).toBe(true);
  });

  it("is of each part of a mixture, by its weight", async () => {
    const fit = await fitted(
      "data { y: real? }\nμ ~ normal(0, 1)\ny ~ mixture([0.3, 0.7], [normal(-50 + μ, 1), normal(50 + μ, 1)])",
      { y: [-50, 50, 50, null] },
    );
    const draws = drawsOf(fit, "y[row 4]");
    expect(Math.abs(mean(draws.map((one) => Number(one < 0))) - 0.3)).toBeLessThan(0.045);
    expect(draws.every((one) => Math.abs(Math.abs(one) - 50) < 10)).toBe(true);
  });

  it("is the value itself where others are censored, beyond every bound", async () => {
    const fit = await fitted(
      "data { y: real?\nc: int }\nμ ~ normal(10, 0.01)\ny ~ censored(normal(μ, 2), right: c == 1)",
      { y: [9, 10, 10, null], c: [0, 1, 1, 1] },
    );
    const draws = drawsOf(fit, "y[row 4]");
    expect(Math.abs(mean(draws) - 10)).toBeLessThan(0.2);
    expect(Math.abs(mean(draws.map((one) => (one - 10) ** 2)) - 4)).toBeLessThan(0.6);
  });

  it("is one row, whatever its weight, and the others are weighted", async () => {
    const model = "data { y: real?\nw: real }\nμ ~ normal(0, 10)\ny ~ weighted(normal(μ, 1), w)";
    const fit = await fitted(model, { y: [1, 3, null], w: [3, 1, 100] });
    const alone = await fitted(model, { y: [1, 3], w: [3, 1] });
    expect(drawsOf(fit, "μ")).toEqual(drawsOf(alone, "μ"));
    const draws = drawsOf(fit, "y[row 3]");
    const center = mean(draws);
    // 1 of the row, 1/4 of μ
    expect(Math.abs(mean(draws.map((one) => (one - center) ** 2)) - 1.25)).toBeLessThan(0.2);
  });

  it("is a category of an ordinal outcome, with its labels in their order", async () => {
    const fit = await fitted(
      "data { y: factor ordered [low, mid, high]? }\nμ ~ normal(0, 1)\ny ~ ordered_logistic(0.01 * μ, [-1, 1])",
      { y: ["low", "mid", "high", "mid", null] },
    );
    const draws = drawsOf(fit, "y[row 5]");
    expect(new Set(draws)).toEqual(new Set([1, 2, 3]));
    expect(Math.abs(mean(draws.map((one) => Number(one === 2))) - (2 / (1 + Math.exp(-1)) - 1))).toBeLessThan(
      0.05,
    );
  });
});

describe("numbers of the data", () => {
  it("are of the rows with an outcome, and of the values that are there", async () => {
    const outcome = "μ ~ normal(mean(y), sd(y) + sd(x))\ny ~ normal(μ, 1)";
    const data = { y: [1, 2, 6, null], x: [4, 5, 9, 1000] };
    const some = await fitted(`data { y: real?\nx: real }\n${outcome}`, data);
    const known = await fitted(`data { y: real\nx: real }\n${outcome}`, { y: [1, 2, 6], x: [4, 5, 9] });
    expect(drawsOf(some, "μ")).toEqual(drawsOf(known, "μ"));

    const predictor = "β ~ normal(0, 1)\nx ~ normal(MEAN, 2)\ny ~ normal(β * x, 1)";
    const gaps = { y: [1, 2, 6, 3], x: [4, 5, 9, null] };
    const head = "data { y: real\nx: real? }\n";
    const own = await fitted(head + predictor.replace("MEAN", "mean(x)"), gaps);
    const written = await fitted(head + predictor.replace("MEAN", "6"), gaps);
    expect(drawsOf(own, "x[row 4]")).toEqual(drawsOf(written, "x[row 4]"));
  });
});

describe("a missing predictor", () => {
  const y = [1, 2, 6, 3];

  it("of a censored column has the distribution inside", async () => {
    const text = (of: string) => `data { y: real
x: real?
c: int }
β ~ normal(0, 1)
x ~ ${of}
y ~ normal(β * x, 1)`;
    const data = { y, x: [4, 5, 9, null], c: [0, 0, 0, 1] };
    const own = await fitted(text("censored(lognormal(1, 0.5), left: c == 1)"), data);
    const plain = await fitted(text("lognormal(1, 0.5)"), { ...data });
    const draws = [own, plain].map((one) => drawsOf(one, "x[row 4]"));
    expect(draws[0]!.every((one) => one > 0)).toBe(true);
    expect(Math.abs(mean(draws[0]!) - mean(draws[1]!))).toBeLessThan(0.3);
  });

  it("is none with modifiers or weights", async () => {
    const data = { y, x: [4, 5, 9, null] };
    const model = (of: string, outcome = "normal(β * x, 1)") =>
      `data { y: real\nx: real? }\nβ ~ normal(0, 1)\nx ~ ${of}\ny ~ ${outcome}`;
    expect(await told(model("mixture([0.5, 0.5], [normal(0, 1), normal(3, 1)])"), data)).toContain("HP0556");
    expect(await told(model("weighted(normal(0, 1), 2)"), data)).toContain("HP0557");
    expect(await told(model("normal(5, 1)", "weighted(normal(β, 1), x)"), data)).toContain("HP0557");
    expect(await told(model("normal(5, 1)", "weighted(normal(β * x, 1), 2)"), data)).toBe("");
  });
});

describe("a missing label", () => {
  it("of a pool is a new level for each column", async () => {
    const fit = await fitted(
      "data { y: real\nhome: factor of team?\naway: factor of team? }\ns[team] ~ normal(0, 1)\ny ~ normal(s[home] - s[away], 1)",
      { y: [1, 2, 3, 0], home: ["a", "b", null, "a"], away: ["b", "c", null, "c"] },
    );
    const names = fit.draws.variables.map(({ name }) => name).filter((name) => name.startsWith("s["));
    expect(new Set(names)).toEqual(
      new Set(["s[a]", "s[b]", "s[c]", "s[row 3 without home]", "s[row 3 without away]"]),
    );
    // Of s₁ - s₂ = 3 with an error of 1 and priors of 1: E s₁ = 3 / 3.
    expect(Math.abs(mean(drawsOf(fit, "s[row 3 without home]")) - 1)).toBeLessThan(0.1);
  });

  it("of levels with an order is told", async () => {
    const data = { y: [1, 2, 3, 4], g: ["1", "2", null, "3"] };
    const along = (prior: string, type: string) =>
      `data { y: real\ng: ${type} }\nb[g] ~ ${prior}\ny ~ normal(b[g], 1)`;
    expect(await told(along("random_walk(1)", "factor?"), data)).toContain("HP0413");
    expect(await told(along("normal(0, 1)", "factor ordered [1, 2, 3]?"), data)).toContain("HP0413");
    expect(await told(along("normal(0, 1)", "factor?"), data)).toBe("");
  });
});

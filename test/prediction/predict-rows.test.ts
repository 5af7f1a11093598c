/** Predictions of rows beside their formulas, draw by draw where they are exact, and by their moments where they are drawn. */

import { describe, expect, it } from "vitest";
import { fit } from "../../src/api/fit.ts";
import type { Fitted } from "../../src/api/fitted.ts";
import { parseModel } from "../../src/api/model.ts";
import { type PredictOptions, predictModel, preparePredictions } from "../../src/api/predict-model.ts";
import { ProblemError } from "../../src/api/problem-error.ts";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { readCsv } from "../../src/data/read-csv.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";

const node = { readFile: readCsv, isPath: true };

async function fitted(text: string, data: ColumnData, draws = 500): Promise<Fitted> {
  return fit(parseModel(text), { data, workers: 0, chains: 2, seed: 9, draws });
}

/** The draws of each quantity, row by row. */
async function drawn(fit: Fitted, options: PredictOptions): Promise<number[][]> {
  const { block, rowCount } = await preparePredictions(fit, options, node);
  const { values, drawCount } = block(0, rowCount);
  return values.flatMap((one) =>
    Array.from({ length: rowCount }, (_, i) => [...one.subarray(i * drawCount, (i + 1) * drawCount)]),
  );
}

async function told(fit: Fitted, options: PredictOptions): Promise<string> {
  try {
    await predictModel(fit, options, node);
  } catch (error) {
    if (error instanceof ProblemError) return error.message;
    throw error;
  }
  return "";
}

function moments(values: readonly number[]): { readonly mean: number; readonly variance: number } {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  return { mean, variance: values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length };
}

function expectEqual(found: readonly number[], wanted: readonly number[]): void {
  for (const [i, value] of found.entries()) expect(value).toBeCloseTo(wanted[i]!, 10);
}

const stream = createRandomStream(4, 1);
const groups = Array.from({ length: 8 }, (_, g) => ({ name: `g${g}`, effect: 1.5 * stream.normal() }));
const rows = groups.flatMap(({ name, effect }) =>
  [0, 1, 2, 3].map((x) => ({ g: name, x, y: 2 + effect + 0.5 * x + stream.normal() })),
);
const data: ColumnData = {
  g: rows.map(({ g }) => g),
  x: rows.map(({ x }) => x),
  y: rows.map(({ y }) => y),
};
const intercepts = `data { y: real
x: real
g: factor }
μ ~ normal(0, 5)
γ ~ normal(0, 2)
τ ~ half_normal(2)
σ ~ half_normal(2)
b[g] ~ normal(0, τ)
y ~ normal(μ + γ * x + b[g], σ)`;

describe("predictions of a normal model", async () => {
  const fit = await fitted(intercepts, data, 1000);
  const get = (name: string): Float64Array => fit.get(name);
  const [μ, γ, τ, σ] = [get("μ"), get("γ"), get("τ"), get("σ")];

  it("of known groups are expected values draw by draw, whatever the order of the rows", async () => {
    const found = await drawn(fit, { data: { g: ["g3", "g0"], x: [10, 1] } });
    expectEqual(
      found[0]!,
      [...μ].map((one, d) => one + 10 * γ[d]! + get("b[g3]")[d]!),
    );
    expectEqual(
      found[1]!,
      [...μ].map((one, d) => one + γ[d]! + get("b[g0]")[d]!),
    );
  });

  it("of a new group have its variance besides, once for each draw: rows of one new group share it", async () => {
    const options = { data: { g: ["z", "z", "w"], x: [0, 1, 0] }, newLevels: true };
    const [z, zAgain, w] = (await drawn(fit, options)) as [number[], number[], number[]];
    const effects = z.map((one, d) => one - μ[d]!);
    expectEqual(
      effects,
      zAgain.map((one, d) => one - μ[d]! - γ[d]!),
    );
    const scaled = moments(effects.map((one, d) => one / τ[d]!));
    expect(Math.abs(scaled.mean)).toBeLessThan(4.5 / Math.sqrt(z.length));
    expect(Math.abs(scaled.variance - 1)).toBeLessThan(4.5 * Math.sqrt(2 / z.length));
    expect(moments(effects.map((one, d) => (one / τ[d]!) * ((w[d]! - μ[d]!) / τ[d]!))).mean).toBeLessThan(
      0.08,
    );
    // The same group alone, and beside others, with the same seed.
    const alone = await drawn(fit, { data: { g: ["w"], x: [0] }, newLevels: true });
    expect(alone[0]).toEqual(w);
    const other = await drawn(fit, { data: { g: ["w"], x: [0] }, newLevels: true, seed: 77 });
    expect(other[0]).not.toEqual(w);
  });

  it("of the average group and of the population are the population mean", async () => {
    const wanted = [...μ].map((one, d) => one + 2 * γ[d]!);
    for (const mode of ["average", "population"] as const) {
      const found = await drawn(fit, { data: { g: ["g1"], x: [2] }, groups: { g: mode } });
      expectEqual(found[0]!, wanted);
      const inWords = await drawn(fit, { grid: `x = 2, g = ${mode}` });
      expectEqual(inWords[0]!, wanted);
    }
  });

  it("of outcomes have the residual variance too, each row its own", async () => {
    const [one, two] = (await drawn(fit, { data: { g: ["g2", "g2"], x: [1, 1] }, kind: "outcome" })) as [
      number[],
      number[],
    ];
    const residual = (of: number[]) => of.map((y, d) => (y - μ[d]! - γ[d]! - get("b[g2]")[d]!) / σ[d]!);
    for (const of of [one, two]) {
      const { mean, variance } = moments(residual(of));
      expect(Math.abs(mean)).toBeLessThan(4.5 / Math.sqrt(one.length));
      expect(Math.abs(variance - 1)).toBeLessThan(4.5 * Math.sqrt(2 / one.length));
    }
    const [r1, r2] = [residual(one), residual(two)];
    expect(Math.abs(moments(r1.map((value, d) => value * r2[d]!)).mean)).toBeLessThan(0.08);
  });

  it("in blocks are those of all rows together", async () => {
    const options = { grid: "x = 0..20, g = g1, new, all", kind: "outcome" } as const;
    const { block, rowCount } = await preparePredictions(fit, options, node);
    const whole = block(0, rowCount).values[0]!;
    const parts = [block(0, 7), block(7, 8), block(8, rowCount)].flatMap(({ values }) => [...values[0]!]);
    expect(parts).toEqual([...whole]);
  });

  it("say what is wrong with the rows", async () => {
    expect(await told(fit, { data: { g: ["g11"], x: [1] } })).toContain("did you mean `g1`?");
    expect(await told(fit, { data: { g: ["g1"] } })).toContain("column `x`");
    expect(await told(fit, { data: { g: ["g1"], x: [Number.NaN] } })).toContain("HP0413");
    expect(await told(fit, { data: { g: ["g1"], x: [1] }, groups: { h: "new" } })).toContain("HP0977");
    expect(await told(fit, { grid: "x = 1, h = 2" })).toContain("`h` is no column");
    expect(await told(fit, { grid: "x = a" })).toContain("not `a`");
    expect(await told(fit, { data: { g: ["g1"], x: [1] }, grid: "x = 1" })).toContain(
      "must not be given both",
    );
  });

  it("without rows are of those of the run", async () => {
    const own = await drawn(fit, {});
    expect(own.length).toBe(rows.length);
    expect(own).toEqual(await drawn(fit, { data }));
    const asNew = await drawn(fit, { groups: { g: "new" } });
    expect(asNew).not.toEqual(own);
  });

  it("does not look at outcomes, and needs none", async () => {
    const without = await drawn(fit, { data: { g: ["g1"], x: [1] } });
    const beside = await drawn(fit, { data: { g: ["g1"], x: [1], y: ["?"] } });
    expect(beside).toEqual(without);
  });
});

describe("predictions of other models", () => {
  it("average the inverse link over the population exactly, beside a sum over a fine grid", async () => {
    const text = `data { k: int
n: int
g: factor }
μ ~ normal(0, 2)
τ ~ half_normal(2)
b[g] ~ normal(0, τ)
k ~ binomial_logit(n, μ + b[g])`;
    const counts = {
      k: [1, 3, 9, 4, 7, 2],
      n: [10, 10, 10, 10, 10, 10],
      g: ["a", "b", "c", "d", "e", "f"],
    };
    const fit = await fitted(text, counts, 100);
    const [found] = await drawn(fit, { data: { g: ["a"], n: [1] }, groups: { g: "population" } });
    const [μ, τ] = [fit.get("μ"), fit.get("τ")];
    const wanted = [...μ].map((one, d) => {
      let [sum, total] = [0, 0];
      for (let z = -12; z <= 12; z += 0.005) {
        const weight = Math.exp(-0.5 * z * z);
        sum += weight / (1 + Math.exp(-one - τ[d]! * z));
        total += weight;
      }
      return sum / total;
    });
    for (const [d, value] of found!.entries()) expect(value).toBeCloseTo(wanted[d]!, 10);
    const [average] = await drawn(fit, { data: { g: ["a"], n: [5] }, groups: { g: "average" } });
    expectEqual(
      average!,
      [...μ].map((one) => 5 / (1 + Math.exp(-one))),
    );
  });

  it("give new subjects correlated intercepts and slopes, and designs the coding of the run", async () => {
    const text = `data { y: real
x: real
g: factor }
X = design(1 + center(x))
β[X] ~ normal(0, 5)
τ[X] ~ half_normal(2)
Ω[X, X] ~ lkj(2)
σ ~ half_normal(2)
u[g, X] ~ multi_normal(0, τ, Ω)
y ~ normal(X * β + X * u[g], σ)`;
    const fit = await fitted(text, data, 800);
    const slope = fit.draws.variables.find(
      ({ name }) => name.startsWith("β[") && !name.includes("intercept"),
    )!.name;
    const [of, at] = [(name: string) => fit.get(name), slope.slice(2, -1)];
    const known = await drawn(fit, { data: { g: ["g2"], x: [9] } });
    // The rows of the run have the mean 1.5.
    const wanted = [...of("β[intercept]")].map(
      (one, d) => one + of("u[g2,intercept]")[d]! + 7.5 * (of(slope)[d]! + of(`u[g2,${at}]`)[d]!),
    );
    expectEqual(known[0]!, wanted);
    const [low, high] = (await drawn(fit, {
      data: { g: ["new", "new"], x: [1.5, 2.5] },
      newLevels: true,
    })) as [number[], number[]];
    const intercept = low.map((one, d) => (one - of("β[intercept]")[d]!) / of("τ[intercept]")[d]!);
    const steps = high.map((one, d) => (one - low[d]! - of(slope)[d]!) / of(`τ[${at}]`)[d]!);
    expect(Math.abs(moments(intercept).variance - 1)).toBeLessThan(4.5 * Math.sqrt(2 / low.length));
    expect(Math.abs(moments(steps).variance - 1)).toBeLessThan(4.5 * Math.sqrt(2 / low.length));
    const products = intercept.map((one, d) => one * steps[d]! - of(`Ω[intercept,${at}]`)[d]!);
    expect(Math.abs(moments(products).mean)).toBeLessThan(4.5 * Math.sqrt(1.5 / low.length));
  });

  it("give each category of an ordinal outcome its probability", async () => {
    const text = `data { y: int
g: factor }
levels K = 1..3
c[K] ~ ordered(normal(0, 2))
τ ~ half_normal(1)
b[g] ~ normal(0, τ)
y ~ ordered_logistic(b[g], c)`;
    const ordinal = { y: [1, 2, 3, 4, 2, 3, 1, 4], g: ["a", "a", "b", "b", "c", "c", "d", "d"] };
    const fit = await fitted(text, ordinal, 50);
    const predictions = await predictModel(fit, { grid: "g = a" }, node);
    expect(predictions.rows.map(({ category }) => category)).toEqual(["1", "2", "3", "4"]);
    expect(predictions.rows.reduce((sum, { mean }) => sum + mean, 0)).toBeCloseTo(1, 10);
    const [b, c] = [fit.get("b[a]"), fit.get("c[1]")];
    const first = [...b].map((one, d) => 1 / (1 + Math.exp(one - c[d]!)));
    expect(predictions.rows[0]!.mean).toBeCloseTo(moments(first).mean, 10);
  });

  it("fill in what a known group tells: its region, and its group-level predictor", async () => {
    const text = `data { y: real
g: factor
r: factor }
data per g { u: real }
γ ~ normal(0, 2)
b[g] ~ normal(0, 1)
a[r] ~ normal(0, 1)
y ~ normal(γ * u + b[g] + a[r], 1)`;
    const nested = {
      y: [1, 2, 3, 4],
      g: ["a", "b", "c", "d"],
      r: ["n", "n", "s", "s"],
      u: [0.5, 1, 1.5, 2],
    };
    const fit = await fitted(text, nested, 50);
    const [found] = await drawn(fit, { data: { g: ["c"] } });
    expectEqual(
      found!,
      [...fit.get("γ")].map((one, d) => 1.5 * one + fit.get("b[c]")[d]! + fit.get("a[s]")[d]!),
    );
  });
});

/** Outcomes that are missing: predicted from their distributions, by draws that are what they would be without the rows. */

import { describe, expect, it } from "vitest";
import { type FitOptions, fit, resume, watch } from "../../src/api/fit.ts";
import type { Fitted } from "../../src/api/fitted.ts";
import { parseModel } from "../../src/api/model.ts";
import { ProblemError } from "../../src/api/problem-error.ts";
import type { ColumnData, MemoryValue } from "../../src/data/from-memory.ts";

const calm = { workers: 0, chains: 4, seed: 3 } as const;

async function fitted(text: string, data: ColumnData, options: FitOptions = {}): Promise<Fitted> {
  return fit(parseModel(text), { data, ...calm, ...options });
}

async function told(text: string, data: ColumnData, options: FitOptions = {}): Promise<string> {
  try {
    await fitted(text, data, { draws: 10, warmup: 10, ...options });
  } catch (error) {
    if (error instanceof ProblemError) return error.message;
    throw error;
  }
  return "";
}

function momentsOf(
  fit: Fitted,
  name: string,
): { readonly mean: number; readonly sd: number; readonly mcse: number } {
  const row = fit.summary().rows.find(({ variable }) => variable === name);
  if (row === undefined) throw new Error(`no ${name}`);
  return row;
}

function expectMoments(fit: Fitted, name: string, mean: number, sd: number): void {
  const found = momentsOf(fit, name);
  expect(Math.abs(found.mean - mean), `mean of ${name}`).toBeLessThan(4.5 * found.mcse);
  // The sd of a sample sd, where tails are not far from normal ones, and draws not far from independent.
  const error = sd / Math.sqrt((found.sd / found.mcse) ** 2);
  expect(Math.abs(found.sd - sd), `sd of ${name}`).toBeLessThan(5 * error);
}

const grouped = `data { y: real?
g: factor }
μ ~ normal(0, 2)
b[g] ~ normal(0, 1.5)
y ~ normal(μ + b[g], 0.5)`;

describe("a missing outcome of a normal model", () => {
  const data = { g: ["a", "a", "b", "b", "c"], y: [1, null, 2.5, 3, null] };
  // Of (μ, b_a, b_b): prior precisions, and 1/0.25 for each observed row; solved by hand elimination.
  const expected = () => {
    const precision = [
      [1 / 4 + 12, 4, 8],
      [4, 1 / 2.25 + 4, 0],
      [8, 0, 1 / 2.25 + 8],
    ];
    const right = [4 * (1 + 2.5 + 3), 4 * 1, 4 * 5.5];
    const solve = (vector: readonly number[]) => solveThree(precision, vector);
    const mean = solve(right);
    const covariance = [0, 1, 2].map((k) => solve([0, 1, 2].map((i) => (i === k ? 1 : 0))));
    return { mean, covariance };
  };

  it.each(["marginal", "nuts", "gibbs", "hmc"] as const)(
    "has the mean and sd of linear algebra, by %s",
    async (method) => {
      const { mean, covariance } = expected();
      const fit = await fitted(grouped, data, { method, draws: 1500 });
      const spread = covariance[0]![0]! + 2 * covariance[0]![1]! + covariance[1]![1]!;
      expectMoments(fit, "y[row 2]", mean[0]! + mean[1]!, Math.sqrt(spread + 0.25));
      // No row of `c` has an outcome: its effect is drawn from the population.
      expectMoments(fit, "b[c]", 0, 1.5);
      expectMoments(fit, "y[row 5]", mean[0]!, Math.sqrt(covariance[0]![0]! + 2.25 + 0.25));
    },
  );

  it("is told in the record, and in no other number of rows", async () => {
    const { record } = await fitted(grouped, data, { draws: 10 });
    expect(record.data).toMatchObject({
      rowsRead: 5,
      rowsUsed: 3,
      rowsDropped: 0,
      groups: { g: 3 },
      missing: [{ column: "y", count: 2, became: "predictions" }],
    });
  });

  it("is named by its row among all that were read, dropped ones too", async () => {
    const text = `${grouped.replace("g: factor", "g: factor\nx: real")} + 0 * x`.replace(
      "μ + b[g], 0.5) + 0 * x",
      "μ + b[g] + x, 0.5)",
    );
    const dropping = { ...data, x: [0, 0, null, 0, 0] };
    const fit = await fitted(text, dropping, { draws: 10, dropMissing: true });
    const predicted = fit.draws.variables.filter(({ isPrediction }) => isPrediction === true);
    expect(predicted.map(({ name }) => name)).toEqual(["y[row 2]", "y[row 5]"]);
    expect(fit.record.data).toMatchObject({ rowsRead: 5, rowsDropped: 1, rowsUsed: 2 });
  });
});

/** Cramer's rule. */
function solveThree(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const det = (m: readonly (readonly number[])[]): number =>
    m[0]![0]! * (m[1]![1]! * m[2]![2]! - m[1]![2]! * m[2]![1]!) -
    m[0]![1]! * (m[1]![0]! * m[2]![2]! - m[1]![2]! * m[2]![0]!) +
    m[0]![2]! * (m[1]![0]! * m[2]![1]! - m[1]![1]! * m[2]![0]!);
  return [0, 1, 2].map(
    (k) => det(matrix.map((row, i) => row.map((one, j) => (j === k ? right[i]! : one)))) / det(matrix),
  );
}

describe("a missing count", () => {
  it("has the mean and sd that quadrature gives", async () => {
    const text = "data { y: int?\nx: real }\nα ~ normal(1, 1)\ny ~ poisson_log(α + 0.5 * x)";
    const fit = await fitted(text, { y: [2, 4, null], x: [0, 1, 2] }, { draws: 2000 });

    let [mean, square, total] = [0, 0, 0];
    for (let α = -7; α <= 7; α += 0.001) {
      const log = -((α - 1) ** 2) / 2 + 2 * α - Math.exp(α) + 4 * (α + 0.5) - Math.exp(α + 0.5);
      const rate = Math.exp(α + 1);
      total += Math.exp(log);
      mean += rate * Math.exp(log);
      square += (rate + rate * rate) * Math.exp(log);
    }
    expectMoments(fit, "y[row 3]", mean / total, Math.sqrt(square / total - (mean / total) ** 2));
    expect(fit.get("y[row 3]").every((count) => Number.isInteger(count) && count >= 0)).toBe(true);
  });
});

describe("a missing outcome of a known distribution", () => {
  const cases: readonly [string, string, MemoryValue[], number, number][] = [
    ["real", "student_t(5, 1, 2)", [1, 2, null], 1, 2 * Math.sqrt(5 / 3)],
    [
      "real > 0",
      "lognormal(0, 0.5)",
      [1, 2, null],
      Math.exp(0.125),
      Math.exp(0.125) * Math.sqrt(Math.exp(0.25) - 1),
    ],
    ["int", "binomial(n, 0.25)", [1, 2, null], 5, Math.sqrt(3.75)],
    ["int", "negative_binomial(4, 2)", [1, 2, null], 4, Math.sqrt(12)],
    [
      "real",
      "truncated(normal(0, 1), lower: 0)",
      [1, 2, null],
      Math.sqrt(2 / Math.PI),
      Math.sqrt(1 - 2 / Math.PI),
    ],
    ["factor", "bernoulli(0.3)", ["no", "yes", null], 0.3, Math.sqrt(0.21)],
    ["factor", "categorical([0.2, 0.5, 0.3])", ["a", "c", "b", null], 2.1, 0.7],
  ];
  it.each(cases)("%s ~ %s has its mean and sd", async (type, distribution, y, mean, sd) => {
    const [kind, ...bound] = type.split(" ");
    const n = y.map((_, i) => (i === y.length - 1 ? 20 : 10));
    const text = `data { y: ${kind}? ${bound.join(" ")}\nn: int }\nθ ~ normal(0, 1)\ny ~ ${distribution}`;
    const name = `y[row ${y.length}]`;
    const fit = await fitted(text, { y, n }, { draws: 1500 });
    expectMoments(fit, name, mean, sd);
  });
});

describe("draws of a model with missing outcomes", () => {
  const text = `data { y: real?
x: real
g: factor }
X = design(1 + scale(x) + poly(x, 2) + g)
β[X] ~ normal(0, 3)
τ ~ half_normal(1)
b[g] ~ normal(0, τ)
σ ~ half_normal(1)
half = β["intercept"] / 2 + 0 * x
y ~ normal(X * β + b[g] + half, σ)`;
  const g = ["a", "a", "a", "b", "b", "b", "c", "c", "c", "c", "b"];
  const x = [1, 2, 4, 1, 3, 5, 2, 2.5, 4, 90, -3];
  const y = [1, 1.4, 2.5, 0.3, 1.1, 2, 0.1, 0.4, 0.9, null, null];

  it.each(["marginal", "nuts", "gibbs"] as const)(
    "are the bits of those without the rows, by %s",
    async (method) => {
      const complete = { g: g.slice(0, 9), x: x.slice(0, 9), y: y.slice(0, 9) };
      const options = { method, chains: 2, warmup: 200, draws: 50 } as const;
      const without = await fitted(text, complete, options);
      const withRows = await fitted(text, { g, x, y }, options);
      for (const { name } of without.draws.variables)
        expect(withRows.get(name), name).toEqual(without.get(name));
      const more = withRows.draws.variables.length - without.draws.variables.length;
      expect(more).toBe(2);
    },
  );

  it("predict at predictors that are coded as those of the fit", async () => {
    // Far outside, β of the scaled predictor is all that matters.
    const plain = text
      .replace(" + poly(x, 2) + g", "")
      .replace(" + half", "")
      .replace("+ b[g]", "+ 0 * b[g]");
    const fit = await fitted(plain, { g, x, y }, { draws: 1000 });
    const observed = x.slice(0, 9);
    const mean = observed.reduce((sum, one) => sum + one, 0) / 9;
    const sd = Math.sqrt(observed.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 8);
    const [intercept, slope] = [momentsOf(fit, "β[intercept]").mean, momentsOf(fit, "β[scale(x)]").mean];
    const expected = intercept + (slope * (90 - mean)) / sd;
    const found = momentsOf(fit, "y[row 10]");
    expect(Math.abs(found.mean - expected)).toBeLessThan(6 * found.mcse);
  });

  it("are the same bits once more, and others with another seed", async () => {
    const options = { chains: 2, draws: 20 } as const;
    const [one, same, other] = [
      await fitted(text, { g, x, y }, options),
      await fitted(text, { g, x, y }, options),
      await fitted(text, { g, x, y }, { ...options, seed: 4 }),
    ];
    expect(one.get("y[row 10]")).toEqual(same.get("y[row 10]"));
    expect(one.get("y[row 10]")).not.toEqual(other.get("y[row 10]"));
    const [first, second] = [one.get("y[row 10]").slice(0, 20), one.get("y[row 10]").slice(20)];
    expect(first).not.toEqual(second);
  });

  it("hold predictions as they hold parameters: not of more numbers than there is room for, unless asked", async () => {
    const rows = { y: [1, 2, ...Array.from({ length: 600 }, () => null)] };
    const mean = "data { y: real? }\nμ ~ normal(0, 1)\ny ~ normal(μ, 1)";
    const options = { chains: 1, draws: 9000 } as const;
    const few = await fitted(mean, rows, options);
    expect(few.draws.variables.filter(({ isPrediction }) => isPrediction)).toEqual([]);
    expect(few.record.plan.notKept).toEqual(["y"]);
    const all = await fitted(mean, rows, { ...options, draws: 100, keep: "all" });
    expect(all.record.plan.notKept).toEqual([]);
    expect(all.draws.variables.filter(({ isPrediction }) => isPrediction)).toHaveLength(600);
  });

  it("are gone on with as if the run had never ended", async () => {
    const data = { g, x, y };
    const options = { chains: 2, method: "nuts", warmup: 100 } as const;
    const more = await resume(await fitted(text, data, { ...options, draws: 15 }), {
      data,
      draws: 40,
      workers: 0,
    });
    const whole = await fitted(text, data, { ...options, draws: 40 });
    expect(more.draws.values).toEqual(whole.draws.values);
  });

  it("are those of a chain that is watched", async () => {
    const run = await fitted(text, { g, x, y }, { chains: 1, draws: 3, warmup: 50, method: "nuts" });
    const chain = await watch(parseModel(text), {
      data: { g, x, y },
      seed: calm.seed,
      warmup: 50,
      method: "nuts",
    });
    expect(chain.step().values).not.toHaveProperty("y[row 10]");
    chain.finishWarmup();
    for (let draw = 0; draw < 3; draw++) {
      const { values } = chain.step();
      for (const name of ["σ", "y[row 10]", "y[row 11]"]) expect(values[name]).toBe(run.get(name)[draw]);
    }
  });
});

describe("what is predicted, and what cannot be", () => {
  it("is told: nothing is observed", async () => {
    expect(await told(grouped, { g: ["a", "b"], y: [null, null] })).toContain("HP0550");
  });

  it("is nothing if it is missing with all other outcomes of its row", async () => {
    const two = "data { y: real?\nx: real? }\nμ ~ normal(0, 1)\ny ~ normal(μ, 1)\nx ~ normal(μ, 2)\n";
    const both = await fitted(two, { y: [1, null], x: [1, null] }, { draws: 20 });
    const shown = both.draws.variables.filter(({ isHidden }) => !isHidden);
    expect(shown.map(({ name }) => name)).toEqual(["μ", "y[row 2]", "x[row 2]"]);
  });

  it("is nothing of a column without missing values", async () => {
    const plain = grouped.replace("real?", "real");
    const data = { g: ["a", "a", "b"], y: [1, 2, 3] };
    const options = { draws: 20, chains: 2 } as const;
    const [admitted, not] = [await fitted(grouped, data, options), await fitted(plain, data, options)];
    expect(admitted.draws.values).toEqual(not.draws.values);
    expect(admitted.record.data.missing).toBeUndefined();
  });
});

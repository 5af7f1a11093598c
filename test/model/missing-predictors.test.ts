/** Missing values of predictors are parameters: their posterior is that of the model as it is written, by every sampler. */

import { describe, expect, it } from "vitest";
import { type FitOptions, fit } from "../../src/api/fit.ts";
import type { Fitted } from "../../src/api/fitted.ts";
import { parseModel } from "../../src/api/model.ts";
import { ProblemError } from "../../src/api/problem-error.ts";
import type { ColumnData } from "../../src/data/from-memory.ts";

async function fitted(text: string, data: ColumnData, options: FitOptions = {}): Promise<Fitted> {
  return fit(parseModel(text), { data, workers: 0, chains: 4, seed: 5, draws: 4000, ...options });
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

function expectMoments(fit: Fitted, name: string, mean: number, sd: number): void {
  const found = fit.summary().rows.find(({ variable }) => variable === name);
  if (found === undefined) throw new Error(`no ${name}`);
  expect(Math.abs(found.mean - mean), `mean of ${name}`).toBeLessThan(4.5 * found.mcse);
  // The standard error of an sd is about that of the mean, in units of the sd divided by √2, for tails like a normal one's.
  expect(Math.abs(found.sd - sd), `sd of ${name}`).toBeLessThan(5 * found.mcse);
}

/** Mean and sd of each of two numbers whose log density is given, over a box. */
function quadrature(
  log: (a: number, b: number) => number,
  [a, b]: readonly (readonly [number, number])[],
  steps = 700,
) {
  const sums = [0, 0, 0, 0, 0];
  for (let i = 0; i < steps; i++) {
    for (let j = 0; j < steps; j++) {
      const x = a![0] + ((a![1] - a![0]) * (i + 0.5)) / steps;
      const z = b![0] + ((b![1] - b![0]) * (j + 0.5)) / steps;
      const weight = Math.exp(log(x, z));
      [1, x, x * x, z, z * z].forEach((one, k) => {
        sums[k]! += weight * one;
      });
    }
  }
  const [total, x, xx, z, zz] = sums as [number, number, number, number, number];
  const momentsOf = (sum: number, squares: number) => ({
    mean: sum / total,
    sd: Math.sqrt(squares / total - (sum / total) ** 2),
  });
  return [momentsOf(x, xx), momentsOf(z, zz)] as const;
}

const normal = (x: number, mean: number, sd: number): number => -(((x - mean) / sd) ** 2) / 2 - Math.log(sd);

describe("a missing value of a predictor", () => {
  const data = { y: [1, 3.5, 2], x: [0.5, null, 1.5] };
  const text = `data { y: real
x: real? }
β ~ normal(0, 1)
x ~ normal(1, 0.8)
y ~ normal(β * x, 0.5)`;
  // y = β x: the posterior of (β, x) has a bend, and with little probability another mode where both are negative.
  const [β, x] = quadrature(
    (b, m) =>
      normal(b, 0, 1) +
      normal(m, 1, 0.8) +
      normal(1, b * 0.5, 0.5) +
      normal(3.5, b * m, 0.5) +
      normal(2, b * 1.5, 0.5),
    [
      [-3, 5],
      [-3, 6],
    ],
  );

  it.each(["marginal", "nuts", "gibbs", "hmc"] as const)(
    "has the moments of quadrature, by %s",
    async (method) => {
      const fit = await fitted(text, data, { method });
      expectMoments(fit, "β", β.mean, β.sd);
      expectMoments(fit, "x[row 2]", x.mean, x.sd);
      expect(fit.record.data.missing).toEqual([{ column: "x", count: 1, became: "parameters" }]);
      expect(fit.summary().rows.map(({ variable }) => variable)).toEqual(["β", "x[row 2]"]);
    },
  );

  it("goes into whatever uses the column: defined values, functions, other columns", async () => {
    const other = text.replace("y ~ normal(β * x, 0.5)", "μ = exp(x / 2) * β\ny ~ normal(μ, 0.5)");
    const [slope, value] = quadrature(
      (b, m) =>
        normal(b, 0, 1) +
        normal(m, 1, 0.8) +
        [1, 3.5, 2].reduce((sum, y, i) => sum + normal(y, b * Math.exp((data.x[i] ?? m) / 2), 0.5), 0),
      [
        [-3, 5],
        [-3, 7],
      ],
    );
    const fit = await fitted(other, data);
    expectMoments(fit, "β", slope.mean, slope.sd);
    expectMoments(fit, "x[row 2]", value.mean, value.sd);
  });

  it("has a distribution with predictors, groups, designs and defined values of its row", async () => {
    const rich = `data { y: real
x: real?
z: real
g: factor }
X = design(0 + z)
a[X] ~ normal(0, 0.001)
shift = 2 * z + X * a
b[g] ~ normal(0, 0.001)
c["A"] ~ normal(0, 1)
x ~ normal(shift + 3 * (b[g] + z), 0.8)
y ~ normal(x, 0.5)`.replace('c["A"] ~ normal(0, 1)\n', "");
    // x of row 2 is nearly normal(5 · 2, 0.8), and y is normal(x, 0.5).
    const rows = { y: [1, 9, 2], x: [0.5, null, 1.5], z: [0.1, 2, 0.3], g: ["A", "B", "A"] };
    const precision = 1 / 0.64 + 1 / 0.25;
    const fit = await fitted(rich, rows);
    expectMoments(fit, "x[row 2]", (10 / 0.64 + 9 / 0.25) / precision, Math.sqrt(1 / precision));
  });

  it("is positive where its distribution is, and within its truncation", async () => {
    const positive = text.replace("normal(1, 0.8)", "lognormal(0, 0.5)");
    const truncated = text.replace("normal(1, 0.8)", "truncated(normal(1, 0.8), lower: 0.4)");
    const likelihood = (b: number, m: number) =>
      normal(b, 0, 1) + normal(1, b * 0.5, 0.5) + normal(3.5, b * m, 0.5) + normal(2, b * 1.5, 0.5);
    const cases = [
      [positive, (m: number) => normal(Math.log(m), 0, 0.5) - Math.log(m), 0],
      [truncated, (m: number) => normal(m, 1, 0.8), 0.4],
    ] as const;
    for (const [model, prior, least] of cases) {
      const [slope, value] = quadrature(
        (b, m) => likelihood(b, m) + prior(m),
        [
          [-3, 5],
          [least, 9],
        ],
      );
      const fit = await fitted(model, data);
      expect(fit.get("x[row 2]").every((one) => one > least)).toBe(true);
      expectMoments(fit, "β", slope.mean, slope.sd);
      expectMoments(fit, "x[row 2]", value.mean, value.sd);
    }
  });

  it("may depend on another missing value", async () => {
    const both = `data { y: real
x: real?
z: real? }
z ~ normal(0, 1)
x ~ normal(z, 0.5)
y ~ normal(x + z, 0.25)`;
    const [x, z] = quadrature(
      (a, b) => normal(b, 0, 1) + normal(a, b, 0.5) + normal(2, a + b, 0.25),
      [
        [-2, 4],
        [-2, 4],
      ],
    );
    const rows = { y: [0.2, 2, 1], x: [0.1, null, 0.4], z: [0.1, null, 0.5] };
    const fit = await fitted(
      both.replace("data {", "data {\n").replace("z ~", "κ ~ normal(0, 1)\nz ~"),
      rows,
    );
    expectMoments(fit, "x[row 2]", x.mean, x.sd);
    expectMoments(fit, "z[row 2]", z.mean, z.sd);
  });

  it("of a column of groups is one for the group, and its rows have it", async () => {
    const grouped = `data { y: real
g: factor }
data per g { u: real? }
β ~ normal(0, 1)
u ~ normal(1, 0.8)
y ~ normal(β * u[g], 0.5)`.replace("u[g]", "u");
    const rows = { y: [1, 3.5, 3, 2], g: ["a", "b", "b", "c"], u: [0.5, null, null, 1.5] };
    const [slope, value] = quadrature(
      (b, m) =>
        normal(b, 0, 1) +
        normal(m, 1, 0.8) +
        normal(1, b * 0.5, 0.5) +
        normal(3.5, b * m, 0.5) +
        normal(3, b * m, 0.5) +
        normal(2, b * 1.5, 0.5),
      [
        [-3, 5],
        [-3, 6],
      ],
    );
    const fit = await fitted(grouped, rows);
    expectMoments(fit, "β", slope.mean, slope.sd);
    expectMoments(fit, "u[b]", value.mean, value.sd);
  });
});

describe("outcomes that are missing in different rows", () => {
  it("are parameters, whose posterior is their prediction", async () => {
    const text = `data { y: real?
x: real? }
μ ~ normal(0, 1)
y ~ normal(μ, 1)
x ~ normal(μ, 0.5)`;
    const fit = await fitted(text, { y: [1, null, 2], x: [0.5, 1, null] });
    const precision = 1 + 2 + 2 * 4;
    const mean = (1 + 2 + 4 * 1.5) / precision;
    expectMoments(fit, "μ", mean, Math.sqrt(1 / precision));
    expectMoments(fit, "y[row 2]", mean, Math.sqrt(1 / precision + 1));
    expectMoments(fit, "x[row 3]", mean, Math.sqrt(1 / precision + 0.25));
  });

  it("are predicted together with a missing value of a group", async () => {
    const text = `data { y: real?
g: factor }
data per g { u: real? }
u ~ normal(1, 0.8)
κ ~ normal(0, 1)
y ~ normal(u, 0.5)`;
    const fit = await fitted(text, {
      y: [1, 2.5, null, 2],
      g: ["a", "b", "b", "c"],
      u: [0.5, null, null, 1.5],
    });
    const precision = 1 / 0.64 + 4;
    const mean = (1 / 0.64 + 4 * 2.5) / precision;
    expectMoments(fit, "u[b]", mean, Math.sqrt(1 / precision));
    expectMoments(fit, "y[row 3]", mean, Math.sqrt(1 / precision + 0.25));
  });
});

describe("what is told of missing predictors", () => {
  it("whole numbers cannot be parameters", async () => {
    const text = "data { y: real\nn: int? }\nμ ~ normal(0, 1)\nn ~ poisson(3)\ny ~ normal(μ * n, 1)";
    expect(await told(text, { y: [1, 2], n: [1, null] })).toContain("HP0551");
  });

  it("two columns cannot each depend on the other", async () => {
    const text = "data { x: real?\nz: real? }\nμ ~ normal(0, 1)\nx ~ normal(z + μ, 1)\nz ~ normal(x, 1)";
    expect(await told(text, { x: [1, null, 2], z: [1, 2, null] })).toContain("HP0552");
  });

  it("a column of a design is written by hand", async () => {
    const text = `data { y: real
x: real? }
X = design(1 + x)
β[X] ~ normal(0, 1)
x ~ normal(0, 1)
y ~ normal(X * β, 1)`;
    const message = await told(text, { y: [1, 2, 3], x: [1, null, 2] });
    expect(message).toContain("HP0456");
    expect(message).toContain("`β_x * x`");
  });

  it("a flat prior is looked at as ever", async () => {
    const text = "data { y: real\nx: real? }\nβ ~ flat()\nx ~ normal(0, 1)\ny ~ normal(β * 0 * x, 1)";
    expect(await told(text, { y: [1, 2, 3], x: [1, null, 2] })).toMatch(/HP05\d\d|HP046\d/);
  });

  it("without a distribution, what works: one of its own, or leaving the rows out", async () => {
    const text = "data { y: real\nx: real? }\nβ ~ normal(0, 1)\ny ~ normal(β * x, 1)";
    const message = await told(text, { y: [1, 2, 3], x: [1, null, 2] });
    expect(message).toContain("HP0413");
    expect(message).toContain("row 2");
    expect(message).toContain("`x ~ normal(…, …)`");
    const fit = await fitted(text, { y: [1, 2, 3], x: [1, null, 2] }, { dropMissing: true, draws: 10 });
    expect(fit.record.data.rowsDropped).toBe(1);
  });
});

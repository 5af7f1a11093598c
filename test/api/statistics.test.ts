/** Statistics in place of rows, from a script: made, put together, refused, and fitted by every sampler. */

import { describe, expect, it } from "vitest";
import { ppc, predict } from "../../src/api/answers.ts";
import { drawAgain, type FitOptions, fit, resume, statistics } from "../../src/api/fit.ts";
import type { StatisticsOptions } from "../../src/api/make-statistics.ts";
import { parseModel } from "../../src/api/model.ts";
import { ProblemError } from "../../src/api/problem-error.ts";
import { compare } from "../../src/calibration/compare.ts";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { rowsOf } from "../reduction/harness.ts";

const slopes = parseModel(`data { y: real
x: real
g: factor }
β ~ normal(0, 5)
γ ~ normal(0, 5)
τ ~ half_normal(2)
σ ~ half_normal(2)
b[g] ~ normal(0, τ)
y ~ normal(β + γ * x + b[g], σ)
`);
const stream = createRandomStream(11, 0);
const rows: ColumnData = {
  g: Array.from({ length: 240 }, (_, i) => `g${i % 6}`),
  x: Array.from({ length: 240 }, () => stream.normal()),
  y: Array.from({ length: 240 }, (_, i) => 3 + (i % 6) / 2 + stream.normal()),
};
const short = { workers: 0, chains: 2, warmup: 200, draws: 200 } as const;
const [first, second] = [
  Array.from({ length: 100 }, (_, i) => 239 - i),
  Array.from({ length: 140 }, (_, i) => i),
] as const;

async function told(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "";
  } catch (error) {
    if (error instanceof ProblemError) return error.message;
    throw error;
  }
}
const toldOf = (options: StatisticsOptions) => told(statistics(slopes, options));
const toldOfFit = (options: FitOptions) => told(fit(slopes, { ...short, ...options }));

describe("statistics of rows", () => {
  it("say what they are of and what they hold, and have one text for the same rows", async () => {
    const whole = await statistics(slopes, { data: rows });
    expect(whole).toMatchObject({
      rows: 240,
      groups: 6,
      smallestGroup: 40,
      groupedBy: ["g"],
      sumsOf: ["x", "y"],
    });
    const parts = [
      await statistics(slopes, { data: rowsOf(rows, first) }),
      await statistics(slopes, { data: rowsOf(rows, second) }),
    ];
    const merged = await statistics(slopes, { statistics: parts });
    expect(merged.text()).toBe(whole.text());
    expect((await statistics(slopes, { statistics: [merged] })).text()).toBe(whole.text());
  });

  it("give a fit the bits of the whole, whatever the parts and their order, and the posterior of the rows", async () => {
    const [one, two] = [
      await statistics(slopes, { data: rowsOf(rows, first) }),
      await statistics(slopes, { data: rowsOf(rows, second) }),
    ];
    const whole = await statistics(slopes, { data: rows });
    const draws = async (options: FitOptions) => (await fit(slopes, { ...short, ...options })).draws.values;
    const expected = await draws({ statistics: [whole] });
    expect(await draws({ statistics: [one, two] })).toEqual(expected);
    expect(await draws({ statistics: [two, one] })).toEqual(expected);
    const ofRows = await draws({ data: rows });
    expected.forEach((chain, c) => {
      chain.forEach((value, i) => {
        expect(Math.abs(value - ofRows[c]![i]!)).toBeLessThan(1e-8);
      });
    });
  });

  it("drop and read rows where they are made, and nowhere else", async () => {
    const lacking = { ...rows, y: Array.from(rows.y!, (y, i) => (i < 3 ? null : y)) };
    expect(await toldOf({ data: lacking })).toContain("HP0413");
    const made = await statistics(slopes, { data: lacking, dropMissing: true });
    expect(made).toMatchObject({ rows: 237, rowsDropped: 3 });
    const fitted = await fit(slopes, { ...short, statistics: [made] });
    expect(fitted.record.data).toMatchObject({
      rowsRead: 240,
      rowsUsed: 237,
      rowsDropped: 3,
      reduction: { observations: 237, groups: 6, smallest: 39 },
    });
    expect(await toldOfFit({ statistics: [made], dropMissing: true })).toContain("HP1055");
    expect(await toldOfFit({ statistics: [made], data: rows })).toContain("HP1054");
    expect(await toldOf({ statistics: [made], na: ["-"] })).toContain("HP1055");
    expect(await toldOf({})).toContain("HP1058");
  });

  it("are refused where a group is too small, and tell where one can be read off", async () => {
    expect(await toldOf({ data: rows, leastGroup: 41 })).toContain(
      "6 of 6 groups have fewer than 41 rows, the smallest 40; rows are grouped by `g`",
    );
    expect((await statistics(slopes, { data: rows, leastGroup: 40 })).warnings).toEqual([]);
    const few = await statistics(slopes, { data: rowsOf(rows, [0, 1, 6, 2, 8, 14]) });
    expect(few.warnings.map(({ code, message }) => `${code} ${message}`)).toEqual([
      "HP1061 2 of 3 groups are one row each, or two, whose values can be read off the statistics",
    ]);
  });

  it("are refused for a model that needs its rows, one whose groups are another's, and twice", async () => {
    expect(
      await told(statistics(parseModel("data { y: real? }\ny ~ normal(0, 1)\n"), { data: { y: [1] } })),
    ).toContain("HP1033");
    const made = await statistics(slopes, { data: rows });
    expect(await toldOfFit({ statistics: [made, made] })).toContain("HP1040");
    const other = parseModel("data { y: real\nx: real\ng: factor }\ny ~ normal(exp(x), 1)\n");
    expect(await told(fit(other, { ...short, statistics: [made] }))).toContain(
      "it groups its rows by `g`, and the model needs `x`, `g`",
    );
    expect(await toldOfFit({ statistics: [] })).toContain("`statistics` must be an array of statistics");
    expect(await toldOf({ data: rows, leastGrop: 3 } as StatisticsOptions)).toContain("leastGroup");
  });
});

describe("statistics beside tables of groups", () => {
  const regions = parseModel(`data { y: real
g: factor
level: factor ordered [low, high] }
data per g { u: real }
β ~ normal(0, 5)
τ ~ half_normal(2)
a[g] ~ normal(β * u, τ)
c[level] ~ normal(0, 1)
y ~ normal(a[g] + c[level], 1)
`);
  const data = {
    y: rows.y!,
    g: rows.g!,
    level: Array.from({ length: 240 }, (_, i) => (i % 4 < 2 ? "low" : "high")),
  };
  const own = { g: ["g0", "g1", "g2", "g3", "g4", "g5"], u: [1, 2, 3, 4, 5, 6] };

  it("hold no column of groups that has a table of its own, and are fitted with that", async () => {
    const made = await statistics(regions, { data, groups: { g: own } });
    expect(made.groupedBy).toEqual(["g", "level"]);
    const fitted = await fit(regions, { ...short, statistics: [made], groups: { g: own } });
    const ofRows = await fit(regions, { ...short, data, groups: { g: own } });
    expect(Math.abs(fitted.summary().rows[0]!.mean - ofRows.summary().rows[0]!.mean)).toBeLessThan(1e-6);
    expect(await told(fit(regions, { ...short, statistics: [made] }))).toContain(
      "the model needs `g`, `level`, `u`",
    );
    const along = await statistics(regions, {
      data: { ...data, u: Array.from(rows.g!, (g) => Number(String(g).slice(1)) + 1) },
    });
    expect(along).toMatchObject({
      groupedBy: ["g", "level", "u"],
      groups: made.groups,
      because: { u: "it is of `g`" },
    });
  });

  it("tell a label that is not declared where they are made", async () => {
    const odd = { ...data, level: Array.from(data.level, (label, i) => (i === 7 ? "hihg" : label)) };
    expect(await told(statistics(regions, { data: odd, groups: { g: own } }))).toContain(
      "`hihg` is not among the levels of `level`, which are declared to be `low` and `high`\n",
    );
  });
});

describe("a run of statistics", () => {
  it("is answered for as one of rows, where no rows are needed", async () => {
    const made = await statistics(slopes, { data: rows });
    const [own, ofRows] = [
      await fit(slopes, { ...short, statistics: [made] }),
      await fit(slopes, { ...short, data: rows }),
    ];
    const near = (one: unknown, other: unknown): void => {
      const [a, b] = [one, other].map((value) =>
        JSON.stringify(value, (_, part) => (typeof part === "number" ? Number(part.toPrecision(6)) : part)),
      );
      expect(a).toBe(b);
    };
    const numbersOf = ({ rows: all }: ReturnType<typeof own.summary>) =>
      all.map(({ mean, sd }) => [mean, sd]);
    near(numbersOf(own.summary()), numbersOf(ofRows.summary()));
    near(own.variance().components, ofRows.variance().components);
    near(own.effects(), ofRows.effects());
    expect(own.diagnose().verdict).toBe(ofRows.diagnose().verdict);
    const grid = { grid: "x = mean, g = new" };
    near((await predict(own, grid)).rows, (await predict(ofRows, grid)).rows);
    expect(await told(predict(own, {}))).toContain("HP1062");
    expect(await told(predict(own, { grid: "x = median" }))).toContain("only its mean and sd are known");
    expect(await told(ppc(own, {}))).toContain("stands for several observations");
    expect(await told(compare({ own, ofRows }))).toContain("HP0871");
  });

  it("predicts other rows where products of two columns are told by sums", async () => {
    const model = parseModel(`data { y: real
x: real
z: real
g: factor }
X = design(1 + x * z)
β[X] ~ normal(0, 5)
γ ~ normal(0, 5)
σ ~ half_normal(2)
y ~ normal(X * β + γ * x * x, σ)
`);
    const data = { ...rows, z: (rows.x as number[]).map((x, i) => x / 3 + Math.cos(7 * i)) };
    const made = await statistics(model, { data });
    expect(made).toMatchObject({ groups: 6, sumsOf: ["x", "z", "x:z", "x:x", "y"] });
    const [own, ofRows] = [
      await fit(model, { ...short, statistics: [made] }),
      await fit(model, { ...short, data }),
    ];
    const other = { x: [1, -2], z: [3, 0.5], g: ["g1", "g2"] };
    const means = async (fitted: typeof own) =>
      (await predict(fitted, { data: other })).rows.map(({ mean }) => mean);
    const expected = await means(ofRows);
    expect(expected).toHaveLength(2);
    for (const [i, mean] of (await means(own)).entries()) expect(mean).toBeCloseTo(expected[i]!, 8);
  });

  it("goes on with the bits of one go", async () => {
    const made = await statistics(slopes, { data: rows });
    const whole = await fit(slopes, { ...short, draws: 300, statistics: [made] });
    const begun = await fit(slopes, { ...short, statistics: [made] });
    const resumed = await resume(begun, { draws: 300, statistics: [made] });
    expect(resumed.draws.values).toEqual(whole.draws.values);
    expect((await drawAgain(begun)).draws.values).toEqual(begun.draws.values);
    expect(await told(resume(begun, { draws: 300 }))).toContain("HP0612");
  });
});

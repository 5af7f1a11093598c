/** A fit from a table of cells: how the table is read, what it refuses, and that it gives the posterior of the rows. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type FitOptions, fit } from "../../src/api/fit.ts";
import { parseModel } from "../../src/api/model.ts";
import { ProblemError } from "../../src/api/problem-error.ts";
import { readModel } from "../../src/api/read-model.ts";
import type { ColumnData, RowData } from "../../src/data/from-memory.ts";
import { summarize } from "../model/summarize.ts";
import { dataFile, modelFile } from "../run/bundled.ts";

const oneWay = "data { y: real\ng: factor }\nb[g] ~ normal(0, 1)\ny ~ normal(b[g], 1)\n";
const cells = { g: ["a", "b"], n: [3, 1], mean: [0.5, 1], sd: [1, null] };
const short = { workers: 0, chains: 1, warmup: 10, draws: 10 } as const;

/** The fitted model, or the text of what was wrong. */
async function tryFit(text: string, options: FitOptions) {
  try {
    return { fitted: await fit(parseModel(text), { ...short, ...options }), told: "" };
  } catch (error) {
    if (error instanceof ProblemError) return { fitted: null, told: error.message };
    throw error;
  }
}

async function told(
  text: string,
  summaryData: ColumnData | RowData,
  options: FitOptions = {},
): Promise<string> {
  return (await tryFit(text, { summaryData, ...options })).told;
}

describe("a table of cells", () => {
  it("gives the draws of the rows that it was made of, but for rounding", async () => {
    const lines = readFileSync(dataFile("dyestuff"), "utf8").trim().split("\n").slice(1);
    const parts = lines.map((line) => line.replaceAll('"', "").split(","));
    const rows = { Batch: parts.map(([batch]) => batch), Yield: parts.map(([, y]) => Number(y)) };
    const model = await readModel(modelFile("dyestuff"));
    const options = { workers: 0, warmup: 500, draws: 1000, chains: 4 } as const;
    const fromRows = await fit(model, { data: rows, ...options });
    const fromCells = await fit(model, { summaryData: summarize(rows, "Yield"), ...options, seed: 2 });
    expect(fromCells.diagnose().verdict).toBe("good");
    expect(fromCells.record.data).toMatchObject({ rowsRead: 6, rowsUsed: 6, observations: 30 });
    expect(fromCells.record.roles).toEqual(fromRows.record.roles);
    const expected = fromRows.summary().rows;
    fromCells.summary().rows.forEach((row, i) => {
      const other = expected[i]!;
      expect(row.variable).toBe(other.variable);
      const error = Math.sqrt(row.mcse ** 2 + other.mcse ** 2);
      expect(Math.abs(row.mean - other.mean), row.variable).toBeLessThan(4.5 * error);
      expect(Math.abs(row.sd / other.sd - 1), row.variable).toBeLessThan(0.15);
    });
  });

  it("may name its columns after the outcome's, which then go before `n`, `mean` and `sd`", async () => {
    const own = { g: cells.g, y_n: cells.n, y_mean: cells.mean, y_sd: cells.sd };
    expect((await tryFit(oneWay, { summaryData: own })).fitted?.record.data.observations).toBe(4);
    const both = { ...own, n: [7, 7], mean: [7, 7], sd: [7, 7] };
    expect((await tryFit(oneWay, { summaryData: both })).fitted?.record.data.observations).toBe(4);
    const yields = oneWay.replace("y: real", 'y: real from "Yield"');
    const named = { g: cells.g, Yield_n: cells.n, Yield_mean: cells.mean, Yield_sd: cells.sd };
    expect(await told(yields, named)).toBe("");
  });

  it("must name them so where the model itself has a column `n`", async () => {
    const text = "data { y: real\nn: real }\nβ ~ normal(0, 1)\ny ~ normal(β * n, 1)\n";
    const own = { n: [0.5, 1.5], y_n: [3, 1], y_mean: [0.5, 1], y_sd: [1, null] };
    const { fitted } = await tryFit(text, { summaryData: own });
    expect(fitted?.record.data.observations).toBe(4);
    expect(await told(text, { n: [3, 1], mean: [0.5, 1], sd: [1, null] })).toContain(
      "expected the columns `y_n`, `y_mean` and `y_sd`, number",
    );
  });

  it("may have an outcome that is called `mean`", async () => {
    const text = oneWay.replace("y: real", 'y: real from "mean"');
    expect(await told(text, cells)).toBe("");
  });

  it("may be rows as objects, in which a cell of one observation has no sd", async () => {
    const rows = [
      { g: "a", n: 3, mean: 0.5, sd: 1 },
      { g: "b", n: 1, mean: 1 },
    ];
    expect(await told(oneWay, rows)).toBe("");
  });

  it("stands beside tables of groups", async () => {
    const text =
      "data { y: real\ng: factor }\ndata per g { u: real }\nβ ~ normal(0, 1)\ny ~ normal(β * u, 1)\n";
    expect(await told(text, cells, { groups: { g: { g: ["a", "b"], u: [1, 2] } } })).toBe("");
  });

  it("drops the cells that lack a number or a mean where that is asked", async () => {
    const table = { g: ["a", "b", "c"], n: [3, null, 2], mean: [0.5, 1, null], sd: [1, 1, 1] };
    const { fitted } = await tryFit(oneWay, { summaryData: table, dropMissing: true });
    expect(fitted?.record.data).toMatchObject({ rowsRead: 3, rowsUsed: 1, rowsDropped: 2, observations: 3 });
  });

  it("has another fingerprint where a number or sd differs", async () => {
    const tables = [cells, { ...cells, n: [4, 1] }, { ...cells, sd: [2, null] }];
    const all = await Promise.all(tables.map((summaryData) => tryFit(oneWay, { summaryData })));
    expect(new Set(all.map(({ fitted }) => fitted?.record.data.fingerprint)).size).toBe(3);
  });

  it("is no constant outcome, and tells effects and residual apart, where its cells hold several observations", async () => {
    const effects = "data { y: real\ng: factor }\nτ ~ half_normal(1)\nσ ~ inverse_gamma(2, 1)\n";
    const text = `${effects}b[g] ~ normal(0, τ)\ny ~ normal(b[g], σ)\n`;
    const warnings = async (table: ColumnData) =>
      (await tryFit(text, { summaryData: table })).fitted?.warnings.map(({ code }) => code);
    expect(await warnings({ ...cells, mean: [1, 1.5] })).toEqual([]);
    expect(await warnings({ ...cells, mean: [1, 1], sd: [0, null] })).toEqual(["HP0522"]);
    expect(await warnings({ ...cells, n: [1, 1] })).toEqual(["HP0521"]);
  });
});

describe("a table of cells is refused", () => {
  it.each([
    [
      "with a number of 0",
      { n: [0, 1] },
      "HP0543",
      "`n` must be a whole number of at least 1 in each cell, but is 0 in row 1",
    ],
    ["with a negative number", { n: [3, -1] }, "HP0543", "but is -1 in row 2"],
    ["with a fraction", { n: [2.5, 1] }, "HP0543", "but is 2.5 in row 1"],
    ["without a number", { n: [3, null] }, "HP0543", "but is missing in row 2"],
    ["without any", { n: [null, null] }, "HP0543", "but is missing in row 1 (so in 2 cells)"],
    [
      "with a negative sd",
      { sd: [-1, null] },
      "HP0544",
      "at least 0 in a cell of 3 observations, but is -1 in row 1",
    ],
    ["without the sd of several", { sd: [null, 1] }, "HP0544", "but is missing in row 1"],
    ["without a mean", { mean: [0.5, null] }, "HP0413", "column `mean`"],
    ["with a text as the sd", { sd: ["wide", null] }, "HP0411", "`wide`"],
  ])("%s", async (_, change: ColumnData, code, message) => {
    const text = await told(oneWay, { ...cells, ...change });
    expect(text).toContain(code);
    expect(text).toContain(message);
    expect(text.match(/HP\d{4}/g)).toHaveLength(1);
  });

  it("without its columns, with all that it must have", async () => {
    const { sd: _, ...two } = cells;
    const text = await told(oneWay, two);
    expect(text).toContain(
      "HP0542: expected the columns `n`, `mean` and `sd`, or `y_n`, `y_mean` and `y_sd`, number, mean and sd of `y` in each cell, but there is no `sd`",
    );
    expect(text).toContain("one row for each cell, with `g` beside these three");
    const { g: __, ...three } = cells;
    expect(await told(oneWay, three)).toMatch(/HP0407.*column `g`/);
    expect(await told(oneWay, { y: [1, 2], g: ["a", "b"] })).toContain("there is no `n`, `mean` and `sd`");
    expect(await told(oneWay, { g: ["a"], y_n: [2], y_mean: [1], sd: [1] })).toContain("there is no `y_sd`");
  });

  it("beside a table of rows", async () => {
    const { told: text } = await tryFit(oneWay, { data: { y: [1], g: ["a"] }, summaryData: cells });
    expect(text).toContain("HP0540");
  });

  it.each([
    [
      "of an outcome that is not normal",
      "y ~ student_t(4, b[g], 1)",
      "only for a `normal` outcome do they say all, not for `student_t(4, b[g], 1)`",
    ],
    ["of a truncated outcome", "y ~ truncated(normal(b[g], 1), lower: 0)", "not for `truncated"],
    ["of two outcomes", "y ~ normal(b[g], 1)\nx ~ normal(0, 1)", "several outcomes"],
    ["of an outcome that is used", "y ~ normal(b[g], 1 + abs(y))", "`y` is used here"],
    [
      "of an outcome that is used in a definition",
      "m = b[g] + 0.1 * y\ny ~ normal(m, 1)",
      "`y` is used here",
    ],
    ["of a model without an outcome", "", "the model has no outcome"],
  ])("%s", async (_, statements, reason) => {
    const text = `data { y: real\nx: real\ng: factor }\nb[g] ~ normal(0, 1)\n${statements}\n`;
    const said = await told(text, { ...cells, x: [1, 2] });
    expect(said).toContain("HP0541");
    expect(said).toContain(reason);
  });

  it("of an outcome that stands in a design, or in the bound of a column", async () => {
    const design = "data { y: real }\nX = design(1 + log(y))\nβ[X] ~ normal(0, 1)\ny ~ normal(X * β, 1)\n";
    expect(await told(design, cells)).toMatch(/HP0541.*`y` is used here/);
    const bound = "data { y: real\nx: real < y }\nβ ~ normal(0, 1)\ny ~ normal(β * x, 1)\n";
    expect(await told(bound, { ...cells, x: [0, 0] })).toMatch(/HP0541.*`y` is used here/);
  });

  it("of an outcome per group, and where the model has columns of all names", async () => {
    const groups = "data { g: factor }\ndata per g { y: real }\nμ ~ normal(0, 1)\ny ~ normal(μ, 1)\n";
    expect(await told(groups, cells)).toMatch(/HP0541.*one value for each `g`/);
    const names = "data { y: real\nn: real\ny_sd: real }\nβ ~ normal(0, 1)\ny ~ normal(β * n + y_sd, 1)\n";
    expect(await told(names, cells)).toMatch(/HP0541.*have the names of its columns/);
  });

  it("whose mean breaks the bound of the outcome", async () => {
    const text = oneWay.replace("y: real", "y: real > 0");
    expect(await told(text, { ...cells, mean: [-0.5, 1] })).toContain("HP0503");
    expect(await told(text, cells)).toBe("");
  });
});

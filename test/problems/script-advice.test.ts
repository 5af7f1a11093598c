/** Advice to scripts, about tables in memory and options, is followed to where it leads, as in `advice.test.ts`. */

import { describe, expect, test } from "vitest";
import { type FitOptions, fit } from "../../src/api/fit.ts";
import { type Model, model } from "../../src/api/model.ts";
import { ProblemError } from "../../src/api/problem-error.ts";
import { tableFromColumns, tableFromRows } from "../../src/data/from-memory.ts";
import type { TableResult } from "../../src/data/table-builder.ts";
import { factor, real } from "../data/requests.ts";

const requests = [real("y"), factor("g")];
const columns = (data: unknown): TableResult =>
  tableFromColumns(data as never, requests, { dropMissing: false });
const rows = (data: unknown): TableResult => tableFromRows(data as never, requests, { dropMissing: false });

describe.each([
  [
    "HP0420",
    "give every column one value per row",
    () => columns({ y: [1, 2], g: ["a"] }),
    () => columns({ y: [1, 2], g: ["a", "b"] }),
  ],
  ["HP0421", "give a list of values", () => columns({ y: 1, g: ["a"] }), () => columns({ y: [1], g: ["a"] })],
  [
    "HP0422",
    "give rows such as",
    () => rows([{ y: 1.5, g: "A" }, null]),
    () =>
      rows([
        { y: 1.5, g: "A" },
        { y: 2, g: "A" },
      ]),
  ],
  [
    "HP0423",
    "labels are texts, numbers or booleans",
    () => columns({ y: [1, 2], g: [{}, "a"] }),
    () => columns({ y: [1, 2], g: ["b", true] }),
  ],
  ["HP0424", "give { y: [1.5, 2.5]", () => columns(null), () => columns({ y: [1.5, 2.5], g: ["A", "B"] })],
] as const)("the advice of %s", (code, hint, before, after) => {
  test(`leads to a table: ${hint}`, () => {
    const [found] = before().problems;
    expect(found).toMatchObject({ code, hint: expect.stringContaining(hint) });
    expect(after().problems).toEqual([]);
  });
});

const mean = model`data { y: real }
μ ~ normal(0, 1)
y ~ normal(μ, 1)`;
const options = { data: { y: [1, 2, 3] }, chains: 1, warmup: 10, draws: 5, workers: 0 } as const;

describe.each([
  ["HP0621", "did you mean `chains`?", mean, { ...options, chain: 2 }, { ...options, chains: 2 }],
  ["HP0622", "or write it in the script", "y ~ normal(0, 1)", options, options],
  ["HP0623", "give it as `data`", mean, { ...options, data: undefined }, options],
] as const)("the advice of %s", (code, hint, given, before, after) => {
  test(`leads to a fit: ${hint}`, async () => {
    // What JavaScript may pass.
    const error: unknown = await fit(given as Model, before as unknown as FitOptions).catch(
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(ProblemError);
    expect((error as ProblemError).problems[0]).toMatchObject({ code, hint: expect.stringContaining(hint) });
    expect((await fit(mean, after)).draws.drawCount).toBe(5);
  });
});

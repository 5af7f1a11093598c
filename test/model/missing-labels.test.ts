/** Rows without a label: each is of a level of its own, whose effect is one of the population. */

import { describe, expect, it } from "vitest";
import { type FitOptions, fit } from "../../src/api/fit.ts";
import { parseModel } from "../../src/api/model.ts";
import type { ColumnData } from "../../src/data/from-memory.ts";

const text = `data { y: real
g: factor? }
μ ~ normal(0, 2)
b[g] ~ normal(0, 1.5)
y ~ normal(μ + b[g], 0.5)`;

const fitted = (model: string, data: ColumnData, options: FitOptions = {}) =>
  fit(parseModel(model), { data, workers: 0, chains: 2, draws: 50, ...options });

describe("a row without a label", () => {
  it("has the draws of a table in which it has a label of its own", async () => {
    const y = [1, 2, 4, 3, 2.5];
    const without = await fitted(text, { y, g: ["a", null, "b", "b", null] });
    const named = await fitted(text, { y, g: ["a", "row 2", "b", "b", "row 5"] });
    expect(without.draws.variables.map(({ name }) => name)).toEqual(
      named.draws.variables.map(({ name }) => name),
    );
    expect(without.draws.values).toEqual(named.draws.values);
    const { groups, missing } = without.record.data;
    expect(groups).toEqual({ g: 4 });
    expect(missing).toEqual([{ column: "g", count: 2, became: "levels" }]);
  });

  it("is of another level than the row that has its name for a label", async () => {
    const { draws } = await fitted(text, { y: [1, 2, 3], g: ["row 2", null, "row 2"] });
    const names = draws.variables.filter(({ quantity }) => quantity === "b").map(({ name }) => name);
    expect(names).toEqual(["b[row 2]", "b[row 2 without g]"]);
  });

  it("is in the batch that it has, and not in that of the reference level", async () => {
    const nested = text
      .replace("g: factor? }", "g: factor in h?\nh: factor }")
      .replace("b[g] ~ normal(0, 1.5)", "c[h] ~ normal(0, 1)\nb[g] ~ normal(c[h], 1.5)");
    const { draws } = await fitted(nested, {
      y: [1, 2, 3, 4],
      g: ["a", null, "a", "b"],
      h: ["A", "A", "B", "B"],
    });
    expect(draws.variables.filter(({ quantity }) => quantity === "b").map(({ levels }) => levels[0])).toEqual(
      ["A:a", "B:a", "B:b", "row 2"],
    );
  });

  it("can lack its outcome too, which is predicted with a new effect", async () => {
    const both = text.replace("y: real", "y: real?");
    const fit = await fitted(both, { y: [1, null, 2], g: ["a", null, "b"] }, { chains: 4, draws: 4000 });
    const row = fit.summary().rows.find(({ variable }) => variable === "y[row 2]")!;
    const effect = fit.summary().rows.find(({ variable }) => variable === "b[row 2]")!;
    expect(Math.abs(effect.mean)).toBeLessThan(4.5 * effect.mcse);
    expect(Math.abs(effect.sd - 1.5)).toBeLessThan(5 * effect.mcse);
    // Of μ: prior precision 1/4, and two values with the variance 1.5² + 0.5².
    const precision = 1 / 4 + 2 / 2.5;
    expect(Math.abs(row.mean - 3 / 2.5 / precision)).toBeLessThan(4.5 * row.mcse);
    expect(Math.abs(row.sd - Math.sqrt(1 / precision + 2.5))).toBeLessThan(5 * row.mcse);
  });
});

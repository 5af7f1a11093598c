/** The rows of studies: factors nested and crossed, predictors stated and copied, budgets, and what cannot be laid out. */

import { describe, expect, it } from "vitest";
import { bindData } from "../../../src/api/bind-data.ts";
import type { DataSource } from "../../../src/api/load-tables.ts";
import { parseModel } from "../../../src/api/model.ts";
import { chooseDesigns, type DesignRequest } from "../../../src/calibration/studies/designs.ts";
import { layOut } from "../../../src/calibration/studies/layout.ts";
import { readTold, readValues } from "../../../src/calibration/studies/layout-words.ts";
import { type LayoutRequest, makeRules } from "../../../src/calibration/studies/rules.ts";
import { readNumberLists, readNumbers } from "../../../src/text/numbers-by-name.ts";
import { oneWay, outlook, setting } from "./harness.ts";

/** The columns of each design, or the code of the problem. */
async function laidOut(text: string, request: LayoutRequest, data?: DataSource) {
  const model = parseModel(text);
  const reading = { ...setting, isLayout: true };
  const pattern = data === undefined ? null : await bindData(model, { data }, reading);
  const made = makeRules(model.checked, request, pattern);
  if ("code" in made) return made.code;
  const designs = chooseDesigns(made.rules, request, made.written, made.usual);
  if ("code" in designs) return designs.code;
  return designs.map((design) => layOut(made.rules, design));
}

const withDays = oneWay
  .replace("g: factor", "g: factor\n  days: real\n  arm: factor")
  .replace("β ~", "X = design(1 + days + arm)\nβ[X] ~")
  .replace("(β +", "(X * β +");
const nested = `data {
  y: real
  batch: factor
  cask: factor in batch
}
σ_b ~ half_normal(5)
σ_c ~ half_normal(5)
b[batch] ~ normal(0, σ_b)
c[cask] ~ normal(0, σ_c)
y ~ normal(b[batch] + c[cask], 1)`;

describe("words", () => {
  it("of values, numbers and statements are read, and those that are none are not", () => {
    expect(readValues("Days = 0..3")).toEqual({ column: "Days", values: ["0", "1", "2", "3"], per: null });
    expect(readValues('arm = A, "B, C" per cask')).toEqual({
      column: "arm",
      values: ["A", "B, C"],
      per: "cask",
    });
    for (const text of ["Days", "Days =", "= 3", "Days = 1,", "Days = 9..0"])
      expect(readValues(text)).toBeNull();
    expect(readNumbers("a = 1, b[x,y] = 2")).toEqual(
      new Map([
        ["a", 1],
        ["b[x,y]", 2],
      ]),
    );
    for (const text of ["a", "a = ", "a = x", "a = 1, a = 2", "a = 1,"]) expect(readNumbers(text)).toBeNull();
    expect(readNumberLists("a = 1, b = [2, 3]")).toEqual(
      new Map<string, unknown>([
        ["a", 1],
        ["b", [2, 3]],
      ]),
    );
    expect(readNumberLists("β[arm=B] = 2, γ[a, b=c] = -1.5")).toEqual(
      new Map([
        ["β[arm=B]", 2],
        ["γ[a, b=c]", -1.5],
      ]),
    );
    expect(readTold("β > 0 at 0.9")).toEqual({ statement: "β > 0", level: 0.9 });
    expect(readTold("β > 0")).toEqual({ statement: "β > 0", level: 0.95 });
    expect(readTold("β > 0 at 2")).toBeNull();
  });
});

describe("rows", () => {
  it("are those of groups with replicates", async () => {
    expect(await laidOut(oneWay, { groups: 2, replicates: 3 })).toEqual([
      { y: expect.any(Array), g: ["1", "1", "1", "2", "2", "2"] },
    ]);
  });

  it("have stated predictors by turns: between groups, and within them in all combinations", async () => {
    const request = { groups: 3, between: ["arm = A, B"], within: ["days = 0, 1.5"] };
    const [columns] = (await laidOut(withDays, request)) as [Record<string, unknown>];
    expect(columns.g).toEqual(["1", "1", "2", "2", "3", "3"]);
    expect(columns.days).toEqual([0, 1.5, 0, 1.5, 0, 1.5]);
    expect(columns.arm).toEqual(["A", "A", "B", "B", "A", "A"]);
    const both = { groups: 1, within: ["days = 0, 1", "arm = A, B"] };
    expect(await laidOut(withDays, both)).toMatchObject([{ days: [0, 1, 0, 1], arm: ["A", "A", "B", "B"] }]);
  });

  it("copy the rows of the groups of the data by turns, the same row again where there are too few", async () => {
    const data = { y: [1, 2, 3], g: ["p", "p", "q"], days: [0, 5, 7], arm: ["A", "A", "B"] };
    expect(await laidOut(withDays, { groups: 3 }, data)).toMatchObject([
      { g: ["1", "1", "2", "3", "3"], days: [0, 5, 7, 0, 5], arm: ["A", "A", "B", "A", "A"] },
    ]);
    expect(await laidOut(withDays, { groups: 2, replicates: 3 }, data)).toMatchObject([
      { days: [0, 5, 0, 7, 7, 7] },
    ]);
    // What is stated comes before what could be copied.
    expect(await laidOut(withDays, { groups: 2, replicates: 1, within: ["days = 9"] }, data)).toMatchObject([
      { days: [9, 9], arm: ["A", "B"] },
    ]);
  });

  it("nest factors as the model or its data have them, and cross them otherwise", async () => {
    const levels = ["cask = 2, batch = 2, replicate = 1"];
    expect(await laidOut(nested, { levels })).toMatchObject([
      { batch: ["1", "1", "2", "2"], cask: ["1", "2", "1", "2"] },
    ]);
    const plain = nested.replace("factor in batch", "factor");
    const ofData = { y: [1, 2, 3, 4], batch: ["a", "a", "b", "b"], cask: ["1", "2", "3", "4"] };
    expect(await laidOut(plain, { levels }, ofData)).toMatchObject([{ cask: ["1/1", "1/2", "2/1", "2/2"] }]);
    const crossed = { ...ofData, cask: ["1", "2", "1", "2"] };
    expect(await laidOut(plain, { levels }, crossed)).toMatchObject([
      { cask: ["1", "1", "2", "2"], batch: ["1", "2", "1", "2"] },
    ]);
  });

  it("give a predictor of an inner factor to each of its levels", async () => {
    const text = nested
      .replace("cask: factor in batch", "cask: factor in batch\n  dose: real")
      .replace("normal(b[", "normal(dose + b[");
    const request = { levels: ["batch = 2, cask = 3"], between: ["dose = 1, 2 per cask"] };
    expect(await laidOut(text, request)).toMatchObject([{ dose: [1, 2, 1, 2, 1, 2] }]);
    expect(await laidOut(text, { ...request, between: ["dose = 1, 2"] })).toMatchObject([
      { dose: [1, 1, 1, 2, 2, 2] },
    ]);
  });
});

describe("a budget", () => {
  const costs = { budget: 100, costGroup: 10, costReplicate: 5 };
  const sizes = async (request: DesignRequest) => {
    const { designs } = await outlook(oneWay, { ...request, studies: 1, draws: 20 });
    return designs.map(({ levels, replicates, cost }) => [levels[0]!.count, replicates, cost]);
  };

  it("allows so many groups for each number of replicates, as long as there are two", async () => {
    expect(await sizes(costs)).toEqual([
      [6, 1, 90],
      [5, 2, 100],
      [4, 3, 100],
      [3, 4, 90],
      [2, 6, 80],
      [2, 8, 100],
    ]);
  });

  it("leaves out of a grid what costs more, and fills up what is given in part", async () => {
    expect(await sizes({ ...costs, groups: [4, 6], replicates: [1, 3] })).toEqual([
      [4, 1, 60],
      [4, 3, 100],
      [6, 1, 90],
    ]);
    expect(await sizes({ ...costs, groups: [3, 4] })).toEqual([
      [3, 4, 90],
      [4, 3, 100],
    ]);
    expect(await sizes({ ...costs, replicates: 2 })).toEqual([[5, 2, 100]]);
  });
});

describe("what cannot be laid out is told:", () => {
  const pool = oneWay.replace("σ_b ~ half_normal(5)\n", "").replace("σ_b)", "1)");
  it.each<[string, string, LayoutRequest]>([
    ["HP0980", nested, { groups: 3, replicates: 2 }],
    ["HP0980", nested, { levels: ["batch = 3, replicate = 2"] }],
    ["HP0980", "data { y: real }\nμ ~ normal(0, 1)\ny ~ normal(μ, 1)", { groups: 3 }],
    ["HP0981", withDays, { groups: 3, replicates: 2, within: ["days = 1"] }],
    ["HP0982", withDays, { groups: 3, within: ["days"] }],
    ["HP0982", withDays, { groups: 3, within: ["days = a, b"] }],
    ["HP0982", nested, { levels: ["batch = 0"] }],
    ["HP0983", nested, { levels: ["lot = 3"] }],
    ["HP0983", withDays, { groups: 3, within: ["day = 1"] }],
    ["HP0983", withDays, { groups: 3, within: ["y = 1"] }],
    ["HP0983", withDays, { groups: 3, within: ["days = 1", "days = 2"] }],
    ["HP0984", oneWay, { groups: 3 }],
    ["HP0984", oneWay, { replicates: 3 }],
    ["HP0984", oneWay, { budget: 10 }],
    ["HP0984", oneWay, { budget: 10, costGroup: 20, costReplicate: 1 }],
    ["HP0984", pool, { budget: 10, costGroup: 0, costReplicate: 0 }],
    ["HP0984", oneWay, { groups: 3, replicates: Array.from({ length: 61 }, (_, i) => i + 1) }],
    ["HP0984", oneWay, { groups: 1e6, replicates: 2 }],
  ])("%s of %#", async (code, text, request) => {
    expect(await laidOut(text, request)).toBe(code);
  });
});

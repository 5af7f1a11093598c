/** What is wrong with data is told of what stands for the rows as of the rows: exact fits, constant columns, groups of one row. */

import { expect, it } from "vitest";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { bindText } from "../density/harness.ts";
import { bindGroups, reduceText } from "./harness.ts";

const line = { x: [1, 2, 3, 4, 5], y: [3, 5, 7, 9, 11] };
const constant = { x: [1, 1, 1], y: [3, 5, 7] };
const single = { g: ["a", "b", "c"], y: [3, 5, 7] };
const data = (...columns: readonly string[]): string => `data {\n${columns.join("\n")}\n}\n`;

const cases: readonly (readonly [title: string, codes: readonly string[], text: string, rows: ColumnData])[] =
  [
    [
      "a line through all rows",
      ["HP0465"],
      `${data("y: real", "x: real")}α ~ flat()\nβ ~ flat()\nσ ~ flat(lower: 0)\ny ~ normal(α + β * x, σ)\n`,
      line,
    ],
    [
      "an outcome that does not vary in groups",
      ["HP0465", "HP0469"],
      `${data("y: real", "g: factor")}b[g] ~ flat()\nσ ~ flat(lower: 0)\ny ~ normal(b[g], σ)\n`,
      { g: ["a", "b", "c", "a"], y: [3, 5, 7, 3] },
    ],
    [
      "a constant predictor beside the intercept",
      ["HP0519"],
      `${data("y: real", "x: real")}X = design(1 + x)\nβ[X] ~ flat()\ny ~ normal(X * β, 1)\n`,
      constant,
    ],
    [
      "no sd to divide by",
      ["HP0453"],
      `${data("y: real", "x: real")}X = design(1 + scale(x))\nβ[X] ~ flat()\ny ~ normal(X * β, 1)\n`,
      constant,
    ],
    [
      "groups of one row each",
      ["HP0521"],
      `${data("y: real", "g: factor")}τ ~ half_normal(1)\nσ ~ half_normal(1)\nc[g] ~ normal(0, τ)\ny ~ normal(c[g], σ)\n`,
      single,
    ],
    ["nothing", [], `${data("y: real", "g: factor")}b[g] ~ flat()\ny ~ normal(b[g], 1)\n`, single],
  ];

it.each(cases)("%s", (_, codes, text, rows) => {
  const { problems } = bindText(text, rows);
  expect(problems.map(({ code }) => code)).toEqual(codes);
  expect(bindGroups(reduceText(text, rows)).problems.map(({ code }) => code)).toEqual(codes);
});

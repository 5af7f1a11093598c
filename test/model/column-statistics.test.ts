/** `mean(y)`, `sd(log(x))`, `max(n)`: numbers that the data have, wherever the language wants a number. */

import { describe, expect, it } from "vitest";
import { readModelText } from "../../src/language/index.ts";
import { renderLatex } from "../../src/language/latex.ts";
import { printDistribution } from "../../src/language/print-expression.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { GenerativeModel } from "../../src/prediction/simulate.ts";
import { bindText, compileText, fullLogDensity, requireBound } from "../density/harness.ts";

const columns = { y: [3, 5, 4, 9], x: [1, 2, 4, 8], n: [4, 4, 6, 5], g: ["a", "b", "b", "b"] };
const head = "data {\n  y: real\n  x: real\n  n: int\n  g: factor\n}\n";
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const sd = (values: readonly number[]) =>
  Math.sqrt(values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1));

describe("numbers of the data", () => {
  it.each([
    ["mean(y)", mean(columns.y)],
    ["sd(y)", sd(columns.y)],
    ["sum(n)", 19],
    ["min(y)", 3],
    ["max(y)", 9],
    ["sd(log(x))", sd(columns.x.map(Math.log))],
    ["max(x / n)", 1.6],
    ["mean(x * c)", 2 * mean(columns.x)],
    ["sum((y - mean(y))^2)", 3 * sd(columns.y) ** 2],
  ])("%s", (written, value) => {
    const model = requireBound(`${head}constant c = 2\nm = ${written}\ny ~ normal(m + 0 * c, 1)`, columns);
    expect(model.constants.get(written)).toBeCloseTo(value, 12);
  });

  it("make the density that numbers in their place make", () => {
    const text = (location: string, scale: string, top: string) =>
      `${head}β ~ normal(${location}, 2 * ${scale})\nσ ~ uniform(0, ${top})\ny ~ normal(β * x / ${scale}, σ)`;
    const named = compileText(text("mean(y)", "sd(y)", "max(n)"), columns);
    const numbers = compileText(text(`${mean(columns.y)}`, `${sd(columns.y)}`, "6"), columns);
    for (const at of [
      [0.3, -0.2],
      [5, 1],
    ])
      expect(fullLogDensity(named, at)).toBe(fullLogDensity(numbers, at));
  });

  it("of a column of groups is over the groups, and of one of rows and one of groups over the rows", () => {
    const text =
      "data {\n  y: real\n  g: factor\n}\ndata per g {\n  u: real\n}\nm = mean(u)\nk = mean(u * y)\ny ~ normal(m + k, 1)";
    const model = requireBound(text, { y: [1, 2, 3], g: ["a", "b", "b"], u: [10, 20, 20] });
    expect(model.constants.get("mean(u)")).toBe(15);
    expect(model.constants.get("mean(u * y)")).toBeCloseTo(110 / 3, 12);
  });

  it("stand in bounds of columns and of truncations, and in lists", () => {
    const bounds =
      "data {\n  y: real\n  x: real <= max(y)\n}\nβ ~ truncated(normal(0, 1), upper: mean(x))\ny ~ normal(β, 1)";
    expect(requireBound(bounds, { y: [3, 5], x: [1, 5] }).constants.get("mean(x)")).toBe(3);
    const { problems } = bindText(bounds, { y: [3, 5], x: [1, 6] });
    expect(problems.map(({ code }) => code)).toEqual(["HP0503"]);
    const list = compileText(
      `${head}X = design(1 + x)\nb[X] ~ normal([mean(y), 0], [sd(y), 1])\ny ~ normal(X * b, 1)`,
      columns,
    );
    const same = compileText(
      `${head}X = design(1 + x)\nb[X] ~ normal([${mean(columns.y)}, 0], [${sd(columns.y)}, 1])\ny ~ normal(X * b, 1)`,
      columns,
    );
    expect(fullLogDensity(list, [1, 2])).toBe(fullLogDensity(same, [1, 2]));
  });

  it("are printed as they are written, as text and as mathematics", () => {
    const { model } = readModelText(`${head}β ~ normal(mean( y ), 2*sd(log(x)))\ny ~ normal(β, 1)`);
    const [prior] = model!.statements;
    expect(prior?.kind === "parameter" && printDistribution(prior.distribution)).toBe(
      "normal(mean(y), 2 * sd(log(x)))",
    );
    expect(renderLatex(model!)).toContain("\\operatorname{mean}");
  });

  it("may be shares of categories", () => {
    const text = `${head}levels K = 1..2\nz = mean(x / 8)\nn ~ categorical([mean(x / 8), 1 - mean(x / 8)])`;
    const { problems } = bindText(text, { ...columns, n: [1, 2, 1, 2] });
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("count the use of a column, and min and max of several numbers stay functions", () => {
    const { problems } = readModelText(
      "data {\n  y: real\n  x: real\n}\nβ ~ normal(mean(x), 1)\ny ~ normal(max(β, 0) + min(2, 3), 1)",
    );
    expect(problems).toEqual([]);
  });

  it.each([
    ["sd(y)", { ...columns, y: [1], x: [1], n: [1], g: ["a"] }],
    ["mean(log(x))", { ...columns, x: [0, 1, 2, 3] }],
  ])("%s that is no number is told", (written, data) => {
    const { problems } = bindText(`${head}β ~ normal(${written}, 1)\ny ~ normal(β, 1)`, data);
    expect(problems.map(({ code }) => code)).toContain("HP0560");
  });

  it("stay those of the table where outcomes are simulated", () => {
    const bound = requireBound(`${head}β ~ normal(mean(y), sd(y))\ny ~ normal(β, 1)`, columns);
    const { generative } = GenerativeModel.of(bound);
    const { simulation } = generative!.simulate(createRandomStream(1, 1));
    const simulated = generative!.withOutcomes(bound, simulation!.outcomes);
    expect(simulated.columns.get("y")!.values).not.toEqual(bound.columns.get("y")!.values);
    expect(simulated.constants.get("mean(y)")).toBe(mean(columns.y));
  });
});

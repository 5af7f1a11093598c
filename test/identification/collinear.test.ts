import { describe, expect, test } from "vitest";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { bindText, scattered } from "../density/harness.ts";
import { bindFolder, modelNames } from "../models/bundled-models.ts";

const a = [0.5, 1, 1.5, 2.25, 2.5, 3];
const columns: ColumnData = {
  y: [1, 2, 3, 5, 4, 6],
  a,
  b: a.map((value) => 2 * value),
  c: [1, 0, 2, 5, 3, 1],
  seven: [7, 7, 7, 7, 7, 7],
  zero: [0, 0, 0, 0, 0, 0],
  first: [1, 1, 0, 0, 1, 0],
  second: [0, 0, 1, 1, 0, 1],
  sex: ["f", "f", "m", "m", "f", "m"],
  lab: ["p", "q", "p", "p", "q", "p"],
};
const numbers = ["y", "a", "b", "c", "seven", "zero", "first", "second"];
const declared = `data { ${numbers.map((name) => `${name}: real`).join("\n")}\nsex: factor\nlab: factor }\n`;

/** What binding says, without warnings of other kinds. */
function said(text: string, data: ColumnData = columns, options?: Parameters<typeof bindText>[2]): string[] {
  return bindText(`${declared}${text}`, data, options)
    .problems.filter(({ code }) => ["HP0457", "HP0519", "HP0523"].includes(code))
    .map(({ code, message }) => `${code} ${message}`);
}

const design = (formula: string, prior = "flat()") =>
  `X = design(${formula})\nβ[X] ~ ${prior}\nσ ~ half_normal(1)\ny ~ normal(X * β, σ)`;
const sum = (mean: string, ...priors: readonly string[]) =>
  `${priors.join("\n")}\nσ ~ half_normal(1)\ny ~ normal(${mean}, σ)`;

describe("with a flat prior it is an error", () => {
  const improper = "the prior of `β` is flat: the posterior is improper";

  test("that a predictor is a multiple of another", () => {
    expect(said(design("1 + a + b"))).toEqual([
      `HP0519 column \`b\` of the design \`X\` is a multiple of \`a\`, and ${improper}`,
    ]);
    expect(bindText(declared + design("1 + a + b"), columns).model).toBeNull();
  });

  test("that indicators sum to the intercept, which a design without one mends", () => {
    expect(said(design("1 + first + second"))).toEqual([
      `HP0519 column \`second\` of the design \`X\` is a combination of \`intercept\`, \`first\`, and ${improper}`,
    ]);
    expect(said(design("0 + first + second"))).toEqual([]);
  });

  test("that a coefficient of one level, by way of a definition, is that of every row", () => {
    const message =
      "HP0519 what multiplies `u[p]` is a multiple of what multiplies `μ`, and the priors of `u`, `μ` are flat: the posterior is improper";
    expect(said(sum('μ + d["p"]', "μ ~ flat()", "u[lab] ~ flat()", "d[lab] = 2 * u[lab]"))).toEqual([
      message,
    ]);
    expect(said(sum('μ + 2 * u["p"]', "μ ~ flat()", "u[lab] ~ flat()"))).toEqual([message]);
    for (const mean of ['μ + d["p"]', 'μ + 2 * u["p"]'])
      expect(said(sum(mean, "μ ~ flat()", "u[lab] ~ normal(0, 1)", "d[lab] = 2 * u[lab]"))).toEqual([
        "HP0523 what multiplies `u[p]` is a multiple of what multiplies `μ`, so that only priors tell their effects apart",
      ]);
  });

  test("that a predictor is constant beside an intercept, or zero", () => {
    expect(said(design("1 + seven"))).toEqual([
      `HP0519 column \`seven\` of the design \`X\` is a multiple of \`intercept\`, and ${improper}`,
    ]);
    expect(said(design("0 + seven"))).toEqual([]);
    expect(said(design("1 + zero"))).toEqual([
      `HP0519 column \`zero\` of the design \`X\` is zero throughout, and ${improper}`,
    ]);
  });

  test("that an interaction has a cell without rows", () => {
    expect(said(design("1 + sex * lab"))).toEqual([
      `HP0519 column \`sex=m:lab=q\` of the design \`X\` is zero throughout, and ${improper}`,
    ]);
    expect(said(sum("β[sex, lab]", "β[sex, lab] ~ flat()"))).toEqual([
      `HP0519 what multiplies \`β[m,q]\` is zero throughout, and ${improper}`,
    ]);
  });

  test("that there are more columns than rows, told once", () => {
    const three = Object.fromEntries(
      Object.entries(columns).map(([name, values]) => [name, [0, 1, 2].map((i) => values[i]!)]),
    );
    const told = said(design("1 + a + square(a) + log(a) + sqrt(a)"), three);
    expect(told).toEqual([
      `HP0519 column \`log(a)\` of the design \`X\` is a combination of \`intercept\`, \`a\`, \`square(a)\` (and 1 more such), and ${improper}`,
    ]);
  });

  test("in terms that are written out, through definitions, signs and factors", () => {
    const priors = ["α ~ flat()", "γ ~ flat()", "δ ~ flat()"];
    const expected = [
      "HP0519 what multiplies `δ` is a multiple of what multiplies `γ`, and the priors of `δ`, `γ` are flat: the posterior is improper",
    ];
    expect(said(sum("α + γ * a + δ * b", ...priors))).toEqual(expected);
    expect(said(sum("α + a * γ / 3 - b * 2 * δ", ...priors))).toEqual(expected);
    expect(said(sum("μ - η", ...priors, "twice = 2 * a", "μ = α + a * γ", "η = δ * twice"))).toEqual(
      expected,
    );
    expect(said(sum("exp(α + γ * a + δ * b)", ...priors))).toEqual(expected);
  });

  test("of an intercept beside the levels of a factor, or beside the intercept of a design", () => {
    expect(said(sum("α + g[lab]", "α ~ flat()", "g[lab] ~ flat()"))).toEqual([
      "HP0519 what multiplies `g[q]` is a combination of what multiplies `α`, `g[p]`, and the priors of `g`, `α` are flat: the posterior is improper",
    ]);
    expect(said(sum("α + X * β", "X = design(1 + a)", "α ~ flat()", "β[X] ~ flat()"))).toEqual([
      "HP0519 what multiplies `β[intercept]` is a multiple of what multiplies `α`, and the priors of `β`, `α` are flat: the posterior is improper",
    ]);
  });

  test("in a design over groups", () => {
    const text =
      "data { y: real\nlab: factor }\ndata per lab { u: real\nv: real }\nX = design(1 + u + v)\nβ[X] ~ flat()\nτ ~ half_normal(1)\nm[lab] ~ normal(X * β, τ)\ny ~ normal(m[lab], 1)";
    const data = { y: [1, 2, 3, 4], lab: ["p", "q", "r", "s"], u: [1, 2, 4, 3], v: [3, 6, 12, 9] };
    expect(bindText(text, data).problems.map(({ code }) => code)).toContain("HP0519");
    expect(bindText(text, { ...data, v: [3, 6, 1, 9] }).problems.map(({ code }) => code)).not.toContain(
      "HP0519",
    );
  });

  test("only if no other term of the model tells the coefficients apart", () => {
    const priors = ["γ ~ flat()", "δ ~ flat()"];
    const two = (other: string) => sum("γ * a + δ * b", ...priors, `c ~ normal(${other}, 1)`);
    expect(said(two("γ * a"))).toEqual([]);
    expect(said(two("exp(δ)"))).toEqual([]);
    expect(said(two("0"))).toHaveLength(1);
    // What is only reported tells nothing.
    expect(said(`${two("0")}\ntotal = γ + 2 * δ`)).toHaveLength(1);
  });
});

describe("with a proper prior it is a warning", () => {
  test("that a design gives by itself", () => {
    expect(said(design("1 + a + b", "normal(0, 1)"))).toEqual([
      "HP0457 column `b` of the design is a combination of `a`, so that only priors tell their effects apart",
    ]);
  });

  test("of terms that are written out, if one of the priors is proper", () => {
    const expected = [
      "HP0523 what multiplies `δ` is a multiple of what multiplies `γ`, so that only priors tell their effects apart",
    ];
    expect(said(sum("γ * a + δ * b", "γ ~ normal(0, 1)", "δ ~ normal(0, 1)"))).toEqual(expected);
    expect(said(sum("γ * a + δ * b", "γ ~ flat()", "δ ~ normal(0, 1)"))).toEqual(expected);
    expect(said(sum("γ * a + δ * b", "γ ~ flat(lower: 0)", "δ ~ flat(lower: 0)"))).toEqual(expected);
  });

  test("of an intercept beside that of a design, but not beside the effects of groups", () => {
    const priors = ["X = design(1 + a)", "α ~ normal(0, 1)", "β[X] ~ normal(0, 1)"];
    expect(said(sum("α + X * β", ...priors))).toEqual([
      "HP0523 what multiplies `β[intercept]` is a multiple of what multiplies `α`, so that only priors tell their effects apart",
    ]);
    expect(said(sum("α + g[lab]", "α ~ normal(0, 1)", "g[lab] ~ normal(0, 1)"))).toEqual([]);
  });

  test("but not of what stands in a prior alone, which the data are not asked about", () => {
    expect(said(sum("c0 * a", "g ~ normal(0, 1)", "h ~ normal(0, 1)", "c0 ~ normal(g + h, 1)"))).toEqual([]);
  });
});

describe("nothing is said", () => {
  test("of years and their squares, or of predictors that differ in the eighth digit", () => {
    const year = Array.from({ length: 21 }, (_, i) => 2000 + i);
    const noise = scattered(21, 1e-4);
    const data = Object.fromEntries(
      Object.keys(columns).map((name) => [name, ["sex", "lab"].includes(name) ? year.map(() => "p") : year]),
    );
    const near = { ...data, y: scattered(21, 1), b: year.map((x, i) => x + noise[i]!) };
    expect(said(design("1 + a + square(a)"), near)).toEqual([]);
    expect(said(design("1 + a + b"), near)).toEqual([]);
    const priors = ["α ~ flat()", "γ ~ flat()", "δ ~ flat()"];
    expect(said(sum("α + γ * a + δ * a^2", ...priors), near)).toEqual([]);
    expect(said(sum("α + γ * a + δ * b", ...priors), near)).toEqual([]);
  });

  test("of numbers that overflow", () => {
    const huge = { ...columns, a: [1e200, 2e200, 3, 4, 5, 6] };
    expect(said(sum("γ * a^2 + δ * a", "γ ~ flat()", "δ ~ flat()"), huge)).toEqual([]);
  });

  test("of columns that agree in the rows that are looked at first, and differ in another", () => {
    const n = 1000;
    const x = scattered(n, 1);
    const data = Object.fromEntries(
      Object.keys(columns).map((name) => [name, ["sex", "lab"].includes(name) ? x.map(() => "p") : x]),
    );
    const differing = { ...data, b: x.map((value, i) => (i === n - 1 ? value + 1 : value)) };
    const text = sum("γ * a + δ * b", "γ ~ flat()", "δ ~ flat()");
    expect(said(text, data)).toHaveLength(1);
    expect(said(text, differing)).toEqual([]);
  });

  test.each(modelNames)("of the model %s", async (name) => {
    const { problems, model } = await bindFolder(name);
    expect(model).not.toBeNull();
    expect(problems.map(({ code }) => code).filter((code) => /HP0(457|519|523)/.test(code))).toEqual([]);
  });
});

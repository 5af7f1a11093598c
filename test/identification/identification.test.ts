import { describe, expect, test } from "vitest";
import { fit } from "../../src/api/fit.ts";
import { parseModel } from "../../src/api/model.ts";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { requireVariable } from "../../src/posterior/variables.ts";
import type { Problem } from "../../src/problems/problem.ts";
import { bindText } from "../density/harness.ts";
import { conditions, pairs, students, years } from "./identification-data.ts";

/** What binding says of the model and the data together. */
function told(text: string, data: ColumnData): readonly Problem[] {
  const { model, problems } = bindText(text, data);
  expect(model).not.toBeNull();
  return problems.filter(({ code }) => code.startsWith("HP05"));
}

function codes(text: string, data: ColumnData): string[] {
  return told(text, data).map(({ code }) => code);
}

describe("spreads that the residual can take", () => {
  const declared = "data { y: real\nid: factor\nc: factor }\nσ ~ half_normal(5)\n";
  const vector = (design: string, prior: string, scale = "τ[Z] ~ half_normal(5)") =>
    `${declared}Z = design(${design})\n${scale}\nΩ[Z,Z] ~ lkj(1)\nβ[Z] ~ normal(0, 5)\nu[id, Z] ~ ${prior}\ny ~ normal(Z * β + Z * u[id], σ)`;
  const correlated = "multi_normal(0, τ, Ω)";

  test("are told of a vector effect with one row for each of its elements, as of a plate that spells the same model", () => {
    const [warning, ...others] = told(vector("0 + c", correlated), conditions);
    expect(others).toEqual([]);
    expect(warning).toMatchObject({ code: "HP0521", severity: "warning", place: { span: { line: 9 } } });
    expect(warning?.message).toBe(
      "every level of `id` has at most 2 rows, too few for all its effects, so the spread of `u` and the residual cannot be told apart",
    );
    const plate = `${declared}β[c] ~ normal(0, 5)\nτ[c] ~ half_normal(5)\nu[id:c] ~ normal(0, τ[c])\ny ~ normal(β[c] + u[id:c], σ)`;
    expect(codes(plate, conditions)).toEqual(["HP0521"]);
  });

  test("do not hang on how the design is coded", () => {
    expect(codes(vector("1 + c", correlated), conditions)).toEqual(["HP0521"]);
  });

  test("are those of independent elements of which each has a row, or of one spread for all", () => {
    const independent = (scale: string, sd: string) =>
      `${declared}Z = design(0 + c)\n${scale} ~ half_normal(5)\nu[id, Z] ~ normal(0, ${sd})\ny ~ normal(Z * u[id], σ)`;
    expect(codes(independent("τ[Z]", "τ[Z]"), conditions)).toEqual(["HP0521"]);
    expect(codes(independent("τ", "τ"), conditions)).toEqual(["HP0521"]);
  });

  test("are none of an independent intercept and slope, which two rows tell from the residual", () => {
    const text = `${declared}Z = design(1 + c)\nτ[Z] ~ half_normal(5)\nu[id, Z] ~ normal(0, τ[Z])\ny ~ normal(Z * u[id], σ)`;
    expect(codes(text, conditions)).toEqual([]);
  });

  test("are none where a single level has a second row of one condition", () => {
    const more = {
      y: [...Array.from(conditions.y!), 1.9],
      id: [...Array.from(conditions.id!), "s1"],
      c: [...Array.from(conditions.c!), "a"],
    };
    expect(codes(vector("0 + c", correlated), more)).toEqual([]);
  });

  test("are none where the correlations are all that is estimated of the effects", () => {
    expect(codes(vector("1 + c", "multi_normal(0, 1, Ω)", ""), conditions)).toEqual([]);
  });

  test("are none of a slope alone whose predictor varies", () => {
    const text =
      "data { y: real\nx: real\ng: factor }\nτ ~ half_normal(5)\nσ ~ half_normal(5)\nb[g] ~ normal(0, τ)\ny ~ normal(x * b[g], σ)";
    const data = { y: [1, 2, 4, 3], g: ["a", "b", "c", "d"] };
    expect(codes(text, { ...data, x: [1, 2, 3, 4] })).toEqual([]);
    expect(codes(text, { ...data, x: [1, -1, 1, 1] })).toEqual(["HP0521"]);
  });

  test("are looked for in a table of a hundred thousand levels without delay", () => {
    const size = 100_000;
    const data = {
      y: Float64Array.from({ length: 2 * size }, (_, i) => (i * 7919) % 101),
      id: Array.from({ length: 2 * size }, (_, i) => `${i >> 1}`),
      c: Array.from({ length: 2 * size }, (_, i) => (i % 2 === 0 ? "a" : "b")),
    };
    expect(codes(vector("0 + c", correlated), data)).toEqual(["HP0521"]);
  });
});

describe("one row for each group of a binary outcome", () => {
  const text = (y: string) =>
    `data { y: int\nn: int\ng: factor }\nτ ~ half_normal(1)\nb[g] ~ normal(0, τ)\ny ~ ${y}`;
  const data = { y: [0, 1, 1, 0], n: [3, 4, 3, 4], g: ["a", "b", "c", "d"] };

  test("says nothing of their spread", () => {
    expect(codes(text("bernoulli_logit(b[g])"), data)).toEqual(["HP0527"]);
    expect(codes(text("bernoulli(inv_logit(b[g]))"), data)).toEqual(["HP0527"]);
  });

  test("does where it is a count of several trials, or one group has two rows", () => {
    expect(codes(text("binomial_logit(n, b[g])"), data)).toEqual([]);
    expect(codes(text("bernoulli_logit(b[g])"), { ...data, g: ["a", "b", "c", "c"] })).toEqual([]);
  });
});

describe("slopes whose predictor is far from 0", () => {
  const declared = "data { y: real\nyear: real\nsubject: factor }\n";
  const independent = `${declared}α ~ normal(0, 10000)\nβ ~ normal(0, 10)\nτ_a ~ half_normal(50)\nτ_b ~ half_normal(50)\nσ ~ half_normal(50)\na[subject] ~ normal(0, τ_a)\nb[subject] ~ normal(0, τ_b)\ny ~ normal(α + β * year + a[subject] + b[subject] * year, σ)\n`;
  const correlated = `${declared}X = design(1 + year)\nZ = design(1 + year)\nβ[X] ~ flat()\nτ[Z] ~ half_normal(50)\nΩ[Z,Z] ~ lkj(2)\nσ ~ half_normal(50)\nu[subject, Z] ~ multi_normal(0, τ, Ω)\ny ~ normal(X * β + Z * u[subject], σ)\n`;
  const moved = (by: number): ColumnData => ({
    ...years,
    year: Array.from(years.year!, (year) => Number(year) - 2004 + by),
  });

  test("are told of raw years, with the text that centers them", () => {
    const [warning, ...others] = told(independent, years);
    expect(others).toEqual([]);
    expect(warning?.message).toBe(
      "the slopes `b` multiply `year`, which is far from 0 (mean 2004, sd 9.2), but the priors of `a` and `b` hold where `year` is 0: the spread of the slopes is pulled towards 0",
    );
    expect(warning?.hint).toBe("write `(year - 2004)` in place of `year`");
    expect(codes(independent.replaceAll("* year", "* (year - 2004)"), years)).toEqual([]);
  });

  test("are told of a design, whose column is to be centered there", () => {
    const [warning] = told(correlated, years);
    expect(warning).toMatchObject({
      code: "HP0524",
      hint: "write `center(year)` in place of `year` in the design `Z`",
    });
    expect(codes(correlated.replace("Z = design(1 + year)", "Z = design(1 + center(year))"), years)).toEqual(
      [],
    );
  });

  test("have a spread of .78 to .82 a year once they are centered as advised, and of nearly nothing before", async () => {
    const options = { data: years, workers: 0, seed: 1, draws: 1000 } as const;
    const spread = async (text: string, name: string) => {
      const draws = requireVariable((await fit(parseModel(text), options)).draws, name);
      return draws.reduce((sum, one) => sum + one, 0) / draws.length;
    };
    expect(await spread(independent, "τ_b")).toBeLessThan(0.01);
    const plain = await spread(independent.replaceAll("* year", "* (year - 2004)"), "τ_b");
    expect(plain).toBeGreaterThan(0.76);
    expect(plain).toBeLessThan(0.86);
    const design = correlated.replace("Z = design(1 + year)", "Z = design(1 + center(year))");
    const inDesign = await spread(design, "τ[center(year)]");
    expect(inDesign).toBeGreaterThan(0.76);
    expect(inDesign).toBeLessThan(0.86);
  });

  test("are told from 3 sd on where they are independent of the intercepts, from 5 on where correlated", () => {
    expect(codes(independent, moved(26))).toEqual([]);
    expect(codes(independent, moved(28))).toEqual(["HP0524"]);
    expect(codes(correlated, moved(44))).toEqual([]);
    expect(codes(correlated, moved(47))).toEqual(["HP0524"]);
  });

  test("are told below 0 with a sign that can be written", () => {
    const [warning] = told(independent, moved(-100.25));
    expect(warning?.hint).toBe("write `(year + 100)` in place of `year`");
    expect(codes(independent.replaceAll("* year", "* (year + 100)"), moved(-100.25))).toEqual([]);
  });

  test("are not told where there is no intercept of the same factor: these are lines through 0", () => {
    const text = independent.replace("+ a[subject] ", "").replace("a[subject] ~ normal(0, τ_a)\n", "");
    expect(codes(text.replace("τ_a ~ half_normal(50)\n", ""), years)).toEqual([]);
  });

  test("are told of a function in a design with the text that the design takes", () => {
    const text = correlated.replaceAll("1 + year", "1 + log(year)");
    expect(told(text, years)[0]?.hint).toBe(
      "write `center(log(year))` in place of `log(year)` in the design `Z`",
    );
    expect(codes(text.replaceAll("1 + log(year)", "1 + center(log(year))"), years)).toEqual([]);
  });
});

describe("an outcome that is repeated in the rows of a level", () => {
  const declared =
    "data { student: factor\nreport: factor\nhandwriting: real\npassed: int in 0..1 }\nX = design(report + handwriting)\nβ[X] ~ normal(0, 2.5)\n";
  const grouped = `${declared}τ ~ half_normal(5)\nb[student] ~ normal(0, τ)\npassed ~ bernoulli_logit(X * β + b[student])`;

  test("is told of students who pass once and have four rows", () => {
    const [warning, ...others] = told(grouped, students);
    expect(others).toEqual([]);
    expect(warning?.message).toBe(
      "`passed` has one value in each level of `student`, the same in all of its rows: 36 rows, but 9 values",
    );
    expect(warning?.hint).toContain("keep one row of each, and leave out `b`");
    expect(warning?.place).toEqual({ kind: "data", file: "<data>", line: null, column: "passed" });
  });

  test("is not told of the table that is advised", () => {
    const first = Object.fromEntries(
      Object.entries(students).map(([name, values]) => [
        name,
        Array.from(values).filter((_, i) => i % 4 === 0),
      ]),
    ) as ColumnData;
    const kept =
      "data { handwriting: real\npassed: int in 0..1 }\nX = design(handwriting)\nβ[X] ~ normal(0, 2.5)\n";
    expect(codes(`${kept}passed ~ bernoulli_logit(X * β)`, first)).toEqual([]);
  });

  test("is not told where one row differs", () => {
    const passed = Array.from(students.passed!);
    passed[0] = 0;
    expect(codes(grouped, { ...students, passed })).toEqual([]);
  });

  test("is not told where chance would do it: three pairs of a binary outcome that agree", () => {
    const text =
      "data { y: int in 0..1\ng: factor }\nτ ~ half_normal(1)\nb[g] ~ normal(0, τ)\ny ~ bernoulli_logit(b[g])";
    expect(codes(text, { y: [0, 0, 1, 1, 1, 1], g: ["a", "a", "b", "b", "c", "c"] })).toEqual([]);
  });

  test("is told of numbers, and of the coarsest factor of which it is true", () => {
    const text =
      "data { y: real\nschool: factor\nclass: factor in school }\nτ ~ half_normal(1)\nσ ~ inverse_gamma(2, 1)\nb[school] ~ normal(0, τ)\nd[class] ~ normal(0, 1)\ny ~ normal(b[school] + d[class], σ)";
    const schools = ["p", "q", "r"].flatMap((name) => new Array<string>(6).fill(name));
    const [warning] = told(text, {
      y: schools.map((name) => ({ p: 1.5, q: 2.25, r: 4 })[name] ?? 0),
      school: schools,
      class: schools.map((_, i) => `${i % 2}`),
    });
    expect(warning?.message).toContain("in each level of `school`");
  });
});

describe("values that are less alike within groups than by chance", () => {
  const text =
    "data { y: real\npair: factor }\nμ ~ normal(10, 5)\nτ ~ half_normal(2)\nσ ~ half_normal(2)\nb[pair] ~ normal(0, τ)\ny ~ normal(μ + b[pair], σ)";

  test("are told with the estimate of the analysis of variance", () => {
    const [warning, ...others] = told(text, pairs);
    expect(others).toEqual([]);
    expect(warning).toMatchObject({ code: "HP0526", severity: "warning" });
    expect(warning?.message).toBe(
      "values of `y` of the same `pair` are less alike than by chance: the ANOVA estimate of their correlation is -0.94 (F = 0.03 on 29 and 30 degrees of freedom)",
    );
  });

  test("are not told of data without correlation but in one of forty", () => {
    const stream = createRandomStream(7, 0);
    const { pair } = pairs;
    let alarms = 0;
    for (let i = 0; i < 400; i++) {
      const y = Float64Array.from(pair!, () => stream.normal());
      if (codes(text, { y, pair: pair! }).length > 0) alarms++;
    }
    // 10 are expected; the binomial sd is 3.1.
    expect(alarms).toBeGreaterThan(1);
    expect(alarms).toBeLessThan(20);
  });

  test("are told however the mean is spelled, and not where it has a predictor", () => {
    const spelled = text
      .replace("μ ~ normal(10, 5)", "X = design(1)\nβ[X] ~ normal(10, 5)\nm = X * β")
      .replace("normal(μ + b[pair], σ)", "normal(m + b[pair], σ)");
    expect(codes(spelled, pairs)).toEqual(["HP0526"]);
    const predictor = text.replace("y: real", "y: real\nx: real").replace("normal(μ + b", "normal(μ * x + b");
    expect(codes(predictor, { ...pairs, x: Array.from(pairs.y!, (_, i) => (i % 2) + 0.5) })).toEqual([]);
  });
});

test("one row for each level is enough along an order, where levels tell of each other", () => {
  const columns = { y: [1, 2, 2.5, 3], week: ["1", "2", "3", "4"] };
  const text = (prior: string): string =>
    `data { y: real\nweek: factor }\nτ ~ half_normal(1)\nσ ~ half_normal(1)\nb[week] ~ ${prior}\ny ~ normal(b[week], σ)`;
  expect(codes(text("normal(0, τ)"), columns)).toEqual(["HP0521"]);
  expect(codes(text("random_walk(τ)"), columns)).toEqual([]);
  expect(codes(text("autoregressive(0.5, τ)"), columns)).toEqual([]);
});

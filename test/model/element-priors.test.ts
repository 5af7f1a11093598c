/** Priors of single elements, against models in which each element is a parameter by itself. */

import { expect, test } from "vitest";
import { describeModel } from "../../src/api/describe.ts";
import { renderLatex } from "../../src/language/latex.ts";
import { readModelText } from "../../src/language/model-text.ts";
import { printStated } from "../../src/language/print-expression.ts";
import { bindText, compileText, constrainAt, fullLogDensity, scattered } from "../density/harness.ts";

const columns = {
  y: [1, 2, 4, 3, 0.5, 2.5],
  x: [0.5, 1, -2, 3, 0.1, 1.5],
  lab: ["p", "q", "p", "q", "r", "r"],
  isP: [1, 0, 1, 0, 0, 0],
  isQ: [0, 1, 0, 1, 0, 0],
};

test("coefficients of a design and effects of levels have the priors of their own statements", () => {
  const own = compileText(
    `data { y: real\nx: real\nlab: factor }\nconstant s = 3
τ ~ half_normal(2)
X = design(1 + x)
β["x"] ~ normal(1, s / 10)
β[X] ~ normal(0, s)
centered t[lab] ~ student_t(4, 0, τ)
t["q"] ~ student_t(7, 2, 0.5)
t["p"] ~ student_t(4, 0, 2 * τ)
y ~ normal(X * β + t[lab], 1)`,
    columns,
  );
  const plain = compileText(
    `data { y: real\nx: real\nisP: real\nisQ: real }
τ ~ half_normal(2)
β0 ~ normal(0, 3)
β1 ~ normal(1, 0.3)
tp ~ student_t(4, 0, 2 * τ)
tq ~ student_t(7, 2, 0.5)
tr ~ student_t(4, 0, τ)
y ~ normal(β0 + β1 * x + isP * tp + isQ * tq + (1 - isP - isQ) * tr, 1)`,
    columns,
  );
  const names = ({ variables }: typeof own): string[] => variables.slice(0, 6).map(({ name }) => name);
  expect(names(own)).toEqual(["τ", "β[intercept]", "β[x]", "t[p]", "t[q]", "t[r]"]);
  for (const position of [
    [0.3, -0.2, 0.1, 0.7, -0.5, 1.1],
    [-0.4, 1, -1, 0.5, 2.2, 0],
  ]) {
    expect(fullLogDensity(own, position)).toBeCloseTo(fullLogDensity(plain, position), 10);
  }
});

test("of a grid one element, and all with one label, by one statement each", () => {
  const text = (priors: string): string =>
    `data { y: real\nlab: factor }\nlevels K = 1..2\n${priors}\ny ~ normal(θ[lab, 1] + exp(θ[lab, 2]), 1)`;
  const own = compileText(
    text('centered θ[lab, K] ~ normal(0, 1)\nθ[lab, 2] ~ normal(1, 2)\nθ["q", 1] ~ normal(-1, 3)'),
    columns,
  );
  const rest = "data { y: real\nisP: real\nisQ: real }";
  const at = (k: number): string => `(isP * p${k} + isQ * q${k} + (1 - isP - isQ) * r${k})`;
  const plain = compileText(
    `${rest}\np1 ~ normal(0, 1)\np2 ~ normal(1, 2)\nq1 ~ normal(-1, 3)\nq2 ~ normal(1, 2)\nr1 ~ normal(0, 1)\nr2 ~ normal(1, 2)\ny ~ normal(${at(1)} + exp(${at(2)}), 1)`,
    columns,
  );
  for (const position of [
    [0.3, -0.2, 0.1, 0.7, -0.5, 1.1],
    [-0.4, 1, -1, 0.5, 0.2, 0],
  ])
    expect(fullLogDensity(own, position)).toBeCloseTo(fullLogDensity(plain, position), 10);
});

test("bounds that are arguments are those of the element", () => {
  const own = compileText(
    "data { y: real }\nlevels K = 1..2\nθ[K] ~ uniform(0, 1)\nθ[2] ~ uniform(0, 5)\ny ~ normal(θ[1] - θ[2], 1)",
    columns,
  );
  const plain = compileText(
    "data { y: real }\na ~ uniform(0, 1)\nb ~ uniform(0, 5)\ny ~ normal(a - b, 1)",
    columns,
  );
  for (const position of [
    [0.3, -0.2],
    [-2, 1],
  ])
    expect(fullLogDensity(own, position)).toBeCloseTo(fullLogDensity(plain, position), 10);
});

test("the two statements are one distribution, which is shown as it was written", () => {
  const { model } = readModelText(`data { y: real\nx: real }\nX = design(1 + x)
β[X] ~ normal(0, 5)
β["x"] ~ normal(0, 1)
y ~ normal(X * β, 1)`);
  const [prior] = model!.statements.filter((one) => one.kind === "parameter");
  expect(printStated(prior!)).toBe('normal(0, 5), "x": normal(0, 1)');
  expect(renderLatex(model!)).toContain("\\text{ for } \\beta_{\\text{x}}");
});

const head = `data { y: real\nx: real\nlab: factor\nisP: real\nisQ: real }\nX = design(1 + x)\n`;

/** The same density where each element is a parameter by itself. */
function expectSame(elements: string, apart: string, used: string, usedApart: string): void {
  const own = compileText(`${head}${elements}\ny ~ normal(X * α + ${used}, 1)\nα[X] ~ normal(0, 1)`, columns);
  const plain = compileText(
    `${head}${apart}\ny ~ normal(X * α + ${usedApart}, 1)\nα[X] ~ normal(0, 1)`,
    columns,
  );
  expect(own.density.dimension).toBe(plain.density.dimension);
  for (let seed = 1; seed < 6; seed++) {
    const position = scattered(own.density.dimension, 0.9, seed);
    expect(fullLogDensity(own, position)).toBeCloseTo(fullLogDensity(plain, position), 9);
    const [one, other] = [own, plain].map((compiled) => {
      const gradient = new Float64Array(position.length);
      compiled.density.evaluate(Float64Array.from(position), gradient);
      return [...gradient];
    }) as [number[], number[]];
    one.forEach((value, i) => {
      expect(value).toBeCloseTo(other[i]!, 8);
    });
    const values = [own, plain].map((compiled) => Object.values(constrainAt(compiled, position)));
    expect(values[0]!.slice(0, 3)).toEqual(values[1]!.slice(0, 3));
  }
}

const apart = "isP * tp + isQ * tq + (1 - isP - isQ) * tr";

test.each([
  ["normal(0, 3)", "student_t(3, 10, 5)", "laplace(1, 2)"],
  ["student_t(3, 0, 2)", "normal(0, 1)", "cauchy(0, 1)"],
  ["normal(0, 3)", "half_normal(2)", "uniform(-1, 4)"],
  ["half_normal(3)", "exponential(2)", "gamma(2, 3)"],
  ["truncated(normal(0, 3), lower: -1)", "truncated(student_t(4, 0, 1), lower: -2, upper: 5)", "beta(2, 3)"],
  ["normal(0, 1)", "truncated(laplace(0, 1), upper: 0)", "truncated(half_normal(1), lower: -1, upper: 2)"],
  ["normal(0, 1)", "mixture(0.3, [normal(-2, 1), student_t(4, 2, 0.5)])", "skew_normal(0, 1, 3)"],
  ["lognormal(0, 1)", "inverse_gaussian(2, 3)", "truncated(inverse_gaussian(2, 3), upper: 9)"],
  ["flat()", "normal(0, 1)", "flat(lower: 2)"],
])("elements with priors of several kinds: %s, %s and %s", (general, q, r) => {
  expectSame(
    `centered t[lab] ~ ${general}\nt["q"] ~ ${q}\nt["r"] ~ ${r}`,
    `centered tp ~ ${general}\ncentered tq ~ ${q}\ncentered tr ~ ${r}`,
    "t[lab]",
    apart,
  );
});

test("bounds and arguments of elements may be parameters", () => {
  const hyper = "τ ~ half_normal(2)\nm ~ normal(0, 1)\n";
  const [general, q, r] = ["normal(m, τ)", "truncated(normal(m, 2), lower: τ)", "uniform(m, m + τ)"];
  expectSame(
    `${hyper}centered t[lab] ~ ${general}\nt["q"] ~ ${q}\nt["r"] ~ ${r}`,
    `${hyper}centered tp ~ ${general}\ntq ~ ${q}\ntr ~ ${r}`,
    "t[lab]",
    apart,
  );
});

test("elements with one distribution among others of another have it together", () => {
  expectSame(
    't[lab] ~ normal(0, 3)\nt["q"] ~ student_t(3, 1, 2)\nt["p"] ~ student_t(5, 0, 1)',
    "centered tp ~ student_t(5, 0, 1)\ncentered tq ~ student_t(3, 1, 2)\ncentered tr ~ normal(0, 3)",
    "t[lab]",
    apart,
  );
});

test("a positive support of all elements is known to be one", () => {
  const { model, problems } = readModelText(`data { y: real }
levels K = 1..2
w[K] ~ truncated(normal(0, 1), lower: 0)
w[2] ~ half_normal(2)
y ~ normal(0, w[1] + w[2])`);
  expect(problems).toEqual([]);
  const [prior] = describeModel(model!, null).parameters;
  expect(prior).toMatchObject({
    prior: 'truncated(normal(0, 1), lower: 0), "2": half_normal(2)',
    support: "positive",
  });
});

test("a label that the plate does not have is told with the nearest", () => {
  const { problems } = bindText(
    'data { y: real\nlab: factor }\nb[lab] ~ normal(0, 1)\nb["P"] ~ normal(0, 2)\ny ~ normal(b[lab], 1)',
    columns,
  );
  expect(problems).toMatchObject([{ code: "HP0507", hint: expect.stringContaining("`p`") }]);
});

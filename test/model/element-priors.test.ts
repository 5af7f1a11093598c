/** Priors of single elements, against models in which each element is a parameter by itself. */

import { expect, test } from "vitest";
import { renderLatex } from "../../src/language/latex.ts";
import { readModelText } from "../../src/language/model-text.ts";
import { printStated } from "../../src/language/print-expression.ts";
import { bindText, compileText, fullLogDensity } from "../density/harness.ts";

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

test("the two statements are one, which is printed and can be read again", () => {
  const head = "data { y: real\nx: real }\nX = design(1 + x)\n";
  const tail = "y ~ normal(X * β, 1)\n";
  const { model } = readModelText(`${head}β[X] ~ normal(0, 5)\nβ["x"] ~ normal(0, 1)\n${tail}`);
  const [prior] = model!.statements.filter((one) => one.kind === "parameter");
  expect(printStated(prior!)).toBe('normal(0, if(X == "x", 1, 5))');
  expect(renderLatex(model!)).toContain("\\left[X = \\text{x}\\right]");
  const again = readModelText(`${head}β[X] ~ ${printStated(prior!)}\n${tail}`);
  expect(again.problems).toEqual([]);
  const [same] = again.model!.statements.filter((one) => one.kind === "parameter");
  expect(printStated(same!)).toBe(printStated(prior!));
});

test("a label that the plate does not have is told with the nearest", () => {
  const { problems } = bindText(
    'data { y: real\nlab: factor }\nb[lab] ~ normal(0, 1)\nb["P"] ~ normal(0, 2)\ny ~ normal(b[lab], 1)',
    columns,
  );
  expect(problems).toMatchObject([{ code: "HP0507", hint: expect.stringContaining("`p`") }]);
});

/** Comparisons with labels, `sex == "male"`, against the same models with columns of 0 and 1. */

import { expect, test } from "vitest";
import { format } from "../../src/language/format.ts";
import { renderLatex } from "../../src/language/latex.ts";
import { readModelText } from "../../src/language/model-text.ts";
import { printStated } from "../../src/language/print-expression.ts";
import { recognizeLinearGaussian } from "../../src/structure/linear-gaussian.ts";
import { bindText, compileText, fullLogDensity, requireBound } from "../density/harness.ts";

const columns = {
  y: [1, 2, 4, 3, 0.5, 2.5],
  x: [0.5, 1, -2, 3, 0.1, 1.5],
  sex: ["m", "f", "m", "f", "f", "m"],
  cask: ["p", "p", "q", "q", "r", "r"],
  batch: ["A", "A", "B", "B", "B", "B"],
  kind: ["new", "new", "old", "old", "new", "new"],
  male: [1, 0, 1, 0, 0, 1],
  isOld: [0, 0, 1, 1, 0, 0],
  isA: [1, 1, 0, 0, 0, 0],
};

const positions = [
  [0.3, -0.2, 0.1, 0.7, -1.2],
  [1.3, 0.4, -2.1, 0.2, 0.9],
];

function expectSame(one: string, other: string): void {
  const [labelled, plain] = [compileText(one, columns), compileText(other, columns)];
  for (const position of positions) {
    const at = position.slice(0, labelled.density.dimension);
    expect(fullLogDensity(labelled, at)).toBeCloseTo(fullLogDensity(plain, at), 11);
  }
  // They differ from level to level, or the test would be of nothing.
  expect(fullLogDensity(labelled, positions[0]!)).not.toBeCloseTo(
    fullLogDensity(labelled, positions[1]!.slice(0, labelled.density.dimension)),
    3,
  );
}

test("on the rows a comparison is a column of 1 and 0, in sums, products and conditions", () => {
  const own =
    "data { y: real\nx: real\nsex: factor }\nα ~ normal(0, 2)\nγ ~ normal(0, 2)\nδ ~ normal(0, 1)\n";
  const male = own.replace("sex: factor", "male: real");
  expectSame(
    `${own}y ~ normal(if(sex == "f", α, δ) + (sex == "m") * γ * x + (sex != "m") * x^2, 1 + (sex == "f"))`,
    `${male}y ~ normal(if(1 - male, α, δ) + male * γ * x + (1 - male) * x^2, 2 - male)`,
  );
});

test("in the statement of a plate it is of the level, of a group-level column, of the plate itself and of what it is nested in", () => {
  const head = (types: string, group: string): string =>
    `data { y: real\ncask: factor\n${types} }\ndata per cask { ${group} }\n`;
  const rest = "τ ~ half_normal(1)\nm ~ normal(0, 1)\n";
  expectSame(
    `${head("batch: factor", "kind: factor")}${rest}a[cask] ~ normal(m * (kind == "old") + 2 * (cask == "q") + (batch != "A"), τ)\ny ~ normal(a[cask] + (kind == "new"), 1)`,
    `${head("", "isOld: real, isA: real")}${rest}a[cask] ~ normal(m * isOld + 2 * isOld + 1 - isA, τ)\ny ~ normal(a[cask] + 1 - isOld, 1)`,
  );
});

test("a normal model with comparisons is as linear as one with their columns", () => {
  const bound = requireBound(
    'data { y: real\nx: real\nsex: factor }\nα ~ normal(0, 2)\nγ ~ normal(0, 2)\nσ ~ half_normal(1)\ny ~ normal(if(sex == "f", α, 1) + (sex == "m") * γ * x, σ)',
    columns,
  );
  const { structure } = recognizeLinearGaussian(bound);
  expect(structure?.integrated.map(({ name }) => name)).toEqual(["α", "γ"]);
});

test("it is printed as it is read, in parentheses where an operator binds tighter", () => {
  const text = 'data { y: real\nsex: factor }\nγ ~ normal(0, 1)\ny ~ normal((sex == "a \\"b\\"") * γ, 1)\n';
  const { model } = readModelText(text);
  const [likelihood] = model!.statements.filter((one) => one.kind === "likelihood");
  expect(`y ~ ${printStated(likelihood!)}`).toBe(text.split("\n")[3]);
  expect(format('x=(sex=="m")*2\nlonger  =   sex  !=  "f"  "label"\n')).toBe(
    'x      = (sex == "m") * 2\nlonger = sex != "f"     "label"\n',
  );
  expect(renderLatex(model!)).toContain('\\left[\\mathrm{sex}_{i} = \\text{a "b"}\\right] \\, \\gamma');
});

test("the same comparison is one column, whatever its spaces", () => {
  const bound = requireBound(
    'data { y: real\nsex: factor }\nγ ~ normal(0, 1)\ny ~ normal((sex=="m") * γ + (sex  ==  "m"), 1)',
    columns,
  );
  expect([...bound.columns.keys()]).toEqual(["y", "sex", 'sex == "m"']);
  expect([...bound.columns.get('sex == "m"')!.values]).toEqual(columns.male);
});

test("a label that no row has is told with the nearest one", () => {
  const { problems } = bindText(
    'data { y: real\nkind: factor }\nγ ~ normal(0, 1)\ny ~ normal((kind == "nev") * γ, 1)',
    columns,
  );
  expect(problems).toMatchObject([{ code: "HP0507", hint: expect.stringContaining("`new`") }]);
  const design = bindText(
    'data { y: real\nkind: factor }\nX = design(1 + I(kind != "nev"))\nβ[X] ~ normal(0, 1)\ny ~ normal(X * β, 1)',
    columns,
  );
  expect(design.problems).toMatchObject([{ code: "HP0442", hint: expect.stringContaining("`new`") }]);
});

test("a factor that the plate is not nested in has no one level there", () => {
  const { problems } = bindText(
    'data { y: real\nsex: factor\ncask: factor }\na[cask] ~ normal(sex == "m", 1)\ny ~ normal(a[cask], 1)',
    columns,
  );
  expect(problems.map(({ code }) => code)).toContain("HP0506");
});

test("in a design it is the column of the language", () => {
  expectSame(
    'data { y: real\nx: real\nsex: factor }\nX = design(1 + x * I(sex == "m"))\nβ[X] ~ normal(0, 2)\ny ~ normal(X * β, 1)',
    "data { y: real\nx: real\nmale: real }\nX = design(1 + x * male)\nβ[X] ~ normal(0, 2)\ny ~ normal(X * β, 1)",
  );
  const { model } = bindText(
    'data { y: real\nx: real\nsex: factor }\nX = design(1 + I((sex != "f") * x))\nβ[X] ~ normal(0, 2)\ny ~ normal(X * β, 1)',
    columns,
  );
  expect(model!.designs.get("X")!.columnNames).toEqual(["intercept", 'I((sex != "f") * x)']);
});

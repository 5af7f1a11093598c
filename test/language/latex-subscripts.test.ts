/** A name with a subscript of its own has one subscript in LaTeX, the row's index in it. */

import { expect, test } from "vitest";
import { readModelText } from "../../src/language/index.ts";
import { renderLatex } from "../../src/language/latex.ts";

const latexOf = (design: string): string => {
  const { model } = readModelText(`data { y: real
 x: real }
${design} = design(1 + x)
β[${design}] ~ normal(0, 1)
y ~ normal(${design} * β, 1)
`);
  return renderLatex(model!);
};

test("the row of a design has one subscript, with the design's own", () => {
  expect(latexOf("X")).toContain("X_i\\, \\beta");
  expect(latexOf("Z_g")).toContain("Z_{\\mathrm{g}, i}\\, \\beta");
  expect(latexOf("S_dose")).not.toMatch(/\}_i/);
});

test("what a power is taken of stands in parentheses, since LaTeX has no power of a power without them", () => {
  const { model } = readModelText("a ~ normal(0, 1)\nb = (a^2)^3 + (a / 2)^2 + exp(a)^2 + square(a)^2\n");
  const text = renderLatex(model!);
  expect(text).not.toMatch(/\}\^\{\d\}\^|\}\^\{[^}]*\}\^\{|\}\}\^/);
  expect(text).toContain("\\left(a^{2}\\right)^{3}");
  expect(text).toContain("\\left(\\frac{a}{2}\\right)^{2}");
});

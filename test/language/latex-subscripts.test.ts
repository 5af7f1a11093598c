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

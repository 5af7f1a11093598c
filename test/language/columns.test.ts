/** Outcomes of several columns: how they are read, printed and described. */

import { expect, test } from "vitest";
import { describeModel } from "../../src/api/describe.ts";
import { format, parse, readModelText } from "../../src/language/index.ts";
import { renderLatex } from "../../src/language/latex.ts";
import { printStated } from "../../src/language/print-expression.ts";

const text = `data {
  y1: real
  y2: real
  x:  real
}
levels K = 1..2

σ[K]    ~ half_normal(5)
Ω[K, K] ~ lkj(2)

[y1, y2] ~ multi_normal([x, 2 * x], σ, Ω)
`;

test("a list of columns is one outcome, with all of them in their order", () => {
  const { model } = readModelText(text);
  const [outcome] = model!.statements.filter((one) => one.kind === "likelihood");
  expect(outcome).toMatchObject({ column: "y1", columns: ["y1", "y2"], per: null, weight: null });
  expect(printStated(outcome!)).toBe("multi_normal([x, 2 * x], σ, Ω)");
  expect(describeModel(model!, null).outcomes).toEqual([
    { name: "[y1, y2]", distribution: "multi_normal([x, 2 * x], σ, Ω)" },
  ]);
});

test("it is formatted as it is written, and may go on over lines", () => {
  expect(format(text)).toBe(text);
  const broken = text.replace("[y1, y2]", "[y1,\n y2]");
  expect(parse(broken).problems).toEqual([]);
  expect(readModelText(broken).problems).toEqual([]);
});

test("in LaTeX both columns have the index of the row", () => {
  const latex = renderLatex(readModelText(text).model!);
  expect(latex).toContain("\\left[\\mathrm{y1}_{i},\\, \\mathrm{y2}_{i}\\right] &\\sim");
  expect(latex).toContain("\\mid \\mathrm{y1}, \\mathrm{y2})");
});

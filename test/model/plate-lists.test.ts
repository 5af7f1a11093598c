/** Lists where one number for each level of a plate is wanted: the same density as levels by their labels. */

import { expect, test } from "vitest";
import { describeModel } from "../../src/api/describe.ts";
import { renderLatex } from "../../src/language/latex.ts";
import { bindText, compileText, fullLogDensity } from "../density/harness.ts";

const columns = { y: [1, 2, 4, 3], x: [0, 1, 2, 3], lab: ["p", "q", "p", "q"] };
const declared = "data { y: real\nx: real\nlab: factor }\nconstant s = 3\n";

test("each coefficient of a design has the prior of its place in the list", () => {
  const listed = compileText(
    `${declared}X = design(1 + x)\nβ[X] ~ normal([5, 0], [2, 2 * s])\nt[lab] ~ half_normal([1, s])\ny ~ normal(X * β + t[lab], 1)`,
    columns,
  );
  const plain = compileText(
    `${declared}a ~ normal(5, 2)\nb ~ normal(0, 6)\nt1 ~ half_normal(1)\nt2 ~ half_normal(3)\nX = design(0 + lab)\nX2 = design(0 + x)\ny ~ normal(a + b * x + if(lab_q, t2, t1), 1)`
      .replace("lab: factor", "lab: factor\nlab_q: real")
      .replace("X = design(0 + lab)\nX2 = design(0 + x)\n", ""),
    { ...columns, lab_q: [0, 1, 0, 1] },
  );
  for (const position of [
    [0.3, -0.2, 0.1, 0.7],
    [4, 1, -1, 0.5],
  ]) {
    expect(fullLogDensity(listed, position)).toBeCloseTo(fullLogDensity(plain, position), 10);
  }
});

test("constants in a list can be turned", () => {
  const text = `${declared}X = design(1 + x)\nβ[X] ~ normal(0, [2, s])\ny ~ normal(X * β, 1)`;
  const [narrow, wide] = [1, 100].map((s) => compileText(text, columns, { constants: { s } }));
  expect(fullLogDensity(narrow!, [0, 2])).toBeLessThan(fullLogDensity(wide!, [0, 2]) + Math.log(100) - 1.9);
});

test("a list of another length is a problem that says how long it must be", () => {
  const { problems } = bindText(
    `${declared}X = design(1 + x)\nβ[X] ~ normal(0, [1, 2, 3])\ny ~ normal(X * β, 1)`,
    columns,
  );
  expect(problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
    expect.stringMatching(/^HP05\d\d .*list for `X`.*2.*3/),
  ]);
});

test("an sd in a list must be positive, and what is no number is refused", () => {
  const check = (list: string): string => {
    try {
      bindText(`${declared}X = design(1 + x)\nβ[X] ~ normal(0, ${list})\ny ~ normal(X * β, 1)`, columns);
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(check("[1, 2]")).toBe("");
  expect(check("[1, -2]")).toContain("HP0310");
  expect(check("[1, [2]]")).toContain("HP0224");
  expect(check("[]")).toContain("HP0329");
});

test("numbers are numbers inside of a function of a design", () => {
  const { model } = bindText(
    `${declared}X = design(I(x^2) + log(2 * x + 3) + I(x / 4))\nβ[X] ~ normal(0, 1)\ny ~ normal(X * β, 1)`,
    columns,
  );
  const { columnNames, matrix } = model!.designs.get("X")!;
  expect(columnNames).toEqual(["intercept", "I(x^2)", "log(2 * x + 3)", "I(x / 4)"]);
  expect([...matrix.slice(4, 8)]).toEqual([1, 1, Math.log(5), 0.25]);
});

test("a list is printed as it is written, in words and in LaTeX", () => {
  const { model } = bindText(
    `${declared}X = design(1 + x)\nβ[X] ~ normal([5, 0], [2, s])\ny ~ normal(X * β, 1)`,
    columns,
  );
  const [prior] = describeModel(model!.checked, model).parameters;
  expect(prior!.prior).toBe("normal([5, 0], [2, s])");
  expect(renderLatex(model!.checked)).toContain("\\left[2, s\\right]_{\\mathrm{X}}");
});

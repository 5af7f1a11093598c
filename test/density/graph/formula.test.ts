/** The parser of formulas, by trees printed with every parenthesis. */

import { describe, expect, it } from "vitest";
import { type FormulaTree, parseFormula } from "../../../src/density/graph/formula.ts";

function render(tree: FormulaTree): string {
  if (tree.kind === "number") {
    return String(tree.value);
  }
  return tree.kind === "name" ? tree.name : `${tree.function}(${tree.arguments.map(render).join(", ")})`;
}

describe("parseFormula", () => {
  it.each([
    ["1.5e-3", "0.0015"],
    ["df", "df"],
    ["a - b - c", "subtract(subtract(a, b), c)"],
    ["a / b * c", "multiply(divide(a, b), c)"],
    ["a + b * c", "add(a, multiply(b, c))"],
    ["(a + b) * c", "multiply(add(a, b), c)"],
    ["a ^ b ^ c", "power(a, power(b, c))"],
    ["-a ^ 2", "negate(power(a, 2))"],
    ["a ^ -b", "power(a, negate(b))"],
    ["-a * b", "multiply(negate(a), b)"],
    ["a - -b", "subtract(a, negate(b))"],
    ["--a", "negate(negate(a))"],
    ["a + b < c * d", "less(add(a, b), multiply(c, d))"],
    ["(a > b) - (a < b)", "subtract(greater(a, b), less(a, b))"],
    ["a<=b", "less_equal(a, b)"],
    ["a >= b", "greater_equal(a, b)"],
    ["if(a == 0, b, c != d)", "if(equal(a, 0), b, not_equal(c, d))"],
    ["log1p_exp(-a)", "log1p_exp(negate(a))"],
    ["max(a, b, c)", "max(max(a, b), c)"],
    ["log_sum_exp(a, b)", "log_sum_exp(a, b)"],
    ["min(a, b, c, d)", "min(min(min(a, b), c), d)"],
  ])("reads %s as %s", (text, expected) => {
    expect(render(parseFormula(text))).toBe(expected);
  });

  it("knows the named constants", () => {
    expect(parseFormula("pi")).toEqual({ kind: "number", value: Math.PI });
    expect(parseFormula("half_log_two_pi")).toEqual({ kind: "number", value: 0.9189385332046728 });
    expect(parseFormula("log_two")).toEqual({ kind: "number", value: Math.LN2 });
    expect(parseFormula("-infinity")).toEqual({
      kind: "call",
      function: "negate",
      arguments: [{ kind: "number", value: Infinity }],
    });
  });

  it("gives the same tree for the same text", () => {
    expect(parseFormula("a * (b + 1)")).toBe(parseFormula("a * (b + 1)"));
  });

  it.each([
    "",
    "a +",
    "a b",
    "(a",
    "a)",
    "max(a)",
    "log(a, b)",
    "log()",
    "nothing(a)",
    "constructor(a)",
    "a = b",
    "1..2",
    "a $ b",
    "* a",
  ])("throws on `%s`, naming it", (text) => {
    expect(() => parseFormula(text)).toThrow(`\`${text}\``);
  });
});

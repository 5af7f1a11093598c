/** The scale of a prior multiplied in the text of a model. */

import { describe, expect, it } from "vitest";
import type { ParameterStatement } from "../../src/language/checked-model.ts";
import { readModelText } from "../../src/language/model-text.ts";
import { printDistribution } from "../../src/language/print-expression.ts";
import { scalePlaces, withScales } from "../../src/language/scaled-prior.ts";

const rest = "constant s = 4\ndata {\n  y: real\n  x: real\n  g: factor\n}\nX = design(1 + x)\n";

function statementOf(text: string, name: string): ParameterStatement {
  const { model, problems } = readModelText(text, "test.model");
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  const found = model!.declarations.get(name);
  if (found?.kind !== "parameter") throw new Error(`${name} is no parameter`);
  return found;
}

/** The line as it is read again, with a scale twice as wide. */
function doubled(line: string, name = "a"): string {
  const text = `${rest}${line}\ny ~ normal(0, 1)\n`;
  const changed = withScales(text, scalePlaces(statementOf(text, name)), 2);
  return printDistribution(statementOf(changed, name).distribution);
}

describe("a scale that is doubled", () => {
  it.each([
    ["a ~ normal(1, 5)", "normal(1, 5 * 2)"],
    ["a ~ half_normal(sd: 5)", "half_normal(5 * 2)"],
    ["a ~ normal(mean: 1, sd: s + 1)", "normal(1, (s + 1) * 2)"],
    ["a ~ half_normal(2 * (s - 1))", "half_normal(2 * (s - 1) * 2)"],
    ["a ~ half_normal((s))", "half_normal(s * 2)"],
    ["a ~ half_normal(2 * sd(y))", "half_normal(2 * sd(y) * 2)"],
    ["a ~ exponential(3)", "exponential(3 / 2)"],
    ["a ~ gamma(2, s)", "gamma(2, s / 2)"],
    ["a ~ lognormal(0, 1)", "lognormal(0, 1 * 2)"],
    ["a ~ inverse_gamma(3, 2)", "inverse_gamma(3, 2 * 2)"],
    ["a ~ student_t(3, 0, 2.5)", "student_t(3, 0, 2.5 * 2)"],
    ["a ~ truncated(normal(0, 3), lower: 0)", "truncated(normal(0, 3 * 2), lower: 0)"],
    ["a[X] ~ normal(0, [3, s])", "normal(0, [3, s] * 2)"],
    ["a[g] ~ random_walk(2)", "random_walk(2 * 2)"],
    ["a[g] ~ random_walk(2, 5)", "random_walk(2 * 2, first: 5 * 2)"],
  ])("in %s", (before, after) => {
    expect(doubled(before)).toBe(after);
  });

  it("where it is not written stands behind the arguments that are", () => {
    const text = `${rest}a ~ half_normal(1)\ny ~ normal(0, 1)\n`;
    const [place] = scalePlaces(statementOf(text, "a"));
    const unwritten = { ...place!, span: statementOf(text, "a").distribution.span, isWritten: false };
    expect(withScales(text, [unwritten], 2)).toContain("half_normal(1, sd: 1 * 2)");
    const empty = text.replace("half_normal(1)", "half_normal( )");
    expect(
      withScales(empty, [{ ...unwritten, span: { ...unwritten.span, end: unwritten.span.end } }], 2),
    ).toContain("half_normal( sd: 1 * 2)");
  });

  it("is that of all elements where some have priors of their own", () => {
    const text = `${rest}a[X] ~ normal(0, 5)\na["x"] ~ normal(1, 2)\ny ~ normal(X * a, 1)\n`;
    const places = scalePlaces(statementOf(text, "a"));
    expect(withScales(text, places, 0.5)).toBe(
      text.replace("(0, 5)", "(0, (5) * 0.5)").replace("(1, 2)", "(1, (2) * 0.5)"),
    );
  });

  it.each(["a ~ flat()", "a ~ uniform(0, 3)", "a ~ beta(1, 2)"])("is not there in %s", (line) => {
    expect(scalePlaces(statementOf(`${rest}${line}\ny ~ normal(0, 1)\n`, "a"))).toEqual([]);
  });
});

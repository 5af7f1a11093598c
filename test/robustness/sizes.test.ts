/** Models that are long, deep or large are computed, or told as one problem with its size: no stack trace, no hang. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describePlan } from "../../src/api/describe.ts";
import { compile } from "../../src/density/compile.ts";
import { format } from "../../src/language/format.ts";
import { renderLatex } from "../../src/language/latex.ts";
import { readModelText } from "../../src/language/model-text.ts";
import { bindText, requireBound } from "../density/harness.ts";
import { examine } from "../language/examine.ts";

const rows = 20;
const columns = {
  y: Array.from({ length: rows }, (_, i) => (i % 7) / 3),
  x: Array.from({ length: rows }, (_, i) => i % 3),
  g: Array.from({ length: rows }, (_, i) => "abcd"[i % 4]!),
  h: Array.from({ length: rows }, (_, i) => "abc"[i % 3]!),
};
const head = `data { y: real, x: real, g: factor, h: factor }
μ ~ normal(0, 5)
τ ~ half_normal(1)
b[g] ~ normal(0, τ)
σ ~ half_normal(2)
`;

/** A chain of definitions from `first`; `#` in `step` is the one before. */
function chain(length: number, first: string, step: string, end: string): string {
  const steps = Array.from({ length }, (_, i) => `d${i + 1} = ${step.replaceAll("#", `d${i}`)}`);
  return `${head}d0 = ${first}\n${steps.join("\n")}\n${end.replaceAll("#", `d${length}`)}\n`;
}

/** Reads, prints, binds and plans: all that is done before sampling. */
function plan(text: string, method: "auto" | "gibbs" = "auto"): void {
  const bound = requireBound(text, columns);
  format(text);
  renderLatex(bound.checked);
  expect(describePlan(bound, method).plan).not.toBeNull();
}

function codesOf(text: string): readonly string[] {
  const { problems } = readModelText(text);
  return problems.filter(({ severity }) => severity === "error").map(({ code }) => code);
}

describe("800 definitions that each need the one before", () => {
  test.each([
    ["in a sum", "μ + b[g]", "# + 1", "y ~ normal(#, σ)"],
    ["inside of functions", "exp(μ)", "log1p(#) * 2", "y ~ normal(#, σ)"],
    ["in a standard deviation", "exp(μ)", "# * 1.001", "y ~ normal(b[g], #)"],
    ["of data", "x", "# * 0.5 + x", "y ~ normal(μ + b[g] * #, σ)"],
  ])("%s are planned (they ended in a stack trace)", (_, first, step, end) => {
    plan(chain(800, first, step, end));
  });
});

describe("definitions that double with every step", () => {
  test.each([
    ["products", "μ + b[g]", "# * #", "y ~ normal(#, σ)"],
    ["products in a standard deviation", "exp(μ)", "# * #", "y ~ normal(b[g], #)"],
    ["mixed, in a standard deviation", "exp(μ)", "# * exp(#) + #", "y ~ normal(b[g], #)"],
    ["products of data", "x", "# * #", "y ~ normal(μ + #, σ)"],
    ["products that a group effect has", "exp(μ)", "# * #", "y ~ normal(# * b[g], σ)"],
    ["sums of one number", "1", "# + #", "y ~ normal(# + b[g], σ)"],
  ])("as %s are planned in 40 steps (20 took forever)", (_, first, step, end) => {
    plan(chain(40, first, step, end));
    plan(chain(40, first, step, end), "gibbs");
  });

  test("as means of parameters are planned in 40 steps", () => {
    const steps = Array.from({ length: 40 }, (_, i) => `d${i + 1} ~ normal(d${i} + d${i}, 1)`);
    plan(`${head}d0 ~ normal(0, 1)\n${steps.join("\n")}\ny ~ normal(d40 + b[g], σ)\n`);
  });
});

describe("10,000 terms", () => {
  test.each([
    ["of a sum", `y ~ normal(${"μ + ".repeat(9999)}b[g], σ)`],
    ["of a sum with signs", `y ~ normal(${"μ - x + ".repeat(5000)}b[g], σ)`],
    ["of a product", `y ~ normal(b[g] + ${Array.from({ length: 10_000 }, () => "μ").join(" * ")}, σ)`],
  ])("%s are planned (the limit was 500)", (_, line) => {
    plan(`${head}${line}\n`);
  });

  test("are what they are one by one: signs and quotients are turned where they have to be", () => {
    const sum = Array.from({ length: 150 }, (_, i) => `${i % 3 === 0 ? "-" : "+"} ${i + 1}`).join(" ");
    const product = Array.from({ length: 150 }, (_, i) => `${i % 2 === 0 ? "*" : "/"} ${1 + i / 1000}`);
    for (const text of [`1000 ${sum}`, `7 ${product.join(" ")}`]) {
      const { model } = readModelText(`data { y: real }\nconstant c = ${text}\ny ~ normal(c, 1)\n`);
      const { constants } = requireBound(model!.source, { y: [1] });
      // The slow twin: JavaScript, from left to right.
      const wanted = text.split(/ (?=[-+*/] )/).reduce((value, term) => {
        const [sign, number] = term.split(" ");
        if (number === undefined) return Number(sign);
        const by = Number(number);
        return sign === "+" ? value + by : sign === "-" ? value - by : sign === "*" ? value * by : value / by;
      }, 0);
      expect(constants.get("c")).toBeCloseTo(wanted, 9);
    }
  });
});

describe("the code of a vector whose elements depend on each other", () => {
  test.each([
    ["dirichlet", "w[K] ~ dirichlet(1)"],
    ["ordered", "w[K] ~ ordered(normal(0, 1))"],
  ])("is twice as long for twice the elements, and not four times: %s", (_, line) => {
    const lengthOf = (levels: number): number => {
      const text = `${head}levels K = 1..${levels}\n${line}\ny ~ normal(b[g] + sum(w), σ)\n`;
      return compile(requireBound(text, columns)).listing().length;
    };
    expect(lengthOf(200) / lengthOf(100)).toBeLessThan(2.3);
  });
});

describe("what is too large is one problem", () => {
  test.each([
    ["400 brackets", `a = ${"(".repeat(400)}1${")".repeat(400)}`, "HP0109"],
    ["400 calls", `a = ${"exp(".repeat(400)}1${")".repeat(400)}`, "HP0109"],
    ["20,000 terms", `a = ${"1 + ".repeat(20_000)}1`, "HP0126"],
    ["200,000 items", `levels K = 1..3\nw[K] ~ dirichlet([${"1, ".repeat(200_000)}1])`, "HP0126"],
    ["1,000 terms of a formula", `data { y: real, x: real }\nX = design(${"x + ".repeat(1000)}1)`, "HP0109"],
    ["3,000 steps", chain(3000, "μ", "# + 1", "y ~ normal(#, σ)"), "HP0250"],
  ])("of the text: %s", (_, text, code) => {
    expect(codesOf(text)).toEqual([code]);
  });

  test.each([
    ["a grid", "c[g, h, K, L] ~ normal(0, 1)", "HP0425"],
    ["a correlation matrix", "R[K, K] ~ lkj(2)", "HP0426"],
    ["a simplex", "w[M] ~ dirichlet(1)", "HP0427"],
    ["a list of 10,000", `levels N = 1..10000\nw[N] ~ dirichlet([${"1, ".repeat(9999)}1])`, "HP0427"],
    ["an ordered vector", "c[M] ~ ordered(normal(0, 1))", "HP0427"],
  ])("of the data: %s, with its size", (_, line, code) => {
    const levels = "levels K = 1..300\nlevels L = 1..300\nlevels M = 1..3000\n";
    const { model, problems } = bindText(`${head}${levels}${line}\ny ~ normal(b[g], σ)\n`, columns);
    expect(model).toBeNull();
    const errors = problems.filter(({ severity }) => severity === "error");
    expect(errors.map((one) => one.code)).toEqual([code]);
    expect(errors[0]!.message).toMatch(/\d/);
  });

  test.each([
    ["grids", "c[K, L] ~ normal(0, 1)\nd[L, K] ~ normal(0, 1)", "HP0425", "1,280,000 values together"],
    ["correlation matrices", "R[P, P] ~ lkj(2)\nS[Q, Q] ~ lkj(2)", "HP0426", "of 50, 50 levels"],
    ["vectors", "v[K] ~ dirichlet(1)\nw[L] ~ ordered(normal(0, 1))", "HP0427", "1,600 elements together"],
  ])("of the data: two %s that are not too large by themselves", (_, lines, code, size) => {
    const levels = "levels K = 1..800\nlevels L = 1..800\nlevels P = 1..50\nlevels Q = 1..50\n";
    const codes = (text: string) =>
      bindText(`${head}${levels}${text}\ny ~ normal(b[g], σ)\n`, columns).problems.filter(
        ({ severity }) => severity === "error",
      );
    const [problem, ...others] = codes(lines);
    expect(problem).toMatchObject({ code, message: expect.stringContaining(size) });
    expect(others).toEqual([]);
    expect(codes(lines.split("\n")[0]!)).toEqual([]);
  });

  test("and a grid of 10⁹ cells that is written with `:` has the cells that occur", () => {
    const many = Array.from({ length: 1000 }, (_, i) => `l${i}`);
    const y = many.map((_, i) => (i % 7) / 3);
    const text = (plates: string) =>
      `data { y: real, a: factor, b: factor, c: factor }\nu[${plates}] ~ normal(0, 1)\ny ~ normal(u[${plates}], 1)\n`;
    const data = { y, a: many, b: many, c: many };
    expect(bindText(text("a, b, c"), data).problems.map(({ code }) => code)).toEqual(["HP0425"]);
    expect(bindText(text("a:b:c"), data).model!.domains.ofPlates(["a:b:c"]).size).toBe(1000);
  });
});

test("whatever is nested in whatever is read, printed and met with problems, never with a throw", () => {
  const { nested } = fc.letrec<{ nested: string }>((tie) => ({
    nested: fc.oneof(
      { depthSize: "large", withCrossShrink: true, maxDepth: 130 },
      fc.constantFrom("1", "μ", "x", "b[g]", "b", "σ", '""', "(", "]"),
      fc
        .constantFrom(
          "(#)",
          "-#",
          "exp(#)",
          "[#]",
          "[1, #]",
          "# + 1",
          "1 - #",
          "# * μ",
          "2^#",
          "#^2",
          "normal(#, 1)",
          "sum(#)",
          "if(# > 0, #, 1)",
          "truncated(#, lower: 0)",
          "b[#]",
          "# < #",
        )
        .chain((outer) =>
          tie("nested").map((inner) => (inner.length > 3000 ? inner : outer.replaceAll("#", inner))),
        ),
    ),
  }));
  fc.assert(
    fc.property(nested, nested, (one, other) => examine(`${head}d = ${one}\ny ~ normal(${other}, σ)\n`)),
    { seed: 8, numRuns: 150 },
  );
});

/** Tables and models at the edge of what there is: each is bound and compiled, or is a problem, and never throws. */

import { expect, test } from "vitest";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { bindText, compileText } from "../density/harness.ts";

const columns: ColumnData = {
  y: [1, 2, 3, 4, 5, 6],
  x: [0.5, 1, 1.5, 2, 2.5, 3],
  lab: ["p", "q", "p", "q", "p", "q"],
};
const declared = "data { y: real\nx: real\nlab: factor }\n";

const text = (design: string) =>
  `${declared}X = design(${design})\nτ ~ half_normal(1)\nσ ~ half_normal(1)\nβ[X] ~ normal(0, 1)\nb[lab] ~ normal(0, τ)\ny ~ normal(X * β + b[lab], σ)`;
/** Binds and compiles, or finds problems; whether it compiled. */
const bindOrReport = (source: string, data: ColumnData): boolean => {
  const { model, problems } = bindText(source, data);
  if (model === null) {
    expect(problems.length).toBeGreaterThan(0);
    return false;
  }
  const { density, constrain, variables } = compileText(source, data);
  density.evaluate(new Float64Array(density.dimension).fill(0.1), new Float64Array(density.dimension));
  constrain(new Float64Array(density.dimension), new Float64Array(variables.length));
  return true;
};
const firstRow = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, [values[0]!]]));

test("one row of data is bound", () => {
  expect(bindOrReport(text("1"), firstRow)).toBe(true);
  bindOrReport(text("1 + x"), firstRow);
});

test("numbers near the ends of what there is do not throw", () => {
  for (const size of [1e-300, 1e300, 5e-324, 1.7e308, 0, -0]) {
    bindOrReport(text("1 + x"), {
      ...columns,
      x: [size, 0, -size, size, 1, 0],
      y: [size, 1, 2, 3, 4, -size],
    });
    bindOrReport(text("1 + scale(x) * lab"), { ...columns, x: [size, 0, -size, size, 1, 0] });
    bindOrReport(`${declared}a ~ normal(0, 1)\ny ~ normal(a, x)`, { ...columns, x: [size, 1, 1, 1, 1, 1] });
    bindOrReport(`${declared}a ~ normal(0, 1)\nx ~ lognormal(a, 1)`, {
      ...columns,
      x: [size, 1, 1, 1, 1, 1],
    });
  }
});

test("infinite numbers are a problem of the table", () => {
  for (const value of [Infinity, -Infinity]) {
    expect(() => bindText(text("1 + x"), { ...columns, x: [value, 1, 2, 3, 4, 5] })).toThrow(/HP04\d\d/);
  }
});

test("designs without columns, or with one for each row, do not throw", () => {
  bindOrReport(text("0"), columns);
  bindOrReport(text("0 + x"), columns);
  bindOrReport(text("1 + poly(x, 5)"), columns);
  bindOrReport(text("1 + x + x"), columns);
  bindOrReport(text("lab"), { ...columns, lab: ["p", "p", "p", "p", "p", "p"] });
});

test("a design of hundreds of columns is bound", () => {
  const many = Array.from({ length: 300 }, (_, i) => `l${i}`);
  const data = { y: many.map((_, i) => i % 7), g: many, h: many.map((_, i) => `h${i % 10}`) };
  const source =
    "data { y: real\ng: factor\nh: factor }\nX = design(1 + g)\nβ[X] ~ normal(0, 1)\ny ~ normal(X * β, 1)";
  expect(bindOrReport(source, data)).toBe(true);
});

test("a correlation of one with itself, a simplex of one share, are bound", () => {
  const source = `${declared}Z = design(1)\nτ[Z] ~ half_normal(1)\nΩ[Z,Z] ~ lkj(1)\nu[lab, Z] ~ multi_normal(0, τ, Ω)\ny ~ normal(Z * u[lab], 1)`;
  expect(bindOrReport(source, columns)).toBe(true);
  const levels = `${declared}levels K = 1..1\nw[K] ~ dirichlet(1)\nc[K] ~ ordered(normal(0, 1))\ny ~ normal(w["1"] + c["1"], 1)`;
  expect(bindOrReport(levels, columns)).toBe(true);
});

test("labels that are enormous or like properties of objects are bound", () => {
  const labels = ["__proto__", "constructor", "a,b", "a".repeat(1e5), "[x]", "\u2028"];
  expect(bindOrReport(text("1 + lab"), { ...columns, lab: labels })).toBe(true);
});

test("a likelihood of numbers alone is bound", () => {
  expect(bindOrReport(`${declared}y ~ normal(0, 1)`, columns)).toBe(true);
});

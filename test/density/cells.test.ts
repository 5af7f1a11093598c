/** A table of cells gives the density, the gradient and the answers of the rows that it was made of. */

import { describe, expect, test } from "vitest";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { tableFromColumns } from "../../src/data/from-memory.ts";
import { compile } from "../../src/density/compile.ts";
import { bindModel } from "../../src/identification/bind-model.ts";
import { readModelText } from "../../src/language/index.ts";
import { askForCells, requestCells } from "../../src/model/cells.ts";
import { requestColumns } from "../../src/model/column-requests.ts";
import { summarize } from "../model/summarize.ts";
import {
  type CompiledText,
  compileText,
  constrainAt,
  describeProblems,
  fullLogDensity,
  scattered,
  withFunctions,
} from "./harness.ts";

/** 60 rows, in cells of one to several. */
const labels = (count: number, from: string): string[] =>
  scattered(60, 1, count).map((u) => from[Math.floor(((u + 1) / 2) * count)]!);
const batch = labels(3, "ABC");
const lab = labels(2, "pq");
const rows: ColumnData = {
  y: scattered(60, 2, 7).map((u, i) => 10 + u + (i % 3)),
  x: scattered(60, 1, 4).map((u) => Math.round(2 * u) / 2),
  batch,
  cask: scattered(60, 1, 9).map((u) => (u > 0.2 ? "a" : "b")),
  lab,
  se: lab.map((name) => (name === "p" ? 0.5 : 1.25)),
  purity: batch.map((name) => ({ A: 1, B: 4, C: 2.5 })[name]!),
};

const declarations = `
data { y: real
  x: real
  batch: factor
  cask: factor in batch
  lab: factor
  se: real > 0 }
data per batch { purity: real }
μ ~ normal(10, 5)
τ ~ half_normal(2)
σ ~ half_normal(2)
`;

const models: Readonly<Record<string, string>> = {
  "one way": "b[batch] ~ normal(0, τ)\ny ~ normal(μ + b[batch], σ)",
  "with a predictor": "β ~ normal(0, 1)\nb[batch] ~ normal(0, τ)\ny ~ normal(μ + β * x + b[batch], σ)",
  "with an sd for each lab":
    "s[lab] ~ half_normal(2)\nb[batch] ~ normal(μ, τ)\ny ~ normal(b[batch], σ * s[lab])",
  "crossed and nested":
    "b[batch] ~ normal(μ, τ)\nc[cask] ~ normal(b[batch], σ)\nd[lab] ~ normal(0, τ)\ny ~ normal(c[cask] + d[lab], σ)",
  "with an sd that depends on the predictor": "β ~ normal(0, 1)\ny ~ normal(μ + τ * x, σ * exp(β * x))",
  "with a known sd": "b[lab] ~ normal(μ, τ)\ny ~ normal(b[lab], se)",
  "with a number as the sd": "y ~ normal(μ + τ * x, 1.5)",
  "with a column of the groups":
    "β ~ normal(0, 1)\nb[batch] ~ normal(μ + β * purity, τ)\ny ~ normal(b[batch], σ)",
  "correlated slopes":
    "Z = design(1 + x)\ns[Z] ~ half_normal(2)\nΩ[Z, Z] ~ lkj(2)\nu[batch, Z] ~ multi_normal(0, s, Ω)\ny ~ normal(μ + Z * u[batch], σ)",
  "columns centered and scaled over the observations":
    "X = design(1 + center(purity) + scale(x) * lab + poly(x, 2))\nβ[X] ~ normal(0, 3)\ny ~ normal(X * β, σ)",
};

function compileCells(text: string, columns: ColumnData): CompiledText {
  const { model, problems } = readModelText(text, "test.model");
  if (model === null) throw new Error(describeProblems(problems));
  const question = askForCells(model);
  if ("code" in question) throw new Error(question.message);
  const requests = requestCells(
    requestColumns(model, new Set()).main,
    question.outcome,
    question.spellings.at(-1)!,
    false,
  );
  const { table, problems: found } = tableFromColumns(columns, requests, { dropMissing: false });
  if (table === null) throw new Error(describeProblems(found));
  const bound = bindModel(model, { main: table, groups: new Map() });
  if (bound.model === null) throw new Error(describeProblems(bound.problems));
  return withFunctions(compile(bound.model));
}

function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  const scale = Math.max(1, ...Array.from(expected, Math.abs));
  for (let i = 0; i < expected.length; i++) {
    expect(Math.abs(found[i]! - expected[i]!), `${what} ${i}`).toBeLessThan(1e-10 * scale);
  }
}

describe.each(Object.entries(models))("a model %s has from cells", (_, statements) => {
  const fromRows = compileText(declarations + statements, rows);
  const fromCells = compileCells(declarations + statements, summarize(rows, "y"));
  const { dimension } = fromRows.density;
  const positions = [0, 1, 2].map((seed) => scattered(dimension, 0.8, seed + 20));

  test("the log density and the gradient of the rows", () => {
    expect(fromCells.model.domains.rows.size).toBeLessThan(fromRows.model.domains.rows.size);
    expect(fromCells.density.dimension).toBe(dimension);
    for (const position of positions) {
      expectClose([fullLogDensity(fromCells, position)], [fullLogDensity(fromRows, position)], "log density");
      const [expected, found] = [new Float64Array(dimension), new Float64Array(dimension)];
      fromRows.density.evaluate(Float64Array.from(position), expected);
      fromCells.density.evaluate(Float64Array.from(position), found);
      expectClose(found, expected, "derivative");
    }
  });

  test("the numbers of a draw, hidden ones too", () => {
    for (const position of positions) {
      const expected = constrainAt(fromRows, position);
      const found = constrainAt(fromCells, position);
      expect(Object.keys(found)).toEqual(Object.keys(expected));
      expectClose(Object.values(found), Object.values(expected), "variable");
    }
  });

  test("the roles, with observations counted", () => {
    const numbers: number[][] = [[], []];
    const texts = [fromRows, fromCells].map(({ roles }, side) =>
      JSON.stringify(roles, (_key, value: unknown) => {
        if (typeof value !== "number") return value;
        numbers[side]!.push(value);
        return "a number";
      }),
    );
    expect(texts[1]).toBe(texts[0]);
    expectClose(numbers[1]!, numbers[0]!, "number");
  });
});

test("cells of one observation each are rows", () => {
  const text = `${declarations}${models["crossed and nested"]}`;
  const single = { ...rows, n: rows.y!, mean: rows.y!, sd: Array.from(rows.y!, () => -1) };
  const fromCells = compileCells(text, { ...single, n: Array.from(rows.y!, () => 1) });
  const position = scattered(fromCells.density.dimension, 0.8, 3);
  expectClose([fullLogDensity(fromCells, position)], [fullLogDensity(compileText(text, rows), position)], "");
});

test("two rows for one cell add up to it", () => {
  const text = `${declarations}${models["one way"]}`;
  const all = summarize(rows, "y");
  const halves = [0, 1].map((half) =>
    summarize(
      Object.fromEntries(
        Object.entries(rows).map(([name, values]) => [
          name,
          Array.from(values).filter((_, i) => i % 2 === half),
        ]),
      ),
      "y",
    ),
  );
  const joined = Object.fromEntries(
    Object.keys(all).map((name) => [name, halves.flatMap((half) => half[name]!)]),
  );
  expect(joined.n!.length).toBeGreaterThan(all.n!.length);
  const [once, twice] = [compileCells(text, all), compileCells(text, joined)];
  const position = scattered(once.density.dimension, 0.8, 3);
  expectClose([fullLogDensity(twice, position)], [fullLogDensity(once, position)], "");
});

/** Levels with equal cross-products pooled, against every level for itself: the same density with the same gradient. */

import { describe, expect, it } from "vitest";
import type { ColumnData } from "../../../src/data/from-memory.ts";
import type { Reduction } from "../../../src/linear-gaussian/statistics/patterns.ts";
import { requireBound, scattered } from "../../density/harness.ts";
import { integrate } from "./integrated-model.ts";
import { exampleColumns, marginalExamples } from "./marginal-models.ts";
import { allPooled, unpooled } from "./unpooled.ts";

interface Design {
  readonly title: string;
  /** Batch, cask of the batch, and how often each cask is measured, at x = 0, 1, 2, … */
  readonly casks: readonly (readonly [string, string, number])[];
  /** Patterns that the program finds in a model of batches, one of casks in batches, and one of slopes of batches. */
  readonly patterns: Readonly<Record<"factor" | "nested" | "slopes" | "classes", number>>;
}

const balanced = ["p", "q", "r", "s", "t", "u"].flatMap((batch) =>
  ["a", "b", "c"].map((cask) => [batch, cask, 4] as const),
);

const designs: readonly Design[] = [
  {
    title: "a balanced design",
    casks: balanced,
    patterns: { factor: 1, nested: 2, slopes: 1, classes: 1 },
  },
  {
    title: "a design with a cask lost",
    casks: balanced.slice(1),
    patterns: { factor: 2, nested: 3, slopes: 2, classes: 2 },
  },
  {
    title: "a design with some casks measured twice as often",
    casks: balanced.map(([batch, cask, n]) => [batch, cask, cask === "c" ? 2 * n : n]),
    patterns: { factor: 1, nested: 2, slopes: 1, classes: 1 },
  },
  {
    title: "a design of which no batch is like another",
    casks: balanced.map(([batch, cask], i) => [batch, cask, 1 + i]),
    patterns: { factor: 6, nested: 6, slopes: 6, classes: 6 },
  },
];

const models = {
  factor: `
b[batch] ~ normal(0, σ_b)
y ~ normal(β + b[batch], σ)`,
  nested: `
σ_c ~ half_normal(5)
b[batch] ~ normal(0, σ_b)
c[cask] ~ normal(0, σ_c)
y ~ normal(β + b[batch] + c[cask], σ)`,
  slopes: `
Z = design(1 + x)
τ[Z] ~ half_normal(5)
Ω[Z, Z] ~ lkj(2)
u[batch, Z] ~ multi_normal(0, τ, Ω)
b[time] ~ normal(0, σ_b)
y ~ normal(β + Z * u[batch] + b[time], σ)`,
  classes: `
δ[time] ~ half_normal(3)
b[batch] ~ normal(0, σ_b)
y ~ normal(β + b[batch], σ * δ[time])`,
} as const;

function textOf(kind: keyof typeof models): string {
  return `data { y: real, x: real, batch: factor, cask: factor in batch, time: factor }
β ~ normal(40, 20)
σ_b ~ half_normal(5)
σ ~ half_normal(5)${models[kind]}`;
}

function columnsOf({ casks }: Design): ColumnData {
  const rows = casks.flatMap(([batch, cask, n]) =>
    Array.from({ length: n }, (_, i) => ({ batch, cask, x: i % 4, time: `t${i % 2}` })),
  );
  const noise = scattered(rows.length, 4, 3);
  return {
    y: rows.map(({ batch }, i) => 45 + noise[i]! + batch.charCodeAt(0) / 10),
    x: rows.map(({ x }) => x),
    batch: rows.map(({ batch }) => batch),
    cask: rows.map(({ cask }) => cask),
    time: rows.map(({ time }) => time),
  };
}

function patternCount({ tables }: Reduction): number {
  return tables.reduce((sum, { counts }) => sum + counts.length, 0);
}

/** Density and gradient of both to twelve digits. */
function expectSame(text: string, columns: ColumnData): Reduction {
  const model = requireBound(text, columns);
  const pooled = integrate(model);
  const twins = [
    integrate(model, unpooled),
    integrate(model, (reduction, _, cross) => allPooled(reduction, cross)),
    integrate(model, (reduction, arrangement, cross) =>
      allPooled(unpooled(reduction, arrangement, cross), cross),
    ),
  ];
  for (const shift of [0, 1.1, -0.8]) {
    const position = Float64Array.from(scattered(pooled.density.dimension, 0.6, 1), (x) => x + shift);
    const gradient = new Float64Array(position.length);
    const value = pooled.density.evaluate(position, gradient);
    for (const { density } of twins) {
      const its = new Float64Array(position.length);
      expect(Math.abs(density.evaluate(position, its) / value - 1)).toBeLessThan(1e-12);
      for (const [i, slope] of gradient.entries())
        expect(Math.abs(its[i]! - slope)).toBeLessThan(1e-12 * (Math.abs(value) + Math.abs(slope)));
    }
  }
  return pooled.reduction;
}

describe.each(designs)("pooling of $title", (design) => {
  const columns = columnsOf(design);

  it.each(Object.entries(design.patterns))("changes nothing in a model of kind `%s`", (kind, count) => {
    const reduction = expectSame(textOf(kind as keyof typeof models), columns);
    expect(patternCount(reduction)).toBe(count);
  });
});

const chained = marginalExamples.filter(
  ({ text }) => integrate(requireBound(text, exampleColumns())).arrangement.nesting.length > 0,
);

describe("pooling of unbalanced data", () => {
  it.each(chained)("changes nothing in a model with $title", ({ text }) => {
    expectSame(text, exampleColumns());
  });
});

it("a thousand equal groups are one pattern, kept in as many numbers as one", () => {
  const groups = Array.from({ length: 3000 }, (_, i) => `g${i % 1000}`);
  const text = `data { y: real, g: factor }
σ_b ~ half_normal(5)
σ ~ half_normal(5)
β ~ normal(0, 5)
b[g] ~ normal(0, σ_b)
y ~ normal(β + b[g], σ)`;
  const { tables } = integrate(requireBound(text, { y: scattered(3000, 2), g: groups })).reduction;
  expect(tables.map(({ counts, squares, cross }) => [[...counts], squares.length, cross.length])).toEqual([
    [[1000], 3, 0],
  ]);
});

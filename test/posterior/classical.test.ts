/** Classical estimates against psych and lme4 (test/reference/classical.R), the published six of Shrout & Fleiss (1979), and their definitions. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { betaCdf } from "../../src/numeric/incomplete-beta.ts";
import { type ClassicalTable, classicalTable } from "../../src/posterior/classical.ts";
import { fQuantile } from "../../src/posterior/f-distribution.ts";
import { compileText } from "../density/harness.ts";
import reference from "./classical.json" with { type: "json" };

const scores = [
  [9, 2, 5, 8],
  [6, 1, 3, 2],
  [8, 4, 6, 8],
  [7, 1, 2, 6],
  [10, 5, 6, 9],
  [6, 2, 4, 7],
];
const shrout: ColumnData = {
  y: scores.flat(),
  target: scores.flatMap((row, i) => row.map(() => `t${i}`)),
  judge: scores.flatMap((row) => row.map((_, j) => `j${j}`)),
};

const priors = "β ~ normal(0, 10)\nτ ~ half_normal(5)\nω ~ half_normal(5)\nσ ~ half_normal(5)\n";
function tableOf(
  columns: ColumnData,
  statements: string,
  options: { readonly prob?: number; readonly meanOf?: number } = { prob: 0.95 },
): ClassicalTable {
  const names = Object.entries(columns).map(
    ([name, of]) => `${name}: ${typeof of[0] === "number" ? "real" : "factor"}`,
  );
  return classicalTable(
    compileText(`data { ${names.join("\n")} }\n${priors}${statements}`, columns).roles,
    options,
  );
}
const crossed = "a[target] ~ normal(0, τ)\nc[judge] ~ normal(0, ω)\ny ~ normal(β + a[target] + c[judge], σ)";
const oneWay = "b[g] ~ normal(0, τ)\ny ~ normal(β + b[g], σ)";

const numberOf = ({ rows }: ClassicalTable, group: string, what: string, method = "ANOVA") =>
  rows.find((row) => row.group === group && row.what === what && row.method === method)!;

/** Columns of a data set of `models/`, by their names in its file. */
function columnsOf(name: string, wanted: Readonly<Record<string, string>>): ColumnData {
  const file = join(import.meta.dirname, `../../models/${name}/data.csv`);
  const [head, ...lines] = readFileSync(file, "utf8").trim().split("\n");
  const names = head!.split(",").map((one) => one.replaceAll('"', ""));
  const cells = lines.map((line) => line.split(",").map((one) => one.replaceAll('"', "")));
  return Object.fromEntries(
    Object.entries(wanted).map(([to, from]) => {
      const values = cells.map((row) => row[names.indexOf(from)]!);
      return [to, to === "y" ? values.map(Number) : values];
    }),
  );
}

describe("six targets and four judges of Shrout and Fleiss (1979)", () => {
  const table = tableOf(shrout, crossed, { prob: 0.95, meanOf: 4 });
  const names = ["ICC(1)", "ICC(A,1)", "ICC(C,1)", "ICC(4)", "ICC(A,4)", "ICC(C,4)"];

  test("have the correlations of their table 4", () => {
    const published = [0.17, 0.29, 0.71, 0.44, 0.62, 0.91];
    expect(names.map((what) => Number(numberOf(table, "target", what).value.toFixed(2)))).toEqual(published);
  });

  test("have those of psych's ICC, with their intervals", () => {
    for (const [i, what] of names.entries()) {
      const { value, lower, upper } = numberOf(table, "target", what);
      const expected = reference.shrout[i]!;
      expect([value, lower, upper]).toEqual([
        expect.closeTo(expected.icc, 8),
        expect.closeTo(expected.lower, 6),
        expect.closeTo(expected.upper, 6),
      ]);
    }
  });
});

describe("REML", () => {
  test("of one factor is that of lme4, for unequal groups", () => {
    const { y, g, reml } = reference.unequal;
    const table = tableOf({ y, g }, oneWay);
    expect(numberOf(table, "g", "variance", "REML").value).toBeCloseTo(reml.g, 5);
    expect(numberOf(table, "residual", "variance", "REML").value).toBeCloseTo(reml.residual, 6);
    const ratio = reml.g / (reml.g + reml.residual);
    expect(numberOf(table, "g", "ICC(1)", "REML").value).toBeCloseTo(ratio, 5);
  });

  test("is 0 where the analysis of variance is negative, which is said", () => {
    const { y, g, reml } = reference.negative;
    const table = tableOf({ y, g }, oneWay);
    expect(numberOf(table, "g", "variance").value).toBeLessThan(0);
    expect(numberOf(table, "g", "variance", "REML").value).toBe(0);
    expect(numberOf(table, "residual", "variance", "REML").value).toBeCloseTo(reml.residual, 8);
    expect(table.remarks.join()).toContain("is negative");
  });

  test.each([
    ["dyestuff", { y: "Yield", g: "Batch" }, oneWay, { g: "Batch" }],
    [
      "pastes",
      { y: "strength", batch: "batch", cask: "sample" },
      "a[batch] ~ normal(0, τ)\nc[cask] ~ normal(0, ω)\ny ~ normal(β + a[batch] + c[cask], σ)",
      { batch: "batch", cask: "sample" },
    ],
    [
      "penicillin",
      { y: "diameter", plate: "plate", sample: "sample" },
      "a[plate] ~ normal(0, τ)\nc[sample] ~ normal(0, ω)\ny ~ normal(β + a[plate] + c[sample], σ)",
      { plate: "plate", sample: "sample" },
    ],
  ] as const)(
    "of equal groups is the analysis of variance, and lme4's: %s",
    (name, columns, statements, groups) => {
      const table = tableOf(columnsOf(name, columns), statements);
      const expected: Readonly<Record<string, number>> = reference[name];
      const pairs = [...Object.entries(groups), ["residual", "residual"] as const];
      for (const [own, theirs] of pairs) {
        for (const method of ["ANOVA", "REML"]) {
          const { value } = numberOf(table, own, "variance", method);
          // To what the optimizer of lme4 leaves.
          expect(Math.abs(value / expected[theirs]! - 1)).toBeLessThan(2e-4);
        }
      }
    },
  );
});

describe("an analysis of variance", () => {
  test("of one factor has the interval by F where groups are equal", () => {
    const columns = columnsOf("dyestuff", { y: "Yield", g: "Batch" });
    const table = tableOf(columns, oneWay, { prob: 0.9 });
    const [variance, residual] = ["g", "residual"].map((group) => numberOf(table, group, "variance").value);
    const ratio = (5 * variance! + residual!) / residual!;
    const ends = [ratio / fQuantile(0.95, 5, 24), ratio * fQuantile(0.95, 24, 5)];
    const { lower, upper } = numberOf(table, "g", "ICC(1)");
    expect([lower, upper]).toEqual(ends.map((f) => expect.closeTo((f - 1) / (f + 4), 9)));
  });

  test("of nested groups that are unequal solves the expected mean squares", () => {
    // Expected squares computed by adding up the variance of every mean: E SS = Σ over rows of Var(mean - mean).
    const batch = [..."AAAAAABBBBBCC"];
    const cask = [..."aaabbbccddeff"].map((one, i) => `${one}${i < 11 ? "" : "z"}`);
    const y = [3, 4, 2, 7, 8, 6, 1, 2, 9, 8, 4, 5, 6];
    const table = tableOf(
      { y, batch, cask },
      "a[batch] ~ normal(0, τ)\nc[cask] ~ normal(0, ω)\ny ~ normal(β + a[batch] + c[cask], σ)",
    );
    const [a, c, e] = ["batch", "cask", "residual"].map((group) => numberOf(table, group, "variance").value);
    const mean = (rows: readonly number[]): number => rows.reduce((sum, i) => sum + y[i]!, 0) / rows.length;
    const all = y.map((_, i) => i);
    const of = (labels: readonly string[], i: number): number[] => all.filter((j) => labels[j] === labels[i]);
    /** The quadratic form Σ (mean over one set - mean over another)², and its expectation with the estimates as the truth. */
    const squares = (inner: (i: number) => number[], outer: (i: number) => number[]) => {
      let [found, expected] = [0, 0];
      for (const i of all) {
        const weights = all.map(
          (j) =>
            (inner(i).includes(j) ? 1 / inner(i).length : 0) -
            (outer(i).includes(j) ? 1 / outer(i).length : 0),
        );
        found += (mean(inner(i)) - mean(outer(i))) ** 2;
        for (const j of all)
          for (const k of all)
            expected +=
              weights[j]! *
              weights[k]! *
              ((batch[j] === batch[k] ? a! : 0) + (cask[j] === cask[k] ? c! : 0) + (j === k ? e! : 0));
      }
      return { found, expected };
    };
    const forms = [
      squares(
        (i) => of(batch, i),
        () => all,
      ),
      squares(
        (i) => of(cask, i),
        (i) => of(batch, i),
      ),
      squares(
        (i) => [i],
        (i) => of(cask, i),
      ),
    ];
    for (const { found, expected } of forms) expect(expected).toBeCloseTo(found, 9);
  });

  test.each([
    ["slopes", "u[judge] ~ normal(0, τ)\ny ~ normal(β + u[judge] * x, σ)", "slopes"],
    ["predictors", "a[judge] ~ normal(0, τ)\ny ~ normal(β + ω * x + a[judge], σ)", "predictors"],
    ["no groups", "y ~ normal(β, σ)", "one effect for each group"],
    [
      "three factors",
      "a[judge] ~ normal(0, τ)\nb[target] ~ normal(0, τ)\nc[third] ~ normal(0, ω)\ny ~ normal(β + a[judge] + b[target] + c[third], σ)",
      "two",
    ],
    ["lognormal outcomes", "a[judge] ~ normal(0, τ)\nx ~ lognormal(β + a[judge], σ)", "normal outcome"],
  ])("says why there is none: %s", (_name, statements, words) => {
    const columns = {
      ...shrout,
      x: scores.flat().map((_, i) => 1 + (i % 5)),
      third: scores.flat().map((_, i) => `k${i % 3}`),
    };
    const table = tableOf(columns, statements);
    expect(table.rows).toEqual([]);
    expect(table.reason).toContain(words);
  });

  test("says that crossed factors must be complete", () => {
    const columns = Object.fromEntries(
      Object.entries(shrout).map(([name, of]) => [name, Array.from(of).slice(1)]),
    ) as ColumnData;
    expect(tableOf(columns, crossed).reason).toContain("each combination");
  });
});

test("quantiles of F are those of its distribution function", () => {
  for (const [p, a, b] of [
    [0.05, 1, 3],
    [0.5, 5, 24],
    [0.975, 40, 2.5],
    [0.999, 300, 7],
  ] as const) {
    const f = fQuantile(p, a, b);
    expect(betaCdf((a * f) / (a * f + b), a / 2, b / 2)).toBeCloseTo(p, 12);
  }
  // A published table: F(0.95; 5, 10).
  expect(fQuantile(0.95, 5, 10)).toBeCloseTo(3.3258, 4);
});

/** The collapsed Gibbs sampler on 73,421 ratings of 1128 lecturers by 2972 students, against lme4. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ColumnData } from "../../../src/data/from-memory.ts";
import { compileCollapsedGibbs } from "../../../src/linear-gaussian/collapsed-model.ts";
import { splitFactors } from "../../../src/linear-gaussian/factor-split.ts";
import { arrange } from "../../../src/linear-gaussian/statistics/arrangement.ts";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { essBulk } from "../../../src/posterior/ess.ts";
import { mean, standardDeviation } from "../../../src/posterior/moments.ts";
import { createCollapsedGibbsChain } from "../../../src/samplers/collapsed-gibbs/collapsed-gibbs.ts";
import { recognizeLinearGaussian } from "../../../src/structure/linear-gaussian.ts";
import { requireBound } from "../../density/harness.ts";

const reference = new URL("../../reference/", import.meta.url);

interface Fit {
  readonly sd: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly correlation: Readonly<Record<string, number>>;
  readonly sigma: number;
  readonly beta: Readonly<Record<string, number>>;
  readonly standardErrors: Readonly<Record<string, number>>;
}

/** The standard deviation of a factor's effects. */
function sdOf({ sd }: Fit, factor: string, column = "intercept"): number {
  return sd[factor]![column]!;
}

function readFit(name: string): Fit {
  const { models } = JSON.parse(readFileSync(new URL("lme4-deviances.json", reference), "utf8")) as {
    models: Record<string, { fits: { REML: Fit } }>;
  };
  return models[name]!.fits.REML;
}

function readRatings(): ColumnData {
  const rows = readFileSync(new URL("InstEval.csv", reference), "utf8").trim().split("\n").slice(1);
  const cells = rows.map((row) => row.split(","));
  const numbers = (k: number): number[] => cells.map((row) => Number(row[k]));
  const names = (k: number): string[] => cells.map((row) => `l${row[k]}`);
  return { s: names(0), d: names(1), service: numbers(2), dept: names(3), y: numbers(4) };
}

const head = `data {
  y: real
  service: real
  s: factor
  d: factor
  dept: factor
}
X = design(1 + service)
β[X] ~ normal(0, 10)
σ_s ~ half_student_t(3, 2.5)
σ ~ half_student_t(3, 2.5)
a[s] ~ normal(0, σ_s)
`;

const ratings = readRatings();
const effects = ["a", "b", "c"];

/** Draws of four chains by the names of what is saved, without effects: `[chain * draws + draw]`. */
function sample(text: string, warmup: number, draws: number): Map<string, Float64Array> {
  const { structure } = recognizeLinearGaussian(requireBound(text, ratings));
  const { split } = splitFactors(arrange(structure!));
  const { recipe, variables } = compileCollapsedGibbs(structure!, split!, (name) => !effects.includes(name));
  const columns = variables.map(() => new Float64Array(4 * draws));
  const draw = new Float64Array(variables.length);
  for (let c = 0; c < 4; c++) {
    const chain = createCollapsedGibbsChain({ recipe, stream: createRandomStream(1, c + 1), warmup })!;
    for (let i = 0; i < warmup; i++) chain.transition();
    for (let i = 0; i < draws; i++) {
      chain.transition();
      chain.save(draw);
      columns.forEach((column, k) => {
        column[c * draws + i] = draw[k]!;
      });
    }
  }
  return new Map(variables.map(({ name }, k) => [name, columns[k]!]));
}

function worstEss(columns: ReadonlyMap<string, Float64Array>): number {
  return Math.min(
    ...[...columns.values()].map((column) => essBulk(column, 4)).filter((ess) => !Number.isNaN(ess)),
  );
}

/** Differences from an estimate in posterior standard deviations. */
function distance(column: Float64Array, estimate: number): number {
  return Math.abs(mean(column) - estimate) / standardDeviation(column);
}

describe("InstEval with three factors", () => {
  const columns = sample(
    `${head}σ_d ~ half_student_t(3, 2.5)
σ_dept ~ half_student_t(3, 2.5)
b[d] ~ normal(0, σ_d)
c[dept] ~ normal(0, σ_dept)
y ~ normal(X * β + a[s] + b[d] + c[dept], σ)`,
    200,
    500,
  );
  const fit = readFit("InstEval, three factors");

  it("has half an independent draw for each sweep at least", () => {
    expect(worstEss(columns)).toBeGreaterThan(0.5 * 2000);
  });

  // A posterior mean is not a mode: of well-known numbers they differ by little.
  it("is around lme4's estimates", () => {
    expect(distance(columns.get("σ_s")!, sdOf(fit, "s"))).toBeLessThan(0.3);
    expect(distance(columns.get("σ_d")!, sdOf(fit, "d"))).toBeLessThan(0.3);
    expect(distance(columns.get("σ_dept")!, sdOf(fit, "dept"))).toBeLessThan(0.6);
    expect(distance(columns.get("σ")!, fit.sigma)).toBeLessThan(0.2);
    for (const name of ["intercept", "service"]) {
      const column = columns.get(`β[${name}]`)!;
      expect(distance(column, fit.beta[name]!)).toBeLessThan(0.2);
      expect(Math.abs(standardDeviation(column) / fit.standardErrors[name]! - 1)).toBeLessThan(0.2);
    }
  });
});

describe("InstEval with slopes", () => {
  const columns = sample(
    `${head}τ[X] ~ half_student_t(3, 2.5)
Ω[X, X] ~ lkj(1)
b[d, X] ~ multi_normal(0, τ, Ω)
y ~ normal(X * β + a[s] + X * b[d], σ)`,
    200,
    300,
  );
  const fit = readFit("InstEval, slopes");

  it("has a quarter of an independent draw for each sweep at least", () => {
    expect(worstEss(columns)).toBeGreaterThan(0.25 * 1200);
  });

  it("is around lme4's estimates", () => {
    for (const name of ["intercept", "service"]) {
      expect(distance(columns.get(`τ[${name}]`)!, sdOf(fit, "d", name))).toBeLessThan(0.3);
      expect(distance(columns.get(`β[${name}]`)!, fit.beta[name]!)).toBeLessThan(0.2);
    }
    expect(distance(columns.get("Ω[intercept,service]")!, fit.correlation.d!)).toBeLessThan(0.3);
    expect(distance(columns.get("σ_s")!, sdOf(fit, "s"))).toBeLessThan(0.3);
    expect(distance(columns.get("σ")!, fit.sigma)).toBeLessThan(0.2);
  });
});

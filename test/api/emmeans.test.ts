/**
 * Marginal means, contrasts and slopes beside those of the R package emmeans (test/reference/emmeans.R), which was handed the same draws
 * of the coefficients: equal draw by draw.
 */

import { beforeAll, describe, expect, it } from "vitest";
import { type ContrastOptions, contrastModel } from "../../src/api/contrast-model.ts";
import { fit } from "../../src/api/fit.ts";
import type { Fitted } from "../../src/api/fitted.ts";
import { parseModel } from "../../src/api/model.ts";
import { readCsv } from "../../src/data/read-csv.ts";
import { polynomialContrasts } from "../../src/posterior/polynomial-contrasts.ts";
import reference from "./emmeans.json" with { type: "json" };

const node = { readFile: readCsv, isPath: true };
const { data } = reference;
const designs: Readonly<
  Record<string, { readonly formula: string; readonly coefficients: Readonly<Record<string, number[]>> }>
> = reference.designs;
const drawCount = 4;

const outcomes: Readonly<Record<string, string>> = {
  one: "y ~ normal(X * β, 1)",
  two: "y ~ normal(X * β, 1)",
  bent: "y ~ normal(X * β, 1)",
  logit: "z ~ bernoulli_logit(X * β)",
  counts: "n ~ poisson_log(X * β)",
};

/** A model of a design, with the group effects or without. */
async function modelOf(name: string, isGrouped = false): Promise<Fitted> {
  const groups = isGrouped ? "τ ~ half_normal(2)\nu[g] ~ normal(0, τ)\n" : "";
  const outcome = outcomes[name]!.replace("X * β", isGrouped ? "X * β + u[g]" : "X * β");
  const text = `data { y: real
n: int
z: int
a: factor
b: factor
x: real
g: factor }
X = design(1 + ${designs[name]!.formula})
β[X] ~ normal(0, 5)
${groups}${outcome}`;
  return fit(parseModel(text), { data, seed: 1, workers: 0, chains: 1, draws: drawCount });
}

/** The run as if it had only one draw: that of the reference, with the sd of groups that is given. */
function withDraw(fitted: Fitted, name: string, draw: number, sd = 0): Fitted {
  const { coefficients } = designs[name]!;
  const values = fitted.draws.variables.map(({ quantity, levels: [level] }, v) => {
    if (quantity === "β") return Float64Array.of(coefficients[level!]![draw]!);
    return quantity === "τ" ? Float64Array.of(sd) : fitted.draws.values[v]!.slice(0, 1);
  });
  return fitted.withDraws({ ...fitted.draws, drawCount: 1, values, statistics: {} });
}

/** Medians of one draw are that draw; rows by draws. */
async function drawsOf(fitted: Fitted, name: string, options: ContrastOptions, sds: readonly number[] = []) {
  const columns: number[][] = [];
  for (let draw = 0; draw < drawCount; draw++) {
    const found = await contrastModel(withDraw(fitted, name, draw, sds[draw]), options, node);
    const rows = options.contrast === undefined ? found.means : found.contrasts;
    rows.forEach(({ estimate }, k) => {
      columns[k] = [...(columns[k] ?? []), estimate.median];
    });
  }
  return columns;
}

const fits = new Map<string, Fitted>();
beforeAll(async () => {
  for (const name of Object.keys(designs)) fits.set(name, await modelOf(name));
});

describe("draw by draw as emmeans has them", () => {
  for (const { design, name, options, draws } of reference.asked)
    it(`${design}: ${name}`, async () => {
      const found = await drawsOf(fits.get(design)!, design, options as ContrastOptions);
      expect(found.length).toBe(draws.length);
      // Slopes are differences over 10⁻⁴ of the range, and rounded as these are.
      const digits = "slope" in options ? 8 : 12;
      for (const [k, row] of draws.entries())
        for (const [d, value] of row.entries()) expect(found[k]![d]!).toBeCloseTo(value, digits);
    });

  it("polynomials of up to eight levels", () => {
    for (const [k, wanted] of reference.polynomials.entries())
      expect(polynomialContrasts(k + 2)).toEqual(
        Object.entries(wanted).map(([name, weights]) => ({ name, weights })),
      );
  });
});

describe("an average over groups on the scale of the outcome", () => {
  for (const { design, options, sd, plain, adjusted } of reference.adjusted)
    it(`is what emmeans's bias adjustment approximates: ${design}`, async () => {
      const fitted = await modelOf(design, true);
      const asked = options as ContrastOptions;
      const average = await drawsOf(fitted, design, asked, sd);
      const population = await drawsOf(fitted, design, { ...asked, groups: { g: "population" } }, sd);
      plain.forEach((row, k) => {
        row.forEach((value, d) => {
          expect(average[k]![d]!).toBeCloseTo(value, 12);
          const [exact, near] = [population[k]![d]!, adjusted[k]![d]!];
          if (design === "counts") expect(exact / value).toBeCloseTo(Math.exp(0.5 * sd[d]! ** 2), 12);
          // The adjustment has the second derivative, so what is left of it is of the fourth order: g⁗ σ⁴ / 8.
          const fourth = design === "counts" ? value * Math.exp(0.5 * sd[d]! ** 2) : 0.13;
          expect(Math.abs(exact - near)).toBeLessThanOrEqual((fourth * sd[d]! ** 4) / 8 + 1e-12);
        });
      });
    });
});

describe("under flat priors", () => {
  const flat = async (groups: string, formula: string) =>
    fit(
      parseModel(`data { y: real
a: factor
b: factor
x: real
g: factor }
X = design(1 + ${formula})
β[X] ~ flat()
σ ~ uniform(0, 100)
${groups}y ~ normal(X * β${groups === "" ? "" : " + u[g]"}, σ)`),
      { data, seed: 3, workers: 0, draws: 2000 },
    );

  it("posterior means are lm's estimates, and sds its errors under a flat prior of σ", async () => {
    const fitted = await flat("", "a * b + x");
    const found = await contrastModel(fitted, { by: "a", contrast: "pairwise" }, node);
    for (const [rows, wanted] of [
      [found.means, reference.fits.lm.means],
      [found.contrasts, reference.fits.lm.contrasts],
    ] as const)
      for (const [k, { estimate }] of rows.entries()) {
        expect(Math.abs(estimate.mean - wanted.estimate[k]!)).toBeLessThan(4 * estimate.errors.mean);
        // t with df - 1 degrees of freedom, and s²(df)/(df - 1) in place of s².
        const df = wanted.df[k]!;
        const sd = wanted.error[k]! * Math.sqrt(df / (df - 3));
        expect(Math.abs(estimate.sd - sd)).toBeLessThan(4 * estimate.errors.sd);
      }
  });

  it("posterior means are within a fifth of an error of lmer's estimates", async () => {
    const fitted = await flat("τ ~ uniform(0, 100)\nu[g] ~ normal(0, τ)\n", "a + x");
    const found = await contrastModel(fitted, { by: "a", contrast: "pairwise" }, node);
    const { means, contrasts } = reference.fits.lmer;
    for (const [k, { estimate }] of found.means.entries())
      expect(Math.abs(estimate.mean - means.estimate[k]!)).toBeLessThan(0.2 * means.error[k]!);
    for (const [k, { estimate }] of found.contrasts.entries())
      expect(Math.abs(estimate.mean - contrasts.estimate[k]!)).toBeLessThan(0.2 * contrasts.error[k]!);
  });
});

/** Sensitivity of runs, beside posteriors whose power-scaled form is known, and by quadrature over a grid. */

import { beforeAll, describe, expect, it } from "vitest";
import { fit, sensitivity } from "../../src/api/fit.ts";
import type { Fitted } from "../../src/api/fitted.ts";
import { parseModel } from "../../src/api/model.ts";
import { readModel } from "../../src/api/read-model.ts";
import type { SensitivityTable } from "../../src/posterior/sensitivity-table.ts";
import { dataFile, modelFile } from "../run/bundled.ts";
import { calm, data, text } from "./many-levels.ts";

const doubling = 2 * Math.log2(1.01);
const rowOf = (table: SensitivityTable, name: string) =>
  table.rows.find(({ variable }) => variable === name)!;

describe("conjugate models", () => {
  it("a normal mean whose sd is known: as its posterior with scaled prior or likelihood changes", async () => {
    // Precision 4·n/σ² + 1/s², at prior power α and likelihood power λ.
    const y = [3, 1, 2, 4];
    const model = parseModel("data { y: real }\nμ ~ normal(0, 2)\ny ~ normal(μ, 3)\n");
    const run = await fit(model, { data: { y }, draws: 2000, workers: 0 });
    const table = await sensitivity(run);
    const at = (prior: number, likelihood: number) => {
      const precision = (likelihood * 4) / 9 + prior / 4;
      return { mean: (likelihood * 10) / 9 / precision, sd: 1 / Math.sqrt(precision) };
    };
    const slope = (of: (power: number) => number) => (of(1.01) - of(0.99)) / doubling;
    const { prior, likelihood, sd } = rowOf(table, "μ");
    expect(sd).toBeCloseTo(at(1, 1).sd, 1);
    for (const [found, of] of [
      [prior!, (power: number) => at(power, 1)],
      [likelihood!, (power: number) => at(1, power)],
    ] as const) {
      expect(Math.abs(found.changes.mean - slope((p) => of(p).mean))).toBeLessThan(0.03 * sd);
      expect(Math.abs(found.changes.sd - slope((p) => of(p).sd))).toBeLessThan(0.03 * sd);
    }
    expect(table.priors).toMatchObject([{ name: "μ", written: "normal(0, 2)" }]);
    expect(rowOf(table, "μ").priors[0]).toEqual(prior);
  });

  it("a beta prior of a binomial share", async () => {
    // Beta(3, 2) and 6 of 8: with the prior to the power α Beta(2α + 1 + 6, α + 1 + 2).
    const model = parseModel("data { k: int\n n: int }\nθ ~ beta(3, 2)\nk ~ binomial(n, θ)\n");
    const run = await fit(model, { data: { k: [2, 4], n: [3, 5] }, draws: 2000, workers: 0 });
    const table = await sensitivity(run);
    const mean = (α: number, λ: number) => (2 * α + 1 + 6 * λ) / (3 * α + 2 + 8 * λ);
    const { prior, likelihood, sd } = rowOf(table, "θ");
    const exact = [mean(1.01, 1) - mean(0.99, 1), mean(1, 1.01) - mean(1, 0.99)].map((one) => one / doubling);
    expect(Math.abs(prior!.changes.mean - exact[0]!)).toBeLessThan(0.03 * sd);
    expect(Math.abs(likelihood!.changes.mean - exact[1]!)).toBeLessThan(0.03 * sd);
  });
});

describe("eight schools, by quadrature over μ and τ", () => {
  let table: SensitivityTable;
  let run: Fitted;
  beforeAll(async () => {
    run = await fit(await readModel(modelFile("eight-schools")), {
      data: dataFile("eight-schools"),
      draws: 2000,
      workers: 0,
    });
    table = await sensitivity(run);
  });

  const y = [28, 8, -3, 7, -1, 1, 18, 12];
  const se = [15, 10, 16, 11, 9, 11, 10, 18];
  /** Marginal distribution function of τ, and means of μ and τ, of powers of the prior of τ, of all priors, of the likelihood. */
  function scaled(powers: { readonly τ?: number; readonly μ?: number; readonly likelihood?: number }) {
    const { τ: ofτ = 1, μ: ofμ = 1, likelihood = 1 } = powers;
    const steps = 300;
    const grid = Array.from({ length: steps }, (_, i) => 60 * ((i + 0.5) / steps) ** 2);
    const weights = grid.map((τ, i) => {
      // N(y; θ, se²) to a power is N(y; θ, se²/power), up to what depends on no parameter; then θ is integrated out.
      let [precision, linear, logDensity] = [ofμ / 25, 0, -ofτ * Math.log1p((τ / 5) ** 2)];
      for (const [k, one] of y.entries()) {
        const variance = se[k]! ** 2 / likelihood + τ * τ;
        precision += 1 / variance;
        linear += one / variance;
        logDensity -= 0.5 * (Math.log(variance) + one ** 2 / variance);
      }
      const width = (60 * (2 * i + 1)) / steps ** 2;
      const weight = width * Math.exp(logDensity + 0.5 * (linear ** 2 / precision - Math.log(precision)));
      return { weight, μ: linear / precision };
    });
    const total = weights.reduce((sum, { weight }) => sum + weight, 0);
    const average = (of: (i: number) => number) =>
      weights.reduce((sum, { weight }, i) => sum + weight * of(i), 0) / total;
    return { τ: average((i) => grid[i]!), μ: average((i) => weights[i]!.μ) };
  }
  const slope = (of: (power: number) => Parameters<typeof scaled>[0], name: "μ" | "τ") =>
    (scaled(of(1.01))[name] - scaled(of(0.99))[name]) / doubling;

  it.each(["μ", "τ"] as const)("%s changes with all priors, each by itself, and the likelihood", (name) => {
    const row = rowOf(table, name);
    const found = [row.prior, ...row.priors, row.likelihood].map((one) => one!.changes.mean / row.sd);
    const exact = [
      slope((p) => ({ τ: p, μ: p }), name),
      slope((p) => ({ μ: p }), name),
      slope((p) => ({ τ: p }), name),
      slope((p) => ({ likelihood: p }), name),
    ].map((one) => one / row.sd);
    found.forEach((one, k) => {
      expect(Math.abs(one - exact[k]!)).toBeLessThan(0.06);
    });
  });

  it("has the diagnoses of priorsense, by the threshold", () => {
    for (const { prior, likelihood, diagnosis } of table.rows) {
      const wanted =
        prior!.distance < 0.05
          ? "-"
          : likelihood!.distance >= 0.05
            ? "potential prior-data conflict"
            : "potential strong prior / weak likelihood";
      expect(diagnosis).toBe(wanted);
    }
    expect(rowOf(table, "τ").diagnosis).not.toBe("-");
  });

  it("takes the quantities and the priors that are named, by other spellings, and its own threshold", async () => {
    const some = await sensitivity(run, { variables: ["tau", "theta[A]"], priors: ["tau"], threshold: 0.9 });
    expect(some.rows.map(({ variable }) => variable)).toEqual(["τ", "θ[A]"]);
    expect(some.rows.map(({ diagnosis }) => diagnosis)).toEqual(["-", "-"]);
    expect(some.areAll).toBe(false);
    expect(rowOf(some, "τ").prior!.distance).toBe(rowOf(table, "τ").priors[1]!.distance);
  });

  it("refuses names that are none, with the nearest", async () => {
    await expect(sensitivity(run, { priors: ["taw"] })).rejects.toThrow(/HP0885.*did you mean `τ`/s);
    await expect(sensitivity(run, { priors: ["θ"] })).rejects.toThrow("HP0885");
    await expect(sensitivity(run, { variables: ["bset"] })).rejects.toThrow(/HP0890.*did you mean `best`/s);
    await expect(sensitivity(run, { prior: ["τ"] } as object)).rejects.toThrow("did you mean `priors`?");
  });
});

describe("a run", () => {
  it("with a flat prior and one outcome of known sd has nothing of it to scale", async () => {
    const model = parseModel("data { y: real }\nμ ~ flat()\nσ ~ half_normal(2)\ny ~ normal(μ, σ)\n");
    const table = await sensitivity(await fit(model, { data: { y: [1, 2, 4, 3] }, draws: 300, workers: 0 }));
    expect(table.priors).toMatchObject([{ name: "μ", paretoK: null }, { name: "σ" }]);
    expect(rowOf(table, "μ").priors[0]).toBeNull();
    expect(rowOf(table, "σ").prior).not.toBeNull();
  });

  it("without data has nothing of a likelihood to scale", async () => {
    const table = await sensitivity(await fit(parseModel("μ ~ normal(0, 1)\n"), { draws: 300, workers: 0 }));
    expect(table.likelihood.paretoK).toBeNull();
    expect(rowOf(table, "μ")).toMatchObject({
      likelihood: null,
      diagnosis: "potential strong prior / weak likelihood",
    });
  });

  it("of too few draws for weights is made again with more", async () => {
    const model = parseModel("data { y: real }\nμ ~ normal(0, 2)\ny ~ normal(μ, 3)\n");
    const run = await fit(model, { data: { y: [3, 1, 2] }, chains: 2, draws: 10, workers: 0 });
    const table = await sensitivity(run);
    expect(table.refitDraws).toBe(1000);
    expect(table.prior.paretoK).toBeLessThan(0.7);
  });

  it("that does not hold its effects has them drawn again for the likelihood", async () => {
    const left = await fit(parseModel(text), calm);
    const kept = await fit(parseModel(text), { ...calm, keep: "all" });
    const [found, wanted] = [await sensitivity(left), await sensitivity(kept)];
    expect(found).toEqual(wanted);
    expect(found.rows.map(({ variable }) => variable)).toEqual(["μ", "τ", "σ", "icc[g]"]);
    expect(data.y).toHaveLength(2 * 504);
  });
});

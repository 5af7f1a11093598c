/** Group effects integrated out, beside multivariate normal densities written out and integrals by brute force. */

import { describe, expect, it } from "vitest";
import { bindRun } from "../../src/api/bound-run.ts";
import { fit } from "../../src/api/fit.ts";
import type { Fitted } from "../../src/api/fitted.ts";
import { parseModel } from "../../src/api/model.ts";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { readCsv } from "../../src/data/read-csv.ts";
import { NotGrouped } from "../../src/evaluation/group-terms.ts";
import {
  type Integration,
  integrateForRows,
  integrateGroups,
} from "../../src/evaluation/integrated-likelihood.ts";
import { forEachColumn, type ObservationSource } from "../../src/evaluation/observation-columns.ts";
import { choleskyFactor, solveLower } from "../../src/numeric/cholesky.ts";
import { logGamma } from "../../src/numeric/gamma-function.ts";

const calm = { workers: 0, chains: 2, draws: 10, warmup: 30, seed: 5, keep: "all" } as const;

async function boundFit(text: string, data: ColumnData) {
  const fitted = await fit(parseModel(text), { data, ...calm });
  const model = (await bindRun(fitted, {}, { readFile: readCsv, isPath: true })).data.bound;
  return { fitted, model };
}

async function integrated(text: string, data: ColumnData, factor: string) {
  const { fitted, model } = await boundFit(text, data);
  const found = integrateGroups(model, fitted.draws, factor);
  if (found instanceof NotGrouped) throw new Error(found.reason);
  return { fitted, model, found };
}

function at(source: ObservationSource, draw: number): number[] {
  const target = new Float64Array(source.size);
  source.fill(draw, target);
  return [...target];
}

const value = (fitted: Fitted, draw: number) => (name: string) => fitted.get(name)[draw]!;

/** log N(r; 0, Σ) */
function logNormal(residuals: readonly number[], covariance: (i: number, j: number) => number): number {
  const size = residuals.length;
  const matrix = Float64Array.from({ length: size * size }, (_, k) =>
    covariance(Math.floor(k / size), k % size),
  );
  expect(choleskyFactor(matrix, size)).toBe(true);
  const solved = Float64Array.from(residuals);
  solveLower(matrix, size, solved);
  let result = (-size / 2) * Math.log(2 * Math.PI);
  for (let i = 0; i < size; i++) result -= Math.log(matrix[i * size + i]!) + solved[i]! ** 2 / 2;
  return result;
}

/** Groups and rows of a normal model whose rows have means and covariances of their own. */
function expectNormal(
  { found, fitted }: { readonly found: Integration; readonly fitted: Fitted },
  groupOf: readonly string[],
  parts: (of: (name: string) => number) => {
    readonly residuals: readonly number[];
    readonly covariance: (i: number, j: number) => number;
  },
): void {
  expect(found.method).toBe("closed form");
  for (const draw of [0, 7, 19]) {
    const { residuals, covariance } = parts(value(fitted, draw));
    const joint = (rows: readonly number[]): number =>
      logNormal(
        rows.map((i) => residuals[i]!),
        (a, b) => covariance(rows[a]!, rows[b]!),
      );
    const rowsOf = (label: string): number[] => groupOf.flatMap((one, i) => (one === label ? [i] : []));
    const groups = at(found.groups, draw);
    found.labels.forEach((label, k) => {
      expect(groups[k]).toBeCloseTo(joint(rowsOf(label)), 8);
    });
    const rows = at(found.rows!, draw);
    groupOf.forEach((label, i) => {
      const others = rowsOf(label).filter((one) => one !== i);
      const rest = others.length === 0 ? 0 : joint(others);
      expect(rows[i]).toBeCloseTo(joint(rowsOf(label)) - rest, 8);
    });
  }
}

const y = [10.2, 9.7, 12.5, 13.1, 8.4, 11, 10.4, 14.2, 9.9];
const g = ["a", "a", "b", "b", "c", "b", "a", "d", "d"];
const x = [0, 1, -1, 0.5, 2, 1, -1, 0.3, -0.7];

describe("the likelihood without normal group effects", () => {
  it("is multivariate normal with random intercepts, also where effects have a location", async () => {
    const result = await integrated(
      "data { y: real\n g: factor }\nμ ~ normal(10, 5)\nτ ~ half_normal(2)\nσ ~ half_normal(1)\nb[g] ~ normal(μ, τ)\ny ~ normal(b[g], σ)",
      { y, g },
      "g",
    );
    expectNormal(result, g, (of) => ({
      residuals: y.map((one) => one - of("μ")),
      covariance: (i, j) => (g[i] === g[j] ? of("τ") ** 2 : 0) + (i === j ? of("σ") ** 2 : 0),
    }));
  });

  it("is multivariate normal with correlated slopes", async () => {
    const result = await integrated(
      `data { y: real
x: real
g: factor }
Z = design(1 + x)
β[Z] ~ normal(0, 20)
τ[Z] ~ half_normal(1)
Ω[Z, Z] ~ lkj(2)
u[g, Z] ~ multi_normal(0, τ, Ω)
σ ~ half_normal(1)
y ~ normal(Z * β + Z * u[g], σ)`,
      { y, g, x },
      "g",
    );
    expect(result.found.numbers).toBe(8);
    expectNormal(result, g, (of) => {
      const [a, b, ρ] = [of("τ[intercept]"), of("τ[x]"), of("Ω[intercept,x]")];
      return {
        residuals: y.map((one, i) => one - of("β[intercept]") - of("β[x]") * x[i]!),
        covariance: (i, j) =>
          (g[i] === g[j] ? a * a + ρ * a * b * (x[i]! + x[j]!) + b * b * x[i]! * x[j]! : 0) +
          (i === j ? of("σ") ** 2 : 0),
      };
    });
  });

  it("has the effects of factors within the one that is left out integrated too", async () => {
    const cask = ["a1", "a2", "b1", "b1", "c1", "b2", "a1", "d1", "d2"];
    const text =
      "data { y: real\n batch: factor\n cask: factor }\nμ ~ normal(10, 5)\nτ ~ half_normal(2)\nω ~ half_normal(2)\nσ ~ half_normal(1)\nb[batch] ~ normal(0, τ)\nc[cask] ~ normal(b[batch], ω)\ny ~ normal(μ + c[cask], σ)";
    const result = await integrated(text, { y, batch: g, cask }, "batch");
    expectNormal(result, g, (of) => ({
      residuals: y.map((one) => one - of("μ")),
      covariance: (i, j) =>
        (g[i] === g[j] ? of("τ") ** 2 : 0) +
        (cask[i] === cask[j] ? of("ω") ** 2 : 0) +
        (i === j ? of("σ") ** 2 : 0),
    }));
    // Of a new cask the effect of its batch is known.
    const ofCask = await integrated(text, { y, batch: g, cask }, "cask");
    expectNormal(ofCask, cask, (of) => ({
      residuals: y.map((one, i) => one - of("μ") - of(`b[${g[i]}]`)),
      covariance: (i, j) => (cask[i] === cask[j] ? of("ω") ** 2 : 0) + (i === j ? of("σ") ** 2 : 0),
    }));
  });

  it("keeps the effects of factors that cross it, and of the two rows take the one with more numbers", async () => {
    const h = ["p", "q", "p", "q", "p", "q", "q", "p", "q"];
    const text =
      "data { y: real\n g: factor\n h: factor }\nμ ~ normal(10, 5)\nτ ~ half_normal(2)\nω ~ half_normal(2)\nσ ~ half_normal(1)\nb[g] ~ normal(0, τ)\nc[h] ~ normal(0, ω)\ny ~ normal(μ + b[g] + c[h], σ)";
    const result = await integrated(text, { y, g, h }, "g");
    expectNormal(result, g, (of) => ({
      residuals: y.map((one, i) => one - of("μ") - of(`c[${h[i]}]`)),
      covariance: (i, j) => (g[i] === g[j] ? of("τ") ** 2 : 0) + (i === j ? of("σ") ** 2 : 0),
    }));
    expect(integrateForRows(result.model, result.fitted.draws)?.factor).toBe("g");
  });
});

/** log ∫ by a fine trapezoidal rule over where the prior has anything. */
function logIntegral(center: number, sd: number, logDensity: (b: number) => number): number {
  const points = 1200;
  const logs = Array.from({ length: points + 1 }, (_, k) =>
    logDensity(center + sd * (-12 + (24 * k) / points)),
  );
  const largest = Math.max(...logs);
  const sum = logs.reduce((total, one) => total + Math.exp(one - largest), 0);
  return largest + Math.log((sum * 24 * sd) / points);
}
const logFactorials = Array.from({ length: 100 }, () => 0);
for (let n = 2; n < 100; n++) logFactorials[n] = logFactorials[n - 1]! + Math.log(n);
const logPrior = (b: number, m: number, s: number): number =>
  -0.5 * Math.log(2 * Math.PI) - Math.log(s) - 0.5 * ((b - m) / s) ** 2;

describe("the likelihood without one number of each group by quadrature", () => {
  it("is the integral of counts, also without the one large count of a group", async () => {
    const c = [3, 0, 71, 5, 2, 4, 0, 1, 60];
    const { found, fitted } = await integrated(
      "data { c: int\n g: factor }\nμ ~ normal(1, 1)\nτ ~ half_normal(2)\nb[g] ~ normal(μ, τ)\nc ~ poisson(exp(b[g]))",
      { c, g },
      "g",
    );
    expect(found.method).toBe("quadrature");
    for (const draw of [19]) {
      const of = value(fitted, draw);
      const integral = (rows: readonly number[]): number =>
        logIntegral(of("μ"), of("τ"), (b) =>
          rows.reduce(
            (sum, i) => sum + c[i]! * b - Math.exp(b) - logFactorials[c[i]!]!,
            logPrior(b, of("μ"), of("τ")),
          ),
        );
      const groups = at(found.groups, draw);
      const rows = at(found.rows!, draw);
      g.forEach((label, i) => {
        const own = g.flatMap((one, k) => (one === label ? [k] : []));
        const whole = integral(own);
        expect(groups[found.labels.indexOf(label)]).toBeCloseTo(whole, 5);
        expect(rows[i]).toBeCloseTo(whole - integral(own.filter((k) => k !== i)), 4);
      });
    }
  });

  it("is the integral of a binary outcome, and of a t distribution about normal effects", async () => {
    const k = [1, 0, 1, 1, 0, 1, 0, 1, 1];
    const binary = await integrated(
      "data { k: int\n g: factor }\nμ ~ normal(0, 2)\nτ ~ half_normal(2)\nb[g] ~ normal(0, τ)\nk ~ bernoulli_logit(μ + b[g])",
      { k, g },
      "g",
    );
    const robust = await integrated(
      "data { y: real\n g: factor }\nμ ~ normal(10, 2)\nτ ~ half_normal(2)\nb[g] ~ normal(0, τ)\ny ~ student_t(4, μ + b[g], 1)",
      { y, g },
      "g",
    );
    const logT = (z: number) => Math.log(0.375) - 2.5 * Math.log1p((z * z) / 4);
    const terms = {
      binary: (i: number, m: number) => -Math.log1p(Math.exp(k[i] === 1 ? -m : m)),
      robust: (i: number, m: number) => logT(y[i]! - m),
    };
    for (const [{ found, fitted }, term] of [
      [binary, terms.binary],
      [robust, terms.robust],
    ] as const) {
      const of = value(fitted, 13);
      const groups = at(found.groups, 13);
      found.labels.forEach((label, j) => {
        const wanted = logIntegral(0, of("τ"), (b) =>
          g.reduce(
            (sum, one, i) => sum + (one === label ? term(i, of("μ") + b) : 0),
            logPrior(b, 0, of("τ")),
          ),
        );
        expect(groups[j]).toBeCloseTo(wanted, 5);
      });
    }
  });
});

describe("effects that are positive", () => {
  it("are integrated over their own range: counts with gamma rates are negative binomial", async () => {
    const c = [3, 0, 7, 5, 2, 4, 0, 1, 6];
    const { found, fitted } = await integrated(
      "data { c: int\n g: factor }\na ~ uniform(0.05, 0.6)\nw[g] ~ gamma(a, 1)\nc ~ poisson(w[g])",
      { c, g },
      "g",
    );
    for (const draw of [2, 15]) {
      const a = value(fitted, draw)("a");
      const groups = at(found.groups, draw);
      const rows = at(found.rows!, draw);
      // ∫ Γ(w; a, 1) Π Poisson(c; w) dw = Γ(a + s) / Γ(a) / (n + 1)^(a + s) / Π c!
      const integral = (own: readonly number[]): number => {
        const s = own.reduce((sum, i) => sum + c[i]!, 0);
        const logs = own.reduce((sum, i) => sum + logFactorials[c[i]!]!, 0);
        return logGamma(a + s) - logGamma(a) - (a + s) * Math.log(own.length + 1) - logs;
      };
      g.forEach((label, i) => {
        const own = g.flatMap((one, k) => (one === label ? [k] : []));
        expect(groups[found.labels.indexOf(label)]).toBeCloseTo(integral(own), 5);
        expect(rows[i]).toBeCloseTo(integral(own) - integral(own.filter((k) => k !== i)), 4);
      });
    }
  });
});

describe("what cannot be integrated out", () => {
  it.for([
    ["a flat prior", "b[g] ~ flat()\ny ~ normal(b[g], 1)", /flat/u],
    [
      "levels that depend on each other",
      "b[g] ~ random_walk(1)\ny ~ normal(b[g], 1)",
      /depend on each other/u,
    ],
    [
      "four numbers of a t distribution",
      "Z = design(1 + x + I(x^2) + I(x^3))\nb[g, Z] ~ normal(0, 1)\ny ~ student_t(4, Z * b[g], 1)",
      /a row has 4 numbers of its g to integrate out.*at most/u,
    ],
    [
      "a level that is in all rows",
      "b[g] ~ normal(0, 1)\nc = mean(b)\ny ~ normal(b[g] + c, 1)",
      /of others/u,
    ],
  ] as const)("says so: %s", async ([, text, reason]) => {
    const { fitted, model } = await boundFit(`data { y: real\n x: real\n g: factor }\n${text}`, { y, x, g });
    const found = integrateGroups(model, fitted.draws, "g");
    expect(found).toBeInstanceOf(NotGrouped);
    expect((found as NotGrouped).reason).toMatch(reason);
  });
});

describe("numbers of observations", () => {
  it("are visited in blocks as they are all at once", () => {
    const source = {
      size: 5,
      fill: (draw: number, target: Float64Array) =>
        target.forEach((_, i) => {
          target[i] = 10 * i + draw;
        }),
    };
    const seen = (most: number, wanted?: Int32Array): string[] => {
      const found: string[] = [];
      forEachColumn(source, 3, (i, column) => found.push(`${i}: ${[...column]}`), wanted, most);
      return found;
    };
    expect(seen(6)).toEqual(seen(1000));
    expect(seen(1)).toEqual(seen(1000));
    expect(seen(3, Int32Array.of(4, 1))).toEqual(["4: 40,41,42", "1: 10,11,12"]);
  });
});

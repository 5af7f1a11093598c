/**
 * The marginal density where arithmetic is hard or data say little: against closed forms that lose no digits, against brute force, and
 * against itself in other units.
 */

import { describe, expect, it } from "vitest";
import type { ColumnData } from "../../../src/data/from-memory.ts";
import { numericalGradient, requireBound, scattered } from "../../density/harness.ts";
import { bruteForce } from "./brute-force.ts";
import { integrate, likelihoodOf } from "./integrated-model.ts";
import { type OneWayRow, oneWayLogDensity } from "./one-way.ts";

const unbalanced = [1, 2, 3, 3, 5, 8, 13].flatMap((n, group) => Array<number>(n).fill(group));
const noise = scattered(unbalanced.length, 3, 2);
const rows = unbalanced.map((group, i): OneWayRow => ({ group, y: 45 + noise[i]! + group / 3 }));

/** One factor; `prior` is that of β. */
function oneWay(prior: string, sd = "σ"): string {
  return `data { y: real, w: real > 0, g: factor }
β ~ ${prior}
τ ~ half_normal(5)
σ ~ half_normal(5)
b[g] ~ normal(0, τ)
y ~ normal(β + b[g], ${sd})`;
}

function columnsOf(data: readonly OneWayRow[]): ColumnData {
  return {
    y: data.map(({ y }) => y),
    w: data.map(({ weight }) => weight ?? 1),
    g: data.map(({ group }) => `g${group}`),
  };
}

function expectClose(found: number, wanted: number, tolerance: number): void {
  expect(Math.abs(found - wanted)).toBeLessThan(tolerance * Math.max(1, Math.abs(wanted)));
}

/** A density, and the gradient that finite differences give, at a few positions. */
function expectDensity(text: string, columns: ColumnData, wanted: (position: Float64Array) => number): void {
  const { density } = integrate(requireBound(text, columns));
  for (const shift of [0, 0.8, -0.9]) {
    const position = Float64Array.from(scattered(density.dimension, 0.5, 4), (x) => x + shift);
    const gradient = new Float64Array(density.dimension);
    expectClose(density.evaluate(position, gradient), wanted(position), 1e-10);
    const numeric = numericalGradient((at) => density.value(at), position);
    for (const [i, slope] of gradient.entries()) expectClose(slope, numeric[i]!, 1e-7);
  }
}

function expectBruteForce(text: string, columns: ColumnData): void {
  const model = requireBound(text, columns);
  const slow = bruteForce(model, integrate(model).integrated);
  expectDensity(text, columns, slow.value);
}

describe("at extreme ratios of variances", () => {
  const proper = likelihoodOf(requireBound(oneWay("normal(40, 20)"), columnsOf(rows)));
  const flat = likelihoodOf(requireBound(oneWay("flat()"), columnsOf(rows)));

  it.each([1e-40, 1e-16, 1e-8, 1, 1e8, 1e16, 1e40])(
    "the density is exact under a proper prior: τ²/σ² = %s",
    (ratio) => {
      for (const σ of [1e-4, 1, 1e4]) {
        const values = { σ, τ: σ * Math.sqrt(ratio) };
        const wanted = oneWayLogDensity(rows, { ...values, prior: { mean: 40, sd: 20 } });
        expectClose(proper(values), wanted, 1e-12);
      }
    },
  );

  it.each([1e-40, 1e-16, 1e-8, 1, 1e4, 1e8, 1e16, 1e40])(
    "the density is exact under a flat prior: τ²/σ² = %s",
    (ratio) => {
      for (const σ of [1e-4, 1, 1e4]) {
        const values = { σ, τ: σ * Math.sqrt(ratio) };
        expectClose(flat(values), oneWayLogDensity(rows, { ...values, prior: null }), 1e-12);
      }
    },
  );

  it.each([-9.2, 9.2])("the gradient is that of finite differences: log τ/σ = %s", (logRatio) => {
    const { density } = integrate(requireBound(oneWay("normal(40, 20)"), columnsOf(rows)));
    const position = Float64Array.of(logRatio, 0);
    const gradient = new Float64Array(2);
    density.evaluate(position, gradient);
    const numeric = numericalGradient((at) => density.value(at), position);
    for (const i of [0, 1]) expectClose(gradient[i]!, numeric[i]!, 1e-7);
  });
});

describe("of data that say little", () => {
  const proper = oneWay("normal(40, 20)");

  it.each([
    ["one group", rows.map((row) => ({ ...row, group: 0 }))],
    ["groups of one observation", rows.map((row, group) => ({ ...row, group }))],
    ["one row", rows.slice(0, 1)],
    ["two rows of two groups", rows.slice(0, 2)],
    ["a constant outcome", rows.map((row) => ({ ...row, y: 45 }))],
    ["an outcome of zeros", rows.map((row) => ({ ...row, y: 0 }))],
    ["an outcome that is constant in each group", rows.map((row) => ({ ...row, y: 45 + row.group }))],
  ])("%s give the density of brute force", (_, data) => {
    // Under a half-normal prior of σ a constant outcome has no posterior, and is refused.
    expectBruteForce(proper.replace(/σ ~ half_normal\(5\)/, "σ ~ lognormal(1, 1)"), columnsOf(data));
  });

  it("a predictor that is constant, or a multiple of another, is told from the intercept by its prior", () => {
    const text = `data { y: real, x: real, z: real, c: real, g: factor }
β ~ normal(40, 20)
γ ~ normal(0, 3)
δ ~ normal(0, 2)
ε ~ normal(1, 2)
τ ~ half_normal(5)
σ ~ half_normal(5)
b[g] ~ normal(0, τ)
y ~ normal(β + γ * x + δ * z + ε * c + b[g], σ)`;
    const x = scattered(rows.length, 2, 9);
    const twice = x.map((value) => 2 * value);
    expectBruteForce(text, { ...columnsOf(rows), x, z: twice, c: x.map(() => 3) });
    expectBruteForce(text, { ...columnsOf(rows), x, z: twice, c: x.map(() => 0) });
  });

  it("more coefficients than rows are told apart by their priors", () => {
    const names = Array.from({ length: 12 }, (_, k) => `x${k}`);
    const text = `data { y: real, ${names.map((name) => `${name}: real`).join(", ")} }
X = design(1 + ${names.join(" + ")})
β[X] ~ normal(0, 5)
σ ~ half_normal(5)
y ~ normal(X * β, σ)`;
    const columns = Object.fromEntries(names.map((name, k) => [name, scattered(5, 1, k)]));
    expectBruteForce(text, { ...columns, y: scattered(5, 4, 20) });
  });

  it("levels of a full grid without rows keep their priors", () => {
    const text = `data { y: real, lab: factor, day: factor }
β ~ normal(40, 20)
τ ~ half_normal(5)
σ ~ half_normal(5)
b[lab, day] ~ normal(0, τ)
y ~ normal(β + b[lab, day], σ)`;
    const lab = rows.map(({ group }) => `l${group % 4}`);
    const day = rows.map(({ group }) => `d${group}`);
    expectBruteForce(text, { y: rows.map(({ y }) => y), lab, day });
  });

  it("known standard deviations from 10⁻⁶ to 10⁶ weigh the rows", () => {
    const weighted = rows.map((row, i) => ({ ...row, weight: 10 ** ((i % 13) - 6) }));
    const likelihood = likelihoodOf(requireBound(oneWay("normal(40, 20)", "σ * w"), columnsOf(weighted)));
    const prior = { mean: 40, sd: 20 };
    // The most precise row has σ · 10⁻⁶.
    for (const [σ, τ] of [
      [1e3, 1],
      [1e3, 10],
      [1e6, 5],
      [1, 1e3],
      [1e-3, 1e3],
    ] as const)
      expectClose(likelihood({ σ, τ }), oneWayLogDensity(weighted, { σ, τ, prior }), 1e-11);
  });

  it("40,000 groups of one to three observations give the density of the closed form", () => {
    const groups = Array.from({ length: 80_000 }, (_, i) => i % (i < 60_000 ? 30_000 : 40_000));
    const scatter = scattered(groups.length, 3, 1);
    const many = groups.map((group, i): OneWayRow => ({ group, y: 45 + scatter[i]! + (group % 7) }));
    const likelihood = likelihoodOf(requireBound(oneWay("flat()"), columnsOf(many)));
    for (const [σ, τ] of [
      [2, 1.5],
      [1, 0.01],
    ] as const)
      expectClose(likelihood({ σ, τ }), oneWayLogDensity(many, { σ, τ, prior: null }), 1e-11);
  });
});

describe("in other units", () => {
  /** All of the outcome's unit is in the numbers of the model: y, priors and standard deviations. */
  function textIn(unit: number): string {
    return `data { y: real, x: real, g: factor, h: factor }
β ~ normal(${40 * unit}, ${20 * unit})
γ ~ normal(0, ${3 * unit})
τ ~ half_normal(${5 * unit})
ψ ~ half_normal(${5 * unit})
ω ~ half_normal(${5 * unit})
σ ~ half_normal(${5 * unit})
b[g] ~ normal(0, τ)
d[g] ~ normal(0, ψ)
c[h] ~ normal(0, ω)
y ~ normal(β + γ * x + b[g] + d[g] * x + c[h], σ)`;
  }

  const x = scattered(rows.length, 2, 9);
  const base = {
    x,
    g: rows.map(({ group }) => `g${group}`),
    h: rows.map((_, i) => `h${i % 5}`),
  };
  const columns = { ...base, y: rows.map(({ y }) => y) };
  const own = integrate(requireBound(textIn(1), columns)).density;
  const position = Float64Array.from(scattered(own.dimension, 0.6, 6));

  it.each([1e-300, 1e-150, 1e-9, 1e9, 1e150, 1e300])(
    "of the outcome, %s, the density differs by the Jacobian alone",
    (unit) => {
      const scaled = { ...base, y: columns.y.map((y) => y * unit) };
      const { density } = integrate(requireBound(textIn(unit), scaled));
      // What is sampled are logarithms of standard deviations.
      const moved = position.map((value) => value + Math.log(unit));
      const [ownGradient, gradient] = [position.slice(), position.slice()];
      const wanted = own.evaluate(position, ownGradient) - rows.length * Math.log(unit);
      expectClose(density.evaluate(moved, gradient), wanted, 1e-11);
      for (const [i, slope] of gradient.entries()) expectClose(slope, ownGradient[i]!, 1e-9);
    },
  );

  it.each([1e-300, 1e-150, 1e-9, 1e9, 1e150, 1e300])(
    "of a predictor, %s, the density is the same",
    (unit) => {
      const text = (by: number): string => `data { y: real, x: real, g: factor }
β ~ normal(40, 20)
γ ~ normal(0, ${3 / by})
τ ~ half_normal(${5 / by})
σ ~ half_normal(5)
c[g] ~ normal(0, τ)
y ~ normal(β + γ * x + c[g] * x, σ)`;
      const plain = integrate(requireBound(text(1), columns)).density;
      const scaled = integrate(
        requireBound(text(unit), { ...columns, x: x.map((value) => value * unit) }),
      ).density;
      const at = Float64Array.of(0.3, -0.2);
      expectClose(scaled.value(at.with(0, 0.3 - Math.log(unit))), plain.value(at), 1e-11);
    },
  );

  it.each([1e-150, 1e150])(
    "of a predictor with a flat prior, %s, the density differs by the Jacobian",
    (unit) => {
      const text = `data { y: real, x: real }
β ~ flat()
γ ~ flat()
σ ~ half_normal(5)
y ~ normal(β + γ * x, σ)`;
      const plain = integrate(requireBound(text, columns)).density;
      const scaled = integrate(requireBound(text, { ...columns, x: x.map((value) => value * unit) })).density;
      const at = Float64Array.of(0.3);
      expectClose(scaled.value(at), plain.value(at) - Math.log(unit), 1e-11);
    },
  );
});

describe("far from zero", () => {
  // In steps of 2⁻¹⁰, so that nothing is lost when 10⁹ is added.
  const rounded = rows.map((row) => ({ ...row, y: Math.round(row.y * 1024) / 1024 }));
  const far = rounded.map((row) => ({ ...row, y: row.y + 1e9 }));
  const at = Float64Array.of(0.4, 0.1);
  const value = (text: string, data: readonly OneWayRow[]): number =>
    integrate(requireBound(text, columnsOf(data))).density.value(at);

  it("an outcome of 10⁹ and some gives the density of some, under a flat prior", () => {
    expectClose(value(oneWay("flat()"), far), value(oneWay("flat()"), rounded), 1e-12);
  });

  it("so it does under a normal prior that moves along, and with the 10⁹ written into the mean", () => {
    const wanted = value(oneWay("normal(40, 20)"), rounded);
    expectClose(value(oneWay("normal(1000000040, 20)"), far), wanted, 1e-12);
    expectClose(value(oneWay("normal(40, 20)").replace("(β +", "(1000000000 + β +"), far), wanted, 1e-12);
  });

  it("so it does where group means are centered on a mean of their own", () => {
    const text = (prior: string): string =>
      oneWay(prior).replace("b[g] ~ normal(0, τ)", "b[g] ~ normal(β, τ)").replace("β + b[g]", "b[g]");
    expectClose(value(text("normal(1000000040, 20)"), far), value(text("normal(40, 20)"), rounded), 1e-12);
  });

  const slope = (prior: string): string => `data { y: real, year: real, g: factor }
β ~ ${prior}
γ ~ normal(0, 3)
τ ~ half_normal(5)
σ ~ half_normal(5)
b[g] ~ normal(0, τ)
y ~ normal(β + γ * year + b[g], σ)`;

  it("a predictor that counts years gives the density of one that begins with 0", () => {
    const years = rows.map((_, i) => i % 21);
    const columns = columnsOf(rows);
    const late = integrate(
      requireBound(slope("flat()"), { ...columns, year: years.map((one) => 2000 + one) }),
    );
    const early = integrate(requireBound(slope("flat()"), { ...columns, year: years }));
    expectClose(late.density.value(at), early.density.value(at), 1e-12);
  });

  it("intercepts and slopes over years are correlated intercepts and slopes over years from 0", () => {
    const years = rows.map((_, i) => i % 21);
    const text = (effects: string, sum: string): string => `data { y: real, year: real, g: factor }
β ~ normal(40, 20)
σ ~ half_normal(5)
${effects}
y ~ normal(β + ${sum}, σ)`;
    const independent = text(
      "ω ~ half_normal(5)\nτ ~ half_normal(5)\nb[g] ~ normal(0, ω)\nc[g] ~ normal(0, τ)",
      "b[g] + c[g] * year",
    );
    const correlated = text(
      "Z = design(1 + year)\nτ[Z] ~ half_normal(5)\nΩ[Z, Z] ~ lkj(1)\nu[g, Z] ~ multi_normal(0, τ, Ω)",
      "Z * u[g]",
    );
    const late = likelihoodOf(
      requireBound(independent, { ...columnsOf(rows), year: years.map((one) => 2000 + one) }),
    );
    const early = likelihoodOf(requireBound(correlated, { ...columnsOf(rows), year: years }));
    const [σ, ω, τ] = [2, 3, 0.1];
    // b + c (2000 + t) has the intercept b + 2000 c.
    const sd = Math.hypot(ω, 2000 * τ);
    const wanted = early({
      σ,
      'τ["intercept"]': sd,
      'τ["year"]': τ,
      "factor of Ω 1,0": (2000 * τ) / sd,
      "factor of Ω 1,1": ω / sd,
    });
    // (2000/6)² is what cross-products lose by the distance of the years from zero.
    expectClose(late({ σ, ω, τ }), wanted, 1e-9);
  });
});

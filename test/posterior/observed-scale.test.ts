/** Correlations on the observed scale against sums over a fine grid of both group effects, and against published formulas. */

import { describe, expect, test } from "vitest";
import { normalCdf } from "../../src/numeric/error-function.ts";
import { observedTable } from "../../src/posterior/observed-scale.ts";
import { compileText, constrainAt, scattered } from "../density/harness.ts";
import { makeDraws } from "./make-draws.ts";

const columns = {
  k: [0, 2, 3, 1, 4, 2, 0, 1],
  n: [5, 5, 5, 5, 6, 6, 6, 6],
  x: [1, 2, 3, 1, 2, 3, 1, 2],
  g: [..."aabbccdd"],
  h: [..."pqpqpqpq"],
};
const declared =
  "data { k: int >= 0\n n: int > 0\n x: real\n g: factor\n h: factor }\nβ ~ normal(0, 1)\nτ ~ half_normal(1)\nω ~ half_normal(1)\nφ ~ half_normal(1)\na[g] ~ normal(0, τ)\nc[h] ~ normal(0, ω)\n";

function answered(statements: string, at?: Record<string, number>) {
  const model = compileText(declared + statements, columns);
  const draw = constrainAt(model, scattered(model.density.dimension, 0.6));
  const draws = makeDraws(
    { chainCount: 1, drawCount: 1 },
    Object.fromEntries(Object.entries(draw).map(([name, value]) => [name, [value]])),
  );
  const table = observedTable(draws, model.roles, at === undefined ? {} : { at });
  return { draw, table, of: (group: string) => table.rows.find((row) => row.group === group)!.mean };
}

/** Midpoints from -reach to reach standard deviations. */
const [points, reach] = [200, 11];

/** E f(u, r) for independent normal u and r with these sds, by midpoints of a fine grid. */
function expectation(sdU: number, sdR: number, of: (u: number, r: number) => number): number {
  const [count, end] = [points, reach];
  let sum = 0;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      const [z, w] = [i, j].map((one) => -end + (2 * end * (one + 0.5)) / count);
      const weight = Math.exp(-(z! * z! + w! * w!) / 2) / (2 * Math.PI);
      sum += weight * ((2 * end) / count) ** 2 * of(sdU * z!, sdR * w!);
    }
  }
  return sum;
}

/** By its definition: both counts of a pair have the same u, and their own r. */
function correlation(
  mean: (η: number) => number,
  noise: (mean: number) => number,
  [μ, sdU, sdR]: readonly [number, number, number],
): number {
  const whole = expectation(sdU, sdR, (u, r) => mean(μ + u + r));
  const inner = (u: number): number => {
    let sum = 0;
    for (let j = 0; j < points; j++) {
      const w = -reach + (2 * reach * (j + 0.5)) / points;
      sum += ((Math.exp((-w * w) / 2) / Math.sqrt(2 * Math.PI)) * 2 * reach * mean(μ + u + sdR * w)) / points;
    }
    return sum;
  };
  let both = 0;
  for (let i = 0; i < points; i++) {
    const z = -reach + (2 * reach * (i + 0.5)) / points;
    both += (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * ((2 * reach) / points) * inner(sdU * z) ** 2;
  }
  const square = expectation(sdU, sdR, (u, r) => mean(μ + u + r) ** 2 + noise(mean(μ + u + r)));
  return (both - whole * whole) / (square - whole * whole);
}

const logistic = (η: number): number => 1 / (1 + Math.exp(-η));
const poisson = (λ: number): number => λ;

describe("correlations on the observed scale", () => {
  test.each([
    ["binomial_logit(n, β + a[g] + c[h])", logistic, (p: number) => p * (1 - p)],
    ["binomial(n, normal_cdf(β + a[g] + c[h]))", normalCdf, (p: number) => p * (1 - p)],
    ["poisson_log(β + a[g] + c[h])", Math.exp, poisson],
  ] as const)("of %s are those of the two outcomes", (likelihood, mean, noise) => {
    const { draw, of } = answered(`k ~ ${likelihood}`);
    const [β, τ, ω] = [draw.β!, draw.τ!, draw.ω!];
    expect(of("g")).toBeCloseTo(correlation(mean, noise, [β, τ, ω]), 7);
    expect(of("h")).toBeCloseTo(correlation(mean, noise, [β, ω, τ]), 7);
  });

  test("of overdispersed counts heed what is added to their variance", () => {
    const nb = answered("k ~ negative_binomial_log(β + a[g] + c[h], φ)");
    const [β, τ, ω, φ] = ["β", "τ", "ω", "φ"].map((name) => nb.draw[name]!) as [
      number,
      number,
      number,
      number,
    ];
    expect(nb.of("g")).toBeCloseTo(
      correlation(Math.exp, (λ) => λ + (λ * λ) / φ, [β, τ, ω]),
      7,
    );
    const nb1 = answered("k ~ negative_binomial_1(exp(β + a[g] + c[h]), φ)");
    expect(nb1.of("g")).toBeCloseTo(
      correlation(Math.exp, (λ) => λ * (1 + φ), [β, τ, ω]),
      7,
    );
  });

  test("of counts with one factor are those of Stryhn et al. (2006)", () => {
    const model = "k ~ poisson_log(β + a[g])";
    const { draw, of } = answered(model);
    const [β, τ] = [draw.β!, draw.τ! ** 2];
    const expected = (Math.exp(τ) - 1) / (Math.exp(τ) - 1 + Math.exp(-β - τ / 2));
    expect(of("g")).toBeCloseTo(expected, 13);
  });

  test("are at the mean of the fixed part", () => {
    const { draw, of } = answered("k ~ poisson_log(β + φ * x + a[g])");
    const mean = draw.β! + draw.φ! * (columns.x.reduce((sum, one) => sum + one, 0) / columns.x.length);
    const τ = draw.τ! ** 2;
    expect(of("g")).toBeCloseTo((Math.exp(τ) - 1) / (Math.exp(τ) - 1 + Math.exp(-mean - τ / 2)), 13);
  });

  test("with slopes are at a stated value, and else not told", () => {
    const model = "k ~ poisson_log(β + a[g] * x)";
    expect(answered(model).table.reason).toContain("--at NAME=VALUE");
    const { draw, of } = answered(model, { x: 2 });
    const variance = 4 * draw.τ! ** 2;
    const expected = (Math.exp(variance) - 1) / (Math.exp(variance) - 1 + Math.exp(-draw.β! - variance / 2));
    expect(of("g")).toBeCloseTo(expected, 13);
  });

  test("are not of normal outcomes, nor of effects that are not normal", () => {
    expect(answered("x ~ normal(β + a[g], φ)").table.reason).toContain("binary outcomes");
    const heavy = "t[g] ~ student_t(5, 0, τ)\nk ~ poisson_log(β + t[g])";
    expect(answered(heavy).table.reason).toContain("normal group effects");
  });
});

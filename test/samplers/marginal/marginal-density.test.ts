import { describe, expect, it } from "vitest";
import { choleskyFactor, solveLower } from "../../../src/numeric/cholesky.ts";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { findIntegration } from "../../../src/run/integration.ts";
import { MarginalDensity } from "../../../src/samplers/marginal/marginal-density.ts";
import { type CompiledText, compileText, numericalGradient, scattered } from "../../density/harness.ts";

const columns = {
  y: [3.1, 2.2, 4.0, 5.5, 1.2, 2.7, 3.3, 0.4],
  x: [0, 1, 2, 0, 1, 2, 0.5, 1.5],
  g: ["a", "a", "a", "b", "b", "c", "c", "c"],
  h: ["u", "v", "u", "v", "u", "v", "u", "v"],
};

const head =
  "data { y: real, x: real, g: factor, h: factor }\nτ ~ half_normal(2)\nω ~ half_normal(1)\nσ ~ half_normal(3)\n";

/** Models with y ~ N(m, V) given their scales; m and V written out by hand. */
const models: Record<string, { text: string; mean: number; covariance: Covariance }> = {
  "an intercept and crossed effects": {
    text: `${head}β ~ normal(1, 4)\nb[g] ~ normal(0, τ)\nc[h] ~ normal(0, ω)\ny ~ normal(β + b[g] + c[h], σ)`,
    mean: 1,
    covariance: (i, j, { τ, ω, σ }) =>
      16 + same("g", i, j) * τ * τ + same("h", i, j) * ω * ω + Number(i === j) * σ * σ,
  },
  "hierarchical centering": {
    text: `${head}β ~ normal(1, 4)\nb[g] ~ normal(β, τ)\nc[h] ~ normal(0, ω)\ny ~ normal(b[g] + c[h], σ)`,
    mean: 1,
    covariance: (i, j, { τ, ω, σ }) =>
      16 + same("g", i, j) * τ * τ + same("h", i, j) * ω * ω + Number(i === j) * σ * σ,
  },
  "slopes of a group": {
    text: `${head}β ~ normal(1, 4)\nb[g] ~ normal(0, τ)\ncentered s[g] ~ normal(0, ω)\ny ~ normal(β + b[g] + s[g] * x, σ)`,
    mean: 1,
    covariance: (i, j, { τ, ω, σ }) =>
      16 + same("g", i, j) * (τ * τ + ω * ω * columns.x[i]! * columns.x[j]!) + Number(i === j) * σ * σ,
  },
};

type Scales = { τ: number; ω: number; σ: number };
type Covariance = (i: number, j: number, scales: Scales) => number;

function same(name: "g" | "h", i: number, j: number): number {
  return Number(columns[name][i] === columns[name][j]);
}

/** log N(y | m, V) by a dense Cholesky factor. */
function bruteForce(mean: number, covariance: Covariance, scales: Scales): number {
  const n = columns.y.length;
  const factor = Float64Array.from({ length: n * n }, (_, k) => covariance(Math.floor(k / n), k % n, scales));
  expect(choleskyFactor(factor, n)).toBe(true);
  const residual = Float64Array.from(columns.y, (y) => y - mean);
  solveLower(factor, n, residual);
  let log = -n * 0.5 * Math.log(2 * Math.PI);
  for (let i = 0; i < n; i++) log -= Math.log(factor[i * n + i]!) + 0.5 * residual[i]! ** 2;
  return log;
}

/** Log density of half-normal scales on the log scale, with its Jacobian. */
function priorOfScales({ τ, ω, σ }: Scales): number {
  const one = (x: number, sd: number): number =>
    Math.log(2) - 0.5 * (x / sd) ** 2 - Math.log(sd) - 0.5 * Math.log(2 * Math.PI) + Math.log(x);
  return one(τ, 2) + one(ω, 1) + one(σ, 3);
}

function marginalOf(compiled: CompiledText): MarginalDensity {
  return new MarginalDensity(compiled.density, findIntegration(compiled).places);
}

describe.each(Object.entries(models))("the marginal density with %s", (_, { text, mean, covariance }) => {
  const compiled = compileText(text, columns);
  const marginal = marginalOf(compiled);
  const gradient = new Float64Array(3);

  it("leaves the three scales", () => {
    expect(marginal.dimension).toBe(3);
  });

  it("is the brute-force normal density of the outcome times the prior of the scales", () => {
    for (let round = 0; round < 6; round++) {
      const φ = Float64Array.from(scattered(3, 2, round));
      const [τ, ω, σ] = [...φ].map(Math.exp) as [number, number, number];
      const expected = bruteForce(mean, covariance, { τ, ω, σ }) + priorOfScales({ τ, ω, σ });
      const found = marginal.evaluate(φ, gradient) + compiled.joint.droppedConstant;
      expect(Math.abs(found - expected)).toBeLessThan(1e-9 * Math.abs(expected));
    }
  });

  it("has the gradient of finite differences", () => {
    const φ = Float64Array.from(scattered(3, 1.5, 4));
    const scratch = new Float64Array(3);
    const expected = numericalGradient((at) => marginal.evaluate(at, scratch), φ);
    marginal.evaluate(φ, gradient);
    expected.forEach((value, i) => {
      expect(gradient[i]).toBeCloseTo(value, 5);
    });
  });

  it("depends on the position alone, not on what was evaluated before", () => {
    const φ = Float64Array.from(scattered(3, 1, 2));
    const once = marginal.evaluate(φ, gradient);
    marginal.evaluate(Float64Array.from(scattered(3, 2, 9)), gradient);
    expect(marginal.evaluate(φ, gradient)).toBe(once);
    expect(marginalOf(compiled).evaluate(φ, gradient)).toBe(once);
  });
});

describe("draws of what was integrated out", () => {
  it("have the moments of the conditional normal", () => {
    // One mean, known scales: μ | y ~ N(Σy/(n + 1/16), 1/(n + 1/16))
    const compiled = compileText("data { y: real }\nμ ~ normal(0, 4)\ny ~ normal(μ, 1)", { y: columns.y });
    const marginal = marginalOf(compiled);
    const stream = createRandomStream(5, 1);
    const whole = new Float64Array(1);
    const draws = Array.from({ length: 20_000 }, () => {
      marginal.complete(new Float64Array(0), stream, whole);
      return whole[0]!;
    });
    const precision = columns.y.length + 1 / 16;
    const mean = columns.y.reduce((sum, y) => sum + y, 0) / precision;
    const found = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    const variance = draws.reduce((sum, draw) => sum + (draw - found) ** 2, 0) / draws.length;
    expect(Math.abs(found - mean) * Math.sqrt(precision * draws.length)).toBeLessThan(4);
    expect(Math.abs(variance * precision - 1)).toBeLessThan(4 * Math.sqrt(2 / draws.length));
  });
});

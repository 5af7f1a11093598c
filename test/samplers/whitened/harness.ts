/** Models with group effects, and their densities. */

import { type CompiledModel, instantiate } from "../../../src/density/compile.ts";
import type { LogDensity } from "../../../src/density/log-density.ts";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { compileText } from "../../density/harness.ts";

export interface DensityCase {
  readonly name: string;
  readonly compiled: CompiledModel;
}

const rows = 240;
const index = Array.from({ length: rows }, (_, i) => i);
const noise = (seed: number): number[] => {
  const stream = createRandomStream(seed, 1);
  return index.map(() => stream.normal());
};
/** Effects of the levels: of `g`, of `c` that it is nested in, of `h`, and on the slope of x. */
const level = (i: number): number => [-1.3, 0.4, 1.2, -0.5, 0.1, 0.9, -0.8, 0.3, -0.2, 1.4, -1, 0.2][i % 12]!;
const shared = (i: number): number => [-2, 1, 2.5, -1][i % 4]!;
const cross = (i: number): number => [-0.8, 0.5, 0.9, -0.3, 0.1][Math.floor(i / 12) % 5]!;
const slope = (i: number): number =>
  [0.6, -0.4, 0.9, -0.7, 0.2, -0.9, 0.5, 0.8, -0.6, 0.3, -0.2, 0.1][i % 12]!;
const xs = noise(4);
const columns = {
  y: noise(1).map((e, i) => 2 + e + 1.5 * level(i) + shared(i) + xs[i]! * (1 + slope(i))),
  k: noise(2).map((e, i) => (e + 1.5 * level(i) > 0 ? 1 : 0)),
  n: noise(3).map((e, i) => Math.floor(Math.exp(0.3 * e + level(i) + cross(i)) * 2)),
  x: xs,
  g: index.map((i) => `g${i % 12}`),
  h: index.map((i) => `h${Math.floor(i / 12) % 5}`),
  c: index.map((i) => `c${i % 4}`),
};

/** A model each of one factor, two that cross, two that nest, two numbers for each level, and a mean that all levels move. */
export const densityCases: readonly DensityCase[] = [
  {
    name: "one factor",
    compiled: compileText(
      "data { k: int in 0..1, x: real, g: factor }\nβ ~ normal(0, 2)\nγ ~ normal(0, 2)\nτ ~ half_normal(1)\nb[g] ~ normal(0, τ)\nk ~ bernoulli_logit(β + γ * x + b[g])\n",
      columns,
    ),
  },
  {
    name: "two factors that cross",
    compiled: compileText(
      "data { n: int >= 0, g: factor, h: factor }\nβ ~ normal(0, 2)\nτ ~ half_normal(1)\nω ~ half_normal(1)\nb[g] ~ normal(0, τ)\nc[h] ~ normal(0, ω)\nn ~ poisson_log(β + b[g] + c[h])\n",
      columns,
    ),
  },
  {
    name: "two factors of which one is nested",
    compiled: compileText(
      "data { y: real, g: factor, c: factor }\nβ ~ normal(0, 9)\nτ ~ half_normal(3)\nω ~ half_normal(3)\nσ ~ half_normal(3)\nb[g] ~ normal(0, τ)\na[c] ~ normal(0, ω)\ny ~ student_t(5, β + b[g] + a[c], σ)\n",
      columns,
    ),
  },
  {
    name: "two numbers for each level",
    compiled: compileText(
      "data { y: real, x: real, g: factor }\nX = design(1 + x)\nβ[X] ~ normal(0, 9)\nτ[X] ~ half_normal(3)\nΩ[X, X] ~ lkj(2)\nσ ~ half_normal(3)\nu[g, X] ~ multi_normal(0, τ, Ω)\ny ~ student_t(5, X * β + X * u[g], σ)\n",
      columns,
    ),
  },
];

export function densityOf({ recipe }: CompiledModel): LogDensity {
  return instantiate(recipe).density;
}

/** Minus the Hessian at a place, by central differences of gradients, row by row. */
export function bruteForceHessian(density: LogDensity, position: Float64Array): Float64Array[] {
  const step = 1e-5;
  return Array.from(position, (_, j) => {
    const [up, down] = [1, -1].map((sign) => {
      const gradient = new Float64Array(position.length);
      density.evaluate(
        position.map((x, i) => (i === j ? x + sign * step : x)),
        gradient,
      );
      return gradient;
    });
    return up!.map((one, i) => -(one - down![i]!) / (2 * step));
  });
}

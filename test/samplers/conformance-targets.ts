/** Models with posteriors that are known: what samplers are held against. */

import type { BoundModel } from "../../src/model/bound-model.ts";
import { requireBound } from "../density/harness.ts";
import { bruteForce } from "./marginal/brute-force.ts";
import { sumOverGrid } from "./quadrature/brute-force.ts";

export interface ConformanceTarget {
  readonly name: string;
  readonly model: () => BoundModel;
  /** Posterior means by the names of variables. */
  readonly means: Readonly<Record<string, number>>;
}

const normalMean = [1.2, -0.4, 2.2, 0.7, 1.9];
const crossed = (): BoundModel =>
  requireBound(
    `data { y: real
g: factor
h: factor }
μ ~ normal(0, 5)
σ ~ half_normal(2)
u[g] ~ normal(0, 1.5)
v[h] ~ normal(0, 1)
y ~ normal(μ + u[g] + v[h], σ)`,
    {
      y: Array.from(
        { length: 48 },
        (_, i) => (i % 8) / 2 - 1.5 + Math.floor(i / 8) / 3 + ((i * 7919) % 97) / 60,
      ),
      g: Array.from({ length: 48 }, (_, i) => `g${i % 8}`),
      h: Array.from({ length: 48 }, (_, i) => `h${Math.floor(i / 8)}`),
    },
  );

/** E σ, the rest integrated out by its Hessian and log σ by the trapezoid rule. */
function crossedSigma(): number {
  const { value } = bruteForce(crossed(), ["μ", "u", "v"]);
  let [sum, weighted] = [0, 0];
  for (let t = -3; t <= 3; t += 0.02) {
    const weight = Math.exp(value(Float64Array.of(t)) - value(Float64Array.of(-0.7)));
    sum += weight;
    weighted += weight * Math.exp(t);
  }
  return weighted / sum;
}

const counted = (): BoundModel =>
  requireBound(
    `data { k: int >= 0
g: factor }
τ ~ half_normal(1)
b[g] ~ normal(0, τ)
k ~ poisson_log(1 + b[g])`,
    { k: [0, 1, 9, 7, 2, 4, 3, 0, 5, 12], g: Array.from("abcdefghij") },
  );

/** E τ, the effects of groups summed over a grid, and log τ by the trapezoid rule. */
function countedSd(): number {
  const logDensity = sumOverGrid(counted(), 0);
  let [sum, weighted] = [0, 0];
  for (let t = -6; t <= 2.5; t += 0.05) {
    const weight = Math.exp(logDensity(Float64Array.of(t)) - logDensity(Float64Array.of(-0.5)));
    sum += weight;
    weighted += weight * Math.exp(t);
  }
  return weighted / sum;
}

export const targets: readonly ConformanceTarget[] = [
  {
    name: "a normal mean of known variance",
    model: () => requireBound("data { y: real }\nμ ~ normal(0, 2)\ny ~ normal(μ, 1)", { y: normalMean }),
    // Σy / (n + 1/4)
    means: { μ: normalMean.reduce((sum, y) => sum + y, 0) / (normalMean.length + 0.25) },
  },
  {
    name: "a rate: 20 events in 7 years, a gamma prior",
    model: () =>
      requireBound("data { k: int }\nr ~ gamma(3, 2)\nk ~ poisson(r)", { k: [2, 4, 1, 3, 5, 2, 3] }),
    // (3 + Σk) / (2 + n)
    means: { r: (3 + 20) / (2 + 7) },
  },
  {
    name: "the residual sd beside two crossed factors",
    model: crossed,
    means: { σ: crossedSigma() },
  },
  {
    name: "the sd of groups of counts",
    model: counted,
    means: { τ: countedSd() },
  },
];

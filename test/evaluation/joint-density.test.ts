/** Unconstrained scales, joint densities on them, and marginal likelihoods: beside closed forms, quadrature and published estimates. */

import { describe, expect, it } from "vitest";
import {
  type Coordinates,
  correlationCoordinates,
  orderedCoordinates,
  scalarCoordinates,
  simplexCoordinates,
} from "../../src/evaluation/unconstrained.ts";
import { choleskyFactor } from "../../src/numeric/cholesky.ts";
import { evidence, expectNear, g, head, y } from "./evidence-of.ts";

/** A determinant by elimination, small. */
function logDeterminant(rows: readonly (readonly number[])[]): number {
  const size = rows.length;
  // |det A| = √det AᵀA
  const gram = Float64Array.from({ length: size * size }, (_, k) =>
    rows.reduce((sum, row) => sum + row[Math.floor(k / size)]! * row[k % size]!, 0),
  );
  expect(choleskyFactor(gram, size)).toBe(true);
  return rows.reduce((sum, _, i) => sum + Math.log(gram[i * size + i]!), 0);
}

describe("unconstrained numbers", () => {
  const lower =
    (size: number) =>
    (values: Float64Array): number[] => {
      // Ω below its diagonal.
      const found: number[] = [];
      for (let i = 1; i < size; i++)
        for (let j = 0; j < i; j++) {
          let sum = 0;
          for (let k = 0; k <= j; k++) sum += values[i * size + k]! * values[j * size + k]!;
          found.push(sum);
        }
      return found;
    };
  const all = (count: number) => (values: Float64Array) => [...values.subarray(0, count)];
  const cases: readonly [string, Coordinates, readonly number[], (values: Float64Array) => number[]][] = [
    ["the real line", scalarCoordinates(-Infinity, Infinity), [0.7], all(1)],
    ["above an end", scalarCoordinates(2, Infinity), [-1.2], all(1)],
    ["below an end", scalarCoordinates(-Infinity, -3), [0.4], all(1)],
    ["an interval", scalarCoordinates(-1, 5), [2.1], all(1)],
    ["an increasing vector", orderedCoordinates(3), [-0.5, 0.3, -2], all(3)],
    ["a simplex", simplexCoordinates(4), [0.5, -1, 2], all(3)],
    ["a correlation matrix of two", correlationCoordinates(2), [0.8], lower(2)],
    ["a correlation matrix of four", correlationCoordinates(4), [0.2, -0.7, 0.4, 1.1, 0.3, -0.5], lower(4)],
  ];

  it.for(cases)("go there and back, with the Jacobian by differences: %s", ([, one, u, coordinatesOf]) => {
    const values = new Float64Array(one.size);
    const found = new Float64Array(one.freeCount);
    const logJacobian = one.constrain(Float64Array.from(u), 0, values, 0);
    one.free(values, 0, found, 0);
    u.forEach((wanted, i) => {
      expect(found[i]).toBeCloseTo(wanted, 10);
    });
    const step = 1e-5;
    const at = (i: number, by: number): number[] => {
      const moved = Float64Array.from(u);
      moved[i] = moved[i]! + by;
      one.constrain(moved, 0, values, 0);
      return coordinatesOf(values);
    };
    const rows = u.map((_, i) => {
      const [up, down] = [at(i, step), at(i, -step)];
      return up.map((value, k) => (value - down[k]!) / (2 * step));
    });
    expect(logJacobian).toBeCloseTo(logDeterminant(rows), 6);
  });
});

describe("the marginal likelihood", () => {
  it("is that of the example of bridgesampling, effects integrated out or not, and what exploring found", async () => {
    const zero = await evidence(`${head}b[g] ~ normal(0, sqrt(v))\ny ~ normal(b[g], 1)`, { y, g });
    expect(zero.joint?.dimension).toBe(1);
    expectNear(zero.found!, -37.5341317569, 0.02);
    const mean = await evidence(`${head}μ ~ normal(0, 1)\nb[g] ~ normal(μ, sqrt(v))\ny ~ normal(b[g], 1)`, {
      y,
      g,
    });
    expect(mean.joint?.dimension).toBe(2);
    expectNear(mean.found!, -37.7983073749, 0.02);
    const { exploration } = mean.fitted.record.plan;
    const explored = { logEvidence: exploration!.logEvidence!, error: exploration!.logEvidenceError! };
    expectNear(explored, -37.7983073749, 0.1);
  });

  it("is exact where nothing is left to be sampled", async () => {
    const { joint, found } = await evidence(
      "data { y: real\n g: factor }\nb[g] ~ normal(0, 2)\ny ~ normal(b[g], 1)",
      { y, g },
    );
    expect(joint?.dimension).toBe(0);
    const wanted = y.reduce((sum, one) => sum - 0.5 * Math.log(2 * Math.PI * 5) - (one * one) / 10, 0);
    expect(found).toEqual({ logEvidence: expect.closeTo(wanted, 9), error: 0 });
  });

  it("is that of a binary outcome by quadrature over its one parameter", async () => {
    const k = [1, 0, 1, 1, 1, 1, 0, 1];
    const { found } = await evidence("data { k: int }\nα ~ normal(0, 2)\nk ~ bernoulli_logit(α)", { k });
    let sum = 0;
    for (let i = -4000; i <= 4000; i++) {
      const α = i / 200;
      const p = 1 / (1 + Math.exp(-α));
      sum += (Math.exp(-(α * α) / 8) / Math.sqrt(8 * Math.PI)) * p ** 6 * (1 - p) ** 2 * (1 / 200);
    }
    expectNear(found!, Math.log(sum), 0.03);
  });

  it("is refused where a range moves with other parameters, or an order is of elements that differ", async () => {
    const few = { draws: 20, warmup: 50 };
    const moving = await evidence("a ~ half_normal(1)\nb ~ uniform(0, a)", undefined, few);
    expect(moving.reason).toBe("the range of `b` depends on other parameters");
    const unlike = await evidence(
      "levels K = 1..2\nm[K] ~ normal(0, 1)\nc[K] ~ ordered(normal(m[K], 1))",
      undefined,
      few,
    );
    expect(unlike.reason).toMatch(/priors that differ/u);
  });
});

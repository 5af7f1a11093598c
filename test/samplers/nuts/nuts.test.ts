import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { createNutsChain } from "../../../src/samplers/nuts/nuts.ts";
import { nutsOptions } from "../../../src/samplers/nuts/options.ts";
import {
  cauchy,
  correlatedNormal,
  funnel,
  independentNormal,
  logGammaVariate,
  logitBetaVariate,
} from "../hamiltonian/densities.ts";
import { type Run, runChains, standardizedError, startChain } from "./chains.ts";

/** With a seed held fixed a test passes or fails for good; 4 standard errors leave 6 in 100,000 to chance. */
const limit = 4;

function expectMean(run: Run, f: (draw: Float64Array) => number, expected: number): void {
  expect(Math.abs(standardizedError(run, f, expected))).toBeLessThan(limit);
}

describe("NUTS on normal distributions", () => {
  it.each(["fisher", "low_rank", "variance", "dense"] as const)(
    "has the moments of one coordinate, metric %s",
    (metric) => {
      const run = runChains(independentNormal([2.25]), { metric });
      expectMean(run, ([x]) => x, 0);
      expectMean(run, ([x]) => x * x, 2.25);
      expectMean(run, ([x]) => x ** 4, 3 * 2.25 ** 2);
    },
  );

  it("has the moments of 50 coordinates", () => {
    const run = runChains(independentNormal(new Array(50).fill(1)), { chainCount: 2 });
    expectMean(run, (x) => x.reduce((sum, xi) => sum + xi * xi, 0), 50);
    for (const i of [0, 17, 49]) {
      expectMean(run, (x) => x[i], 0);
      expectMean(run, (x) => x[i] * x[i], 1);
    }
  });

  it.each(["fisher", "dense"] as const)("has the moments of a correlation of .99, metric %s", (metric) => {
    const run = runChains(correlatedNormal(0.99), { metric, drawCount: 1000 });
    expectMean(run, ([x]) => x, 0);
    expectMean(run, ([, y]) => y * y, 1);
    expectMean(run, ([x, y]) => x * y, 0.99);
    expectMean(run, ([x, y]) => (x - y) ** 2, 0.02);
  });

  it("has the moments of variances from 1e-6 to 1e6, and finds them out in 300 transitions", () => {
    const variances = [1e-6, 1e-3, 1, 1e3, 1e6];
    const run = runChains(independentNormal(variances));
    variances.forEach((variance, i) => {
      expectMean(run, (x) => x[i], 0);
      expectMean(run, (x) => x[i] * x[i], variance);
      for (const chain of run.chains) {
        expect(chain.adaptation().inverseMassMatrix[i] / variance).toBeCloseTo(1, 10);
      }
    });
    expect(Math.max(...run.statistics.map((statistics) => statistics.treeDepth))).toBeLessThanOrEqual(4);
  });

  it("learns a correlation with the dense metric, and takes shorter trajectories for it", () => {
    const steps = (run: Run) => run.statistics.reduce((sum, statistics) => sum + statistics.leapfrogSteps, 0);
    const dense = runChains(correlatedNormal(0.99), { metric: "dense", warmup: 500 });
    const matrix = dense.chains[0].adaptation().inverseMassMatrix;
    expect(matrix).toHaveLength(4);
    expect(matrix[1] / Math.sqrt(matrix[0] * matrix[3])).toBeGreaterThan(0.97);
    expect(steps(dense)).toBeLessThan(
      steps(runChains(correlatedNormal(0.99), { metric: "fisher", warmup: 500 })) / 2,
    );
  });
});

describe("NUTS on posteriors that are known", () => {
  it("has the moments of a Gamma(3, 2) variate on the log scale", () => {
    const run = runChains(logGammaVariate(3, 2));
    expectMean(run, ([x]) => Math.exp(x), 1.5);
    expectMean(run, ([x]) => (Math.exp(x) - 1.5) ** 2, 0.75);
    // E log x = digamma(3) - log 2; digamma(3) = 3/2 - Euler's constant
    expectMean(run, ([x]) => x, 1.5 - 0.5772156649015329 - Math.LN2);
  });

  it("has the moments of a Beta(2, 5) variate on the logit scale", () => {
    const run = runChains(logitBetaVariate(2, 5));
    const p = ([x]: Float64Array) => 1 / (1 + Math.exp(-x));
    expectMean(run, p, 2 / 7);
    expectMean(run, (x) => (p(x) - 2 / 7) ** 2, 10 / (49 * 8));
  });

  it("crosses the heavy tails of a Cauchy distribution", () => {
    const run = runChains(cauchy, { drawCount: 1000 });
    expectMean(run, ([x]) => Number(x > 0), 0.5);
    expectMean(run, ([x]) => Number(Math.abs(x) < 1), 0.5);
    expectMean(run, ([x]) => Number(Math.abs(x) < 10), (2 / Math.PI) * Math.atan(10));
  });
});

describe("NUTS in trouble", () => {
  it("goes down the neck of a funnel in shorter steps, where 23 of 4000 trajectories diverged and none came below -3", () => {
    const run = runChains(funnel(9), { drawCount: 2000 });
    const divergent = run.statistics.filter((statistics) => statistics.divergent);
    expect(divergent.length).toBeLessThan(20);
    expect(Math.min(...run.draws.flat().map(([v]) => v!))).toBeLessThan(-4);
  });

  it("never moves to where the density is NaN, and is right about the rest", () => {
    const normal = independentNormal([1, 1]);
    // The plane without the half-plane x > 1, which is NaN.
    const halfPlane = {
      dimension: 2,
      evaluate(position: Float64Array, gradient: Float64Array) {
        const logDensity = normal.evaluate(position, gradient);
        if (position[0] <= 1) return logDensity;
        gradient.fill(Number.NaN);
        return Number.NaN;
      },
    };
    const run = runChains(halfPlane, { drawCount: 1000 });
    for (const chain of run.draws) for (const draw of chain) expect(draw[0]).toBeLessThanOrEqual(1);
    expect(run.statistics.every(({ logDensity, energy }) => Number.isFinite(logDensity + energy))).toBe(true);
    // E[x | x < 1] = -φ(1)/Φ(1)
    expectMean(run, ([x]) => x, -0.24197072451914337 / 0.8413447460685429);
    expectMean(run, ([, y]) => y * y, 1);
  });

  it("stays where it is, and says so, when every step diverges", () => {
    const spike = {
      dimension: 1,
      evaluate(position: Float64Array, gradient: Float64Array) {
        gradient[0] = 0;
        return position[0] === 0 ? 0 : -Infinity;
      },
    };
    const chain = startChain(spike, 1, 0, 20);
    for (let i = 0; i < 30; i++) {
      expect(chain.transition()).toMatchObject({
        divergent: true,
        treeDepth: 0,
        // After the warm-up the step itself, and the first of its 2, 4, …, 64 parts
        leapfrogSteps: i < 20 ? 1 : 7,
        acceptanceRate: 0,
      });
    }
    expect(chain.position[0]).toBe(0);
    expect(Number.isFinite(chain.adaptation().stepSize)).toBe(true);
  });

  it("runs, with finite steps, without a warm-up and with any short one", () => {
    for (const metric of ["fisher", "low_rank", "variance", "dense"] as const) {
      for (const warmup of [0, 1, 2, 5, 19, 20, 21]) {
        const chain = startChain(independentNormal([1, 4]), 2, warmup, warmup, { metric });
        for (let i = 0; i < warmup + 5; i++) expect(chain.transition().stepSize).toBeGreaterThan(0);
        expect(Number.isFinite(chain.adaptation().stepSize)).toBe(true);
      }
    }
  });

  it("refuses, as the caller's bug, what breaks the contract", () => {
    const density = independentNormal([1, 1]);
    const stream = createRandomStream(1, 0);
    const input = { density, stream, warmup: 10, initialPosition: [0, 0], options: nutsOptions.defaults };
    expect(() => createNutsChain({ ...input, initialPosition: [0] })).toThrow("position of length 2, not 1");
    expect(() => createNutsChain({ ...input, initialPosition: [0, Number.NaN] })).toThrow("not finite");
    expect(() => createNutsChain({ ...input, warmup: -1 })).toThrow(
      "warmup of 0 or more transitions, not -1",
    );
    for (const bad of [{ targetAcceptance: 1 }, { maxTreeDepth: 0 }, { maxEnergyError: Infinity }]) {
      expect(() => createNutsChain({ ...input, options: { ...nutsOptions.defaults, ...bad } })).toThrow(
        RangeError,
      );
    }
  });
});

describe("a chain of NUTS", () => {
  it("is the same, bit for bit, from the same stream, and another from another", () => {
    const density = correlatedNormal(0.5);
    const options = { seed: 9, chainCount: 2, warmup: 100, drawCount: 50 };
    const first = runChains(density, options);
    const second = runChains(density, options);
    expect(second.draws).toEqual(first.draws);
    expect(second.statistics).toEqual(first.statistics);
    expect(first.draws[1]).not.toEqual(first.draws[0]);
  });

  it("keeps step size and metric after warm-up, and reports the step size it used", () => {
    const chain = startChain(correlatedNormal(0.5), 3, 0, 100);
    for (let i = 0; i < 100; i++) chain.transition();
    const adapted = chain.adaptation();
    expect(adapted).toMatchObject({ metric: nutsOptions.defaults.metric });
    for (let i = 0; i < 50; i++) expect(chain.transition().stepSize).toBe(adapted.stepSize);
    expect(chain.adaptation()).toEqual(adapted);
  });

  it("reports the log density of where it is, and an energy of at least that", () => {
    const density = correlatedNormal(0.5);
    const chain = startChain(density, 3, 1, 100);
    const gradient = new Float64Array(2);
    for (let i = 0; i < 200; i++) {
      const before = density.evaluate(chain.position, gradient);
      const statistics = chain.transition();
      expect(statistics.logDensity).toBe(density.evaluate(chain.position, gradient));
      expect(statistics.energy).toBeGreaterThanOrEqual(-before);
    }
  });

  it("accepts at the target rate after warm-up", () => {
    for (const targetAcceptance of [0.6, 0.8, 0.95]) {
      const density = independentNormal(new Array(20).fill(1));
      const run = runChains(density, { targetAcceptance, warmup: 1000, drawCount: 200 });
      const rates = run.statistics.map((statistics) => statistics.acceptanceRate);
      const mean = rates.reduce((a, b) => a + b) / rates.length;
      expect(Math.abs(mean - targetAcceptance)).toBeLessThan(0.05);
    }
  });

  it("does not go deeper than allowed", () => {
    const run = runChains(correlatedNormal(0.999), { maxTreeDepth: 3, drawCount: 100 });
    const steps = run.statistics.map((statistics) => statistics.leapfrogSteps);
    expect(Math.max(...steps)).toBe(7);
  });
});

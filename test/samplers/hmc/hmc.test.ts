import { describe, expect, it } from "vitest";
import { createRandomStream, restoreRandomStream } from "../../../src/numeric/random-stream.ts";
import { createHmcChain, resumeHmcChain } from "../../../src/samplers/hmc/hmc.ts";
import { hmcOptions } from "../../../src/samplers/hmc/options.ts";
import { findFaults } from "../../../src/samplers/options/option-group.ts";
import {
  banana,
  correlatedNormal,
  funnel,
  independentNormal,
  logGammaVariate,
  logitBetaVariate,
} from "../hamiltonian/densities.ts";
import { requireInitialPosition, standardizedError } from "../nuts/chains.ts";
import { runHmc, startHmc } from "./chains.ts";

/** With a seed held fixed a test passes or fails for good; 4 standard errors leave 6 in 100,000 to chance. */
const limit = 4;

type Run = ReturnType<typeof runHmc>;

function expectMean(run: Run, f: (draw: Float64Array) => number, expected: number): void {
  expect(Math.abs(standardizedError(run, f, expected))).toBeLessThan(limit);
}

describe("HMC on distributions that are known", () => {
  it.each(["fisher", "low_rank", "variance", "dense"] as const)(
    "has the moments of one coordinate, metric %s",
    (metric) => {
      const run = runHmc(independentNormal([2.25]), { metric });
      expectMean(run, ([x]) => x, 0);
      expectMean(run, ([x]) => x * x, 2.25);
      expectMean(run, ([x]) => x ** 4, 3 * 2.25 ** 2);
    },
  );

  it("has the moments of variances from 1e-6 to 1e6", () => {
    const variances = [1e-6, 1e-3, 1, 1e3, 1e6];
    const run = runHmc(independentNormal(variances));
    variances.forEach((variance, i) => {
      expectMean(run, (x) => x[i], 0);
      expectMean(run, (x) => x[i] * x[i], variance);
    });
  });

  it("has the moments of a correlation of .99", () => {
    const run = runHmc(correlatedNormal(0.99), { metric: "dense" });
    expectMean(run, ([, y]) => y * y, 1);
    expectMean(run, ([x, y]) => x * y, 0.99);
    expectMean(run, ([x, y]) => (x - y) ** 2, 0.02);
  });

  it("has the moments of a banana, with the length given in time or in steps", () => {
    for (const shape of [{ trajectoryLength: 2 }, { steps: 4 }, { steps: 3, stepSize: 0.4 }]) {
      const run = runHmc(banana, { ...shape, drawCount: 2000 });
      expectMean(run, ([x]) => x, 0);
      // E y = E x²/2,  Var y = 1/4 + 1/2
      expectMean(run, ([, y]) => y, 0.5);
      expectMean(run, ([, y]) => (y - 0.5) ** 2, 0.75);
    }
  });

  it("has the moments of a gamma and of a beta variate", () => {
    const gamma = runHmc(logGammaVariate(3, 2));
    expectMean(gamma, ([x]) => Math.exp(x), 1.5);
    expectMean(gamma, ([x]) => (Math.exp(x) - 1.5) ** 2, 0.75);
    const p = ([x]: Float64Array) => 1 / (1 + Math.exp(-x));
    const beta = runHmc(logitBetaVariate(2, 5));
    expectMean(beta, p, 2 / 7);
    expectMean(beta, (x) => (p(x) - 2 / 7) ** 2, 10 / (49 * 8));
  });
});

describe("the jitter of HMC", () => {
  it("makes step sizes uniform about the one that is set, as far as it says", () => {
    const chain = startHmc(independentNormal([1]), 3, 0, 0, { stepSize: 0.5, steps: 3, jitter: 0.3 });
    const count = 4000;
    const sizes = Array.from({ length: count }, () => chain.transition().stepSize).sort((a, b) => a - b);
    expect(sizes[0]).toBeGreaterThanOrEqual(0.35);
    expect(sizes[count - 1]).toBeLessThanOrEqual(0.65);
    // Kolmogorov-Smirnov: 1.95/√n is exceeded once in 1,000.
    const distance = Math.max(...sizes.map((size, i) => Math.abs((size - 0.35) / 0.3 - (i + 0.5) / count)));
    expect(distance).toBeLessThan(1.95 / Math.sqrt(count));
    expect(chain.adaptation().stepSize).toBe(0.5);
  });

  it("is none where it is set to 0", () => {
    const chain = startHmc(independentNormal([1]), 3, 0, 0, { stepSize: 0.5, steps: 3, jitter: 0 });
    for (let i = 0; i < 20; i++) expect(chain.transition().stepSize).toBe(0.5);
  });

  it("moves a chain on that would come back to its start after each trajectory", () => {
    const steps = 20;
    const stepSize = Math.sqrt(2 - 2 * Math.cos((2 * Math.PI) / steps));
    const spread = (jitter: number): number => {
      const chain = startHmc(independentNormal([1]), 4, 0, 0, {
        stepSize,
        steps,
        jitter,
        metric: "variance",
      });
      const start = chain.position[0];
      return Math.max(
        ...Array.from({ length: 100 }, () => {
          chain.transition();
          return Math.abs(chain.position[0] - start);
        }),
      );
    };
    expect(spread(0)).toBeLessThan(1e-10);
    expect(spread(0.2)).toBeGreaterThan(2);
  });
});

describe("the warm-up of HMC", () => {
  it("adapts the step size to the acceptance rate, with a length that is found, in time, or in steps", () => {
    const density = independentNormal(new Array(20).fill(1));
    for (const shape of [{}, { trajectoryLength: 2.2 }, { steps: 5 }]) {
      for (const targetAcceptance of [0.65, 0.8, 0.95]) {
        const run = runHmc(density, { ...shape, targetAcceptance, chainCount: 2, warmup: 1000 });
        const rates = run.statistics.map(({ acceptanceRate }) => acceptanceRate);
        const mean = rates.reduce((a, b) => a + b) / rates.length;
        expect(Math.abs(mean - targetAcceptance)).toBeLessThan(0.06);
      }
    }
  });

  it("finds lengths of about 1.39 standard deviations on normal distributions, whatever their dimension", () => {
    for (const dimension of [1, 10, 100]) {
      const density = independentNormal(new Array(dimension).fill(1));
      // Small steps, so that lengths are as good as continuous.
      const run = runHmc(density, { warmup: 1000, drawCount: 1, stepSize: 0.1 / dimension ** 0.25 });
      const lengths = run.chains.map((chain) => chain.adaptation().steps * chain.adaptation().stepSize);
      const mean = lengths.reduce((a, b) => a + b) / lengths.length;
      expect(mean).toBeGreaterThan(1.1);
      expect(mean).toBeLessThan(1.75);
    }
  });

  it("finds longer ones where one direction is longer than the metric knows", () => {
    // The second coordinate is 10 times the first but for a tenth: a diagonal metric sees two of variance 1.
    const run = runHmc(correlatedNormal(0.99), {
      metric: "fisher",
      warmup: 1000,
      drawCount: 1,
      stepSize: 0.1,
    });
    for (const chain of run.chains) {
      const { steps, inverseMassMatrix } = chain.adaptation();
      // The long direction has the standard deviation √(1 + .99), in the units of the metric.
      const long = 1.39 * Math.sqrt(1.99 / inverseMassMatrix[0]);
      expect((steps * 0.1) / long).toBeGreaterThan(0.6);
      expect((steps * 0.1) / long).toBeLessThan(1.7);
    }
  });

  // From the first transition on, a step that suits the posterior kept chains from ever getting there.
  it("leaves alone what is given, but for the step size at the beginning of warm-up", () => {
    const chain = startHmc(correlatedNormal(0.5), 3, 0, 100, { stepSize: 0.25, trajectoryLength: 2 });
    for (let i = 0; i < 150; i++) {
      const statistics = chain.transition();
      if (i < 30) continue;
      expect(statistics.leapfrogSteps).toBe(8);
      expect(Math.abs(statistics.stepSize / 0.25 - 1)).toBeLessThanOrEqual(0.2);
    }
    expect(chain.adaptation()).toMatchObject({ stepSize: 0.25, steps: 8 });
  });

  it("is frozen when it is over", () => {
    const chain = startHmc(correlatedNormal(0.5), 3, 0, 100);
    for (let i = 0; i < 100; i++) chain.transition();
    const adapted = chain.adaptation();
    for (let i = 0; i < 50; i++) expect(chain.transition().leapfrogSteps).toBe(adapted.steps);
    expect(chain.adaptation()).toEqual(adapted);
  });

  it("may have any length, or none", () => {
    for (const metric of ["fisher", "low_rank", "variance", "dense"] as const) {
      for (const warmup of [0, 1, 2, 5, 19, 20, 21]) {
        const chain = startHmc(independentNormal([1, 4]), 2, warmup, warmup, { metric });
        for (let i = 0; i < warmup + 5; i++) expect(chain.transition().stepSize).toBeGreaterThan(0);
        expect(chain.adaptation().steps).toBeGreaterThan(0);
      }
    }
  });
});

describe("a chain of HMC", () => {
  it("reports what a Hamiltonian sampler does, and no tree", () => {
    const density = correlatedNormal(0.5);
    const chain = startHmc(density, 3, 1, 100);
    const gradient = new Float64Array(2);
    for (let i = 0; i < 200; i++) {
      const before = density.evaluate(chain.position, gradient);
      const statistics = chain.transition();
      expect(statistics.logDensity).toBe(density.evaluate(chain.position, gradient));
      expect(statistics.energy).toBeGreaterThanOrEqual(-before);
      expect("treeDepth" in statistics).toBe(false);
    }
  });

  it("reports divergences in a funnel", () => {
    const run = runHmc(funnel(9), { drawCount: 2000 });
    const divergent = run.statistics.filter((statistics) => statistics.divergent);
    expect(divergent.length).toBeGreaterThan(0);
    for (const { acceptanceRate } of divergent) expect(acceptanceRate).toBe(0);
  });

  it("is the same, bit for bit, from the same stream, and another from another", () => {
    const options = { seed: 9, chainCount: 2, warmup: 100, drawCount: 50 };
    const first = runHmc(correlatedNormal(0.5), options);
    const second = runHmc(correlatedNormal(0.5), options);
    expect(second.draws).toEqual(first.draws);
    expect(second.statistics).toEqual(first.statistics);
    expect(first.draws[1]).not.toEqual(first.draws[0]);
  });

  it.each(["fisher", "low_rank", "variance", "dense"] as const)(
    "goes on with the same bits when it is resumed, metric %s",
    (metric) => {
      const density = banana;
      const options = { ...hmcOptions.defaults, metric };
      const stream = createRandomStream(5, 1);
      const initialPosition = requireInitialPosition(density, stream);
      const chain = createHmcChain({ density, stream, warmup: 200, initialPosition, options });
      for (let i = 0; i < 230; i++) chain.transition();
      const resumed = resumeHmcChain(
        { density, stream: restoreRandomStream(stream.state()), options },
        [...chain.position],
        JSON.parse(JSON.stringify(chain.adaptation())),
      );
      for (let i = 0; i < 50; i++) {
        expect(resumed.transition()).toEqual(chain.transition());
        expect(resumed.position).toEqual(chain.position);
      }
      expect(resumed.adaptation()).toEqual(chain.adaptation());
    },
  );

  it("refuses, as the caller's bug, what breaks the contract", () => {
    const density = independentNormal([1, 1]);
    const stream = createRandomStream(1, 0);
    const input = { density, stream, warmup: 10, initialPosition: [0, 0], options: hmcOptions.defaults };
    expect(() => createHmcChain({ ...input, initialPosition: [0] })).toThrow("position of length 2, not 1");
    expect(() => createHmcChain({ ...input, initialPosition: [0, Number.NaN] })).toThrow("not finite");
    expect(() => createHmcChain({ ...input, warmup: -1 })).toThrow("warmup of 0 or more transitions, not -1");
    expect(() => createHmcChain({ ...input, options: { ...hmcOptions.defaults, jitter: 1 } })).toThrow(
      RangeError,
    );
  });
});

describe("options of HMC", () => {
  it.each([
    [{ stepSize: 0 }, "`step size` must be a number above 0 or null, but is 0"],
    [{ stepSize: Number.NaN }, "`step size` must be a number above 0 or null, but is NaN"],
    [{ trajectoryLength: Infinity }, "`trajectory length` must be a number above 0 or null, but is Infinity"],
    [{ steps: 2.5 }, "`steps` must be a whole number from 1 to 1000000 or null, but is 2.5"],
    [
      { steps: 5, trajectoryLength: 1 },
      "`steps` and `trajectory length` say the same: give one of them only",
    ],
    [{ jitter: 1 }, "`jitter` must be a number from 0 to less than 1, but is 1"],
    [{ targetAcceptance: 1 }, "`target acceptance` must be a number between 0 and 1, but is 1"],
    [{ maxEnergyError: 0 }, "`max energy error` must be a number above 0, but is 0"],
  ])("such as %o have their faults told", (options, fault) => {
    expect(findFaults(hmcOptions, { ...hmcOptions.defaults, ...options })).toEqual([fault]);
  });

  it("have none as they are", () => {
    expect(findFaults(hmcOptions, hmcOptions.defaults)).toEqual([]);
  });
});

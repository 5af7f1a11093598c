/** The samplers that several distributions share, at the ends of their arguments. */

import { describe, expect, it } from "vitest";
import { drawBeta, drawLogGamma } from "../../src/distributions/beta-draw.ts";
import { drawBinomial } from "../../src/distributions/binomial-draw.ts";
import { drawPoisson } from "../../src/distributions/poisson-draw.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";

describe("drawBinomial", () => {
  it("gives no success for probability 0, all for 1, and none of no trials", () => {
    const stream = createRandomStream(1, 0);
    for (const trials of [0, 1, 16, 17, 1000]) {
      expect(drawBinomial(stream, trials, 0)).toBe(0);
      expect(drawBinomial(stream, trials, 1)).toBe(trials);
    }
    expect(drawBinomial(stream, 0, 0.5)).toBe(0);
  });

  it("stays within six standard deviations of the mean for a thousand million trials", () => {
    const stream = createRandomStream(2, 0);
    for (let i = 0; i < 100; i++) {
      const successes = drawBinomial(stream, 1e9, 0.25);
      expect(Number.isInteger(successes)).toBe(true);
      expect(Math.abs(successes - 0.25e9)).toBeLessThan(6 * Math.sqrt(1e9 * 0.25 * 0.75));
    }
  });
});

describe("drawPoisson", () => {
  it("gives no event for the mean 0, and passes on means that are not finite", () => {
    const stream = createRandomStream(1, 0);
    expect(drawPoisson(stream, 0)).toBe(0);
    expect(drawPoisson(stream, Infinity)).toBe(Infinity);
    expect(drawPoisson(stream, Number.NaN)).toBeNaN();
  });

  it("stays within six standard deviations of a mean of a thousand millions", () => {
    const stream = createRandomStream(2, 0);
    for (let i = 0; i < 100; i++) {
      const count = drawPoisson(stream, 1e9);
      expect(Number.isInteger(count)).toBe(true);
      expect(Math.abs(count - 1e9)).toBeLessThan(6 * Math.sqrt(1e9));
    }
  });
});

describe("drawBeta", () => {
  it("stays strictly between 0 and 1 for the smallest and the greatest shapes", () => {
    const stream = createRandomStream(1, 0);
    for (const [a, b] of [
      [1e-5, 1e-5],
      [1e-5, 10],
      [1e15, 1],
    ] as const) {
      for (let i = 0; i < 200; i++) {
        const share = drawBeta(stream, a, b);
        expect(share > 0 && share < 1).toBe(true);
      }
    }
  });

  it("gives either end half of the time for equal shapes close to 0", () => {
    const stream = createRandomStream(3, 0);
    const draws = Array.from({ length: 400 }, () => drawBeta(stream, 1e-5, 1e-5));
    const high = draws.filter((share) => share > 0.5).length;
    // Five standard deviations of a binomial of 400 trials
    expect(Math.abs(high - 200)).toBeLessThan(50);
  });
});

describe("drawLogGamma", () => {
  it("is finite where the gamma variate is smaller than the smallest double", () => {
    const stream = createRandomStream(4, 0);
    const draws = Array.from({ length: 100 }, () => drawLogGamma(stream, 1e-5));
    expect(draws.every(Number.isFinite)).toBe(true);
    expect(Math.min(...draws)).toBeLessThan(-1e4);
  });
});

it("draws the same numbers from the same seed", () => {
  const draw = () => {
    const stream = createRandomStream(11, 2);
    return [drawPoisson(stream, 100), drawBinomial(stream, 100, 0.4), drawBeta(stream, 0.3, 4)];
  };
  expect(draw()).toEqual(draw());
});

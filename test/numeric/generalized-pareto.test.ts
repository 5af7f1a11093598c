import { describe, expect, it } from "vitest";
import { fitGeneralizedPareto } from "../../src/numeric/generalized-pareto.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { paretoK, tailExcesses, tailLength } from "../../src/posterior/pareto-k.ts";

/** The quantile at p: σ ((1 - p)^-k - 1) / k. */
function paretoQuantile(p: number, shape: number, scale: number): number {
  return shape === 0 ? -scale * Math.log1p(-p) : (scale * Math.expm1(-shape * Math.log1p(-p))) / shape;
}

/** Quantiles at (i - 1/2) / n. */
function regularExcesses(count: number, shape: number, scale: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => paretoQuantile((i + 0.5) / count, shape, scale));
}

describe("the fit of a generalized Pareto distribution", () => {
  // `gpdfit` of the R package posterior 1.6, written in NumPy, on the regular excesses.
  it.each([
    [20, 0.5, 1, 0.5183798051331633, 0.9491022040767112],
    [50, 0.7, 2, 0.6615546227225022, 1.9887183116099307],
    [190, 1, 3, 0.9682020510726271, 3.0105280398233893],
    [190, 0, 1, 0.035977329706713634, 0.986879240810959],
    [100, -0.5, 0.1, -0.3789366983659173, 0.09680880739962823],
    [400, 2, 1e-5, 1.9510887182334473, 1.010092936463664e-5],
  ])("of %i excesses of shape %d and scale %d is that of R's posterior", (count, shape, scale, k, σ) => {
    const fit = fitGeneralizedPareto(regularExcesses(count, shape, scale));
    expect(fit.shape).toBeCloseTo(k, 11);
    expect(fit.scale / σ).toBeCloseTo(1, 11);
  });

  it.each([-0.3, 0, 0.3, 0.5, 0.7, 1, 2])(
    "finds shape %d in 100 draws of 400 numbers, on average",
    (shape) => {
      const stream = createRandomStream(7, 0);
      let sum = 0;
      for (let i = 0; i < 100; i++) {
        const draws = Float64Array.from({ length: 400 }, () => paretoQuantile(stream.uniform(), shape, 3));
        sum += fitGeneralizedPareto(draws.sort()).shape;
      }
      // Standard error of the mean at most (1 + k) / √(100 · 400); the prior draws by at most 10 / 410 of the way to 1/2.
      expect(sum / 100 - (400 * shape + 5) / 410).toBeLessThan(0.05);
      expect(sum / 100 - (400 * shape + 5) / 410).toBeGreaterThan(-0.05);
    },
  );

  it("does not depend on the unit", () => {
    const { shape, scale } = fitGeneralizedPareto(regularExcesses(60, 0.8, 1));
    const large = fitGeneralizedPareto(regularExcesses(60, 0.8, 1e12));
    expect(large.shape).toBeCloseTo(shape, 9);
    expect(large.scale / scale).toBeCloseTo(1e12, -2);
  });
});

describe("Pareto k of draws", () => {
  it("is that of the excesses over the draw next to each tail", () => {
    const right = regularExcesses(40, 0.9, 1).map((x) => x + 10);
    const sorted = Float64Array.from([...regularExcesses(30, 0.2, 1).map((x) => -x - 10)].reverse());
    const draws = Float64Array.from([...sorted, -10, 0, 10, ...right]);
    const { left } = paretoK(draws, 30);
    expect(left).toBeCloseTo(fitGeneralizedPareto(regularExcesses(30, 0.2, 1)).shape, 9);
    expect(paretoK(draws, 40).right).toBeCloseTo(fitGeneralizedPareto(regularExcesses(40, 0.9, 1)).shape, 9);
  });

  it("is not told of tails of one value, of fewer than 5 draws, or of all draws, as in R's posterior", () => {
    const none = Number.NEGATIVE_INFINITY;
    expect(paretoK(Float64Array.from([0, 1, 2, 5, 5, 5, 5, 5]), 5)).toEqual({
      left: expect.any(Number),
      right: none,
    });
    const few = Float64Array.from({ length: 30 }, (_, i) => i * i);
    expect(paretoK(few, 4)).toEqual({ left: none, right: none });
    expect(paretoK(few, 30)).toEqual({ left: none, right: none });
    expect(tailExcesses(few, 30, "right")).toHaveLength(0);
  });

  it("has tails as long as in R's posterior: three roots of the draws, more of dependent ones, a fifth of few", () => {
    expect(tailLength(4000)).toBe(190);
    expect(tailLength(4000, 1000)).toBe(380);
    expect(tailLength(226)).toBe(46);
    expect(tailLength(225)).toBe(45);
    expect(tailLength(100)).toBe(20);
  });
});

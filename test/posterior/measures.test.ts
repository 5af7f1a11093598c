/** Small exact facts beside the reference values. */

import stdlibBetaCdf from "@stdlib/stats-base-dists-beta-cdf";
import stdlibBetaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import { describe, expect, it } from "vitest";
import { autocovarianceOf, meanAutocovariance } from "../../src/posterior/autocovariance.ts";
import { betaQuantile } from "../../src/posterior/beta-quantile.ts";
import { ebfmi } from "../../src/posterior/ebfmi.ts";
import { essBulk, essMean } from "../../src/posterior/ess.ts";
import { mean, variance } from "../../src/posterior/moments.ts";
import { highestDensityInterval, quantile, sortDistances } from "../../src/posterior/quantile.ts";
import { rankNormalize } from "../../src/posterior/rank-normalization.ts";
import { rhat } from "../../src/posterior/rhat.ts";
import { splitChains } from "../../src/posterior/split-chains.ts";
import { requireVariable } from "../../src/posterior/variables.ts";
import { makeDraws, normalDraws } from "./make-draws.ts";

describe("autocovariance", () => {
  it.each([1, 2, 3, 4])("by Fourier transform equals the sum of products, %i chains", (chainCount) => {
    const drawCount = 37;
    const values = normalDraws({ chainCount, drawCount }, 3, { rho: 0.7 });
    const found = meanAutocovariance({ values, chainCount, drawCount });
    for (let lag = 0; lag < drawCount; lag++) {
      expect(found[lag]).toBeCloseTo(slowAutocovariance(values, chainCount, lag), 14);
    }
  });

  it.each([1, 2, 3, 4])("lag by lag is the same whether by sums or by transform, %i chains", (chainCount) => {
    const drawCount = 37;
    const values = normalDraws({ chainCount, drawCount }, 3, { rho: 0.7 });
    const found = autocovarianceOf({ values, chainCount, drawCount });
    for (let lag = 0; lag < drawCount; lag++) {
      expect(found(lag)).toBeCloseTo(slowAutocovariance(values, chainCount, lag), 14);
    }
  });

  function slowAutocovariance(values: Float64Array, chainCount: number, lag: number): number {
    const drawCount = values.length / chainCount;
    let sum = 0;
    for (let chain = 0; chain < chainCount; chain++) {
      const x = values.subarray(chain * drawCount, (chain + 1) * drawCount);
      const center = x.reduce((a, b) => a + b) / drawCount;
      for (let i = 0; i + lag < drawCount; i++) sum += (x[i]! - center) * (x[i + lag]! - center);
    }
    return sum / drawCount / chainCount;
  }
});

describe("ranks", () => {
  it("give the values the scores of their order, and ties the score of their average rank", () => {
    const scores = rankNormalize(Float64Array.of(30, 10, 20, 20, 40));
    // Ranks 4, 1, 2.5, 2.5, 5 among 5: (2.5 - 3/8) / 5.25 = 0.40476…, Φ⁻¹ = -0.24104…
    expect(scores[2]).toBe(scores[3]);
    expect(scores[2]).toBeCloseTo(-0.24104, 4);
    expect(scores[1]).toBeCloseTo(-scores[4]!, 12);
  });

  it("make the bulk ESS the same under any monotone map", () => {
    const values = normalDraws({ chainCount: 4, drawCount: 100 }, 4);
    const cubes = values.map((value) => value * value * value + value);
    expect(essBulk(cubes, 4)).toBe(essBulk(values, 4));
  });
});

describe("splitting", () => {
  it("leaves out the middle one of an odd number of draws", () => {
    const { values, chainCount, drawCount } = splitChains(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 2);
    expect([...values]).toEqual([1, 2, 6, 7, 4, 5, 9, 10]);
    expect([chainCount, drawCount]).toEqual([4, 2]);
  });

  it("leaves nothing to compare of three draws or fewer, where R-hat and ESS are NaN", () => {
    const values = Float64Array.of(1, 2, 3, 4, 6, 5, 9, 8, 7);
    expect([rhat(values, 3), essMean(values, 3)]).toEqual([Number.NaN, Number.NaN]);
  });
});

describe("non-finite draws", () => {
  it("have no ESS of the mean and no R-hat when NaN, without throwing", () => {
    const values = normalDraws({ chainCount: 2, drawCount: 50 }, 4);
    values[7] = Number.NaN;
    expect([rhat(values, 2), essBulk(values, 2), essMean(values, 2)]).toEqual([NaN, NaN, NaN]);
  });
});

describe("quantiles", () => {
  it("join order statistics by straight lines", () => {
    const sorted = Float64Array.of(1, 2, 4, 8);
    expect([0, 0.5, 1, 0.25, 0.9].map((p) => quantile(sorted, p))).toEqual([
      1,
      3,
      8,
      1.75,
      expect.closeTo(6.8, 12),
    ]);
    expect(quantile(new Float64Array(0), 0.5)).toBeNaN();
  });

  it("find the shortest interval of a lopsided set", () => {
    expect(highestDensityInterval(Float64Array.of(0, 1, 1.5, 2, 9), 0.6)).toEqual([0, 2]);
  });
});

describe("distances from a center", () => {
  const sorted = Float64Array.of(-Infinity, -3, -0.5, -0.1, -0, 0, 0.25, 0.25, 2, 1e300);
  const bySorting = (values: Float64Array, center: number): Float64Array =>
    values.map((value) => Math.abs(value - center)).sort();

  it("come out of sorted values as if they were sorted, bit by bit, wherever the center is", () => {
    for (const center of [-4, -3, -0.3, 0, 0.25, 1, 2, 1e301, Infinity, Number.NaN]) {
      expect(sortDistances(sorted, center)).toEqual(bySorting(sorted, center));
    }
  });

  it("have a NaN where a value is one, last", () => {
    const values = Float64Array.of(1, 5, Number.NaN);
    expect(sortDistances(values, 4)).toEqual(Float64Array.of(1, 3, Number.NaN));
  });

  it("of no values are none", () => {
    expect(sortDistances(new Float64Array(0), 1)).toEqual(new Float64Array(0));
  });
});

describe("the beta quantile", () => {
  it("inverts distribution functions known in closed form", () => {
    for (const p of [0.01, 0.1586553, 0.5, 0.8413447, 0.99]) {
      expect(betaQuantile(p, 1, 1)).toBeCloseTo(p, 14);
      // Beta(2, 1): F = x²; Beta(1, 3): F = 1 - (1 - x)³
      expect(betaQuantile(p, 2, 1)).toBeCloseTo(Math.sqrt(p), 14);
      expect(betaQuantile(p, 1, 3)).toBeCloseTo(1 - Math.cbrt(1 - p), 14);
    }
  });

  it("equals R's qbeta for the parameters that quantiles of many draws have", () => {
    // qbeta(0.1586553, 201, 3801), qbeta(0.8413447, 20001, 380001), qbeta(0.8413447, 50000.5, 3)
    expect(betaQuantile(0.1586553, 201, 3801)).toBeCloseTo(0.046774864901282139, 13);
    expect(betaQuantile(0.8413447, 20001, 380001)).toBeCloseTo(0.050346855178894034, 12);
    expect(betaQuantile(0.8413447, 50000.5, 3)).toBeCloseTo(0.99997265528407497, 12);
  });

  it("equals that of @stdlib, and its distribution function, to the digits that it says: 11 for parameters up to 1,000, and 9 up to 100,000", () => {
    for (const a of [0.5, 1, 3, 41, 2001]) {
      for (const b of [0.5, 2, 17, 390, 30001]) {
        for (const p of [0.025, 0.1586553, 0.8413447]) {
          const x = betaQuantile(p, a, b);
          const least = Math.max(a, b) > 1000 ? 1e-9 : 1e-11;
          expect(Math.abs(x / stdlibBetaQuantile(p, a, b) - 1), `${p}, ${a}, ${b}`).toBeLessThan(least);
          expect(Math.abs(p / stdlibBetaCdf(x, a, b) - 1), `${p}, ${a}, ${b}`).toBeLessThan(least);
        }
      }
    }
  });
});

describe("E-BFMI", () => {
  it("is the mean square of energy differences over the variance, chain by chain", () => {
    // 0, 1, 2, 4: differences 1, 1, 2 with mean square 2; variance 35/12.
    expect(ebfmi(Float64Array.of(0, 1, 2, 4, 7, 7, 7, 7), 2)).toEqual([
      expect.closeTo(24 / 35, 14),
      Number.NaN,
    ]);
  });
});

describe("moments", () => {
  it("keep the digits of small variations about a large mean", () => {
    const values = Float64Array.of(1e9 + 0.25, 1e9 - 0.25, 1e9 + 0.5, 1e9 - 0.5);
    expect([mean(values), variance(values)]).toEqual([1e9, 0.625 / 3]);
  });

  it("give a constant exactly", () => {
    expect([mean(new Float64Array(7).fill(0.1)), variance(new Float64Array(7).fill(0.1))]).toEqual([0.1, 0]);
  });
});

describe("draws by name", () => {
  const shape = { chainCount: 2, drawCount: 3 };
  const draws = makeDraws(
    shape,
    { μ: [1, 2, 3, 4, 5, 6] },
    { statistics: { energy: Float64Array.of(1, 2, 3, 4, 5, 6) } },
  );

  it("are found, or the error names those that there are", () => {
    expect([...requireVariable(draws, "μ")]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(() => requireVariable(draws, "nu")).toThrow("expected draws of nu, found those of μ");
  });
});

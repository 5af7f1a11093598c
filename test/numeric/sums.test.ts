/** Sums that cancel, against exact values, and mean and variance against known ones. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mean, sum, variance, weightedMean, weightedVariance } from "../../src/numeric/sums.ts";

describe("sum", () => {
  it("keeps what plain addition loses, in any order", () => {
    expect(sum([1, 1e100, 1, -1e100])).toBe(2);
    expect(sum([1e100, 1, -1e100, 1])).toBe(2);
    expect(sum(new Float64Array(1e6).fill(0.1))).toBe(100000);
  });

  it("is exact for whole numbers spread over many magnitudes", () => {
    const whole = fc.maxSafeInteger();
    fc.assert(
      fc.property(fc.array(whole, { maxLength: 50 }), (values) => {
        expect(sum(values)).toBe(Number(values.reduce((total, x) => total + BigInt(x), 0n)));
      }),
      { seed: 1 },
    );
  });

  it("of nothing is 0; infinities and NaN go through", () => {
    expect(sum([])).toBe(0);
    expect(sum([1, Infinity])).toBe(Infinity);
    expect(sum([1, -Infinity, 2])).toBe(-Infinity);
    expect(sum([Infinity, -Infinity])).toBeNaN();
    expect(sum([1, Number.NaN])).toBeNaN();
  });
});

describe("mean and variance", () => {
  it("are those of NIST's NumAcc4: 10000000.2 and 0.1²", () => {
    // NIST StRD, Univariate Summary Statistics, NumAcc4: 10000000.2, then 10000000.1 and 10000000.3 500 times
    const values = [
      10000000.2,
      ...Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? 10000000.1 : 10000000.3)),
    ];
    expect(Math.abs(mean(values) - 10000000.2)).toBeLessThan(2e-9);
    expect(Math.abs(Math.sqrt(variance(values)) - 0.1)).toBeLessThan(1e-9);
  });

  it("of equal values are the value and 0", () => {
    expect(mean([0.1, 0.1, 0.1])).toBe(0.1);
    expect(variance([0.1, 0.1, 0.1])).toBe(0);
  });

  it("do not change with a shift but by it", () => {
    expect(variance([1, 2, 3, 4])).toBeCloseTo(5 / 3, 15);
    expect(variance([1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4])).toBeCloseTo(5 / 3, 15);
  });

  it("of too few values are NaN", () => {
    expect(mean([])).toBeNaN();
    expect(variance([1])).toBeNaN();
  });
});

describe("weighted mean and variance", () => {
  const values = Float64Array.of(10000000.2, 10000000.1, 10000000.3);

  it("are those of NIST's NumAcc4, with its values counted", () => {
    const counts = Float64Array.of(1, 500, 500);
    expect(Math.abs(weightedMean(values, counts) - 10000000.2)).toBeLessThan(2e-9);
    expect(Math.abs(Math.sqrt(weightedVariance(values, counts)) - 0.1)).toBeLessThan(1e-8);
  });

  it("of one observation are it and none", () => {
    expect(weightedMean(Float64Array.of(3), Float64Array.of(1))).toBe(3);
    expect(weightedVariance(Float64Array.of(3), Float64Array.of(1))).toBeNaN();
    expect(weightedVariance(Float64Array.of(3), Float64Array.of(4))).toBe(0);
  });
});

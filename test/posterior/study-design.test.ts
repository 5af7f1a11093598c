/** Means and shares over simulated studies, and which design is best, against what they are by hand. */

import { describe, expect, it } from "vitest";
import { bestOf, simulatedMean, simulatedShare } from "../../src/posterior/study-design.ts";

describe("a mean over studies", () => {
  it("has the error of a mean, and leaves out studies that could not be fitted", () => {
    // 1, 2, 3, 4: mean 2.5, sd √(5/3)
    const { value, error } = simulatedMean(Float64Array.of(1, 2, Number.NaN, 3, 4));
    expect(value).toBe(2.5);
    expect(error).toBeCloseTo(Math.sqrt(5 / 3) / 2, 12);
    expect(simulatedMean(Float64Array.of(7))).toEqual({ value: 7, error: Number.NaN });
    expect(simulatedMean(new Float64Array(0)).value).toBeNaN();
  });
});

describe("a share of studies", () => {
  it("has an error that is not 0 where all agree, and is the binomial one where studies are many", () => {
    expect(simulatedShare(new Float64Array(8).fill(1))).toMatchObject({ value: 1 });
    // The sd of a Beta(9, 1)
    expect(simulatedShare(new Float64Array(8).fill(1)).error).toBeCloseTo(Math.sqrt(9 / (100 * 11)), 12);
    const many = Float64Array.from({ length: 1000 }, (_, i) => (i % 4 === 0 ? 1 : 0));
    expect(simulatedShare(many).value).toBe(0.25);
    expect(simulatedShare(many).error).toBeCloseTo(Math.sqrt((0.25 * 0.75) / 1000), 4);
    expect(simulatedShare(Float64Array.of(1, Number.NaN, 0)).value).toBe(0.5);
  });
});

describe("the best design", () => {
  it("has the least mean; others are near where the differences study by study do not tell them apart", () => {
    const truth = [10, 20, 30, 40, 50, 60];
    const first = Float64Array.from(truth);
    // Always 1 more, which is told though means vary by far more; and differences of either sign, which are not.
    const more = first.map((one) => one + 1);
    const mixed = first.map((one, i) => one + (i % 2 === 0 ? 3 : -2.9));
    expect(bestOf([more, first, mixed])).toEqual({ best: 1, near: [2] });
    expect(bestOf([first, first])).toEqual({ best: 0, near: [1] });
  });

  it("is not sought where nothing was fitted", () => {
    expect(bestOf([Float64Array.of(Number.NaN), Float64Array.of(Number.NaN)])).toBeNull();
  });
});

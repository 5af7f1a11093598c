/** The three deviates, each on numbers that fail in its way alone. */

import { describe, expect, it } from "vitest";
import { testUniformity } from "./uniformity.ts";

/** As evenly as can be between 0 and 1. */
const even = Array.from({ length: 1600 }, (_, i) => (i + 0.5) / 1600);

describe("the test of uniformity", () => {
  it("finds even numbers neither aside nor at the ends, and more even than chance", () => {
    const { shift, spread, shape } = testUniformity(even);
    expect(shift).toBeCloseTo(0, 10);
    expect(spread).toBeCloseTo(0, 3);
    expect(shape).toBeLessThan(-5);
  });

  it("gives the shift by its formula: a tenth of the sd for each of 1600 numbers is four standard errors", () => {
    // The sd of a uniform number is 1/√12.
    const { shift } = testUniformity(even.map((number) => 0.9 * number + 0.05 + 0.1 / Math.sqrt(12)));
    expect(shift).toBeCloseTo(4, 10);
  });

  it("finds a posterior that is too narrow by numbers at the ends, and one that is too wide by numbers inside", () => {
    const outwards = testUniformity(even.map((number) => 0.5 + 0.5 * Math.cbrt(2 * number - 1)));
    const inwards = testUniformity(even.map((number) => 0.5 + 4 * (number - 0.5) ** 3));
    expect(outwards.spread).toBeGreaterThan(5);
    expect(inwards.spread).toBeLessThan(-5);
    expect(outwards.shift).toBeCloseTo(0, 10);
  });

  it("finds a gap by the shape alone", () => {
    const gapped = even.map((number) => (Math.floor(number * 16) % 2 === 0 ? number : number - 1 / 16));
    const { spread, shape } = testUniformity(gapped);
    expect(Math.abs(spread)).toBeLessThan(2);
    expect(shape).toBeGreaterThan(5);
  });
});

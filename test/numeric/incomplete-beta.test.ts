import { expect, test } from "vitest";
import { betaCdf } from "../../src/numeric/incomplete-beta.ts";

test("the distribution function of the beta distribution is its polynomial for whole parameters", () => {
  // I_x(1, b) = 1 - (1 - x)^b; I_x(2, 3) = 6x² - 8x³ + 3x⁴
  for (const x of [0.01, 0.2, 0.5, 0.8, 0.99]) {
    expect(betaCdf(x, 1, 4)).toBeCloseTo(1 - (1 - x) ** 4, 14);
    expect(betaCdf(x, 2, 3)).toBeCloseTo(6 * x ** 2 - 8 * x ** 3 + 3 * x ** 4, 14);
  }
});

test("it gives the tabled quantile of the F distribution, 3.3258 for 5 and 10 degrees of freedom at 95 %", () => {
  const f = 3.325834530413011;
  expect(betaCdf((5 * f) / (5 * f + 10), 2.5, 5)).toBeCloseTo(0.95, 12);
});

test("it is 0 and 1 at and beyond the ends", () => {
  expect([-1, 0, 1, 2].map((x) => betaCdf(x, 0.5, 2))).toEqual([0, 0, 1, 1]);
});

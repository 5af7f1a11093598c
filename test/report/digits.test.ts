import { describe, expect, it } from "vitest";
import {
  formatCount,
  formatDecimals,
  formatEstimate,
  formatSignificant,
  lastPlace,
} from "../../src/report/digits.ts";

describe("the last digit of an estimate", () => {
  it("stands at the smallest power of ten that is at least half the Monte Carlo error", () => {
    expect([0.2, 0.19, 0.21, 2, 2.1, 0.0019].map(lastPlace)).toEqual([-1, -1, 0, 0, 1, -3]);
  });

  it.each([
    [1527.3814, 0.19, "1527.4"],
    [1527.3814, 0.3, "1527"],
    [1527.3814, 3, "1530"],
    [1527.3814, 30, "1500"],
    [0.99961, 0.0012, "1.000"],
    [0.003, 0.05, "0.0"],
    [-0.003, 0.05, "0.0"],
    [7, 30, "0"],
    [70, 150, "100"],
    [-12.345, 0.015, "-12.35"],
  ])("of %f with error %f gives %s", (value, error, text) => {
    expect(formatEstimate(value, error)).toBe(text);
  });

  it.each([
    [1.234567e-9, 1e-11, "1.23e-9"],
    [1.234567e15, 2e11, "1.2346e+15"],
    [1234567890, 3, "1234567890"],
    [1e-300, 1e-3, "0.000"],
    [1e-300, 1e-20, "0"],
  ])("of the very large or small %f with error %f gives %s", (value, error, text) => {
    expect(formatEstimate(value, error)).toBe(text);
  });

  it("is the second one where the error is unknown, and the sixth at most where there is none", () => {
    expect(formatEstimate(Math.PI, Number.NaN)).toBe("3.1");
    expect(formatEstimate(Math.PI, 0)).toBe("3.14159");
    expect(formatEstimate(2, 0)).toBe("2");
  });

  it("is where the user wants it", () => {
    expect(formatEstimate(Math.PI, 0.5, { digits: 7 })).toBe("3.141593");
    expect(formatEstimate(1234.5, 0.001, { digits: 2 })).toBe("1200");
  });
});

describe("other numbers", () => {
  it("that do not exist are a dash, and infinite ones say so", () => {
    expect(formatEstimate(Number.NaN, 1)).toBe("-");
    expect(formatEstimate(Number.POSITIVE_INFINITY, Number.NaN)).toBe("Inf");
    expect(formatCount(Number.NEGATIVE_INFINITY)).toBe("-Inf");
  });

  it("are rounded down where they count, so that none reaches a threshold by rounding", () => {
    expect(formatCount(399.99)).toBe("399");
  });

  it("keep their trailing zeros", () => {
    expect(formatSignificant(0.0200001, 2)).toBe("0.020");
    expect(formatSignificant(0, 2)).toBe("0");
    expect(formatDecimals(-0.0001, 2)).toBe("0.00");
  });
});

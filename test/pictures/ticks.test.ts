/** Numbers at axes and in sentences. */

import { expect, it } from "vitest";
import { formatBeside, formatRounded, roundSteps } from "../../src/pictures/ticks.ts";

it("steps are 1, 2 or 5 times a power of ten apart, within the range, about as many as asked for", () => {
  const tidy = (from: number, to: number): number[] =>
    roundSteps(from, to, 5).map((x) => Number(x.toPrecision(12)));
  expect(tidy(0, 1)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(tidy(-3.2, 4.1)).toEqual([-2, 0, 2, 4]);
  expect(tidy(1490, 1570)).toEqual([1500, 1520, 1540, 1560]);
  expect(tidy(-4e300, 4e300)).toEqual([-4e300, -2e300, 0, 2e300, 4e300]);
  expect(roundSteps(2, 2, 5)).toEqual([2]);
});

it("numbers in sentences have three digits and a true minus", () => {
  expect([0.123456, -15.27, 1526.9, 0, Number.NaN].map((x) => formatRounded(x))).toEqual([
    "0.123",
    "−15.3",
    "1530",
    "0",
    "unknown",
  ]);
});

it("numbers of an interval have the digits that tell hundredths of its width, eight at most", () => {
  expect([1526.93, 1489.21, 0.004].map((x) => formatBeside(x, 80))).toEqual(["1526.9", "1489.2", "0"]);
  expect(formatBeside(1e5 + 0.1234567, 0.02)).toBe("100,000.12");
  expect(formatBeside(2, 0)).toBe("2");
});

/** Numbers of data sets, beside their definitions written out and a published analysis of variance. */

import { describe, expect, it } from "vitest";
import { dataStatistics, statisticNamed } from "../../src/posterior/data-statistics.ts";

/** Yields of six batches of dyestuff (Davies & Goldsmith 1972; Box & Tiao 1973, table 5.1.1). */
const yields = [
  [1545, 1440, 1440, 1520, 1580],
  [1540, 1555, 1490, 1560, 1495],
  [1595, 1550, 1605, 1510, 1560],
  [1445, 1440, 1595, 1465, 1545],
  [1595, 1630, 1515, 1635, 1625],
  [1520, 1455, 1450, 1480, 1445],
];
const values = Float64Array.from(yields.flat());
const groups = { codes: Int32Array.from(values, (_, i) => Math.floor(i / 5)), count: 6 };
const of = (name: string, own = values, inGroups: typeof groups | null = groups): number =>
  statisticNamed(name)!.of(own, inGroups);

describe("numbers of a data set", () => {
  it("are those of the published analysis of variance of dyestuff", () => {
    // Mean squares 11271.50 between and 2451.25 within batches.
    expect(of("sd_within") ** 2).toBeCloseTo(2451.25, 8);
    expect(5 * of("sd_between") ** 2).toBeCloseTo(11271.5, 8);
    expect(of("icc")).toBeCloseTo((11271.5 - 2451.25) / (11271.5 + 4 * 2451.25), 12);
    expect(of("mean")).toBe(1527.5);
  });

  it("are as they are defined, in unequal groups, one of them empty", () => {
    const own = Float64Array.of(0, 2, 3, 10, -1, 0);
    const uneven = { codes: Int32Array.of(0, 0, 0, 2, 2, 3), count: 4 };
    const means = [5 / 3, 4.5, 0];
    const center = means.reduce((a, b) => a + b) / 3;
    const between = Math.sqrt(means.reduce((sum, one) => sum + (one - center) ** 2, 0) / 2);
    expect(of("sd_between", own, uneven)).toBeCloseTo(between, 12);
    const left = own.map((value, i) => value - [5 / 3, 0, 4.5, 0][uneven.codes[i]!]!);
    expect(of("sd_within", own, uneven)).toBeCloseTo(
      Math.sqrt(left.reduce((sum, one) => sum + one * one, 0) / 3),
      12,
    );
    const grand = 14 / 6;
    const msb = (3 * (5 / 3 - grand) ** 2 + 2 * (4.5 - grand) ** 2 + (0 - grand) ** 2) / 2;
    const msw = left.reduce((sum, one) => sum + one * one, 0) / 3;
    const size = (6 - (9 + 4 + 1) / 6) / 2;
    expect(of("icc", own, uneven)).toBeCloseTo((msb - msw) / (msb + (size - 1) * msw), 12);
    expect([of("min", own), of("max", own), of("median", own), of("zeros", own)]).toEqual([-1, 10, 1, 2 / 6]);
    expect([of("q25", own), of("q100", own)]).toEqual([0, 10]);
  });

  it("are NaN where there are none: of no values, of one, without groups, of a single group", () => {
    for (const { of: number, name, isOfGroups } of dataStatistics) {
      expect([name, number(new Float64Array(0), null)]).toEqual([name, Number.NaN]);
      if (isOfGroups) expect([name, number(values, null)]).toEqual([name, Number.NaN]);
    }
    expect(of("sd", Float64Array.of(1))).toBeNaN();
    expect(of("icc", Float64Array.of(1, 2), { codes: Int32Array.of(0, 0), count: 1 })).toBeNaN();
  });

  it("have names, quantiles among them, and none has another", () => {
    expect(dataStatistics.map(({ name }) => statisticNamed(name)?.name)).toEqual(
      dataStatistics.map(({ name }) => name),
    );
    expect(statisticNamed("q97.5")?.words).toBe("97.5 % quantile");
    for (const name of ["", "q", "q101", "qq", "kurtosis", "mean "]) expect(statisticNamed(name)).toBeNull();
  });
});

/** Effective sample sizes along a course, and autocorrelations, against the estimator and sums written out. */

import { describe, expect, it } from "vitest";
import { autocorrelationsOf } from "../../src/posterior/autocorrelation.ts";
import { essBulk, essOfChains, essTail } from "../../src/posterior/ess.ts";
import { essEvolution, essLocal, essOfQuantiles } from "../../src/posterior/ess-curves.ts";
import { quantile, sortDraws } from "../../src/posterior/quantile.ts";
import { splitChains } from "../../src/posterior/split-chains.ts";
import { normalDraws } from "./make-draws.ts";

const shape = { chainCount: 3, drawCount: 200 };
const values = normalDraws(shape, 4, { rho: 0.6 });

describe("effective sample sizes", () => {
  it("as draws accumulate are those of the first draws of each chain", () => {
    const steps = essEvolution({ values, ...shape }, 10);
    expect(steps.map(({ drawCount }) => drawCount)).toEqual([20, 40, 60, 80, 100, 120, 140, 160, 180, 200]);
    for (const { drawCount, bulk, tail } of steps) {
      const first = Float64Array.from(
        [0, 1, 2].flatMap((c) => [...values.slice(c * 200, c * 200 + drawCount)]),
      );
      expect(bulk).toBe(essBulk(first, 3));
      expect(tail).toBe(essTail(first, 3));
    }
  });

  it("of parts and quantiles are those of the indicators", () => {
    const sorted = sortDraws(values);
    const sizeOf = (isIn: (x: number) => boolean): number =>
      essOfChains(
        splitChains(
          values.map((x) => (isIn(x) ? 1 : 0)),
          3,
        ),
      );
    const [low, high] = [quantile(sorted, 0.9), quantile(sorted, 0.95)];
    expect(essLocal(values, 3, [0.9, 0.95], sorted)).toBe(sizeOf((x) => x >= low && x <= high));
    expect(essOfQuantiles(values, 3, [0.9], sorted)).toEqual([sizeOf((x) => x <= low)]);
  });

  it("are unknown of draws that are not finite", () => {
    const broken = values.slice();
    broken[3] = Number.POSITIVE_INFINITY;
    expect(essLocal(broken, 3, [0, 0.05], sortDraws(broken))).toBeNaN();
  });
});

describe("autocorrelations", () => {
  it("are sums of products about the mean over the sum of squares", () => {
    const chain = values.slice(0, 200);
    const found = autocorrelationsOf(chain, 40);
    const center = chain.reduce((a, b) => a + b) / 200;
    const sum = (lag: number): number =>
      chain.subarray(lag).reduce((all, x, i) => all + (x - center) * (chain[i]! - center), 0);
    expect(found).toHaveLength(41);
    found.forEach((correlation, lag) => {
      expect(correlation).toBeCloseTo(sum(lag) / sum(0), 10);
    });
  });

  it("do not depend on the unit, to 1e300, and are none of a chain that stands still or is not finite", () => {
    const chain = values.slice(0, 200);
    const huge = autocorrelationsOf(
      chain.map((x) => x * 1e300),
      5,
    );
    autocorrelationsOf(chain, 5).forEach((correlation, lag) => {
      expect(huge[lag]).toBeCloseTo(correlation, 12);
    });
    expect([...autocorrelationsOf(Float64Array.of(1, 1, 1), 1)]).toEqual([NaN, NaN]);
    expect([...autocorrelationsOf(Float64Array.of(1, NaN, 1), 1)]).toEqual([NaN, NaN]);
  });
});

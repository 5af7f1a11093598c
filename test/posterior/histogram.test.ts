/** Histograms: every draw is in one bin, and the widths are those of Freedman and Diaconis. */

import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { histogramOf } from "../../src/posterior/histogram.ts";
import { quantile } from "../../src/posterior/quantile.ts";

const stream = createRandomStream(5, 1);
const normal = Float64Array.from({ length: 1500 }, () => stream.normal()).sort();
const all: [number, number] = [normal[0]!, normal.at(-1)!];

describe("a histogram", () => {
  it("has each draw in the bin that it lies in, by the slow count", () => {
    const { edges, counts } = histogramOf(normal, all);
    const last = counts.length - 1;
    counts.forEach((count, i) => {
      const isIn = (x: number): boolean =>
        x >= edges[i]! && (i === last ? x <= edges[i + 1]! : x < edges[i + 1]!);
      expect(count).toBe(normal.filter(isIn).length);
    });
    expect(counts.reduce((a, b) => a + b)).toBe(1500);
  });

  it("has bins of 2 IQR / ∛n, or a little less so that they fill the range", () => {
    const { edges } = histogramOf(normal, all);
    const width = (2 * (quantile(normal, 0.75) - quantile(normal, 0.25))) / Math.cbrt(1500);
    expect(edges[1]! - edges[0]!).toBeLessThanOrEqual(width * (1 + 1e-9));
    expect(edges.length - 1).toBe(Math.ceil((all[1] - all[0]) / width));
  });

  it("has 60 bins at most, and does not count what lies outside the range", () => {
    const { edges, counts } = histogramOf(normal, [-0.5, 300]);
    expect(edges.length - 1).toBe(60);
    expect(counts.reduce((a, b) => a + b)).toBe(normal.filter((z) => z >= -0.5).length);
  });

  it("gives each whole number a bin of its own", () => {
    const { edges, counts } = histogramOf(Float64Array.of(0, 0, 1, 3, 3, 3), [0, 3]);
    expect([...edges]).toEqual([-0.5, 0.5, 1.5, 2.5, 3.5]);
    expect([...counts]).toEqual([2, 1, 0, 3]);
    expect(
      histogramOf(
        Float64Array.from({ length: 500 }, (_, i) => i),
        [0, 499],
      ).counts.every((n) => n === 9 || n === 5),
    ).toBe(true);
  });

  it("of one number is one bin", () => {
    expect([...histogramOf(Float64Array.of(2, 2), [2, 2]).counts]).toEqual([2]);
  });
});

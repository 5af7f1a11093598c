/** The band of empirical distribution functions: exact on what can be counted, against a slow twin, and against chance. */

import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { directionsOf, judgeCalibration } from "../../src/posterior/calibration.ts";
import type { EcdfBand } from "../../src/posterior/count-band.ts";
import { countBelow, UniformEcdf } from "../../src/posterior/ecdf-band.ts";

function choose(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= k; i++) result *= (n - k + i) / i;
  return result;
}

const binomial = (k: number, n: number, p: number): number => choose(n, k) * p ** k * (1 - p) ** (n - k);

/** P(all counts inside) by the recursion over binomial steps, as Säilynoja et al. (2022) have it in equation 11. */
function probabilityByBinomials({ lower, upper }: EcdfBand, count: number, points: number): number {
  let paths = new Map([[0, 1]]);
  for (let i = 1; i < points; i++) {
    const step = 1 / (points - i + 1);
    const next = new Map<number, number>();
    for (const [before, path] of paths) {
      for (let k = Math.max(before, lower[i]!); k <= upper[i]!; k++) {
        next.set(k, (next.get(k) ?? 0) + path * binomial(k - before, count - before, step));
      }
    }
    paths = next;
  }
  return [...paths.values()].reduce((sum, path) => sum + path, 0);
}

describe("the p-value of an empirical distribution function", () => {
  it("of one point is that of a binomial test: of 4 numbers none below 1/2 has 2/16", () => {
    expect(new UniformEcdf(4, 2).pValue([0, 0, 4])).toBeCloseTo(2 / 16, 14);
    expect(new UniformEcdf(4, 2).pValue([0, 1, 4])).toBeCloseTo(10 / 16, 14);
    expect(new UniformEcdf(4, 2).pValue([0, 2, 4])).toBe(1);
  });

  it("is that of counting all ways in which three numbers fall into three thirds", () => {
    const ecdf = new UniformEcdf(3, 3);
    const tail = (k: number, z: number): number => {
      let [atMost, atLeast] = [0, 0];
      for (let j = 0; j <= 3; j++) {
        if (j <= k) atMost += binomial(j, 3, z);
        if (j >= k) atLeast += binomial(j, 3, z);
      }
      return 2 * Math.min(atMost, atLeast);
    };
    const farthest = (a: number, b: number): number => Math.min(tail(a, 1 / 3), tail(b, 2 / 3));
    const ways: { a: number; b: number }[] = [];
    for (let x = 0; x < 27; x++) {
      const thirds = [x % 3, Math.floor(x / 3) % 3, Math.floor(x / 9)];
      ways.push({ a: thirds.filter((t) => t < 1).length, b: thirds.filter((t) => t < 2).length });
    }
    for (const { a, b } of ways) {
      const asFar = ways.filter((way) => farthest(way.a, way.b) <= farthest(a, b) + 1e-12).length;
      expect(ecdf.pValue([0, a, b, 3])).toBeCloseTo(asFar / 27, 12);
    }
  });
});

describe("the band", () => {
  it.each([
    [10, 10, 0.05],
    [40, 16, 0.05],
    [60, 20, 0.01],
  ])(
    "of %d numbers at %d points fails with a probability of at most %f, by the slow recursion",
    (count, points, alpha) => {
      const band = new UniformEcdf(count, points).band(alpha);
      const outside = 1 - probabilityByBinomials(band, count, points);
      expect(outside).toBeLessThanOrEqual(alpha);
      expect(outside).toBeGreaterThan(0.5 * alpha);
    },
  );

  it("is left by as many sets of uniform numbers as it says", () => {
    const [count, points, alpha, sets] = [250, 64, 0.1, 4000];
    const ecdf = new UniformEcdf(count, points);
    const band = ecdf.band(alpha);
    const stream = createRandomStream(11, 1);
    let outside = 0;
    for (let set = 0; set < sets; set++) {
      const counts = countBelow(
        Float64Array.from({ length: count }, () => stream.uniform()),
        ecdf.pointCount,
      );
      if (counts.some((k, i) => k < band.lower[i]! || k > band.upper[i]!)) outside++;
    }
    expect(Math.abs(outside - alpha * sets)).toBeLessThan(4 * Math.sqrt(alpha * (1 - alpha) * sets));
  });

  it("nears that of Kolmogorov and Smirnov in the middle, and is narrower than it at the ends", () => {
    // The half-width of Kolmogorov's 95 % band is 1.358/√N everywhere.
    const count = 4000;
    const band = new UniformEcdf(count, 128).band(0.05);
    const halfWidth = (i: number): number => (band.upper[i]! - (count * i) / 128) / Math.sqrt(count);
    expect(halfWidth(64)).toBeGreaterThan(1.358);
    expect(halfWidth(64)).toBeLessThan(1.7);
    expect(halfWidth(1)).toBeLessThan(0.4);
  });
});

describe("the judgement of places", () => {
  const quantity = { name: "σ", kind: "parameter" } as const;
  const even = Float64Array.from({ length: 400 }, (_, i) => (i + 0.5) / 400);
  const judge = (places: Float64Array) => judgeCalibration([quantity], [places], 127, 0.01).quantities[0]!;

  it("finds nothing wrong with even ones", () => {
    expect(judge(even)).toMatchObject({ isOff: false, deviation: "none" });
    expect(judge(even).pValue).toBeGreaterThan(0.999);
  });

  it.each([
    ["narrow", (u: number) => 0.5 + 0.5 * Math.cbrt(2 * u - 1)],
    ["wide", (u: number) => 0.5 + 4 * (u - 0.5) ** 3],
    ["low", (u: number) => Math.sqrt(u)],
    ["high", (u: number) => u * u],
  ] as const)("calls a posterior %s by where truths lie among its draws", (deviation, move) => {
    expect(judge(even.map(move))).toMatchObject({ isOff: true, deviation });
  });

  it("calls off exactly what has a p-value of at most α, shared among the quantities", () => {
    for (let strength = 0; strength < 0.4; strength += 0.05) {
      const places = even.map((u) => u ** (1 + strength));
      const { quantities } = judgeCalibration(
        [quantity, quantity, quantity],
        [places, even, even],
        127,
        0.03,
      );
      expect(quantities[0]!.isOff).toBe(quantities[0]!.pValue <= 0.01);
    }
  });

  it("measures shift and spread in standard errors", () => {
    const { shift } = directionsOf(Float64Array.from({ length: 1200 }, () => 0.55));
    // 0.05 / (1/√12 / √1200) = 0.05 · 120
    expect(shift).toBeCloseTo(6, 10);
  });
});

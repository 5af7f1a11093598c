/** Densities of draws: against sums of kernels one by one, and a bandwidth without bins. */

import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { bandwidthOf, hardEnds, kernelDensity, viewOf } from "../../src/posterior/kernel-density.ts";
import { quantile } from "../../src/posterior/quantile.ts";

const draws = (count: number, map: (z: number, i: number) => number): Float64Array => {
  const stream = createRandomStream(7, 1);
  return Float64Array.from({ length: count }, (_, i) => map(stream.normal(), i)).sort();
};
const normal = draws(2000, (z) => z);
const half = draws(2000, (z) => Math.abs(z));
const modes = draws(2000, (z, i) => z + (i % 2 === 0 ? 0 : 60));

const kernel = (distance: number, h: number): number =>
  Math.exp(-0.5 * (distance / h) ** 2) / (h * Math.sqrt(2 * Math.PI));

/** Every kernel at every place, and its images beyond an end. */
function slowDensity(sorted: Float64Array, x: number, h: number, lower: number | null = null): number {
  let sum = 0;
  for (const value of sorted) {
    sum += kernel(x - value, h) + (lower === null ? 0 : kernel(x - (2 * lower - value), h));
  }
  return sum / sorted.length;
}

const endsOf = (sorted: Float64Array) => hardEnds(sorted, bandwidthOf(sorted));

/** Trapezoids. */
function integral({ x, density }: { x: Float64Array; density: Float64Array }): number {
  return (
    density.reduce((sum, value, i) => sum + value * (i === 0 || i === x.length - 1 ? 0.5 : 1), 0) *
    (x[1]! - x[0]!)
  );
}

describe("the density", () => {
  it("is the sum of kernels, one by one, to a hundredth of its height", () => {
    const curve = kernelDensity(normal, [-5, 5])!;
    const top = Math.max(...curve.density);
    for (let i = 0; i < curve.x.length; i += 7) {
      expect(Math.abs(curve.density[i]! - slowDensity(normal, curve.x[i]!, curve.bandwidth))).toBeLessThan(
        0.01 * top,
      );
    }
    // But for what a kernel has beyond 4.5 bandwidths.
    expect(Math.abs(integral(curve) - 1)).toBeLessThan(7e-6);
  });

  it("of an sd ends at 0, folded back: it is high there, integrates to 1, and nothing lies below", () => {
    const ends = endsOf(half);
    expect(ends).toEqual({ lower: 0, upper: null });
    const curve = kernelDensity(half, [-1, 6], ends)!;
    expect(curve.x[0]).toBe(0);
    expect(integral(curve)).toBeCloseTo(1, 3);
    expect(Math.abs(curve.density[0]! - Math.sqrt(2 / Math.PI))).toBeLessThan(0.08);
    for (let i = 0; i < curve.x.length; i += 7) {
      expect(Math.abs(curve.density[i]! - slowDensity(half, curve.x[i]!, curve.bandwidth, 0))).toBeLessThan(
        0.01,
      );
    }
  });

  it("counts draws beyond the range for its height", () => {
    const curve = kernelDensity(normal, [0, 1])!;
    expect(integral(curve)).toBeGreaterThan(0.3);
    expect(integral(curve)).toBeLessThan(0.38);
  });

  it("does not smear modes that lie apart: 0 between them, and each as wide as it is", () => {
    const curve = kernelDensity(modes, [-5, 65])!;
    expect(curve.bandwidth).toBeLessThan(0.5);
    const middle = curve.density.filter((_, i) => curve.x[i]! > 10 && curve.x[i]! < 50);
    expect(Math.max(...middle)).toBeLessThan(1e-12);
    expect(Math.abs(Math.max(...curve.density) - 0.2)).toBeLessThan(0.03);
  });

  it("of one number is none", () => {
    expect(kernelDensity(Float64Array.of(2, 2, 2), [1, 3])).toBeNull();
    expect(bandwidthOf(Float64Array.of(2, 2))).toBe(0);
  });
});

describe("the bandwidth", () => {
  /** The fixed point of Botev et al. (2010), with the cosines of all draws and no cells. */
  function slowImproved(sorted: Float64Array): number {
    const [from, to] = viewOf(sorted);
    const first = from - (to - from) / 10;
    const width = (to - from) * 1.2;
    const squares = Array.from({ length: 400 }, (_, k) => {
      const sum = sorted.reduce((all, value) => all + Math.cos((Math.PI * k * (value - first)) / width), 0);
      return (sum / sorted.length) ** 2;
    });
    const norm = (s: number, t: number): number =>
      squares.reduce(
        (sum, a, k) =>
          sum + (k === 0 ? 0 : 2 * (k * Math.PI) ** (2 * s) * a * Math.exp(-((k * Math.PI) ** 2) * t)),
        0,
      );
    const plugIn = (t: number): number => {
      let f = norm(7, t);
      for (let s = 6; s >= 2; s--) {
        let product = 1;
        for (let odd = 1; odd <= 2 * s - 1; odd += 2) product *= odd;
        const c = (1 + 0.5 ** (s + 0.5)) / 3;
        f = norm(s, ((2 * c * product) / Math.sqrt(2 * Math.PI) / sorted.length / f) ** (2 / (3 + 2 * s)));
      }
      return (2 * sorted.length * Math.sqrt(Math.PI) * f) ** -0.4;
    };
    let t = 1e-7;
    while (t < plugIn(t)) t *= 1.01;
    return Math.sqrt(t) * width;
  }

  it("is the improved one of Sheather and Jones where that is less than Silverman's", () => {
    const improved = slowImproved(modes);
    expect(Math.abs(bandwidthOf(modes) / improved - 1)).toBeLessThan(0.02);
  });

  it("is at most Silverman's 0.9 min(sd, IQR / 1.349) n^-1/5", () => {
    const iqr = (quantile(normal, 0.75) - quantile(normal, 0.25)) / 1.349;
    const center = normal.reduce((a, b) => a + b) / normal.length;
    const sd = Math.sqrt(normal.reduce((sum, z) => sum + (z - center) ** 2, 0) / (normal.length - 1));
    const silverman = 0.9 * Math.min(sd, iqr) * normal.length ** -0.2;
    expect(bandwidthOf(normal)).toBeLessThanOrEqual(silverman * (1 + 1e-12));
    expect(bandwidthOf(normal)).toBeGreaterThan(0.5 * silverman);
  });

  it("follows the unit, to 1e300", () => {
    const huge = normal.map((z) => z * 1e300);
    expect(bandwidthOf(huge) / 1e300 / bandwidthOf(normal)).toBeCloseTo(1, 9);
  });
});

describe("hard ends", () => {
  it("are seen where draws come near to 0, to ±1 of what is between them, and where they stop at full density", () => {
    const stream = createRandomStream(3, 2);
    const uniform = Float64Array.from({ length: 2000 }, () => stream.uniform()).sort();
    expect(endsOf(uniform)).toEqual({ lower: 0, upper: 1 });
    expect(endsOf(uniform.map((u) => 2 * u - 1))).toEqual({ lower: -1, upper: 1 });
    const shifted = uniform.map((u) => 3 + 2 * u);
    expect(endsOf(shifted)).toEqual({ lower: shifted[0], upper: shifted.at(-1) });
    expect(endsOf(half.map((z) => -z).sort())).toEqual({ lower: null, upper: 0 });
  });

  it("are none of draws with tails", () => {
    for (const count of [30, 300, 3000]) {
      const free = draws(count, (z) => 10 + z);
      expect(endsOf(free)).toEqual({ lower: null, upper: null });
    }
  });
});

describe("the view", () => {
  it("is all draws, but of tails that would make all one line it shows two widths of the central 90 %", () => {
    expect(viewOf(normal)).toEqual([normal[0], normal.at(-1)]);
    const heavy = draws(2000, (z) => z / createRandomStream(Math.round(Math.abs(z) * 1e6), 1).normal());
    const [from, to] = viewOf(heavy);
    const width = quantile(heavy, 0.95) - quantile(heavy, 0.05);
    expect(from).toBeGreaterThan(heavy[0]!);
    expect(to - from).toBeLessThanOrEqual(5 * width * (1 + 1e-12));
  });
});

/** The incomplete gamma and beta functions and the skew normal's, against mpmath (test/reference/incomplete.py) and themselves. */

import { describe, expect, it } from "vitest";
import {
  logGammaLower,
  logGammaLowerSlope,
  logGammaUpper,
  logGammaUpperSlope,
} from "../../src/numeric/incomplete-gamma.ts";
import { logBetaCdf, logBetaCdfSlopeA, logBetaCdfSlopeB } from "../../src/numeric/log-incomplete-beta.ts";
import { expm1Minus, log1pMinus, logMinusDigamma, stirlingError } from "../../src/numeric/near-zero.ts";
import { logSkewNormalCdf } from "../../src/numeric/skew-normal-cdf.ts";
import { logStudentCdf, logStudentCdfSlope } from "../../src/numeric/student-t-cdf.ts";
import reference from "./incomplete-reference.json" with { type: "json" };

type Row = readonly number[];

/** Relative to the logarithm or, where that is smaller, to the probability. */
function expectRows(rows: readonly Row[], column: number, f: (row: Row) => number, tolerance: number): void {
  for (const row of rows) {
    const expected = row[column]!;
    const error = Math.abs(f(row) - expected);
    expect(error, `${row}: ${f(row)}`).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));
  }
}

/** The logarithms of small probabilities of the other side, and their slopes, have all their digits too. */
function expectRelative(rows: readonly Row[], column: number, f: (row: Row) => number, size: number): void {
  for (const row of rows) {
    const expected = row[column]!;
    if (Math.abs(expected) < 1e-300) continue;
    expect(Math.abs(f(row) / expected - 1), `${row}: ${f(row)}`).toBeLessThanOrEqual(size);
  }
}

describe("logarithms of incomplete functions against mpmath", () => {
  const { gamma, beta, skewNormal } = reference;
  const [lower, upper] = [
    (row: Row) => logGammaLower(row[0]!, row[1]!),
    (row: Row) => logGammaUpper(row[0]!, row[1]!),
  ];
  const ofBeta = (f: typeof logBetaCdf) => (row: Row) => f(row[0]!, row[1]!, row[2]!);

  it("both incomplete gamma functions are within 2e-13", () => {
    expectRows(gamma, 2, lower, 2e-13);
    expectRows(gamma, 3, upper, 2e-13);
    expectRelative(gamma, 2, lower, 1e-11);
    expectRelative(gamma, 3, upper, 1e-11);
  });

  it("and their derivatives along the shape within 1e-11, relative to themselves", () => {
    expectRelative(gamma, 4, (row) => logGammaLowerSlope(row[0]!, row[1]!), 1e-11);
    expectRelative(gamma, 5, (row) => logGammaUpperSlope(row[0]!, row[1]!), 1e-11);
  });

  it("the incomplete beta function is within 1e-12, and its derivatives within 1e-10", () => {
    expectRows(beta, 3, ofBeta(logBetaCdf), 1e-12);
    expectRelative(beta, 3, ofBeta(logBetaCdf), 1e-10);
    expectRows(beta, 4, ofBeta(logBetaCdfSlopeA), 1e-10);
    expectRows(beta, 5, ofBeta(logBetaCdfSlopeB), 1e-10);
  });

  it("that of the skew normal is within 1e-12, its thin tails included", () => {
    expect(Math.min(...skewNormal.map((row) => row[2]!))).toBeLessThan(-1000);
    expectRows(skewNormal, 2, (row) => logSkewNormalCdf(row[0]!, row[1]!), 1e-12);
  });
});

describe("what holds of probabilities", () => {
  const shapes = [1e-3, 0.5, 1, 3.7, 15.999, 16, 60, 1e4, 1e8, 1e12];

  it("P and Q sum to one, also where methods change, and rise and fall", () => {
    for (const a of shapes) {
      const sd = Math.sqrt(a);
      let last = -Infinity;
      for (const x of [-3, -1, -0.01, 0, 0.01, 0.7, 1, 2.5].map((z) => a + z * sd).filter((one) => one > 0)) {
        const [below, above] = [logGammaLower(a, x), logGammaUpper(a, x)];
        expect(Math.exp(below) + Math.exp(above), `${a}, ${x}`).toBeCloseTo(1, 13);
        expect(below, `${a}, ${x}`).toBeGreaterThan(last);
        last = below;
      }
    }
  });

  it("a Poisson count is a gamma waiting time: Q(k + 1, μ) is the sum of masses", () => {
    for (const mean of [0.3, 4, 20]) {
      let [mass, sum] = [Math.exp(-mean), 0];
      for (let k = 0; k < 45; k++) {
        sum += mass;
        mass *= mean / (k + 1);
        expect(Math.exp(logGammaUpper(k + 1, mean))).toBeCloseTo(sum, 13);
      }
    }
  });

  it("I(θ; a, b) and I(-θ; b, a) sum to one, and rise with θ", () => {
    for (const a of shapes) {
      for (const b of shapes) {
        const sd = Math.sqrt(1 / a + 1 / b);
        let last = -Infinity;
        for (const z of [-3, -1, -0.01, 0, 0.02, 1, 2]) {
          const θ = Math.log(a / b) + z * Math.min(sd, 5);
          const [below, above] = [logBetaCdf(θ, a, b), logBetaCdf(-θ, b, a)];
          expect(Math.exp(below) + Math.exp(above), `${θ}, ${a}, ${b}`).toBeCloseTo(1, 13);
          expect(below, `${θ}, ${a}, ${b}`).toBeGreaterThanOrEqual(last);
          last = below;
        }
      }
    }
  });

  it("with large parameters a gamma and a beta number are nearly normal", () => {
    for (const z of [-4, -0.5, 0.3, 3]) {
      // The skewness of a gamma number, 2/√a, is what is left of the difference.
      const normal = logStudentCdf(z, 1e18);
      const tolerance = 1e-6 * Math.max(1, Math.abs(normal));
      expect(Math.abs(logGammaLower(1e14, 1e14 + z * 1e7) - normal)).toBeLessThan(tolerance);
      expect(Math.abs(logBetaCdf(z * Math.SQRT2 * 1e-7, 1e14, 1e14) - normal)).toBeLessThan(tolerance);
    }
  });

  it("Student's t has the distribution functions of 1 and 2 degrees of freedom, and the tail of its exponent", () => {
    for (const z of [-1e5, -30, -2, -0.1, 0, 0.4, 3, 700]) {
      const two = z < 0 ? 1 / (2 + z * z - z * Math.sqrt(2 + z * z)) : 0.5 + z / (2 * Math.sqrt(2 + z * z));
      expect(Math.abs(logStudentCdf(z, 2) - Math.log(two))).toBeLessThan(1e-13 * Math.max(1, -Math.log(two)));
      const one = z < -1 ? Math.atan(-1 / z) / Math.PI : 0.5 + Math.atan(z) / Math.PI;
      expect(Math.abs(logStudentCdf(z, 1) - Math.log(one))).toBeLessThan(2e-13);
    }
    expect(logStudentCdf(-1e200, 3) - logStudentCdf(-1e199, 3)).toBeCloseTo(-3 * Math.LN10, 10);
    expect(Number.isFinite(logStudentCdfSlope(-1e200, 3))).toBe(true);
    expect(logStudentCdfSlope(0, 3)).toBe(0);
  });

  it("they are 0 and 1 at the ends, where derivatives vanish, and NaN outside", () => {
    expect([
      logGammaLower(2, 0),
      logGammaUpper(2, 0),
      logGammaLower(2, Infinity),
      logGammaUpper(2, Infinity),
    ]).toEqual([-Infinity, 0, 0, -Infinity]);
    expect([
      logGammaLower(0, 3),
      logGammaUpper(0, 3),
      logGammaLowerSlope(2, 0),
      logGammaUpperSlope(2, 0),
    ]).toEqual([0, -Infinity, 0, 0]);
    expect([
      logBetaCdf(-Infinity, 1, 2),
      logBetaCdf(Infinity, 1, 2),
      logBetaCdf(1, 0, 2),
      logBetaCdf(1, 2, 0),
    ]).toEqual([-Infinity, 0, 0, -Infinity]);
    expect([logBetaCdfSlopeA(Infinity, 1, 2), logBetaCdfSlopeB(-Infinity, 1, 2)]).toEqual([0, 0]);
    for (const value of [logGammaLower(-1, 1), logGammaUpper(1, Number.NaN), logBetaCdf(0, -1, 1)]) {
      expect(value).toBeNaN();
    }
  });
});

describe("differences that would cancel", () => {
  it("are those of longer series", () => {
    for (const u of [-0.4, -1e-3, -1e-9, 1e-12, 2e-4, 0.3, 0.9]) {
      let [series, exponential] = [0, 0];
      for (let k = 400; k >= 2; k--) series += ((k % 2 === 0 ? -1 : 1) * u ** k) / k;
      for (let k = 40, factorial = 1; k >= 2; k--) {
        factorial = Array.from({ length: k }, (_, i) => i + 1).reduce((product, one) => product * one, 1);
        exponential += u ** k / factorial;
      }
      expect(Math.abs(log1pMinus(u) / series - 1), `log1p at ${u}`).toBeLessThan(1e-14);
      expect(Math.abs(expm1Minus(u) / exponential - 1), `expm1 at ${u}`).toBeLessThan(1e-14);
    }
    expect([log1pMinus(3), expm1Minus(2)]).toEqual([Math.log1p(3) - 3, Math.expm1(2) - 2]);
  });

  it("join where the asymptotic series begin", () => {
    expect(stirlingError(10) / stirlingError(9.9999999) - 1).toBeCloseTo(-1e-8, 10);
    expect(logMinusDigamma(10) / logMinusDigamma(9.9999999) - 1).toBeCloseTo(-1.017e-8, 10);
  });
});

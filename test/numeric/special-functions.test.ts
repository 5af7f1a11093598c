/**
 * The special functions against values from 60-digit arithmetic (test/reference/numeric.py), against R 4.2.2
 * (test/reference/numeric.R), and, as a check over many more points, against the engine's Math.
 */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import rReference from "./r-reference.json" with { type: "json" };
import reference from "./reference.json" with { type: "json" };
import { errorInUlps, type SpecialFunctionName, specialFunctions } from "./ulp.ts";

const {
  exp,
  expm1,
  log,
  log1p,
  power,
  sin,
  cos,
  atan,
  tanh,
  invLogit,
  logit,
  log1pExp,
  log1mExp,
  logInvLogit,
  logSumExp,
  logDiffExp,
  normalCdf,
  logNormalCdf,
  normalQuantile,
  logGamma,
  digamma,
  trigamma,
} = specialFunctions;

/** The largest errors in ulps, as measured on 20,000 points each, rounded up. */
const bounds: Readonly<Record<keyof typeof reference, number>> = {
  exp: 0.8,
  expm1: 0.9,
  log: 0.9,
  log1p: 0.9,
  power: 1.2,
  sin: 0.9,
  cos: 0.9,
  atan: 0.9,
  tanh: 2,
  invLogit: 2,
  logit: 2.5,
  log1pExp: 1.5,
  log1mExp: 1.5,
  logSumExp: 0.8,
  logDiffExp: 0.8,
  normalCdf: 4,
  logNormalCdf: 4,
  logGamma: 2.5,
  digamma: 4,
  trigamma: 3,
};

describe("special functions against 60-digit arithmetic", () => {
  for (const [name, bound] of Object.entries(bounds)) {
    it(`${name} is within ${bound} ulp`, () => {
      // The casts: a JSON's rows and `Object.entries` have lost the lengths and the names.
      const f = specialFunctions[name as SpecialFunctionName] as (...values: number[]) => number;
      for (const row of reference[name as keyof typeof reference] as number[][]) {
        const [high, low] = row.slice(-2) as [number, number];
        const value = f(...row.slice(0, -2));
        // The zero of digamma at 1.4616 costs relative accuracy, not absolute.
        const error =
          name === "digamma"
            ? Math.min(errorInUlps(value, high, low), Math.abs(value - high) / 2e-16)
            : errorInUlps(value, high, low);
        expect(error, `${name}(${row.slice(0, -2)}) = ${value}`).toBeLessThanOrEqual(bound);
      }
    });
  }
});

describe("special functions against R", () => {
  for (const [name, rows] of Object.entries(rReference)) {
    it(`${name} agrees to 13 digits`, () => {
      const f = specialFunctions[name as SpecialFunctionName] as (x: number) => number;
      for (const [x, expected] of rows as [number, number][]) {
        expect(Math.abs(f(x) - expected), `${name}(${x})`).toBeLessThanOrEqual(1e-13 * Math.abs(expected));
      }
    });
  }
});

describe("special functions against Math on random points", () => {
  const anyNumber = fc.double();
  const cases: readonly [string, (x: number) => number, (x: number) => number, fc.Arbitrary<number>][] = [
    ["exp", exp, Math.exp, anyNumber],
    ["exp in its finite range", exp, Math.exp, fc.double({ min: -750, max: 715 })],
    ["expm1", expm1, Math.expm1, fc.double({ min: -50, max: 715 })],
    ["log", log, Math.log, anyNumber],
    ["log near 1", log, Math.log, fc.double({ min: 0.5, max: 2 })],
    ["log1p", log1p, Math.log1p, anyNumber],
    ["log1p near 0", log1p, Math.log1p, fc.double({ min: -1, max: 3 })],
    ["sin", sin, Math.sin, fc.double({ min: -1e6, max: 1e6 })],
    ["cos", cos, Math.cos, fc.double({ min: -1e6, max: 1e6 })],
    ["atan", atan, Math.atan, anyNumber],
    ["tanh", tanh, Math.tanh, fc.double({ min: -25, max: 25 })],
  ];
  for (const [name, ours, theirs, points] of cases) {
    it(`${name} differs by at most 3 ulp`, () => {
      fc.assert(
        fc.property(points, (x) => errorInUlps(ours(x), theirs(x)) <= 3),
        { numRuns: 3000, seed: 1 },
      );
    });
  }

  it("power differs by at most 2 ulp", () => {
    const base = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
    const exponent = fc.double({ min: -30, max: 30, noNaN: true });
    fc.assert(
      fc.property(base, exponent, (a, b) => errorInUlps(power(a, b), a ** b) <= 2),
      { numRuns: 3000, seed: 1 },
    );
  });
});

describe("the edges of special functions", () => {
  /** [name, arguments, value], compared with Object.is. */
  const edges: readonly [SpecialFunctionName, readonly number[], number][] = [
    ["exp", [0], 1],
    ["exp", [Infinity], Infinity],
    ["exp", [-Infinity], 0],
    ["exp", [709.7827128933841], Infinity],
    ["exp", [709.782712893384], 1.7976931348622732e308],
    ["exp", [-745.1332191019412], 0],
    ["exp", [-745.1332191019411], Number.MIN_VALUE],
    ["expm1", [-0], -0],
    ["expm1", [1e-300], 1e-300],
    ["expm1", [Infinity], Infinity],
    ["expm1", [-Infinity], -1],
    ["log", [0], -Infinity],
    ["log", [-0], -Infinity],
    ["log", [-1], Number.NaN],
    ["log", [-Number.MIN_VALUE], Number.NaN],
    ["log", [1], 0],
    ["log", [Infinity], Infinity],
    ["log", [Number.MIN_VALUE], -744.4400719213812],
    ["log", [Number.MAX_VALUE], 709.782712893384],
    ["log1p", [-0], -0],
    ["log1p", [-1], -Infinity],
    ["log1p", [-1.5], Number.NaN],
    ["log1p", [Infinity], Infinity],
    ["log1p", [Number.MAX_VALUE], 709.782712893384],
    ["sin", [-0], -0],
    ["sin", [Infinity], Number.NaN],
    ["cos", [0], 1],
    ["cos", [-Infinity], Number.NaN],
    ["atan", [Infinity], Math.PI / 2],
    ["atan", [-Infinity], -Math.PI / 2],
    ["atan", [-0], -0],
    ["tanh", [Infinity], 1],
    ["tanh", [-Infinity], -1],
    ["tanh", [-0], -0],
    ["invLogit", [Infinity], 1],
    ["invLogit", [-Infinity], 0],
    ["logit", [0], -Infinity],
    ["logit", [1], Infinity],
    ["logit", [0.5], 0],
    ["logit", [1.1], Number.NaN],
    ["log1pExp", [1000], 1000],
    ["log1pExp", [Infinity], Infinity],
    ["log1pExp", [-Infinity], 0],
    ["log1mExp", [0], -Infinity],
    ["log1mExp", [1], Number.NaN],
    ["log1mExp", [-Infinity], -0],
    ["logInvLogit", [-1000], -1000],
    ["logInvLogit", [-Infinity], -Infinity],
    ["logSumExp", [-Infinity, -Infinity], -Infinity],
    ["logSumExp", [-Infinity, 3], 3],
    ["logSumExp", [Infinity, 3], Infinity],
    ["logSumExp", [Infinity, Infinity], Infinity],
    ["logSumExp", [1000, 1000], 1000 + Math.LN2],
    ["logDiffExp", [3, 3], -Infinity],
    ["logDiffExp", [3, -Infinity], 3],
    ["logDiffExp", [-Infinity, -Infinity], -Infinity],
    ["logDiffExp", [3, 4], Number.NaN],
    ["normalCdf", [0], 0.5],
    ["normalCdf", [Infinity], 1],
    ["normalCdf", [-Infinity], 0],
    ["logNormalCdf", [Infinity], -0],
    ["logNormalCdf", [-Infinity], -Infinity],
    ["logNormalCdf", [-1e100], -5e199],
    ["normalQuantile", [0], -Infinity],
    ["normalQuantile", [1], Infinity],
    ["normalQuantile", [0.5], 0],
    ["normalQuantile", [-0.1], Number.NaN],
    ["normalQuantile", [1.1], Number.NaN],
    ["logGamma", [0], Infinity],
    ["logGamma", [Infinity], Infinity],
    ["logGamma", [-0.5], Number.NaN],
    ["digamma", [0], Number.NaN],
    ["digamma", [Infinity], Infinity],
    ["trigamma", [0], Number.NaN],
    ["trigamma", [Infinity], 0],
  ];
  for (const [name, values, expected] of edges) {
    it(`${name}(${values.map((x) => (Object.is(x, -0) ? "-0" : x)).join(", ")}) is ${Object.is(expected, -0) ? "-0" : expected}`, () => {
      const f = specialFunctions[name] as (...values: readonly number[]) => number;
      expect(f(...values)).toBe(expected);
    });
  }

  for (const [name, f] of Object.entries(specialFunctions)) {
    it(`${name} of NaN is NaN`, () => {
      expect((f as (a: number, b: number) => number)(Number.NaN, 0.3)).toBeNaN();
    });
  }
});

describe("power", () => {
  it("has the special values of C's pow", () => {
    const values = [-Infinity, -3, -2.5, -1, -0.5, -0, 0, 0.5, 1, 2.5, 3, Infinity];
    for (const a of values) {
      for (const b of [...values, Number.NaN, 2 ** 60, -(2 ** 70), 2 ** 53 + 2, 2 ** 53 - 1]) {
        // ECMAScript has NaN where C has 1: for 1 to the power NaN, and for ±1 to the power ±Infinity.
        const isOneInC = a === 1 || (a === -1 && !Number.isFinite(b) && !Number.isNaN(b));
        const expected = isOneInC ? 1 : a ** b;
        expect(errorInUlps(power(a, b), expected), `${a} ^ ${b}`).toBeLessThanOrEqual(1);
        expect(1 / power(a, b) < 0, `sign of ${a} ^ ${b}`).toBe(1 / expected < 0);
      }
    }
    expect(power(Number.NaN, 0)).toBe(1);
  });

  it("is exact where the result is a whole number below 2^53", () => {
    for (let a = 2; a <= 40; a++) {
      for (let b = 1, exact = BigInt(a); exact <= 9007199254740992n; b++, exact *= BigInt(a)) {
        expect(power(a, b), `${a} ^ ${b}`).toBe(Number(exact));
        expect(power(-a, b), `-${a} ^ ${b}`).toBe(b % 2 === 1 ? -Number(exact) : Number(exact));
        expect(power(Number(exact), 1 / b), `root ${b}`).toBeCloseTo(a, 9);
      }
    }
  });

  it("reaches the subnormal numbers and the largest ones", () => {
    expect(power(2, -1074)).toBe(Number.MIN_VALUE);
    expect(power(2, -1075)).toBe(0);
    expect(power(2, 1023)).toBe(2 ** 1023);
    expect(power(2, 1024)).toBe(Infinity);
    expect(power(Number.MIN_VALUE, 0.1)).toBeCloseTo(2 ** -107.4, 45);
  });
});

describe("identities", () => {
  const moderate = fc.double({ min: -30, max: 30, noNaN: true });
  const positive = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
  const close = (x: number, y: number, tolerance: number) =>
    Math.abs(x - y) <= tolerance * Math.max(1, Math.abs(y));
  const identities: readonly [string, fc.Arbitrary<number>, (x: number) => boolean][] = [
    ["log undoes exp", moderate, (x) => close(log(exp(x)), x, 1e-15)],
    [
      "logit undoes inv_logit",
      fc.double({ min: -700, max: 10, noNaN: true }),
      (x) => close(logit(invLogit(x)), x, 1e-12),
    ],
    ["inv_logit(x) and inv_logit(-x) add to 1", moderate, (x) => close(invLogit(x) + invLogit(-x), 1, 3e-16)],
    ["sin² and cos² add to 1", moderate, (x) => close(sin(x) ** 2 + cos(x) ** 2, 1, 5e-16)],
    ["tanh is odd", moderate, (x) => tanh(-x) === -tanh(x)],
    ["log Γ(x + 1) = log Γ(x) + log x", positive, (x) => close(logGamma(x + 1), logGamma(x) + log(x), 1e-14)],
    ["ψ(x + 1) = ψ(x) + 1/x", positive, (x) => close(digamma(x + 1), digamma(x) + 1 / x, 1e-12)],
    ["ψ′(x + 1) = ψ′(x) - 1/x²", positive, (x) => close(trigamma(x + 1), trigamma(x) - 1 / x ** 2, 1e-9)],
    [
      "Φ undoes its inverse",
      fc.double({ min: 1e-300, max: 1, noNaN: true, maxExcluded: true }),
      (p) => Math.abs(normalCdf(normalQuantile(p)) / p - 1) < 1e-12,
    ],
    ["Φ(x) + Φ(-x) = 1", moderate, (x) => close(normalCdf(x) + normalCdf(-x), 1, 3e-16)],
    [
      "log_sum_exp and log_diff_exp undo each other",
      moderate,
      (x) => close(logDiffExp(logSumExp(x, 1), 1), x, 1e-13 + exp(1 - x) * 1e-15),
    ],
    ["log_inv_logit and log1p_exp mirror each other", moderate, (x) => logInvLogit(x) === -log1pExp(-x)],
    [
      "1 - e^log1m_exp(x) = e^x",
      fc.double({ min: -30, max: -1e-6, noNaN: true }),
      (x) => close(1 - exp(log1mExp(x)), exp(x), 1e-15),
    ],
    [
      "atan undoes tangent",
      fc.double({ min: -1.5, max: 1.5, noNaN: true }),
      (x) => close(atan(sin(x) / cos(x)), x, 1e-15),
    ],
    [
      "log Φ grows",
      fc.double({ min: -1e5, max: 8, noNaN: true }),
      (x) => logNormalCdf(x + 1e-6 * (1 + Math.abs(x))) >= logNormalCdf(x),
    ],
  ];
  for (const [title, points, holds] of identities) {
    it(title, () => fc.assert(fc.property(points, holds), { numRuns: 1000, seed: 1 }));
  }

  it("log Γ is 0 at 1 and 2", () => {
    expect(Math.abs(logGamma(1))).toBe(0);
    expect(Math.abs(logGamma(2))).toBe(0);
  });

  it("sine and cosine of arguments beyond a million are those of a number within an ulp", () => {
    for (const x of [1e8, 12345678901, -3e12]) {
      expect(Math.abs(sin(x) - Math.sin(x))).toBeLessThan(Math.abs(x) * 2e-16);
      expect(Math.abs(cos(x) - Math.cos(x))).toBeLessThan(Math.abs(x) * 2e-16);
    }
  });
});

/** Increasing vectors between bounds: their density is that of the order statistics, by quadrature over the free numbers. */

import { describe, expect, test } from "vitest";
import { compileText, constrainAt, fullLogDensity, numericalGradient, scattered } from "./harness.ts";

/** A table, which a model needs, with an outcome that says nothing of the vector. */
const none = { z: [0] };
const logOutcome = -0.5 * Math.log(2 * Math.PI);
const text = (base: string, size: number, more = "") =>
  `data { z: real }\nz ~ normal(0, 1)\nlevels K = 1..${size}\nc[K] ~ ordered(${base})\n${more}`;

/** Integrals over the plane of the free numbers of exp(log density), and of that times both elements, by the trapezoidal rule. */
function integrate(base: string): { mass: number; means: [number, number] } {
  const compiled = compileText(text(base, 2), none);
  const [reach, step] = [24, 0.2];
  let mass = 0;
  const means: [number, number] = [0, 0];
  for (let u = -reach; u <= reach; u += step) {
    for (let v = -reach; v <= reach; v += step) {
      const weight = Math.exp(fullLogDensity(compiled, [u, v]) - logOutcome) * step * step;
      const draw = constrainAt(compiled, [u, v]);
      mass += weight;
      means[0] += weight * draw["c[1]"]!;
      means[1] += weight * draw["c[2]"]!;
    }
  }
  return { mass, means: [means[0] / mass, means[1] / mass] };
}

describe("two ordered numbers", () => {
  test.each([
    // E min and E max of two: of uniform numbers 1/3 and 2/3 of the width, of exponential ones 1/2 and 3/2.
    ["uniform(0, 10)", 10 / 3, 20 / 3],
    ["uniform(-2, 1)", -1, 0],
    ["exponential(1)", 1 / 2, 3 / 2],
    ["exponential(4)", 1 / 8, 3 / 8],
    // E min + E max = 2 √(2/π), and E max = 2/√π: the greatest of |x| and |y| is that of (x + y)/√2 and (x - y)/√2, added up
    ["half_normal(1)", 2 * Math.sqrt(2 / Math.PI) - 2 / Math.sqrt(Math.PI), 2 / Math.sqrt(Math.PI)],
    // The minimum of two beta(1, 1) numbers is beta(1, 2), the maximum beta(2, 1).
    ["beta(1, 1)", 1 / 3, 2 / 3],
    ["normal(0, 1)", -1 / Math.sqrt(Math.PI), 1 / Math.sqrt(Math.PI)],
  ])(
    "of %s have half of the probability of two numbers, and the means of order statistics",
    (base, least, most) => {
      const { mass, means } = integrate(base);
      expect(mass).toBeCloseTo(0.5, 3);
      expect(means[0]).toBeCloseTo(least, 2);
      expect(means[1]).toBeCloseTo(most, 2);
    },
  );
});

describe("ordered numbers between bounds", () => {
  test.each([
    ["uniform(3, 7)", 3, 7],
    ["beta(2, 3)", 0, 1],
    ["gamma(2, 1)", 0, Infinity],
    ["flat(upper: 2)", -Infinity, 2],
    ["flat(lower: -1)", -1, Infinity],
    ["flat(lower: -1, upper: 4)", -1, 4],
  ])("of %s increase within them, and have the gradient of their density", (base, lower, upper) => {
    const compiled = compileText(text(base, 4), none);
    for (const scale of [1, 4, 30]) {
      const u = scattered(4, scale, scale);
      const draw = constrainAt(compiled, u);
      const c = [1, 2, 3, 4].map((k) => draw[`c[${k}]`]!);
      c.forEach((one, k) => {
        expect(one).toBeGreaterThanOrEqual(c[k - 1] ?? lower);
        expect(one).toBeLessThanOrEqual(upper);
      });
      if (scale > 4) continue;
      const gradient = new Float64Array(4);
      compiled.density.evaluate(Float64Array.from(u), gradient);
      const wanted = numericalGradient((at) => fullLogDensity(compiled, [...at]), Float64Array.from(u));
      gradient.forEach((one, i) => {
        expect(Math.abs(one - wanted[i]!)).toBeLessThan(1e-6 * Math.max(1, Math.abs(one)));
      });
    }
  });

  test("are evenly spaced at the origin where there are two bounds", () => {
    const draw = constrainAt(compileText(text("uniform(0, 10)", 4), none), [0, 0, 0, 0]);
    [1, 2, 3, 4].forEach((k) => {
      expect(draw[`c[${k}]`]).toBeCloseTo(2 * k, 12);
    });
  });

  test("have bounds that are parameters, and vectors of groups theirs", () => {
    const compiled = compileText(
      `data {\n  y: real\n  g: factor\n}\nlevels K = 1..2\nt[g] ~ gamma(3, 1)\nc[g, K] ~ ordered(uniform(0, t[g]))\ny ~ normal(c[g, 1] + c[g, 2], 1)`,
      { y: [1, 2, 3], g: ["a", "b", "b"] },
    );
    const u = scattered(6, 1.5, 2);
    const draw = constrainAt(compiled, u);
    for (const g of ["a", "b"]) {
      expect(draw[`c[${g},1]`]).toBeLessThan(draw[`c[${g},2]`]!);
      expect(draw[`c[${g},2]`]).toBeLessThan(draw[`t[${g}]`]!);
    }
    const gradient = new Float64Array(6);
    compiled.density.evaluate(Float64Array.from(u), gradient);
    const wanted = numericalGradient((at) => fullLogDensity(compiled, [...at]), Float64Array.from(u));
    gradient.forEach((one, i) => {
      expect(one).toBeCloseTo(wanted[i]!, 6);
    });
  });
});

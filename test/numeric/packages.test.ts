/** The packages that numbers on their way to a draw come from take of `Math` only what every engine computes alike. */

import { describe, expect, it, onTestFinished, vi } from "vitest";

const exact = new Set([
  ...["abs", "ceil", "clz32", "floor", "fround", "imul", "max", "min", "round", "sign", "sqrt", "trunc"],
  // By which seeds are chosen that are not given.
  "random",
]);

/** From here on whatever else of `Math` is called throws. */
function forbidInexactMath(): void {
  for (const name of Object.getOwnPropertyNames(Math)) {
    if (exact.has(name) || typeof Math[name as keyof Math] !== "function") continue;
    vi.spyOn(Math, name as "exp").mockImplementation(() => {
      throw new Error(`Math.${name} was called`);
    });
  }
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
}

describe("nothing of Math that engines compute each in its way is called by", () => {
  it("the random streams", async () => {
    forbidInexactMath();
    const { createRandomStream } = await import("../../src/numeric/random-stream.ts");
    const stream = createRandomStream(1, 2);
    for (let k = 0; k < 20_000; k++) {
      expect(stream.uniform() + stream.normal() + stream.exponential()).not.toBeNaN();
      expect(stream.gamma(k % 2 === 0 ? 0.3 : k, 2)).toBeGreaterThan(0);
    }
  });

  it("sine, cosine, arc tangent and hyperbolic tangent", async () => {
    forbidInexactMath();
    const { atan, cos, sin, tanh } = await import("../../src/numeric/trigonometric.ts");
    for (let x = 1e-9; x < 1e300; x *= 1.7) {
      for (const f of [atan, cos, sin, tanh]) expect(Math.abs(f(x))).toBeLessThan(1.6);
    }
  });

  it("eigenvalues and eigenvectors", async () => {
    forbidInexactMath();
    const { symmetricEigen } = await import("../../src/numeric/eigen-symmetric.ts");
    const matrix = Float64Array.of(2, 1, 0, 1, 2, 1, 0, 1, 2);
    const values = new Float64Array(3);
    expect(symmetricEigen(matrix, 3, values)).toBe(true);
    expect(values[1]).toBeCloseTo(2, 14);
  });

  it("is noticed if it is", () => {
    forbidInexactMath();
    expect(() => Math.exp(1)).toThrow("Math.exp was called");
  });
});

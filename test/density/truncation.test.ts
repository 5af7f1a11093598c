/** The mass between the bounds of a truncation, in either tail. */

import { expect, test } from "vitest";
import { compileText, fullLogDensity } from "./harness.ts";

/** The log density of y = 0.5 · (lower + upper) under a normal that is cut off, with its mean at `mean`. */
function density(lower: number, upper: number, mean: number): number {
  const text = `data { y: real }\nμ ~ flat()\ny ~ truncated(normal(μ, 1), lower: ${lower}, upper: ${upper})`;
  return fullLogDensity(compileText(text, { y: [0.5 * (lower + upper)] }), [mean]);
}

test("bounds far above the mean give what bounds far below give, where they once gave a density of +Infinity", () => {
  for (const distance of [1, 6, 9, 30, 300]) {
    const above = density(distance, distance + 1, 0);
    expect(Number.isFinite(above)).toBe(true);
    expect(above).toBeCloseTo(density(-distance - 1, -distance, 0), 9);
    expect(above).toBeCloseTo(density(0, 1, -distance), 9);
  }
});

test("the mass between 10 and 11 sds is that of tables", () => {
  // log Q(10) = -53.2312851505125 and log Q(11) = -63.5638...: Abramowitz & Stegun 26.2.12; y = 10.5
  const logQ = (z: number): number => {
    const [a, b] = [1 / (z * z), z];
    const series = 1 - a + 3 * a * a - 15 * a ** 3 + 105 * a ** 4 - 945 * a ** 5 + 10395 * a ** 6;
    return -0.5 * z * z - Math.log(b * Math.sqrt(2 * Math.PI)) + Math.log(series);
  };
  const logMass = logQ(10) + Math.log1p(-Math.exp(logQ(11) - logQ(10)));
  const expected = -0.5 * 10.5 ** 2 - 0.5 * Math.log(2 * Math.PI) - logMass;
  expect(density(10, 11, 0)).toBeCloseTo(expected, 6);
});

test("the gradient far above the bounds is finite", () => {
  const text = "data { y: real }\nμ ~ flat()\ny ~ truncated(normal(μ, 1), lower: 0, upper: 1)";
  const { density: compiled } = compileText(text, { y: [0.5] });
  const gradient = new Float64Array(1);
  for (const mean of [-1e5, -40, -9, 0, 9, 40, 1e5]) {
    expect(Number.isFinite(compiled.evaluate(Float64Array.of(mean), gradient))).toBe(true);
    expect(Number.isFinite(gradient[0])).toBe(true);
  }
});

/** Models that stand apart: their marginal densities, gradients and joint draws against brute force, as those of the plain ones. */

import { describe, expect, it } from "vitest";
import { numericalGradient, requireBound, scattered } from "../../density/harness.ts";
import { bruteForce } from "./brute-force.ts";
import { conditionalNormal } from "./conditional-normal.ts";
import { integrate } from "./integrated-model.ts";
import { drawer, momentsOf } from "./joint-moments.ts";
import { unusualColumns, unusualExamples } from "./unusual-models.ts";

describe.each(unusualExamples)("with $title", ({ text, integrated }) => {
  const model = requireBound(text, unusualColumns());
  const whole = integrate(model);
  const { density } = whole;
  const positions = [0, 0.7, -0.8].map((shift) =>
    Float64Array.from(scattered(density.dimension, 0.5, 3), (x) => x + shift),
  );

  it("everything is integrated out that can be", () => {
    expect([...whole.integrated].sort()).toEqual([...integrated].sort());
  });

  it("the marginal density equals integration by brute force", () => {
    const slow = bruteForce(model, integrated);
    expect(density.dimension).toBe(slow.dimension);
    for (const position of positions)
      expect(Math.abs(density.value(position) / slow.value(position) - 1)).toBeLessThan(1e-10);
  });

  it("its gradient is that of finite differences", () => {
    for (const position of positions) {
      const gradient = new Float64Array(density.dimension);
      density.evaluate(position, gradient);
      const numeric = numericalGradient((at) => density.value(at), position);
      for (const [i, slope] of gradient.entries())
        expect(Math.abs(slope - numeric[i]!)).toBeLessThan(1e-7 * (1 + Math.abs(slope)));
    }
  });

  it("joint draws have the exact conditional mean and covariance", () => {
    const position = positions[1]!;
    const exact = conditionalNormal(model, integrated, position);
    const { mean, covariance } = momentsOf(drawer(whole, position, exact.names));
    const count = mean.length;
    const sd = (v: number): number => Math.sqrt(exact.covariance[v * (count + 1)]!);
    for (let v = 0; v < count; v++) {
      expect(Math.abs(mean[v]! - exact.mean[v]!)).toBeLessThan(1e-8 * (sd(v) + Math.abs(exact.mean[v]!)));
      for (let w = 0; w < count; w++) {
        const difference = covariance[v * count + w]! - exact.covariance[v * count + w]!;
        expect(Math.abs(difference)).toBeLessThan(1e-8 * sd(v) * sd(w));
      }
    }
  });
});

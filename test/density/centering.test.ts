import { describe, expect, it } from "vitest";
import { compile } from "../../src/density/compile.ts";
import {
  constrainAt,
  fullLogDensity,
  numericalGradient,
  requireBound,
  scattered,
  withFunctions,
} from "./harness.ts";

const groups = ["a", "a", "b", "b", "b", "c"];
const columns = { y: [1, 2, 0.5, 0.7, 3, 2.2], g: groups };

const models = {
  normal: "b[g] ~ normal(μ, τ)",
  "student-t": "b[g] ~ student_t(5, μ, τ)",
};

describe.each(Object.entries(models))("partially centered %s effects", (_, statement) => {
  const text = `data { y: real, g: factor }\nμ ~ normal(0, 3)\nτ ~ half_normal(2)\n${statement}\ny ~ normal(b[g], 1)\n`;
  const weights = [0.3, 1, 0];
  const bound = requireBound(text, columns);
  const plain = withFunctions(compile(bound));
  const centered = withFunctions(compile(bound, new Map([["b", Float64Array.from(weights)]])));

  it("have the density of the non-centered form, but for the Jacobian between the two coordinates", () => {
    for (let round = 0; round < 5; round++) {
      const position = scattered(5, 1.5, round);
      const { μ, τ } = constrainAt(centered, position) as { μ: number; τ: number };
      // w = λ μ + τ^λ z, so z = (w - λ μ) / τ^λ and log |dz/dw| = -λ log τ
      const z = weights.map((λ, j) => (position[2 + j]! - λ * μ) / τ ** λ);
      const jacobian = weights.reduce((sum, λ) => sum - λ * Math.log(τ), 0);
      const other = [position[0]!, position[1]!, ...z];
      expect(fullLogDensity(centered, position)).toBeCloseTo(fullLogDensity(plain, other) + jacobian, 10);
    }
  });

  it("give the same effects as the non-centered form at the same place", () => {
    const position = scattered(5, 1, 3);
    const { μ, τ, ...rest } = constrainAt(centered, position) as Record<string, number>;
    const z = weights.map((λ, j) => (position[2 + j]! - λ * μ!) / τ! ** λ);
    const other = constrainAt(plain, [position[0]!, position[1]!, ...z]);
    for (const name of ["b[a]", "b[b]", "b[c]"]) expect(rest[name]).toBeCloseTo(other[name]!, 12);
  });

  it("have an exact gradient", () => {
    const position = Float64Array.from(scattered(5, 1, 1));
    const gradient = new Float64Array(5);
    centered.density.evaluate(position, gradient);
    const scratch = new Float64Array(5);
    const expected = numericalGradient((at) => centered.density.evaluate(at, scratch), position);
    expected.forEach((value, i) => {
      expect(gradient[i]).toBeCloseTo(value, 6);
    });
  });
});

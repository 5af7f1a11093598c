import { describe, expect, it } from "vitest";
import { compile } from "../../../src/density/compile.ts";
import {
  constrainAt,
  fullLogDensity,
  numericalGradient,
  requireBound,
  scattered,
  withFunctions,
} from "../harness.ts";

const columns = { y: [1, 2, 0.5, 0.7, 3, 2.2], g: ["a", "a", "b", "b", "b", "c"] };

/** A prior of three positive numbers, and the free number, beside that of the centered form, of one of them. */
const priors: Record<string, (u: number, λ: number, ω: number) => { z: number; logSlope: number }> = {
  "lognormal(λ, ω)": (u, λ, ω) => ({ z: (u - λ) / ω, logSlope: -Math.log(ω) }),
  "half_normal(ω)": (u, _, ω) => ({ z: u - Math.log(ω), logSlope: 0 }),
  "half_student_t(4, ω)": (u, _, ω) => ({ z: u - Math.log(ω), logSlope: 0 }),
  "half_cauchy(ω)": (u, _, ω) => ({ z: u - Math.log(ω), logSlope: 0 }),
  "exponential(ω)": (u, _, ω) => ({ z: u + Math.log(ω), logSlope: 0 }),
  "gamma(2, ω)": (u, _, ω) => ({ z: u + Math.log(ω), logSlope: 0 }),
  "inverse_gamma(3, ω)": (u, _, ω) => ({ z: u - Math.log(ω), logSlope: 0 }),
  "weibull(1.5, ω)": (u, _, ω) => ({ z: u - Math.log(ω), logSlope: 0 }),
};

describe.each(Object.entries(priors))("positive numbers with the prior %s", (prior, standard) => {
  const write = (word: string) =>
    withFunctions(
      compile(
        requireBound(
          `data { y: real, g: factor }\nλ ~ normal(0, 1)\nω ~ half_normal(1)\n${word} σ[g] ~ ${prior}\ny ~ normal(λ, σ[g])\n`,
          columns,
        ),
      ),
    );
  const centered = write("centered");
  const noncentered = write("noncentered");

  it("have the density of the centered form, but for the Jacobian, and the same values at the same place", () => {
    for (let round = 0; round < 4; round++) {
      const position = scattered(5, 1.2, round);
      const [λ, ω] = [position[0]!, Math.exp(position[1]!)];
      const own = position.slice(2).map((u) => standard(u, λ, ω));
      const other = [λ, position[1]!, ...own.map(({ z }) => z)];
      const logJacobian = own.reduce((sum, { logSlope }) => sum + logSlope, 0);
      expect(fullLogDensity(centered, position)).toBeCloseTo(
        fullLogDensity(noncentered, other) + logJacobian,
        9,
      );
      const [here, there] = [constrainAt(centered, position), constrainAt(noncentered, other)];
      for (const name of ["σ[a]", "σ[b]", "σ[c]"]) expect(here[name]! / there[name]!).toBeCloseTo(1, 12);
    }
  });

  it("have an exact gradient", () => {
    const { density } = noncentered;
    const position = Float64Array.from(scattered(5, 0.8, 2));
    const gradient = new Float64Array(5);
    density.evaluate(position, gradient);
    const scratch = gradient.slice();
    const expected = numericalGradient((at) => density.evaluate(at, scratch), position);
    expected.forEach((value, i) => {
      expect(gradient[i]! - value).toBeCloseTo(0, 4);
    });
  });
});

describe("without a word", () => {
  const formOf = (prior: string): string | undefined =>
    compile(
      requireBound(
        `data { y: real, g: factor }\nλ ~ normal(0, 1)\nω ~ half_normal(1)\nσ[g] ~ ${prior}\ny ~ normal(λ, σ[g])\n`,
        columns,
      ),
    ).parameterizations.get("σ");

  it("sds of groups are non-centered where the sd of their logarithms is unknown, since there they have a neck", () => {
    expect(formOf("lognormal(λ, ω)")).toBe("noncentered");
    expect(formOf("lognormal(λ, 0.5)")).toBe("centered");
    expect(formOf("half_normal(ω)")).toBe("centered");
  });
});

/** Elements by a label and a plate behind it, `θ["b", subject]`: the same numbers as with the plates the other way round. */

import { describe, expect, it } from "vitest";
import { fit, parseModel } from "../../src/index.ts";
import { compileText, fullLogDensity, numericalGradient, scattered } from "./harness.ts";

const n = 24;
const columns = {
  y: Array.from({ length: n }, (_, i) => Math.sin(5 * i) + (i % 3)),
  k: Array.from({ length: n }, (_, i) => 1 + ((7 * i) % 3)),
  s: Array.from({ length: n }, (_, i) => `s${i % 4}`),
  w: Array.from({ length: n }, (_, i) => `w${(3 * i) % 5}`),
};
const head = "data {\n  y: real\n  k: int in 1..3\n  s: factor\n  w: factor\n}\nlevels T = 1..2\n";

/** From the position of θ[first, second] to that of θ[second, first], numbers behind it unchanged. */
function transposed(position: readonly number[], first: number, second: number): number[] {
  const moved = Array.from({ length: first * second }, (_, at) => {
    const [j, i] = [Math.floor(at / first), at % first];
    return position[i * second + j]!;
  });
  return [...moved, ...position.slice(first * second)];
}

/** Two models, with the plates of θ in either order, at the same numbers. */
function expectSame(text: readonly [string, string], first: number, second: number, size = first * second) {
  const [before, behind] = text.map((one) => compileText(head + one, columns));
  const at = scattered(size, 1.2, 3);
  expect(before!.density.dimension).toBe(size);
  const found = fullLogDensity(before!, at);
  expect(found).toBeCloseTo(fullLogDensity(behind!, transposed(at, first, second)), 9);
  const gradient = new Float64Array(size);
  before!.density.evaluate(Float64Array.from(at), gradient);
  const wanted = numericalGradient((moved) => fullLogDensity(before!, [...moved]), Float64Array.from(at));
  gradient.forEach((one, i) => {
    expect(one).toBeCloseTo(wanted[i]!, 6);
  });
}

describe("a label before a plate", () => {
  it("is the element of its level and of the plate's level in each row", () => {
    expectSame(
      [
        'θ[T, s] ~ normal(0, 2)\ny ~ normal(θ["1", s] + 2 * θ["2", s], 1)',
        'θ[s, T] ~ normal(0, 2)\ny ~ normal(θ[s, "1"] + 2 * θ[s, "2"], 1)',
      ],
      2,
      4,
    );
  });

  it("may be of a factor, and stand in the statement of a group", () => {
    expectSame(
      [
        'θ[w, s] ~ normal(0, 2)\nm[s] = exp(θ["w3", s]) - θ["w0", s]\ny ~ normal(m[s], 1)',
        'θ[s, w] ~ normal(0, 2)\nm[s] = exp(θ[s, "w3"]) - θ[s, "w0"]\ny ~ normal(m[s], 1)',
      ],
      5,
      4,
    );
  });

  it("may be between two plates", () => {
    const [one, two] = [
      'θ[s, T, w] ~ normal(0, 1)\ny ~ normal(θ[s, "2", w], 1)',
      'θ[s, w, T] ~ normal(0, 1)\ny ~ normal(θ[s, w, "2"], 1)',
    ].map((text) => compileText(head + text, columns));
    const at = scattered(40, 1, 2);
    const moved = Array.from({ length: 40 }, (_, i) => {
      const [s, w, t] = [Math.floor(i / 10), Math.floor((i % 10) / 2), i % 2];
      return at[s * 10 + t * 5 + w]!;
    });
    expect(fullLogDensity(one!, at)).toBeCloseTo(fullLogDensity(two!, moved), 9);
  });

  it("picks vectors that sum to one, and those that are arguments of choices", () => {
    const text = (index: string) =>
      `levels C = 1..3\nφ[T, s, C] ~ dirichlet(1)\nψ[T, s] ~ normal(0, 1)\nk ~ categorical(φ[${index}])\ny ~ normal(ψ["2", s], 1)`;
    const compiled = compileText(head + text('"2", s'), columns);
    const at = scattered(24, 1, 1);
    const gradient = new Float64Array(24);
    compiled.density.evaluate(Float64Array.from(at), gradient);
    const wanted = numericalGradient((moved) => fullLogDensity(compiled, [...moved]), Float64Array.from(at));
    gradient.forEach((one, i) => {
      expect(one).toBeCloseTo(wanted[i]!, 6);
    });
    // The vectors of the first type have their prior and nothing else.
    const other = at.map((one, i) => (i < 8 ? one + 0.1 : one));
    const prior = compileText(
      `${head}levels C = 1..3\nφ[T, s, C] ~ dirichlet(1)\nψ[T, s] ~ normal(0, 1)\nk ~ categorical([0.2, 0.3, 0.5])\ny ~ normal(ψ["2", s], 1)`,
      columns,
    );
    expect(fullLogDensity(compiled, at) - fullLogDensity(compiled, other)).toBeCloseTo(
      fullLogDensity(prior, at) - fullLogDensity(prior, other),
      9,
    );
  });

  it("of definitions, with parameters and of data alone", () => {
    expectSame(
      [
        'θ[T, s] ~ normal(0, 2)\nm[T, s] = 2 * θ[T, s]\nc[T, s] = 3\ny ~ normal(m["1", s] + c["2", s], 1)',
        'θ[s, T] ~ normal(0, 2)\nm[s, T] = 2 * θ[s, T]\nc[s, T] = 3\ny ~ normal(m[s, "1"] + c[s, "2"], 1)',
      ],
      2,
      4,
    );
  });

  it("is integrated out by the marginal sampler as it is sampled by others", async () => {
    const text = `${head}τ ~ half_normal(1)\nσ ~ half_normal(1)\nθ[T, s] ~ normal(0, τ)\nm[T, s] = 0.5 * θ[T, s]\ny ~ normal(θ["1", s] + m["2", s], σ)`;
    const model = parseModel(text);
    const settings = { data: columns, seed: 3, workers: 0, draws: 1500 } as const;
    const means: Record<string, number[]> = {};
    for (const method of ["marginal", "nuts", "gibbs"] as const) {
      const fitted = await fit(model, { ...settings, method });
      if (method === "marginal") expect(fitted.record.plan.integrated).toContain("θ");
      means[method] = ["θ[1,s0]", "θ[1,s3]", "θ[2,s1]", "σ", "τ"].map((name) => {
        const values = fitted.get(name);
        return values.reduce((sum, one) => sum + one, 0) / values.length;
      });
    }
    means.marginal!.forEach((mean, i) => {
      expect(Math.abs(mean - means.nuts![i]!)).toBeLessThan(0.04);
      expect(Math.abs(mean - means.gibbs![i]!)).toBeLessThan(0.05);
    });
  });
});

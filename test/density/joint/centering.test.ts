import { describe, expect, it } from "vitest";
import { compile } from "../../../src/density/compile.ts";
import type { LevelEvidence } from "../../../src/density/joint/centering.ts";
import {
  type CompiledText,
  constrainAt,
  fullLogDensity,
  numericalGradient,
  requireBound,
  scattered,
  withFunctions,
} from "../harness.ts";

const groups = ["a", "a", "b", "b", "b", "c"];
const columns = { y: [1, 2, 0.5, 0.7, 3, 2.2], x: [0, 1, 1, 2, 3, 1], g: groups };
const arrays = (...rows: number[][]): Float64Array[] => rows.map((row) => Float64Array.from(row));

function expectExactGradient({ density }: CompiledText): void {
  const position = Float64Array.from(scattered(density.dimension, 1, 1));
  const gradient = new Float64Array(density.dimension);
  density.evaluate(position, gradient);
  const scratch = gradient.slice();
  const expected = numericalGradient((at) => density.evaluate(at, scratch), position);
  expected.forEach((value, i) => {
    expect(gradient[i]).toBeCloseTo(value, 5);
  });
}

const models = {
  normal: "b[g] ~ normal(μ, τ)",
  "student-t": "b[g] ~ student_t(5, μ, τ)",
};

describe.each(Object.entries(models))("coordinates of %s effects", (_, statement) => {
  const text = `data { y: real, x: real, g: factor }\nμ ~ normal(0, 3)\nτ ~ half_normal(2)\n${statement}\ny ~ normal(b[g], 1)\n`;
  const [root, observed, slope] = [
    [0.3, 2, 0],
    [0.4, -1, 0],
    [0.1, 0.5, -0.2],
  ];
  const evidence: LevelEvidence = {
    root: arrays(root),
    observed: arrays(observed),
    slopes: [{ parameter: "μ", index: 0, values: arrays(slope) }],
    share: new Float64Array(3),
  };
  const bound = requireBound(text, columns);
  const plain = withFunctions(compile(bound));
  const chosen = withFunctions(compile(bound, new Map([["b", evidence]])));

  /** A = 1 + (Rτ)², K = √A and z = (w + Rτ(h - Sμ - Rμ)/K)/K, one level after the other. */
  function toNoncentered(position: readonly number[]): { position: number[]; logJacobian: number } {
    const { μ, τ } = constrainAt(chosen, position) as { μ: number; τ: number };
    const lengths = root.map((one) => Math.sqrt(1 + (one * τ) ** 2));
    const z = lengths.map((length, j) => {
      const residual = observed[j]! - slope[j]! * μ - root[j]! * μ;
      return (position[2 + j]! + (root[j]! * τ * residual) / length) / length;
    });
    const logJacobian = -lengths.reduce((sum, length) => sum + Math.log(length), 0);
    return { position: [position[0]!, position[1]!, ...z], logJacobian };
  }

  it("have the density of the non-centered form, but for the Jacobian between the two", () => {
    for (let round = 0; round < 5; round++) {
      const position = scattered(5, 1.5, round);
      const other = toNoncentered(position);
      expect(fullLogDensity(chosen, position)).toBeCloseTo(
        fullLogDensity(plain, other.position) + other.logJacobian,
        10,
      );
    }
  });

  it("give the same effects as the non-centered form at the same place", () => {
    const position = scattered(5, 1, 3);
    const here = constrainAt(chosen, position);
    const there = constrainAt(plain, toNoncentered(position).position);
    for (const name of ["b[a]", "b[b]", "b[c]"]) expect(here[name]).toBeCloseTo(there[name]!, 12);
  });

  it("have an exact gradient", () => expectExactGradient(chosen));
});

describe("coordinates that were made of all that a normal outcome says", () => {
  /** The log density of w beside that of a standard normal w, at the same place of everything else. */
  const beyondNormal = (compiled: CompiledText, head: readonly number[], w: readonly number[]): number =>
    fullLogDensity(compiled, [...head, ...w]) + w.reduce((sum, one) => sum + (one * one) / 2, 0);

  it("are standard normal given the rest, whatever it is", () => {
    const bound = requireBound(
      "data { y: real, x: real, g: factor }\nμ ~ normal(0, 3)\nτ ~ half_normal(2)\nb[g] ~ normal(0, τ)\ny ~ normal(μ + b[g], 1)\n",
      columns,
    );
    const root = [2, 3, 1].map(Math.sqrt);
    const observed = [1.5, 1.4, 2.2].map((mean, j) => mean * root[j]!);
    const slopes = [{ parameter: "μ", index: 0, values: arrays(root) }];
    const evidence = { root: arrays(root), observed: arrays(observed), slopes, share: new Float64Array(3) };
    const compiled = withFunctions(compile(bound, new Map([["b", evidence]])));
    for (const head of [
      [0, 0],
      [2, -3],
      [-4, 2],
    ]) {
      const reference = beyondNormal(compiled, head, [0, 0, 0]);
      expect(beyondNormal(compiled, head, [1, -2, 0.5])).toBeCloseTo(reference, 9);
      expect(beyondNormal(compiled, head, [-3, 1, 2])).toBeCloseTo(reference, 9);
    }
  });

  it("are standard normal for correlated vectors too", () => {
    const bound = requireBound(
      `data { y: real, x: real, g: factor }
X = design(1 + x)
β[X] ~ normal(0, 3)
τ[X] ~ half_normal(2)
Ω[X, X] ~ lkj(2)
u[g, X] ~ multi_normal(0, τ, Ω)
y ~ normal(X * β + X * u[g], 1)
`,
      columns,
    );
    // Of the rows (1, x) of each group: R of R'R = Z'Z, and R⁻ᵀZ'y
    const levels = ["a", "b", "c"].map((group) => {
      const rows = groups.flatMap((one, i) => (one === group ? [[1, columns.x[i]!, columns.y[i]!]] : []));
      const total = (f: (row: number[]) => number): number => rows.reduce((sum, row) => sum + f(row), 0);
      const r11 = Math.sqrt(rows.length);
      const r12 = total(([, x]) => x!) / r11;
      const r22 = Math.sqrt(Math.max(0, total(([, x]) => x! * x!) - r12 * r12));
      const h1 = total(([, , y]) => y!) / r11;
      const h2 = r22 > 0 ? (total(([, x, y]) => x! * y!) - r12 * h1) / r22 : 0;
      return { r11, r12, r22, h1, h2 };
    });
    const of = (name: "r11" | "r12" | "r22" | "h1" | "h2"): Float64Array =>
      Float64Array.from(levels, (level) => level[name]);
    const none = new Float64Array(3);
    const evidence: LevelEvidence = {
      root: [of("r11"), of("r12"), none, of("r22")],
      observed: [of("h1"), of("h2")],
      // All the same subjects' design: S = R
      slopes: [
        { parameter: "β", index: 0, values: [of("r11"), none] },
        { parameter: "β", index: 1, values: [of("r12"), of("r22")] },
      ],
      share: new Float64Array(6),
    };
    const compiled = withFunctions(compile(bound, new Map([["u", evidence]])));
    expect(compiled.density.dimension).toBe(11);
    for (const seed of [1, 2, 3]) {
      const head = scattered(5, 2, seed);
      const reference = beyondNormal(compiled, head, new Array(6).fill(0));
      expect(beyondNormal(compiled, head, scattered(6, 2, seed + 5))).toBeCloseTo(reference, 8);
    }
    expectExactGradient(compiled);
  });
});

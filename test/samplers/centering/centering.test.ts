import { describe, expect, it } from "vitest";
import { runDefaults } from "../../../src/run/options.ts";
import { adjustableJoint } from "../../../src/samplers/centering/adjustable-density.ts";
import { chooseCentering } from "../../../src/samplers/centering/centering.ts";
import { compileText, scattered } from "../../density/harness.ts";

/** `size` rows for each of ten groups, whose means are `spread` apart. */
function grouped(size: number, spread: number): { y: number[]; g: string[] } {
  const noise = scattered(10 * size, 1);
  const g = noise.map((_, i) => `g${Math.floor(i / size)}`);
  return { y: noise.map((e, i) => spread * ((Math.floor(i / size) * 7) % 10) + e), g };
}

const data = "data { y: real, g: factor }\n";
const head = `${data}μ ~ normal(0, 50)\nτ ~ half_normal(30)\nσ ~ half_normal(3)\n`;
const tail = "\ny ~ normal(μ + b[g], σ)\n";

function choose(text: string, columns: Record<string, number[] | string[]>, seed = 1) {
  return chooseCentering(adjustableJoint(compileText(text, columns)), seed, runDefaults.nuts);
}

describe("the pilot that chooses the coordinates of group effects", () => {
  it("sees what a normal outcome says of each group: as many observations, their mean, and what they share", () => {
    const columns = { y: [1, 2, 3, 4, 5, 7], g: ["a", "a", "a", "a", "b", "c"] };
    const known = `${data}μ ~ normal(0, 5)\nτ ~ half_normal(3)\nb[g] ~ normal(0, τ)\ny ~ normal(μ + b[g], 2)\n`;
    const { root, observed, slopes } = choose(known, columns).get("b")!;
    // R = √n/σ, S = R and h = R·mean
    [1, 0.5, 0.5].forEach((value, j) => {
      expect(root[0]![j]).toBe(value);
      expect(slopes[0]!.values[0]![j]).toBeCloseTo(value, 3);
      expect(observed[0]![j]).toBeCloseTo(value * [2.5, 5, 7][j]!, 5);
    });
    expect(slopes.map(({ parameter, index }) => `${parameter} ${index}`)).toEqual(["μ 0"]);
  });

  it("sees no more of a location that is the effects' own", () => {
    const columns = { y: [1, 2, 3, 4, 5, 7], g: ["a", "a", "a", "a", "b", "c"] };
    const own = `${data}μ ~ normal(0, 5)\nτ ~ half_normal(3)\nb[g] ~ normal(μ, τ)\ny ~ normal(b[g], 2)\n`;
    expect(choose(own, columns).get("b")!.slopes).toEqual([]);
  });

  it("sees of slopes the cross-product of each group's design", () => {
    const x = [0, 1, 2, 3, 1, 3];
    const columns = { y: [1, 2, 3, 4, 5, 7], x, g: ["a", "a", "a", "a", "b", "b"] };
    const text = `data { y: real, x: real, g: factor }
X = design(1 + x)
τ[X] ~ half_normal(2)
Ω[X, X] ~ lkj(2)
u[g, X] ~ multi_normal(0, τ, Ω)
y ~ normal(X * u[g], 1)
`;
    const { root } = choose(text, columns).get("u")!;
    const [r11, r12, r21, r22] = root as [Float64Array, Float64Array, Float64Array, Float64Array];
    const products = [
      [4, 6, 14],
      [2, 4, 10],
    ];
    products.forEach(([one, sum, squares], j) => {
      expect(r11[j]! ** 2).toBeCloseTo(one!, 2);
      expect(r11[j]! * r12[j]!).toBeCloseTo(sum!, 2);
      expect(r12[j]! ** 2 + r22[j]! ** 2).toBeCloseTo(squares!, 2);
      expect(r21[j]).toBe(0);
    });
  });

  it("says what share the data have in what is known of each level", () => {
    const tells = choose(`${head}b[g] ~ normal(0, τ)${tail}`, grouped(30, 3)).get("b")!.share;
    expect(Math.min(...tells)).toBeGreaterThan(0.95);
    const hardlyTells = choose(`${head}b[g] ~ normal(0, τ)${tail}`, grouped(2, 0)).get("b")!.share;
    expect(Math.max(...hardlyTells)).toBeLessThan(0.6);
  });

  it("chooses nothing where the model says how", () => {
    for (const word of ["centered", "noncentered"]) {
      expect(choose(`${head}${word} b[g] ~ normal(0, τ)${tail}`, grouped(30, 3)).size).toBe(0);
    }
  });

  it("sees the same each time", () => {
    const [once, again] = [7, 7].map((seed) =>
      choose(`${head}b[g] ~ normal(0, τ)${tail}`, grouped(8, 1), seed),
    );
    expect(again).toEqual(once);
  });
});

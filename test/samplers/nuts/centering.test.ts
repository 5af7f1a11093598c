import { describe, expect, it } from "vitest";
import { runDefaults } from "../../../src/run/options.ts";
import { chooseCentering } from "../../../src/samplers/nuts/centering.ts";
import { compileText, scattered } from "../../density/harness.ts";

/** `size` rows for each of ten groups, whose means are `spread` apart. */
function grouped(size: number, spread: number): { y: number[]; g: string[] } {
  const noise = scattered(10 * size, 1);
  const g = noise.map((_, i) => `g${Math.floor(i / size)}`);
  return { y: noise.map((e, i) => spread * ((Math.floor(i / size) * 7) % 10) + e), g };
}

const head = "data { y: real, g: factor }\nμ ~ normal(0, 50)\nτ ~ half_normal(30)\nσ ~ half_normal(3)\n";
const tail = "\ny ~ normal(μ + b[g], σ)\n";

describe("the pilot that chooses how far to center", () => {
  it("centers effects that their data determine", () => {
    const compiled = compileText(`${head}b[g] ~ normal(0, τ)${tail}`, grouped(30, 3));
    const weights = chooseCentering(compiled, 1, runDefaults.nuts).get("b")!;
    expect(Math.min(...weights)).toBeGreaterThan(0.8);
  });

  it("leaves effects non-centered that their data hardly tell", () => {
    const compiled = compileText(`${head}b[g] ~ normal(0, τ)${tail}`, grouped(2, 0));
    expect([...chooseCentering(compiled, 1, runDefaults.nuts).get("b")!]).toEqual(new Array(10).fill(0));
  });

  it("chooses nothing where the model says how", () => {
    for (const word of ["centered", "noncentered"]) {
      const compiled = compileText(`${head}${word} b[g] ~ normal(0, τ)${tail}`, grouped(30, 3));
      expect(chooseCentering(compiled, 1, runDefaults.nuts).size).toBe(0);
    }
  });

  it("gives the same weights each time", () => {
    const compiled = compileText(`${head}b[g] ~ normal(0, τ)${tail}`, grouped(8, 1));
    const once = chooseCentering(compiled, 7, runDefaults.nuts);
    expect(chooseCentering(compiled, 7, runDefaults.nuts)).toEqual(once);
  });
});

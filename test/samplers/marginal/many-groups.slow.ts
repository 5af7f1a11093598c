/** A million groups: the density against the closed form, and a fit that holds none of their effects. */

import { describe, expect, it } from "vitest";
import { fit, parseModel } from "../../../src/index.ts";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { requireBound } from "../../density/harness.ts";
import { likelihoodOf } from "./integrated-model.ts";
import { type OneWayRow, oneWayLogDensity } from "./one-way.ts";

const groupCount = 1_000_000;
const truth = { β: 45, τ: 1.5, σ: 2 };

/** Groups of one to three observations. */
function simulate(): OneWayRow[] {
  const stream = createRandomStream(1, 1);
  return Array.from({ length: groupCount }, (_, group) => {
    const mean = truth.β + truth.τ * stream.normal();
    return Array.from({ length: 1 + (group % 3) }, () => ({ group, y: mean + truth.σ * stream.normal() }));
  }).flat();
}

describe("a million groups", () => {
  const text = `data { y: real, g: factor }
β ~ normal(40, 20)
τ ~ half_normal(5)
σ ~ half_normal(5)
b[g] ~ normal(0, τ)
y ~ normal(β + b[g], σ)`;
  const rows = simulate();
  const columns = { y: rows.map(({ y }) => y), g: rows.map(({ group }) => `g${group}`) };

  it("have the density of the closed form", () => {
    const likelihood = likelihoodOf(requireBound(text, columns));
    for (const [σ, τ] of [
      [2, 1.5],
      [1, 0.01],
    ] as const) {
      const wanted = oneWayLogDensity(rows, { σ, τ, prior: { mean: 40, sd: 20 } });
      expect(Math.abs(likelihood({ σ, τ }) / wanted - 1)).toBeLessThan(1e-11);
    }
  });

  it("are fitted without a draw of any of their effects, and the truth is within five posterior sds", async () => {
    const fitted = await fit(parseModel(text), { data: columns, workers: 0, method: "marginal" });
    const held = fitted.draws.variables.map(({ name }) => name).filter((name) => !name.startsWith("."));
    expect(held).toEqual(["β", "τ", "σ"]);
    expect(fitted.diagnose().verdict).toBe("good");
    for (const [name, value] of Object.entries(truth)) {
      const draws = fitted.get(name);
      const mean = draws.reduce((sum, draw) => sum + draw / draws.length, 0);
      const sd = Math.sqrt(draws.reduce((sum, draw) => sum + (draw - mean) ** 2 / draws.length, 0));
      expect(Math.abs(mean - value)).toBeLessThan(5 * sd);
      // About 1/√(2 · 10⁶) of its size for each.
      expect(sd / value).toBeLessThan(0.01);
    }
  });
});

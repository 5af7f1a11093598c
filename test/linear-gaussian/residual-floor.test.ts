import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { built } from "../run/built.ts";

const { fit, model } = built;

/** Items of one kind in each school of each district, and an sd for each item: twelve districts, sixty schools. */
const text = `data {
  y: real
  f: factor
  s: factor in f
  t: factor
}
μ[t] ~ normal(0, 5)
τ_f ~ half_normal(2)
τ_s ~ half_normal(2)
σ[t] ~ half_normal(2)
a[f] ~ normal(0, τ_f)
b[s] ~ normal(0, τ_s)
y ~ normal(μ[t] + a[f] + b[s], σ[t])
`;

describe("where all residual standard deviations are tiny beside nested effects", () => {
  const data = join(import.meta.dirname, "nested-items.csv");

  it("the density is none, where rounding once made spikes of it that chains never left", async () => {
    const fitted = await fit(model(Object.assign([text], { raw: [text] })), {
      data,
      draws: 1000,
      workers: 0,
    });
    const { exploration } = fitted.record.plan;
    expect(exploration!.modes).toBe(1);
    // By quadrature: τ_f .470 (sd .257), τ_s .436 (.239), means of σ 1.027, 1.117 and 1.317.
    const expected = {
      τ_f: [0.47, 0.257],
      τ_s: [0.436, 0.239],
      "σ[i1]": [1.027],
      "σ[i2]": [1.117],
      "σ[i3]": [1.317],
    };
    for (const row of fitted.summary().rows) {
      const [mean, sd] = expected[row.variable as keyof typeof expected] ?? [];
      if (mean !== undefined) expect(Math.abs(row.mean - mean)).toBeLessThan(4.5 * row.mcse + 0.001);
      if (sd !== undefined) expect(Math.abs(row.sd - sd)).toBeLessThan(0.03);
    }
    expect(fitted.diagnose().verdict).toBe("good");
  });
});

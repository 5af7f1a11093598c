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

  // Below the 5 and 25 % quantiles that Gibbs gave of t_c lay .135 and .31 of the posterior (by quadrature): it had lost the second mode.
  it("is none for three groups of nearly equal rows, where auto failed in a spike and Gibbs, held against nothing, was good and wrong", async () => {
    const nested = `data { y: real
  f: factor
  c: factor in f }
mu ~ normal(0, 10)
t_f ~ lognormal(-0.013, 0.344)
t_c ~ half_student_t(1, 3.73)
s ~ half_student_t(2, 0.323)
a[f] ~ normal(mu, t_f)
b[c] ~ normal(0, t_c)
y ~ normal(a[f] + b[c], s)
`;
    const columns = {
      y: [0.9762, 0.9975, 0.822, 4.345, 4.358, 4.447, -14.86, -14.64, -14.61],
      f: ["f0", "f0", "f0", "f1", "f1", "f1", "f2", "f2", "f2"],
      c: ["c00", "c00", "c01", "c10", "c10", "c11", "c20", "c21", "c21"],
    };
    const parsed = model(Object.assign([nested], { raw: [nested] }));
    const byDefault = await fit(parsed, { data: columns, workers: 0 });
    expect(byDefault.record.plan.exploration!.modes).toBe(2);
    expect(byDefault.diagnose().verdict).toBe("good");
    const byGibbs = await fit(parsed, { data: columns, method: "gibbs", workers: 0 });
    expect(byGibbs.record.plan.exploration!.reference).not.toBe(null);
    const [one, other] = [byDefault, byGibbs].map((fitted) => Float64Array.from(fitted.get("t_c")).sort());
    const share = other!.filter((value) => value < one![Math.floor(one!.length / 4)]!).length / other!.length;
    expect(byGibbs.diagnose().verdict === "good" && Math.abs(share - 0.25) > 0.08).toBe(false);
  });
});

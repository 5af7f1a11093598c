/**
 * Three groups, a predictor that is measured with error: the slope's tail is long, to both sides, and few chains are ever far out in it.
 * The truth is by quadrature: of each group over its predictor, then over intercept and slope.
 */

import { describe, expect, it } from "vitest";
import { built } from "../run/built.ts";

const { fit, model } = built;

const text = `data {
  y: int
  n: int
  j: factor
}
data per j {
  mj: real
}
theta1 ~ normal(0, 31.6227766016838)
theta2 ~ normal(0, 31.6227766016838)
X[j] ~ normal(mj, 9.002070714423867)
y ~ binomial_logit(n, theta1 + theta2 * X[j])
`;
const program = model(Object.assign([text], { raw: [text] }));
const data = { y: [21, 20, 15], n: [48, 34, 21], j: ["1", "2", "3"], mj: [12.08, 27.28, 42.48] };

/** Of the slope: quantiles by quadrature, whose sd is .096. */
const quantiles = [
  [0.0054, 0.05],
  [0.0238, 0.25],
  [0.0378, 0.5],
  [0.0593, 0.75],
  [0.1327, 0.95],
] as const;

describe("errors in a predictor", () => {
  it.each([1, 2, 3, 4])("are right with seed %i, and no mean or sd is made up", async (seed) => {
    const fitted = await fit(program, { data, seed });
    expect(fitted.diagnose().verdict).toBe("good");
    expect(fitted.record.plan).toMatchObject({ method: "marginal", kernel: "independence" });
    const slope = fitted.get("theta2");
    for (const [x, p] of quantiles) {
      const below = slope.filter((one) => one <= x).length / slope.length;
      expect(Math.abs(below - p)).toBeLessThan(0.04);
    }
    expect(Math.abs(slope.filter((one) => one < 0).length / slope.length - 0.032)).toBeLessThan(0.012);
    expect(fitted.summary().rows.find(({ variable }) => variable === "theta2")!.sd).toBeNaN();
    const { logEvidence, efficiency } = fitted.record.plan.exploration!;
    expect(efficiency).toBeGreaterThan(0.4);
    // -72.549 of the binomial kernels and unnormalized priors, Σ log binomial(n, y), and 2 log(31.6 √(2π)) less
    expect(Math.abs(logEvidence! + 18.6)).toBeLessThan(0.08);
  });

  it.each([2, 4])("have no sd by nuts with seed %i, whose chains were not far out", async (seed) => {
    const fitted = await fit(program, { data, seed, method: "nuts" });
    const { sd } = fitted.summary().rows.find(({ variable }) => variable === "theta2")!;
    if (fitted.diagnose().verdict === "good") expect(sd).toBeNaN();
    expect(Object.keys(fitted.record.plan.exploration!.reference!.heavyTails!)).toContain("theta2");
  });
});

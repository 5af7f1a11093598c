/** Bayesian R² beside rstanarm, brms and loo, which had the same draws (test/reference/bayes-r2.R), and beside closed forms. */

import { describe, expect, it } from "vitest";
import { bayesianRSquared } from "../../src/api/answers.ts";
import { fit } from "../../src/api/fit.ts";
import type { Fitted } from "../../src/api/fitted.ts";
import { parseModel } from "../../src/api/model.ts";
import { estimate } from "../../src/posterior/estimate.ts";
import { mean, variance } from "../../src/posterior/moments.ts";
import reference from "./bayesian-r2.json" with { type: "json" };

const { data, fits } = reference;
const calm = { seed: 1, workers: 0, chains: 2, draws: 100 } as const;
const head = "α ~ normal(0, 5)\nβ ~ normal(0, 5)\n";
const models = {
  mixed: `${head}σ ~ half_normal(2)\nτ ~ half_normal(2)\nb[g] ~ normal(0, τ)\ny ~ normal(α + β * x + b[g], σ)`,
  trials: `${head}k ~ binomial_logit(trials, α + β * x)`,
  binary: `${head}z ~ bernoulli_logit(α + β * x)`,
  counts: `${head}count ~ poisson_log(α + β * x)`,
};
const columns =
  "data { y: real\nx: real\ng: factor\ntrials: int\nk: int in 0..trials\nz: int\ncount: int }\n";

/** A run of the model with the draws of rstanarm. */
async function withDraws(name: keyof typeof models): Promise<Fitted> {
  const fitted = await fit(parseModel(columns + models[name]), { ...calm, data });
  const draws: Readonly<Record<string, number[]>> = fits[name].draws;
  const values = fitted.draws.variables.map((variable, v) => {
    const theirs = { α: "(Intercept)", β: "x", σ: "sigma" }[variable.quantity];
    const own = draws[theirs ?? `b[(Intercept) g:${variable.levels[0]}]`];
    return own === undefined ? fitted.draws.values[v]! : Float64Array.from(own);
  });
  return fitted.withDraws({ ...fitted.draws, values });
}

describe("Bayesian R² is that of rstanarm, brms and loo", () => {
  for (const name of Object.keys(models) as (keyof typeof models)[])
    it(name, async () => {
      const { bayesian } = await bayesianRSquared(await withDraws(name), { seed: 4 });
      const { modelled, residual, loo, k, bootstrap } = fits[name];
      for (const [found, wanted] of [
        [bayesian!.modelled!, modelled],
        [bayesian!.ofResiduals, residual],
      ] as const) {
        const same = estimate(Float64Array.from(wanted), 2);
        for (const part of ["mean", "sd", "lower", "median", "upper"] as const)
          expect(found[part]).toBeCloseTo(same[part], 9);
      }
      expect(bayesian!.leftOut!.value).toBeCloseTo(loo, 8);
      // That of 200 draws is 1 - 1/log₁₀ 200 (Vehtari et al. 2024).
      expect(bayesian!.leftOut!.unreliable > 0).toBe(k > 0.565);
      if (!("mean" in bootstrap)) return;
      // rstanarm 2.21 takes Σ (w e)² off the squares in place of (Σ w e)², which makes it larger by about 1/n of what is not explained.
      const { mean: theirs, sd } = bootstrap;
      const { mean: own, sd: ownSd } = bayesian!.leftOut!.estimate;
      expect(Math.abs(own - theirs + (1 - theirs) / 40)).toBeLessThan((4 * sd) / Math.sqrt(200));
      expect(ownSd / sd).toBeGreaterThan(0.75);
      expect(ownSd / sd).toBeLessThan(1.35);
    });
});

describe("Bayesian R²", () => {
  it("of values left out has what the others expect, in closed form", async () => {
    const y = [1.2, -0.4, 0.3, 2.1, 0.8, 1.7, -1.1, 0.5, 1.4, 0.2];
    const x = [1, -1, 0.5, 2, 0, 1, -1.5, 0.2, 1.1, -0.3];
    const fitted = await fit(
      parseModel("data { y: real\nx: real }\nβ ~ normal(0, 3)\ny ~ normal(β * x, 1)"),
      {
        ...calm,
        data: { y, x },
        draws: 4000,
      },
    );
    const { bayesian } = await bayesianRSquared(fitted, {});
    const errors = y.map((value, i) => {
      const sums = y.map((_, j) => (j === i ? [0, 0] : [x[j]! * y[j]!, x[j]! ** 2]));
      const [xy, xx] = [0, 1].map((k) => sums.reduce((sum, one) => sum + one[k]!, 0));
      return value - (x[i]! * xy!) / (xx! + 1 / 9);
    });
    expect(bayesian!.leftOut!.value).toBeCloseTo(1 - variance(errors) / variance(y), 2);
    const spread = variance(x);
    const β = fitted.get("β");
    expect(bayesian!.modelled!.mean).toBeCloseTo(
      mean(β.map((one) => (one * one * spread) / (one * one * spread + 1))),
      10,
    );
    const again = await bayesianRSquared(fitted, {});
    expect(again).toEqual({ bayesian, reason: null });
  });

  it("of each of several outcomes has its own variance", async () => {
    const text =
      "data { y: real\nv: real\nx: real }\nlevels Y = [y, v]\nα ~ normal(0, 5)\ns ~ half_normal(2)\nt ~ half_normal(2)\nR[Y, Y] ~ lkj(2)\n[y, v] ~ multi_normal([α * x, 1], [s, t], R)";
    const v = data.x.map((one, i) => one / 2 + (i % 3));
    const fitted = await fit(parseModel(text), { ...calm, data: { ...data, v } });
    const { bayesian } = await bayesianRSquared(fitted, { outcome: "y" });
    const [α, s, spread] = [fitted.get("α"), fitted.get("s"), variance(data.x)];
    expect(bayesian!.modelled!.mean).toBeCloseTo(
      mean(α.map((one, d) => (one ** 2 * spread) / (one ** 2 * spread + s[d]! ** 2))),
      10,
    );
    const other = (await bayesianRSquared(fitted, { outcome: "v" })).bayesian!;
    expect(other.modelled!.mean).toBe(0);
    await expect(bayesianRSquared(fitted, { outcome: "w" })).rejects.toThrow("HP0997");
  });

  it("says why there is none", async () => {
    const told = async (text: string, columnsOf: object) => {
      const fitted = await fit(parseModel(text), { ...calm, data: columnsOf as never });
      return (await bayesianRSquared(fitted)).reason;
    };
    const { y, x } = data;
    expect(
      await told("data { y: real\nx: real }\nβ ~ normal(0, 1)\ny ~ cauchy(β * x, 1)", { y, x }),
    ).toContain("no closed form");
    expect(
      await told("data { y: real\nw: real }\nβ ~ normal(0, 1)\ny ~ weighted(normal(β, 1), w)", {
        y,
        w: y.map(() => 2),
      }),
    ).toContain("weights");
    expect(await told("data { y: real }\nβ ~ normal(0, 1)\ny ~ normal(β, 1)", { y: [1, 1, 1] })).toContain(
      "are the same",
    );
  });
});

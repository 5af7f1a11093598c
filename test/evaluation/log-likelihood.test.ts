/** The likelihood of each observation and the prior of each parameter at draws, beside their formulas written out. */

import { describe, expect, it } from "vitest";
import { bindRun } from "../../src/api/bound-run.ts";
import { fit } from "../../src/api/fit.ts";
import type { Fitted } from "../../src/api/fitted.ts";
import { parseModel } from "../../src/api/model.ts";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { readCsv } from "../../src/data/read-csv.ts";
import { LogLikelihood } from "../../src/evaluation/log-likelihood.ts";
import { LogPrior } from "../../src/evaluation/log-prior.ts";

const node = { readFile: readCsv, isPath: true };
const calm = { workers: 0, chains: 2, draws: 20, warmup: 50, seed: 5 } as const;

async function boundFit(text: string, data: ColumnData) {
  const fitted = await fit(parseModel(text), { data, ...calm });
  return { fitted, model: (await bindRun(fitted, {}, node)).data.bound };
}

function evaluated(of: { fill(draw: number, target: Float64Array): void }, size: number, draw: number) {
  const target = new Float64Array(size);
  of.fill(draw, target);
  return [...target];
}

const at = (fitted: Fitted, draw: number) => (name: string) => fitted.get(name)[draw]!;
const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);
const logNormal = (y: number, m: number, s: number) => -halfLogTwoPi - Math.log(s) - 0.5 * ((y - m) / s) ** 2;
const logFactorial = (n: number): number => (n < 2 ? 0 : Math.log(n) + logFactorial(n - 1));

function expectClose(found: readonly number[], wanted: readonly number[]): void {
  expect(found.length).toBe(wanted.length);
  for (const [i, value] of found.entries()) expect(value).toBeCloseTo(wanted[i]!, 9);
}

describe("the log likelihood of each row", () => {
  it("is that of a normal outcome with group effects, constants included", async () => {
    const y = [1.2, 0.7, 2.5, 3.1, -0.4];
    const g = ["a", "a", "b", "b", "c"];
    const { fitted, model } = await boundFit(
      "data { y: real\n g: factor }\nμ ~ normal(0, 2)\nτ ~ half_normal(1)\nσ ~ half_normal(1)\nb[g] ~ normal(0, τ)\ny ~ normal(μ + b[g], σ)",
      { y, g },
    );
    const likelihood = new LogLikelihood(model, fitted.draws);
    expect(likelihood.groups.map(({ outcomes, offset }) => ({ outcomes, offset }))).toEqual([
      { outcomes: ["y"], offset: 0 },
    ]);
    for (const draw of [0, 13, 39]) {
      const of = at(fitted, draw);
      const wanted = y.map((one, i) => logNormal(one, of("μ") + of(`b[${g[i]}]`), of("σ")));
      expectClose(evaluated(likelihood, 5, draw), wanted);
    }
  });

  it("keeps the constant of a normal outcome whose sd is known, and of counts", async () => {
    const data = { y: [1, 2, 0.5], k: [3, 0, 7], n: [10, 4, 9], c: [2, 0, 5] };
    const { fitted, model } = await boundFit(
      "data { y: real\n k: int\n n: int\n c: int }\nμ ~ normal(0, 2)\ny ~ normal(μ, 2)\nk ~ binomial_logit(n, μ)\nc ~ poisson(exp(μ))",
      data,
    );
    const likelihood = new LogLikelihood(model, fitted.draws);
    for (const draw of [0, 31]) {
      const μ = at(fitted, draw)("μ");
      const p = 1 / (1 + Math.exp(-μ));
      const wanted = data.y.map((y, i) => {
        const [k, n, c] = [data.k[i]!, data.n[i]!, data.c[i]!];
        const ways = logFactorial(n) - logFactorial(k) - logFactorial(n - k);
        const count = ways + k * Math.log(p) + (n - k) * Math.log1p(-p);
        return logNormal(y, μ, 2) + count + c * μ - Math.exp(μ) - logFactorial(c);
      });
      expectClose(evaluated(likelihood, 3, draw), wanted);
    }
  });

  it("sums to the log density that samplers have, up to priors and Jacobians", async () => {
    const x = Array.from({ length: 12 }, (_, i) => (i % 4) - 1.5);
    const y = x.map((one, i) => one + ((i * 7) % 5) / 3);
    const g = x.map((_, i) => `g${Math.floor(i / 4)}`);
    const { fitted, model } = await boundFit(
      `data { y: real
x: real
g: factor }
Z = design(1 + x)
β[Z] ~ normal(0, 2)
τ[Z] ~ half_normal(1)
Ω[Z, Z] ~ lkj(2)
u[g, Z] ~ multi_normal(0, τ, Ω)
σ ~ half_normal(1)
y ~ normal(Z * β + Z * u[g], σ)`,
      { y, x, g },
    );
    const likelihood = new LogLikelihood(model, fitted.draws);
    for (const draw of [3, 25]) {
      const of = at(fitted, draw);
      const mean = (i: number) =>
        of("β[intercept]") + of(`u[${g[i]},intercept]`) + (of("β[x]") + of(`u[${g[i]},x]`)) * x[i]!;
      const wanted = y.map((one, i) => logNormal(one, mean(i), of("σ")));
      expectClose(evaluated(likelihood, 12, draw), wanted);
    }
    const prior = new LogPrior(model, fitted.draws);
    expect(prior.parameters.map(({ name }) => name)).toEqual(["β", "τ", "Ω", "σ"]);
    const logHalfNormal = (s: number) => Math.log(2) + logNormal(s, 0, 1);
    for (const draw of [3, 25]) {
      const of = at(fitted, draw);
      const ρ = of("Ω[intercept,x]");
      const wanted = [
        logNormal(of("β[intercept]"), 0, 2) + logNormal(of("β[x]"), 0, 2),
        logHalfNormal(of("τ[intercept]")) + logHalfNormal(of("τ[x]")),
        // Of two: (1 - ρ²)^(η-1) / ∫, which is 4/3 for η = 2.
        Math.log1p(-ρ * ρ) - Math.log(4 / 3),
        logHalfNormal(of("σ")),
      ];
      expectClose(evaluated(prior, 4, draw), wanted);
    }
  });

  it("names parameters that draws do not hold", async () => {
    const { fitted, model } = await boundFit(
      "data { y: real\n g: factor }\nb[g] ~ normal(0, 1)\ny ~ normal(b[g], 1)",
      { y: [1, 2, 3], g: ["a", "b", "c"] },
    );
    const variables = fitted.draws.variables.slice(0, 2);
    const likelihood = new LogLikelihood(model, { ...fitted.draws, variables });
    expect(likelihood.absent).toEqual(["b"]);
  });
});

/** Exact densities of σ_b against a grid over both standard deviations with the likelihood of a balanced table written out, and against draws. */

import { describe, expect, it } from "vitest";
import { exactDensity } from "../../src/api/exact-density.ts";
import { parseModel } from "../../src/api/model.ts";
import { fit } from "../../src/browser/index.ts";
import { parseCsv } from "../../src/data/parse-csv.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";

const page = {
  readFile: (text: string, ...rest: [never, never]) => parseCsv(text, "<csv>", ...rest),
  isPath: false,
} as Parameters<typeof exactDensity>[2];

function tableOf(groups: number, each: number, between: number) {
  const stream = createRandomStream(5, 0);
  const y: number[] = [];
  const sample: string[] = [];
  for (let i = 0; i < groups; i++) {
    const mean = 10 + between * stream.normal();
    for (let k = 0; k < each; k++) {
      y.push(Number((mean + stream.normal()).toFixed(2)));
      sample.push(`g${i}`);
    }
  }
  return { y, sample };
}

const modelOf = (priors: string, rest = "") =>
  parseModel(
    `data {\n y: real\n sample: factor\n}\nβ ~ normal(0, 10)\n${priors}\n${rest}b[sample] ~ normal(0, σ_b)\ny ~ normal(β + b[sample], σ)\n`,
  );

/** The log likelihood of a balanced table with β ~ normal(0, 10) integrated out, without constants. */
function likelihoodOf({ y }: { y: readonly number[] }, groups: number, each: number) {
  const rows = groups * each;
  const grand = y.reduce((a, b) => a + b, 0) / rows;
  const means = Array.from({ length: groups }, (_, i) => {
    return y.slice(i * each, (i + 1) * each).reduce((a, b) => a + b, 0) / each;
  });
  const within = y.reduce((sum, one, r) => sum + (one - means[Math.floor(r / each)]!) ** 2, 0);
  const between = each * means.reduce((sum, one) => sum + (one - grand) ** 2, 0);
  return (scale: number, σ: number): number => {
    const λ = σ ** 2 + each * scale ** 2;
    const whole = λ + 100 * rows;
    return (
      -0.5 *
      (groups * (each - 1) * Math.log(σ ** 2) +
        (groups - 1) * Math.log(λ) +
        Math.log(whole) +
        within / σ ** 2 +
        between / λ +
        (rows * grand ** 2) / whole)
    );
  };
}

/** The posterior of σ_b by a midpoint grid in (log σ_b, log σ). */
function byGrid(logDensity: (scale: number, σ: number) => number) {
  const us = Array.from({ length: 1050 }, (_, i) => -9 + (i + 0.5) * 0.02);
  const vs = Array.from({ length: 200 }, (_, i) => -2 + (i + 0.5) * 0.03);
  const marginal = us.map((u) =>
    vs.reduce((sum, v) => sum + Math.exp(logDensity(Math.exp(u), Math.exp(v)) + u + v), 0),
  );
  const total = marginal.reduce((a, b) => a + b, 0) * 0.02;
  const mean = marginal.reduce((sum, one, i) => sum + (one / total) * 0.02 * Math.exp(us[i]!), 0);
  const at = us.map((u, i) => ({ x: Math.exp(u), density: marginal[i]! / total / Math.exp(u) }));
  let below = 0;
  const upper = at.find((_, i) => {
    below += (marginal[i]! / total) * 0.02;
    return below >= 0.975;
  })!.x;
  return { mean, upper, at };
}

const halfNormal = (x: number, scale: number): number => -0.5 * (x / scale) ** 2;
const priors: readonly (readonly [string, ReturnType<typeof modelOf>, (s: number, σ: number) => number])[] = [
  [
    "half-normal",
    modelOf("σ_b ~ half_normal(2)\nσ ~ half_normal(5)"),
    (s, σ) => halfNormal(s, 2) + halfNormal(σ, 5),
  ],
  [
    "half-t",
    modelOf("σ_b ~ half_student_t(3, 2)\nσ ~ half_normal(5)"),
    (s, σ) => -2 * Math.log(1 + (s / 2) ** 2 / 3) + halfNormal(σ, 5),
  ],
  [
    "exponential",
    modelOf("σ_b ~ exponential(1 / 2)\nσ ~ half_normal(5)"),
    (s, σ) => -s / 2 + halfNormal(σ, 5),
  ],
  [
    "inverse gamma of the variance",
    modelOf("v ~ inverse_gamma(0.01, 0.01)\nσ ~ half_normal(5)", "σ_b = sqrt(v)\n"),
    (s, σ) => -1.01 * Math.log(s ** 2) - 0.01 / s ** 2 + Math.log(s) + halfNormal(σ, 5),
  ],
  [
    "on the ICC",
    modelOf("icc ~ beta(2, 3)\nτ ~ half_normal(4)", "σ_b = τ * sqrt(icc)\nσ = τ * sqrt(1 - icc)\n"),
    (s, σ) => {
      const τ2 = s ** 2 + σ ** 2;
      const icc = s ** 2 / τ2;
      // ∂(icc, τ)/∂(σ_b, σ) = 2 s σ / τ³
      return Math.log(icc) + 2 * Math.log(1 - icc) - τ2 / 32 + Math.log((s * σ) / τ2 ** 1.5);
    },
  ],
];

describe("the exact density of σ_b", () => {
  it.each(priors)("with a prior that is %s is that of a fine grid", async (_, model, logPrior) => {
    const data = tableOf(3, 4, 1);
    const logLikelihood = likelihoodOf(data, 3, 4);
    const grid = byGrid((s, σ) => logLikelihood(s, σ) + logPrior(s, σ));
    const some = grid.at.filter((_, i) => i % 25 === 0 && i > 200 && i < 600);
    const at = some.map(({ x }) => x);
    const exact = await exactDensity(model, { data, variable: "σ_b", at, prob: 0.95 }, page);
    expect(exact.mean / grid.mean).toBeCloseTo(1, 4);
    expect(exact.upper / grid.upper).toBeCloseTo(1, 1.5);
    some.forEach(({ density }, i) => {
      expect(exact.density[i]! / density).toBeCloseTo(1, 4);
    });
  });

  it.each(priors)(
    "with a prior that is %s comes with that prior, which integrates to one",
    async (_, model) => {
      const at = Array.from({ length: 400 }, (_, i) => Math.exp(-14 + (i + 0.5) * 0.06));
      const data = tableOf(3, 4, 1);
      const { prior } = await exactDensity(model, { data, variable: "σ_b", at, prob: 0.95 }, page);
      const mass = prior.reduce((sum, one, i) => sum + one * at[i]! * 0.06, 0);
      if (model.source.includes("inverse_gamma")) expect(mass).toBeLessThan(1);
      else expect(mass).toBeCloseTo(1, 3);
    },
  );

  it("is finite with a prior whose density has poles at both ends of the ICC", async () => {
    const model = modelOf(
      "icc ~ beta(0.3, 0.3)\nτ ~ half_normal(4)",
      "σ_b = τ * sqrt(icc)\nσ = τ * sqrt(1 - icc)\n",
    );
    const at = Array.from({ length: 300 }, (_, i) => Math.exp(-24 + (i + 0.5) * 0.1));
    const { prior, density } = await exactDensity(
      model,
      { data: tableOf(3, 4, 1), variable: "σ_b", at, prob: 0.95 },
      page,
    );
    const mass = (curve: Float64Array): number => curve.reduce((sum, one, i) => sum + one * at[i]! * 0.1, 0);
    expect(mass(prior)).toBeCloseTo(1, 3);
    expect(mass(density)).toBeCloseTo(1, 3);
  });

  it("has the quantiles of many draws, and of a table of 20 groups too", async () => {
    const data = tableOf(20, 5, 1);
    const model = priors[0]![1];
    const exact = await exactDensity(model, { data, variable: "σ_b", at: [1], prob: 0.95 }, page);
    const fitted = await fit(model, { data, draws: 2000 });
    const { mean, mcse } = fitted.summary().rows.find(({ variable }) => variable === "σ_b")!;
    expect(Math.abs(exact.mean - mean)).toBeLessThan(4 * mcse);
    const draws = fitted.get("σ_b");
    const below = (x: number): number => draws.filter((draw) => draw < x).length / draws.length;
    expect(below(exact.lower)).toBeCloseTo(0.025, 2);
    expect(below(exact.median)).toBeCloseTo(0.5, 1.5);
    expect(below(exact.upper)).toBeCloseTo(0.975, 2);
  });

  it("refuses what it cannot tell", async () => {
    const data = tableOf(3, 4, 1);
    const ask = (model: Parameters<typeof exactDensity>[0]) =>
      exactDensity(model, { data, variable: "σ_b", at: [1], prob: 0.95 }, page);
    await expect(ask(modelOf("σ_b ~ half_normal(2)", "σ = 1\n"))).rejects.toThrow("1 numbers");
    await expect(ask(modelOf("σ_b ~ uniform(0, 5)\nσ ~ half_normal(5)"))).rejects.toThrow("no power");
  });
});

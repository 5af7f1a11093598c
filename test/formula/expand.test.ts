/** Formulas become models: the text, its priors, and that what is fitted is that text. */

import { describe, expect, test } from "vitest";
import { fit, formula, parseModel } from "../../src/index.ts";
import { table } from "./table.ts";

const expand = async (text: string, options: object = {}): Promise<string> =>
  (await formula(text, { data: table, ...options })).source;

/** The statements of a model, without blanks that align them. */
const statementsOf = async (text: string, options: object = {}): Promise<string[]> =>
  (await expand(text, options))
    .split("\n")
    .map((line) => line.replaceAll(/ +/g, " ").trim())
    .filter((line) => line !== "" && !line.startsWith("#"));

describe("a formula stands for", () => {
  test.each([
    ["y ~ x", ["X = design(1 + x)", "y ~ normal(X * β, σ)"]],
    ["y ~ 0 + x", ["X = design(0 + x)"]],
    ["y ~ x - 1", ["X = design(x - 1)"]],
    [
      "y ~ x * f + (1 | g)",
      ["X = design(1 + x * f)", "u_g[g] ~ normal(0, τ_g)", "y ~ normal(X * β + u_g[g], σ)"],
    ],
    ["y ~ (x | g)", ["Z_g = design(1 + x)", "u_g[g, Z_g] ~ multi_normal(0, τ_g, Ω_g)", "X = design(1)"]],
    ["y ~ x + (x || g)", ["u_g[g, Z_g] ~ normal(0, τ_g[Z_g])"]],
    ["y ~ (0 + x | g)", ["Z_g = design(0 + x)", "u_g[g, Z_g] ~ normal(0, τ_g[Z_g])"]],
    ["y ~ (1 | g/h)", ["u_g[g] ~ normal(0, τ_g)", "u_g_h[g:h] ~ normal(0, τ_g_h)"]],
    ["y ~ (1 | g:h) + (1 | h)", ["u_g_h[g:h] ~ normal(0, τ_g_h)", "u_h[h] ~ normal(0, τ_h)"]],
    ["y ~ (1 | g) + (0 + x | g)", ["u_g[g] ~ normal(0, τ_g)", "u_g_2[g, Z_g] ~ normal(0, τ_g_2[Z_g])"]],
    ['y ~ relevel(f, ref = "b") * x', ['f: factor reference "b"', "X = design(1 + f * x)"]],
    ["y ~ relevel(n, 5) + I(x^2)", ['n: factor reference "5"', "X = design(1 + n + I(x^2))"]],
    ["y ~ offset(x) + (1 | g)", ["y ~ normal(X * β + u_g[g] + x, σ)"]],
    ["y ~ factor(n) + poly(x, 2)", ["n: factor", "X = design(1 + n + poly(x, 2))"]],
    ["y ~ x; sigma ~ x + (1 | g)", ["σ = exp(X_σ * γ_σ + u_g_σ[g])", "y ~ normal(X * β, σ)"]],
    ["log(y) ~ x", ["y ~ lognormal(X * β, σ)"]],
    ["y | se(s) ~ (1 | g)", ["y ~ normal(X * β + u_g[g], s)"]],
    ["k | trials(n) ~ x", ["k: int", "n: int", "k ~ binomial_logit(n, X * β)"]],
    ["cbind(k, n) ~ x", ["k ~ binomial_logit(k + n, X * β)"]],
    ["ok ~ x", ["ok: factor", "ok ~ bernoulli_logit(X * β)"]],
    ['ok == "no" ~ x', ['ok: factor reference "yes"']],
    [
      "`Body Mass` ~ p.val",
      ['Body_Mass: real from "Body Mass"', 'p_val: real from "p.val"', "X = design(1 + p_val)"],
    ],
  ])("%s", async (text, lines) => {
    expect(await statementsOf(text)).toEqual(expect.arrayContaining(lines));
  });

  test.each([
    ["y ~ x", "student", undefined, "y ~ student_t(ν, X * β, σ)"],
    ["y ~ x", "gaussian", "log", "y ~ normal(exp(X * β), σ)"],
    ["y ~ x", "Gamma", undefined, "y ~ gamma(shape, shape * exp(-(X * β)))"],
    ["y ~ x", "exponential", undefined, "y ~ exponential(exp(-(X * β)))"],
    ["y ~ x", "weibull", undefined, "y ~ weibull(shape, exp(X * β))"],
    ["p.val ~ x", "beta", undefined, "p_val ~ beta(inv_logit(X * β) * φ, inv_logit(-(X * β)) * φ)"],
    ["k ~ x", "poisson", undefined, "k ~ poisson_log(X * β)"],
    ["k ~ x", "negbinomial", undefined, "k ~ negative_binomial_log(X * β, φ)"],
    ["k ~ x", "geometric", undefined, "k ~ geometric(inv_logit(-(X * β)))"],
    ["ok ~ x", "bernoulli", "probit", "ok ~ bernoulli(normal_cdf(X * β))"],
    ["ok ~ x", "bernoulli", "cloglog", "ok ~ bernoulli(1 - exp(-exp(X * β)))"],
    [
      "k | trials(n) ~ x",
      "beta_binomial",
      undefined,
      "k ~ beta_binomial(n, inv_logit(X * β) * φ, inv_logit(-(X * β)) * φ)",
    ],
  ])("%s of the family %s (link %s)", async (text, family, link, outcome) => {
    const lines = await statementsOf(text, { family, link });
    expect(lines.at(-1)).toBe(outcome);
    // It is a model that has a finite density at its data.
    const options = { draws: 20, warmup: 50, chains: 1, exactDraws: true } as const;
    const { draws } = await fit(await formula(text, { data: table, family, ...(link && { link }) }), {
      data: table,
      ...options,
    });
    expect(draws.drawCount).toBe(20);
  });
});

describe("default priors", () => {
  test("are in units of the outcome and of the columns", async () => {
    const scaled = { ...table, y: table.y.map((y) => 1000 * y), x: table.x.map((x) => x / 100) };
    const numbersOf = (lines: string[], start: string): number[] =>
      [...lines.find((line) => line.startsWith(start))!.matchAll(/(?<![\w])-?\d[\d.e+-]*/g)].map(Number);
    const [one, other] = [
      await statementsOf("y ~ x + (x | g)"),
      (await formula("y ~ x + (x | g)", { data: scaled })).source
        .split("\n")
        .map((line) => line.replaceAll(/ +/g, " ")),
    ];
    const [β, scaledβ] = [numbersOf(one, "β["), numbersOf(other, "β[")];
    for (const [i, factor] of [1000, 0, 1000, 1e5].entries())
      expect(scaledβ[i]! / (factor || 1)).toBeCloseTo(β[i]!, -Math.log10(Math.abs(β[i]!) || 1) + 1);
    const [τ, scaledτ] = [numbersOf(one, "τ_g"), numbersOf(other, "τ_g")];
    expect(scaledτ[0]! / 1000).toBeCloseTo(τ[0]!, 0);
    expect(scaledτ[1]! / 1e5 / τ[1]!).toBeCloseTo(1, 1);
  });

  test("use 2.5 sds of the outcome a unit of the predictor's sd", async () => {
    const data = { y: [1, 3, 5, 7], x: [-1, 1, -1, 1] };
    const { source } = await formula("y ~ x", { data });
    // sd(y) = 2.58, mean 4; x has mean 0 and sd 1.
    expect(source.replaceAll(/ +/g, " ")).toContain("β[X] ~ normal([4, 0], 6.5)");
    expect(source.replaceAll(/ +/g, " ")).toContain("σ ~ half_normal(2.6)");
  });

  test("of a constant outcome are in some unit", async () => {
    const { source } = await formula("y ~ 1", { data: { y: [3, 3, 3] } });
    expect(source).toContain("half_normal(3)");
  });
});

describe("other priors", () => {
  test.each([
    ["sd(g) = half_normal(20)", "τ_g ~ half_normal(20)"],
    ["sd ~ half_student_t(3, 2)", "τ_g ~ half_student_t(3, 2)"],
    ["sd(g) < 50 with 0.95", "τ_g ~ half_normal(25.51)"],
    ["b(x) = normal(1, 2)", ", 1], ["],
    ["sigma = exponential(1)", "σ ~ exponential(1)"],
    ["σ = exponential(1)", "σ ~ exponential(1)"],
    ["intercept = normal(7, 8)", "β[X] ~ normal([7, 0], [8, "],
  ])("%s", async (prior, line) => {
    const text = (await expand("y ~ x + (1 | g)", { priors: [prior] })).replaceAll(/ +/g, " ");
    expect(text).toContain(line);
  });

  test("the narrower name wins, and the later of two", async () => {
    const priors = [
      "sd(g) = half_normal(1)",
      "sd = half_normal(9)",
      "sd(h) = half_normal(2)",
      "sd(h) = half_normal(3)",
    ];
    const lines = await statementsOf("y ~ (1 | g) + (1 | h)", { priors });
    expect(lines.join("\n")).toMatch(/τ_g ~ half_normal\(1\)[\s\S]*τ_h ~ half_normal\(3\)/);
  });

  test("of a quantile has that mass below it", async () => {
    const model = await formula("y ~ (1 | g)", { data: table, priors: ["sd(g) < 50 with 0.95"] });
    const scale = Number(/τ_g +~ half_normal\(([\d.]+)\)/.exec(model.source)![1]);
    // P(|z| < 1.959964) = 0.95
    expect(50 / scale).toBeCloseTo(1.959964, 3);
  });

  test("of an intraclass correlation is that of the share of the variance", async () => {
    const lines = await statementsOf("y ~ x + (1 | g)", { priors: ["icc(g) = beta(2, 2)"] });
    expect(lines.join("\n")).toMatch(
      /icc_g ~ beta\(2, 2\)[\s\S]*τ_g = σ_total \* sqrt\(icc_g\)[\s\S]*σ = σ_total \* sqrt\(1 - icc_g\)/,
    );
  });

  test.each(["sd(gg) = half_normal(1)", "nonsense", "sd(g) < -1 with 0.95", "sd(g) < 1 with 2"])(
    "%s is refused",
    async (prior) => {
      await expect(expand("y ~ x + (1 | g)", { priors: [prior] })).rejects.toThrow("HP0913");
    },
  );
});

test("a formula and its text are fitted to the same bits, and exactly where a model by hand is", async () => {
  const model = await formula("y ~ x + (1 | g)", { data: table });
  const [own, byText] = [
    await fit(model, { data: table }),
    await fit(parseModel(model.source), { data: table }),
  ];
  expect(own.draws.values).toEqual(byText.draws.values);
  expect(own.record.plan.method).toBe("marginal");
});

test("what is not in a formula is no throw of another kind: mistakes are problems with a place", async () => {
  for (const text of [
    "",
    "~",
    "y",
    "y ~",
    "y ~ (",
    "y ~ (1 |",
    "y ~ (1 | g",
    "y ~ 1 1",
    "y ~ |",
    "y | ~ 1",
    "y ~ g:",
    "cbind(k) ~ 1",
    "y ~ x ^ g",
  ])
    await expect(expand(text), text).rejects.toThrow(/HP0\d\d\d/);
});

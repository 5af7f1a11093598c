/** Formulas become models: the text, its priors, and that what is fitted is that text. */

import { describe, expect, test } from "vitest";
import { formula as browserFormula } from "../../src/browser/index.ts";
import { fit, formula, type ProblemError, parseModel } from "../../src/index.ts";
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
    [
      "y ~ (1 | rw(n))",
      ["n: factor", 'τ_n ~ half_normal(0.78) "sd of a step along n"', "u_n[n] ~ random_walk(τ_n)"],
    ],
    ["y ~ n + (1 | rw(n))", ["n: real", "u_n_2[n_2] ~ random_walk(τ_n_2)"]],
    [
      "y ~ (1 | h) + (1 | ar1(n, h))",
      [
        "u_h[h] ~ normal(0, τ_h)",
        'ρ_h_n ~ uniform(-1, 1) "correlation of one step"',
        "u_h_n[h, n] ~ autoregressive(ρ_h_n, τ_h_n)",
        "y ~ normal(X * β + u_h[h] + u_h_n[h, n], σ)",
      ],
    ],
    ["y ~ x; sigma ~ (1 | rw(n))", ["u_n_σ[n] ~ random_walk(τ_n_σ)", "σ = exp(X_σ * γ_σ + u_n_σ[n])"]],
    ["y ~ offset(x) + (1 | g)", ["y ~ normal(X * β + u_g[g] + x, σ)"]],
    ["y ~ factor(n) + poly(x, 2)", ["n: factor", "X = design(1 + n + poly(x, 2))"]],
    ["y ~ x; sigma ~ x + (1 | g)", ["σ = exp(X_σ * γ_σ + u_g_σ[g])", "y ~ normal(X * β, σ)"]],
    ["log(y) ~ x", ["y ~ lognormal(X * β, σ)"]],
    ["y | se(s) ~ (1 | g)", ["y ~ normal(X * β + u_g[g], s)"]],
    ["y | mi() ~ x", ["y: real?", "x: real", "y ~ normal(X * β, σ)"]],
    ["mi(y) ~ x", ["y: real?", "y ~ normal(X * β, σ)"]],
    ["y | se(s) + mi() ~ x", ["y: real?", "y ~ normal(X * β, s)"]],
    [
      "y ~ mi(x) + f + (1 | g); mi(x) ~ n + (1 | g)",
      [
        "x: real?",
        "X = design(1 + f)",
        "X_x = design(1 + n)",
        "x ~ normal(X_x * γ_x + u_g_x[g], σ_x)",
        "y ~ normal(X * β + β_x * x + u_g[g], σ)",
      ],
    ],
    [
      "y ~ mi(x) + mi(s)\nx | mi() ~ mi(s)\nmi(s) ~ 1",
      [
        "s ~ normal(X_s * γ_s, σ_s)",
        "x ~ normal(X_x * γ_x + γ_x_s * s, σ_x)",
        "y ~ normal(X * β + β_x * x + β_s * s, σ)",
      ],
    ],
    ["y ~ . + mi(x); mi(x) ~ n", ["x: real?", "x ~ normal(X_x * γ_x, σ_x)"]],
    ["k | trials(n) ~ x", ["k: int", "n: int", "k ~ binomial_logit(n, X * β)"]],
    ["cbind(k, n) ~ x", ["k ~ binomial_logit(k + n, X * β)"]],
    [
      "cbind(k, n, event) ~ x + (1 | g)",
      [
        "event: int",
        'τ_g_n ~ half_normal(2) "sd between g"',
        "[k, n, event] ~ multinomial_logit([0, X_n * β_n + u_g_n[g], X_event * β_event + u_g_event[g]])",
      ],
    ],
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
    ["y ~ x", "exgaussian", undefined, "y ~ exp_mod_normal(X * β - exp_mean, σ, 1 / exp_mean)"],
    ["y ~ x", "gaussian", "log", "y ~ normal(exp(X * β), σ)"],
    ["y ~ x", "student(4)", undefined, "y ~ student_t(4, X * β, σ)"],
    [
      "y ~ x",
      "skew_normal",
      undefined,
      "y ~ skew_normal(X * β - ω * α * sqrt(0.6366197723675814 / (1 + square(α))), ω, α)",
    ],
    ["y ~ x", "asym_laplace", undefined, "y ~ asymmetric_laplace(X * β, σ, 0.5)"],
    ["y ~ x", "asymmetric_laplace(.90)", "log", "y ~ asymmetric_laplace(exp(X * β), σ, 0.9)"],
    ["x ~ p.val", "von_mises", undefined, "x ~ von_mises(2 * atan(X * β), κ)"],
    ["y ~ x", "shifted_lognormal", undefined, "y ~ shifted_lognormal(X * β, σ, ndt)"],
    ["y ~ x", "Gamma", undefined, "y ~ gamma(shape, shape * exp(-(X * β)))"],
    ["y ~ x", "exponential", undefined, "y ~ exponential(exp(-(X * β)))"],
    ["y ~ x", "weibull", undefined, "y ~ weibull(shape, exp(X * β))"],
    ["y ~ x", "inverse.gaussian", undefined, "y ~ inverse_gaussian(exp(X * β), shape)"],
    ["p.val ~ x", "beta", undefined, "p_val ~ beta(inv_logit(X * β) * φ, inv_logit(-(X * β)) * φ)"],
    [
      "g ~ x + (1 | h)",
      "categorical",
      undefined,
      expect.stringMatching(/^g ~ categorical_logit\(\[0, X_g1 \* β_g1 \+ u_h_g1\[h\], /),
    ],
    ["cbind(k, n) ~ x", "multinomial", undefined, "[k, n] ~ multinomial_logit([0, X_n * β_n])"],
    ["k ~ x", "poisson", undefined, "k ~ poisson_log(X * β)"],
    ["k ~ x", "negbinomial", undefined, "k ~ negative_binomial_log(X * β, φ)"],
    ["k ~ x", "nbinom1", undefined, "k ~ negative_binomial_1(exp(X * β), excess)"],
    ["ok ~ x", "bernoulli", "loglog", "ok ~ bernoulli(exp(-exp(-(X * β))))"],
    ["ok ~ x", "bernoulli", "cauchit", "ok ~ bernoulli(0.5 + atan(X * β) / 3.141592653589793)"],
    ["k | trials(n) ~ x", "binomial", "cauchit", "k ~ binomial(n, 0.5 + atan(X * β) / 3.141592653589793)"],
    ["k ~ x", "geometric", undefined, "k ~ geometric(inv_logit(-(X * β)))"],
    ["ok ~ x", "bernoulli", "probit", "ok ~ bernoulli(normal_cdf(X * β))"],
    ["ok ~ x", "bernoulli", "cloglog", "ok ~ bernoulli(1 - exp(-exp(X * β)))"],
    [
      "k | trials(n) ~ x",
      "beta_binomial",
      undefined,
      "k ~ beta_binomial(n, inv_logit(X * β) * φ, inv_logit(-(X * β)) * φ)",
    ],
    ["k ~ x", "zero_inflated_poisson", undefined, "k ~ zero_inflated(zeros, poisson_log(X * β))"],
    [
      "k ~ x; zi ~ x; shape ~ f",
      "zero_inflated_negbinomial",
      undefined,
      "k ~ zero_inflated(zeros, negative_binomial_log(X * β, φ))",
    ],
    [
      "k | trials(n) ~ x",
      "zero_inflated_binomial",
      undefined,
      "k ~ zero_inflated(zeros, binomial_logit(n, X * β))",
    ],
    ["k ~ x; hu ~ (1 | g)", "hurdle_poisson", undefined, "k ~ hurdle(zeros, poisson_log(X * β))"],
    ["y ~ x; hu ~ x; sigma ~ x", "hurdle_lognormal", undefined, "y ~ hurdle(zeros, lognormal(X * β, σ))"],
    ["y ~ x", "hurdle_gamma", undefined, "y ~ hurdle(zeros, gamma(shape, shape * exp(-(X * β))))"],
    [
      "p.val ~ x; phi ~ x; zoi ~ x",
      "zero_one_inflated_beta",
      undefined,
      "p_val ~ zero_one_inflated(ends, ones, beta(inv_logit(X * β) * φ, inv_logit(-(X * β)) * φ))",
    ],
    [
      "y | cens(cens) ~ x + (1 | g)",
      "weibull",
      undefined,
      "y ~ censored(weibull(shape, exp(X * β + u_g[g])), left: cens == -1, right: cens == 1)",
    ],
    [
      'y | cens(f == "a") ~ x',
      "gaussian",
      undefined,
      'y ~ censored(normal(X * β, σ), right: (f == "a") == 1)',
    ],
    [
      "y | cens(1 - event) ~ x",
      "lognormal",
      undefined,
      "y ~ censored(lognormal(X * β, σ), right: (1 - event) == 1)",
    ],
    [
      "y | cens(n - n + 2, n) + trunc(lb = 0) ~ x",
      "gaussian",
      undefined,
      "y ~ truncated(censored(normal(X * β, σ), to: if((n - n + 2) == 2, n, y)), lower: 0)",
    ],
  ])("%s of the family %s (link %s)", async (text, family, link, outcome) => {
    const lines = await statementsOf(text, { family, link });
    expect(lines.at(-1)).toEqual(outcome);
    // It is a model that has a finite density at its data.
    const options = { draws: 5, warmup: 10, chains: 1, exactDraws: true } as const;
    const { draws } = await fit(await formula(text, { data: table, family, ...(link && { link }) }), {
      data: table,
      ...options,
    });
    expect(draws.drawCount).toBe(5);
  });
});

test("a number that a family fixes is no parameter, and has no prior", async () => {
  const lines = await statementsOf("y ~ x", { family: "student(4)" });
  expect(lines.filter((line) => line.startsWith("ν"))).toEqual([]);
  await expect(
    formula("y ~ x", { data: table, family: "student(4)", priors: ["nu = gamma(2, 1)"] }),
  ).rejects.toThrow("`nu` is no prior of this model");
});

test("the skew normal family is by its mean and sd", async () => {
  // 24 numbers at the quantiles of a gamma distribution of shape 4, which is skewed
  const data = { y: [...table.y.keys()].map((i) => -Math.log(1 - (i + 0.5) / 24) + ((i * 5) % 3)) };
  const model = await formula("y ~ 1", { data, family: "skew_normal", priors: ["alpha = normal(2, 0.01)"] });
  const fitted = await fit(model, { data, draws: 1500, seed: 3 });
  const average = data.y.reduce((sum, one) => sum + one, 0) / data.y.length;
  const estimate = fitted.summary().rows.find(({ variable }) => variable.startsWith("β"))!;
  expect(Math.abs(estimate.mean - average)).toBeLessThan(0.25);
});

describe("default priors", () => {
  test("of a start are below the least outcome, and the predictor's in units of what is above the half of it", async () => {
    const data = { y: [0.3, 0.45, 0.9, 2.1], x: [1, 2, 3, 5] };
    const lines = (await formula("y ~ x", { data, family: "shifted_lognormal" })).source.replaceAll(
      / +/g,
      " ",
    );
    expect(lines).toContain("ndt ~ uniform(0, 0.3)");
    const logs = data.y.map((y) => Math.log(y - 0.15));
    const center = logs.reduce((sum, one) => sum + one, 0) / 4;
    const sd = Math.sqrt(logs.reduce((sum, one) => sum + (one - center) ** 2, 0) / 3);
    expect(lines).toContain(`σ ~ half_normal(${Number(sd.toPrecision(2))})`);
  });

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
    const data = { y: [1, 3, 5, 7], x: [-1.3416, -0.4472, 0.4472, 1.3416] };
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
    ["σ < 50 with 0.95", "σ ~ half_normal(25.51)"],
    ["sd = normal(0, 2)", "τ_g ~ half_normal(2)"],
    ["sigma = student_t(3, 0, 5)", "σ ~ half_student_t(3, 5)"],
    ["sd(g) = cauchy(0, 1)", "τ_g ~ half_cauchy(1)"],
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

  test("of another distribution is that of the element, beside those of the others", async () => {
    const priors = ["b(x) = truncated(student_t(3, 10, 5), lower: 0)", "sd(g, x) = exponential(1)"];
    const lines = (await statementsOf("y ~ x + (x | g)", { priors })).map((line) =>
      line.replaceAll(/ +/g, " "),
    );
    const own = lines.filter((line) => /^[βτ]/.test(line));
    expect(own).toEqual([
      expect.stringMatching(/^β\[X\] ~ normal\([-\d.]+, [\d.]+\)$/),
      'β["x"] ~ truncated(student_t(3, 10, 5), lower: 0)',
      expect.stringMatching(/^τ_g\[Z_g\] ~ half_normal\([\d.]+\) "sd between g"$/),
      'τ_g["x"] ~ exponential(1)',
    ]);
    const all = await statementsOf("y ~ x + h", { priors: ["b = student_t(3, 0, 2)"] });
    expect(all.join("\n").replaceAll(/ +/g, " ")).toMatch(
      /β\[X\] ~ student_t\(3, 0, 2\)\nβ\["intercept"\] ~ normal\(/,
    );
  });

  test("of a combination is named in any order", async () => {
    const text = await expand("y ~ (1 | g:h)", { priors: ["sd(h:g) = half_normal(7)"] });
    expect(text).toMatch(/τ_g_h +~ half_normal\(7\)/);
  });

  test("of effects along an order are named by their term", async () => {
    const priors = ["sd(rw(n)) = half_normal(3)", "ar1(n, h) = uniform(0, 1)", "sd(ar1(n,h)) = normal(0, 2)"];
    const text = await statementsOf("y ~ (1 | rw(n)) + (1 | ar1(n, h))", { priors });
    expect(text).toEqual(
      expect.arrayContaining([
        expect.stringContaining("τ_n ~ half_normal(3)"),
        expect.stringContaining("ρ_h_n ~ uniform(0, 1)"),
        expect.stringContaining("τ_h_n ~ half_normal(2)"),
      ]),
    );
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

  test("of an intraclass correlation is refused where σ is not the sd of all that remains", async () => {
    const options = { family: "exgaussian", priors: ["icc(g) = beta(2, 2)"] };
    await expect(expand("y ~ (1 | g)", options)).rejects.toThrow("HP0915");
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

test("what is wrong with a term of groups is told once", async () => {
  const text = "y ~ x + (log(x) | g) + (1 | h)";
  const told = await formula(text, { data: table }).catch((error: ProblemError) => error.problems);
  expect(told).toMatchObject([{ code: "HP0455" }]);
});

describe("a point stands for all other columns", () => {
  const data = { y: [1, 2, 4, 3], x: [0, 1, 2, 5], "w w": [1, 0, 0, 1], g: ["a", "b", "a", "b"] };
  test.each([
    ["y ~ .", "X = design(1 + x + w_w + g)"],
    ["y ~ . - x", "X = design(1 + x + w_w + g - x)"],
    ["y ~ 0 + . + log(x + 1)", "X = design(0 + x + w_w + g + log(x + 1))"],
    ["y ~ . + (1 | g)", "X = design(1 + x + w_w)"],
    ["y | weights(x) ~ (.)^2", "X = design(1 + (w_w + g)^2)"],
    ["y ~ x:.", "X = design(1 + x:(x + w_w + g))"],
    ["y ~ 1; sigma ~ .", "X_σ = design(1 + x + w_w + g)"],
  ])("%s", async (text, line) => {
    const { source } = await formula(text, { data });
    expect(source.replaceAll(/ +/g, " ")).toContain(line);
    const rows = data.y.map((_, i) =>
      Object.fromEntries(Object.entries(data).map(([name, of]) => [name, of[i]])),
    );
    expect((await formula(text, { data: rows as never })).source).toBe(source);
  });

  test("of a file, too, and none where there is none", async () => {
    const { source } = await formula("Reaction ~ . + (1 | Subject)", { data: "models/sleepstudy/data.csv" });
    expect(source).toContain("design(1 + Days)");
    await expect(formula("y ~ . + (1 | g)", { data: { y: data.y, g: data.g } })).rejects.toThrow("HP0936");
    await expect(formula("q ~ .", { data })).rejects.toThrow("HP0909");
    await expect(formula("y ~ (1 | .)", { data })).rejects.toThrow("HP0909");
    await expect(formula("y ~ s(.)", { data })).rejects.toThrow(/HP0/);
  });
});

test("a formula with weights is fitted as the table with the rows written out", async () => {
  const short = { ...table, n: table.n.map((n) => n - 3) };
  const long = Object.fromEntries(
    Object.entries(short).map(([name, values]) => [
      name,
      short.n.flatMap((n, row) => new Array<number | string>(n).fill(values[row]!)),
    ]),
  );
  const { source } = await formula("y | weights(n) ~ x + (1 | g)", { data: short });
  const options = { exactDraws: true, draws: 200 } as const;
  const byWeight = await fit(parseModel(source), { data: short, ...options });
  const written = await fit(parseModel(source.replace(/weighted\((.*), n\)/, "$1")), {
    data: long,
    ...options,
  });
  expect(byWeight.record.plan.method).toBe("marginal");
  for (const name of ["β[x]", "τ_g", "σ", "u_g[g0]"]) {
    const [one, other] = [byWeight.get(name), written.get(name)];
    one.forEach((value, i) => {
      expect(value, name).toBeCloseTo(other[i]!, 6);
    });
  }
});

describe("what analysts found", () => {
  test("an intercept far from 0 in units of the outcome's sd keeps its digits", async () => {
    const data = { hpa: [1013.39, 1013.41, 1013.4, 1013.42], x: [0, 1, 2, 3] };
    const { source } = await formula("hpa ~ x", { data });
    const [, mean, sd] = /normal\(\[([\d.]+), 0\], \[([\d.]+)/.exec(source)!.map(Number);
    expect(Math.abs(mean! - 1013.405)).toBeLessThan(0.1 * sd!);
  });

  test("priors go to the coefficients of the reference that was chosen", async () => {
    const data = { y: [1, 2, 4, 8, 3, 5], f: ["p", "q", "r", "p", "q", "r"] };
    const text = 'y ~ relevel(f, "q")';
    const model = await formula(text, { data, priors: ["b(f=p) = normal(0, 0.001)"] });
    expect(model.source).toMatch(/\[\d[\d.]*, 0, 0\], \[[\d.]+, 0\.001, [\d.]+\]/);
    await expect(formula(text, { data, priors: ["b(f=q) = normal(0, 1)"] })).rejects.toThrow("HP0913");
    await expect(formula('y ~ relevel(f, "zz")', { data })).rejects.toThrow("HP0447");
  });

  test("a column is numbers in one term and a group in another", async () => {
    const lines = await statementsOf("y ~ n + log(n) + (1 | n)");
    expect(lines).toEqual(
      expect.arrayContaining([
        "n: real",
        'n_2: factor from "n"',
        "X = design(1 + n + log(n))",
        "u_n_2[n_2] ~ normal(0, τ_n_2)",
      ]),
    );
    expect(await statementsOf("y ~ x + factor(n) + n")).toContain("X = design(1 + x + n_2 + n)");
  });

  test("σ is in the unit of the outcome, whatever the link", async () => {
    const lines = await statementsOf("y ~ x", { link: "log" });
    const own = await statementsOf("y ~ x");
    const σ = (all: string[]): string | undefined => all.find((line) => line.startsWith("σ ~"));
    expect(σ(lines)).toBe(σ(own));
  });

  test("an offset's mean is taken from that of the intercept", async () => {
    const data = { deaths: [3, 5, 4, 6], pop: [1e6, 2e6, 1.5e6, 2.5e6] };
    const { source } = await formula("deaths ~ offset(log(pop))", { data, family: "poisson" });
    const mean = Number(/β\[X\] ~ normal\((-?[\d.]+)/.exec(source)![1]);
    const logs = data.pop.map(Math.log);
    expect(mean).toBeCloseTo(Math.log(4.5) - logs.reduce((sum, one) => sum + one) / 4, 1);
  });

  test("without an intercept the levels of a factor have the mean of the outcome", async () => {
    const lines = await statementsOf("`Body Mass` ~ 0 + f");
    const mean = Number(/β\[X\] ~ normal\(([\d.]+), [\d.]+\)/.exec(lines.join("\n"))![1]);
    const masses = table["Body Mass"];
    expect(mean).toBeCloseTo(masses.reduce((sum, one) => sum + one) / masses.length, 0);
  });

  test("a rare level has no wider prior than a common one", async () => {
    const data = { y: [1, 2, 3, 4, 5, 6, 7, 8], f: ["a", "a", "a", "a", "b", "b", "b", "c"] };
    const { source } = await formula("y ~ f", { data });
    const [, b, c] = /\], \[[\d.]+, ([\d.]+), ([\d.]+)\]/.exec(source)!;
    expect(b).toBe(c);
  });

  test.each([
    ["cbind(k, n - k) ~ x", "k ~ binomial_logit(n, X * β)"],
    ["y ~ as.factor(n)", "X = design(1 + n)"],
    ["y ~ x +\n  (1 | g)", "y ~ normal(X * β + u_g[g], σ)"],
    ["y ~\n  x", "X = design(1 + x)"],
    ["y ~ log10(n) + log2(n)", "X = design(1 + log10(n) + log2(n))"],
    ["y ~ I(x > 0.5) * f", "X = design(1 + I(x > 0.5) * f)"],
    ["y ~ poly(x, 2, raw = TRUE)", "X = design(1 + (x + I(x^2)))"],
    ["y ~ poly(x, degree = 2, raw = FALSE)", "X = design(1 + poly(x, 2))"],
    ["y ~ scale(x, scale = FALSE)", "X = design(1 + center(x))"],
    ["y ~ scale(x, center = TRUE)", "X = design(1 + scale(x))"],
    ['y ~ C(f, Treatment("b"))', 'f: factor reference "b"'],
    ['y ~ C(f, Treatment(reference = "b"))', 'f: factor reference "b"'],
    ["y ~ C(n, Treatment(5))", 'n: factor reference "5"'],
    ["y ~ x %in% f", "X = design(1 + x:f)"],
    ["y ~ (1 | g * h)", "y ~ normal(X * β + u_g[g] + u_h[h] + u_g_h[g:h], σ)"],
    ["y ~ (1 | gr(g))", "u_g[g] ~ normal(0, τ_g)"],
    ["y ~ (x | p | g)", "u_g[g, Z_g] ~ multi_normal(0, τ_g, Ω_g)"],
    ["y ~ (1 | p | g) + f + (0 + x | p | g)", "Z_g = design(1 + x)"],
    ["y ~ (0 + n | p | g) + (0 + x | p | g)", "Z_g = design(0 + n + x)"],
    ["p(k, n) ~ x", "k ~ binomial_logit(n, X * β)"],
    ["y | weights(n) ~ x", "y ~ weighted(normal(X * β, σ), n)"],
    ["y | weights(n / 4) + se(s) ~ x", "y ~ weighted(normal(X * β, s), n / 4)"],
    ["k | trials(n) + weights(s) ~ x", "k ~ weighted(binomial_logit(n, X * β), s)"],
  ])("%s is understood", async (text, line) => {
    expect(await statementsOf(text)).toContain(line);
  });

  test("0 and 1 of the family binomial are outcomes of one trial", async () => {
    const data = { y: [0, 1, 1, 0], x: [1, 2, 3, 4] };
    expect((await formula("y ~ x", { data, family: "binomial" })).source).toContain(
      "y ~ bernoulli_logit(X * β)",
    );
  });

  test.each([
    "bernoulli(probit)",
    'bernoulli("probit")',
    'binomial(link = "probit")',
    "binomial(link='probit')",
  ])("a link behind the family's name is that of the option: %s", async (family) => {
    const wanted = await expand("ok ~ x", { family: "bernoulli", link: "probit" });
    expect(await expand("ok ~ x", { family })).toBe(wanted);
    expect(await expand("ok ~ x", { family, link: "probit" })).toBe(wanted);
    expect(wanted).toContain("normal_cdf(");
  });

  test.each([
    ["y ~ 1 | g", {}, "in brackets"],
    ["g ~ x", {}, "categorical"],
    ["k ~ x", { family: "multinomial" }, "write `cbind(a, b, c) ~ …`"],
    ["k | trials(n) ~ x", { family: "multinomial" }, "write `cbind(a, b, c) ~ …`"],
    ["cbind(k, n, event) ~ x", { family: "poisson" }, "`cbind(…)` here has several"],
    ["cbind(k, n, event + 1) ~ x", {}, "HP0903"],
    ["rbind(k, n, event) ~ x", {}, "HP0903"],
    ["y ~ x - (1 | g)", {}, "HP0906"],
    ["y ~ (1 | rw(g:h))", {}, "HP0945"],
    ["y ~ (1 | rw(n, n))", {}, "HP0945"],
    ["y ~ (1 | ar1(n, g, h))", {}, "HP0945"],
    ["y ~ (x | rw(n))", {}, "HP0946"],
    ["y ~ (0 + x | ar1(n))", {}, "HP0946"],
    ["y ~ rw(n)", {}, "HP0905"],
    ["y ~ (1 | g / rw(n))", {}, "HP0908"],
    ["y ~ x - offset(s)", {}, "HP0906"],
    ["y ~ C(f, Sum)", {}, "HP0905"],
    ["y ~ x > 0.5", {}, "HP0451"],
    ["y ~ scale(x, center = FALSE)", {}, "HP0905"],
    ["y ~ np.log(x)", {}, "HP0905"],
    ["y ~ gp(x)", {}, "HP0905"],
    ["y ~ arma(x, h)", {}, "HP0905"],
    ["y ~ (1 + mmc(x, s) | mm(g, h))", {}, "HP0905"],
    ["y ~ log(x, base = 2)", {}, "HP0932"],
    ["y ~ (1 | g) + (1 | g)", {}, "HP0934"],
    ["y ~ (1 | g) + (x | g)", {}, "HP0934"],
    ["y ~ (1 | g/h) + (1 | h:g)", {}, "HP0934"],
    ["y ~ (1 | p | g) + (0 + x | p | h)", {}, "HP0935"],
    ["y ~ (1 | p | g) + (0 + f | p | g)", {}, "HP0935"],
    ["y ~ (1 | p | g); sigma ~ (1 | p | h)", {}, "HP0935"],
    ["y | weights(log(n)) ~ x", {}, "HP0904"],
    ["log(y + 1) ~ x", {}, "HP0903"],
    ["I(1 / y) ~ x", {}, "HP0903"],
    ["y ~ mi(x) * f; mi(x) ~ f", {}, "HP0553"],
    ["y ~ f - mi(x); mi(x) ~ f", {}, "HP0553"],
    ["y ~ mi(x)", {}, "HP0554"],
    ["y ~ f; mi(x) ~ f", {}, "HP0555"],
    ["y ~ mi(f); mi(f) ~ x", {}, "HP0912"],
    ["y ~ mi(x) + mi(x); mi(x) ~ 1", {}, "HP0934"],
    ["y | mi(x) ~ f", {}, "HP0553"],
    ["y ~ mi(x) + (1 | g); mi(x) ~ 1", { priors: ["icc(g) = beta(2, 2)"] }, "HP0915"],
    ["k ~ x; sigma ~ x", { family: "poisson" }, "HP0917"],
    ["y | se(s) ~ x; sigma ~ x", {}, "HP0917"],
    ["y ~ x", { family: "gaussian(3)" }, "nothing that a number fixes"],
    ["y ~ x", { family: "asym_laplace(1)" }, "a number between 0 and 1"],
    ["ok ~ x", { family: "bernoulli(probit)", link: "logit" }, "HP0925"],
    ["ok ~ x", { family: "bernoulli(log)" }, "HP0911"],
    ["y ~ x", { family: "asym_laplace()" }, "HP0925"],
    ["y ~ x", { family: "student(-4)" }, "a positive number"],
    ["y ~ x", { family: "student(x)" }, "HP0925"],
    ["k ~ x", { family: "shifted_lognormal" }, "the least of `k` is 0"],
    ["x ~ y", { family: "von_mises", link: "identity" }, "HP0911"],
    ["y ~ x + (1 | g)", { priors: ["b < 5 with 0.95"] }, "HP0913"],
    ["y ~ x + (1 | g)", { priors: ["icc(g) = normal(0, 1)"] }, "HP0915"],
    ["y ~ x + (1 | g) + (1 | h)", { priors: ["icc(g) = beta(2, 2)"] }, "HP0915"],
  ])("%s is refused (%o)", async (text, options, code) => {
    await expect(expand(text, options)).rejects.toThrow(code);
  });

  test("a word among numbers is told, not taken for labels", async () => {
    const data = { y: [1, 2, 3, 4, 5], x: ["1", "2", "-", "4", "5"] };
    await expect(formula("y ~ x", { data })).rejects.toThrow(/HP0916[\s\S]*--na|HP0916[\s\S]*na/);
    const { source } = await formula("y ~ factor(x)", { data });
    expect(source).toContain("x: factor");
  });
});

test("a column of numbers with decimal commas and their thousands apart is one of numbers", async () => {
  const rows = Array.from({ length: 12 }, (_, i) => `${i},5;${i % 3}.000,25`).join("\n");
  const model = await browserFormula("y ~ price", {
    data: `y;price\n${rows}\n`.replaceAll("0.000,25", "10.000,25"),
  });
  expect(model.checked.columns.map(({ name, type }) => `${name}: ${type}`)).toEqual([
    "y: real",
    "price: real",
  ]);
  const apart = `y;price\n${rows}\n`.replaceAll("0.000,25", "10000,25 USD");
  expect(
    (await browserFormula("y ~ price", { data: apart.replaceAll(/[12]\.000,25/g, "EUR") })).source,
  ).toContain("price: factor");
});

describe("missing values in a formula", () => {
  const some = { y: [...table.y], x: [...table.x], g: table.g, f: table.f } as Record<
    string,
    (number | string | null)[]
  >;
  some.y![3] = null;
  some.x![5] = null;
  const options = { data: some, workers: 0, chains: 2, draws: 30, seed: 2 } as const;

  test("are those of the model that is printed, to the bit", async () => {
    for (const text of ["y | mi() ~ f + (1 | g)", "y | mi() ~ mi(x) + f; mi(x) ~ f + (1 | g)"]) {
      const own = await formula(text, { data: some });
      const [one, printed] = [await fit(own, options), await fit(parseModel(own.source), options)];
      expect(one.draws.values).toEqual(printed.draws.values);
      expect(one.draws.variables.map(({ name }) => name)).toContain("y[row 4]");
    }
  });

  test("have priors by name, and units of what is known", async () => {
    const text = "y ~ mi(x) + f; mi(x) ~ f";
    const priors = ["b(mi(x)) = normal(0, 7)", "x.sigma = half_normal(3)", "x.b(f=b) = normal(0, 9)"];
    const complete = { ...some, y: table.y };
    const { source } = await formula(text, { data: complete, priors });
    expect(source).toMatch(/β_x +~ normal\(0, 7\)/);
    expect(source).toMatch(/σ_x +~ half_normal\(3\)/);
    expect(source).toMatch(/γ_x\[X_x\] +~ normal\(\[[-\d.]+, 0\], \[[-\d.]+, 9\]\)/);
  });
});

test("censoring is told by the words of brms, too, and a word of another kind is refused", async () => {
  const status = table.y.map((_, i) => ["none", "right", "left", "interval"][i % 4]!);
  const data = { ...table, status, end: table.y.map((y) => y + 1) };
  const { source } = await formula("y | cens(status, end) ~ x", { data });
  expect(source.trim().split("\n").at(-1)).toBe(
    'y ~ censored(normal(X * β, σ), left: status == "left", right: status == "right", to: if(status == "interval", end, y))',
  );
  const some = { ...data, status: status.map((word) => (word === "left" ? "none" : word)) };
  const { source: fewer } = await formula("y | cens(status, end) ~ x", { data: some });
  expect(fewer).not.toContain("left");
  await expect(formula("y | cens(f) ~ x", { data })).rejects.toMatchObject({
    problems: [expect.objectContaining({ code: "HP0918", message: expect.stringContaining('"a"') })],
  });
  await expect(formula("y | cens(status) ~ x", { data })).rejects.toMatchObject({
    problems: [expect.objectContaining({ code: "HP0919" })],
  });
});

test("comparisons with labels are columns of 1 and 0, of numbers as labels too", async () => {
  const { source } = await formula('y ~ I(f == "b") * x + I(n != "4")', { data: table });
  expect(source).toContain('X = design(1 + I(f == "b") * x + I(n != "4"))');
  expect(source).toContain("n: factor");
  const both = await formula('y ~ n + I(n == "5")', { data: table });
  expect(both.source).toContain('X = design(1 + n + I(n_2 == "5"))');
  await expect(formula('y ~ I(f == "c")', { data: table })).rejects.toMatchObject({
    problems: [expect.objectContaining({ code: "HP0442" })],
  });
});

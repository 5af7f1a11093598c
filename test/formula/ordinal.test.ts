/** Ordinal outcomes and ordered factors in formulas: the models that they stand for, and a published fit. */

import { describe, expect, test } from "vitest";
import { fit, formula, parseModel } from "../../src/index.ts";
import { compileText, fullLogDensity } from "../density/harness.ts";

const words = ["low", "fair", "good", "best"];
const rows = Array.from({ length: 40 }, (_, i) => i);
const table = {
  rating: rows.map((i) => 1 + ((i * 7 + Math.trunc(i / 9)) % 4)),
  from_zero: rows.map((i) => (i * 7) % 3),
  word: rows.map((i) => words[(i * 7 + Math.trunc(i / 9)) % 4]!),
  x: rows.map((i) => Math.round(100 * Math.sin(i)) / 100),
  far: rows.map((i) => 100 + Math.round(100 * Math.sin(i)) / 100),
  f: rows.map((i) => ["p", "q", "r"][i % 3]!),
  g: rows.map((i) => `g${i % 8}`),
  item: rows.map((i) => 1 + (i % 2)),
};

const statementsOf = async (text: string, options: object = {}): Promise<string[]> =>
  (await formula(text, { data: table, ...options })).source
    .split("\n")
    .map((line) => line.replaceAll(/ +/g, " ").trim())
    .filter((line) => line !== "" && !line.startsWith("#"));

const order = 'levels = c("low", "fair", "good", "best")';

describe("an ordinal formula stands for", () => {
  test.each([
    [
      "rating ~ x + (1 | g)",
      "cumulative",
      undefined,
      [
        "rating: int in 1..4",
        "levels K = 1..3",
        "X = design(no_intercept(x))",
        'θ[K] ~ ordered(normal(0, 3)) "thresholds"',
        "rating ~ ordered_logistic(X * β + u_g[g], θ)",
      ],
    ],
    [
      "rating ~ x",
      "ordinal",
      "probit",
      ['θ[K] ~ ordered(normal(0, 2)) "thresholds"', "rating ~ ordered_probit(X * β, θ)"],
    ],
    [
      "rating ~ x",
      "acat",
      undefined,
      ['θ[K] ~ normal(0, 3) "thresholds"', "rating ~ adjacent_logit(X * β, θ)"],
    ],
    ["rating ~ x", "sequential", undefined, ["rating ~ sequential_logit(X * β, θ)"]],
    ["rating ~ 1", "cumulative", undefined, ["rating ~ ordered_logistic(0, θ)"]],
    ["rating ~ f * x", "cumulative", undefined, ["X = design(no_intercept(f * x))"]],
    ["rating ~ 0 + f", "cumulative", undefined, ["X = design(0 + f)"]],
    ["from_zero ~ x", "cumulative", undefined, ["from_zero: factor", "levels K = 1..2"]],
    [
      `ordered(word, ${order}) ~ x`,
      undefined,
      undefined,
      ["word: factor ordered [low, fair, good, best]", "word ~ ordered_logistic(X * β, θ)"],
    ],
    [
      "factor(word, levels = [low, fair, good, best], ordered = TRUE) ~ x",
      "sratio",
      undefined,
      ["levels K = 1..3"],
    ],
    [
      "rating | thres(gr = item) ~ x",
      "cumulative",
      undefined,
      [
        "item: factor",
        'θ[item, K] ~ ordered(normal(0, 3)) "thresholds"',
        "rating ~ ordered_logistic(X * β, θ[item])",
      ],
    ],
    ["rating | thres(5) ~ x", "cumulative", undefined, ["rating: int in 1..6", "levels K = 1..5"]],
  ])("%s (%s, %s)", async (text, family, link, lines) => {
    const options = { ...(family && { family }), ...(link && { link }) };
    expect(await statementsOf(text, options)).toEqual(expect.arrayContaining(lines));
    const { draws } = await fit(await formula(text, { data: table, ...options }), {
      data: table,
      draws: 20,
      warmup: 50,
      chains: 1,
      exactDraws: true,
      workers: 0,
    });
    expect(draws.drawCount).toBe(20);
  });

  test("thresholds that reach as far as the predictor does, where its column is far from 0", async () => {
    const lines = await statementsOf("rating ~ far", { family: "cumulative" });
    const [, sd] = /^θ\[K\] ~ ordered\(normal\(0, (\d+)\)\)/.exec(
      lines.find((line) => line.startsWith("θ"))!,
    )!;
    // 3 √(1 + (100 / 0.71)²)
    expect(Number(sd)).toBeGreaterThan(400);
    expect(Number(sd)).toBeLessThan(450);
  });

  test("thresholds with the prior that is asked for, in order", async () => {
    const thresholdsOf = async (prior: string, family: string) =>
      (await statementsOf("rating ~ x", { family, priors: [prior] })).find((line) => line.startsWith("θ"));
    expect(await thresholdsOf("threshold = normal(0, 5)", "cumulative")).toContain("~ ordered(normal(0, 5))");
    expect(await thresholdsOf("threshold = ordered(normal(1, 5))", "cumulative")).toContain(
      "~ ordered(normal(1, 5))",
    );
    expect(await thresholdsOf("intercept = student_t(3, 0, 2.5)", "cumulative")).toContain(
      "ordered(student_t(3, 0, 2.5))",
    );
    expect(await thresholdsOf("threshold = normal(0, 5)", "acat")).toContain("~ normal(0, 5)");
  });
});

describe("an ordered factor among the predictors", () => {
  test.each([`ordered(word, ${order})`, "factor(word, levels = [low, fair, good, best])"])(
    "%s",
    async (term) => {
      const lines = await statementsOf(`x ~ ${term} + (1 | g)`);
      expect(lines).toEqual(
        expect.arrayContaining(["word: factor ordered [low, fair, good, best]", "X = design(1 + word)"]),
      );
    },
  );

  test("has numbers as labels, too", async () => {
    expect(await statementsOf("x ~ ordered(rating, levels = c(4, 3, 2, 1))")).toContain(
      "rating: factor ordered [4, 3, 2, 1]",
    );
  });
});

describe("contrasts", () => {
  test.each([
    ["x ~ sum(f) + (1 | g)", ["f: factor", "X = design(1 + sum(f))"]],
    ["x ~ C(f, sum) * far", ["X = design(1 + sum(f) * far)"]],
    ["x ~ C(f, contr.helmert)", ["X = design(1 + helmert(f))"]],
    ["x ~ C(f, contr.treatment)", ["X = design(1 + f)"]],
    ["x ~ C(rating, sum)", ["rating: factor", "X = design(1 + sum(rating))"]],
    [
      "x ~ C(ordered(word, levels = [low, fair, good, best]), contr.poly, 2)",
      ["word: factor ordered [low, fair, good, best]", "X = design(1 + poly(word, 2))"],
    ],
    ["x ~ (C(f, sum) || g)", ["Z_g = design(1 + sum(f))"]],
  ])("%s", async (text, lines) => {
    expect(await statementsOf(text)).toEqual(expect.arrayContaining(lines));
  });
});

describe("a monotonic effect", () => {
  test("is a design of steps times shares", async () => {
    const lines = await statementsOf(
      "x ~ mo(ordered(word, levels = [low, fair, good, best])) + far + (1 | g)",
    );
    expect(lines).toEqual(
      expect.arrayContaining([
        "word: factor ordered [low, fair, good, best]",
        "X = design(1 + far)",
        "S_word = design(no_intercept(steps(word)))",
        'ζ_word[S_word] ~ dirichlet(1) "shares of the steps of word"',
        "x ~ normal(X * β + 3 * β_word * (S_word * ζ_word) + u_g[g], σ)",
      ]),
    );
  });

  test("is of whole numbers, too, beside them as numbers, and of an ordinal outcome", async () => {
    expect(await statementsOf("x ~ mo(rating) + rating")).toContain(
      "x ~ normal(X * β + 3 * β_rating_2 * (S_rating_2 * ζ_rating_2), σ)",
    );
    expect(await statementsOf("rating ~ mo(from_zero)", { family: "cumulative" })).toContain(
      "rating ~ ordered_logistic(2 * β_from_zero * (S_from_zero * ζ_from_zero), θ)",
    );
  });

  test("has priors that can be chosen", async () => {
    const priors = ["b(mo(rating)) = normal(0, 0.5)", "simo(rating) = dirichlet(2)"];
    const lines = await statementsOf("x ~ mo(rating)", { priors });
    expect(lines).toContain('β_rating ~ normal(0, 0.5) "mean step of rating"');
    expect(lines).toContain('ζ_rating[S_rating] ~ dirichlet(2) "shares of the steps of rating"');
  });

  test("of two levels is an ordinary one", async () => {
    const data = { y: [1, 2, 1.2, 2.1, 0.8, 1.9], d: ["low", "high", "low", "high", "low", "high"] };
    const model = await formula("y ~ mo(ordered(d, levels = [low, high]))", { data });
    const { rows } = (await fit(model, { data, seed: 2, workers: 0 })).summary();
    const step = rows.find(({ variable }) => variable === "β_d")!;
    // Means 1 and 2.
    expect(Math.abs(step.mean - 1)).toBeLessThan(0.1);
  });

  test("has the posterior of quadrature", async () => {
    const y = [0.1, -0.3, 1.4, 1.1, 1.6, 1.5, 0.9];
    const level = [0, 0, 1, 1, 2, 2, 1];
    const data = { y, d: level.map((one) => ["low", "mid", "high"][one]!) };
    const model = parseModel(`data {
  y: real
  d: factor ordered [low, mid, high]
}
S = design(no_intercept(steps(d)))
ζ[S] ~ dirichlet(1)
α ~ normal(0, 1)
b ~ normal(0, 1)
y ~ normal(α + 2 * b * (S * ζ), 0.5)
`);
    const { rows } = (await fit(model, { data, seed: 4, workers: 0 })).summary();
    const sums = [0, 0, 0];
    let mass = 0;
    for (let α = -3; α <= 3; α += 0.05) {
      for (let b = -3; b <= 3; b += 0.05) {
        for (let share = 0.01; share < 1; share += 0.02) {
          const means = [α, α + 2 * b * share, α + 2 * b];
          let log = -0.5 * (α * α + b * b);
          for (const [i, value] of y.entries()) log -= 2 * (value - means[level[i]!]!) ** 2;
          const weight = Math.exp(log);
          mass += weight;
          for (const [k, value] of [α, b, share].entries()) sums[k]! += weight * value;
        }
      }
    }
    for (const [k, variable] of ["α", "b", "ζ[steps(d)=mid]"].entries()) {
      const row = rows.find((one) => one.variable === variable)!;
      expect(Math.abs(row.mean - sums[k]! / mass) / row.mcse, variable).toBeLessThan(4);
    }
  });
});

describe("what cannot be ordinal is told", () => {
  const problemOf = (text: string, options: object = {}) =>
    formula(text, { data: table, ...options }).then(
      () => "none",
      (error: Error) => error.message,
    );
  test.each([
    ["word ~ x", { family: "cumulative" }, /HP0920.*no order|HP0920/],
    ["x ~ rating", { family: "cumulative" }, /HP0912.*few ordered categories/s],
    ["rating | thres(3) ~ x", { family: "poisson" }, /HP0912.*no thresholds/s],
    ["rating ~ x; sigma ~ x", { family: "cumulative" }, /HP0917/],
    ["ordered(word, levels = [low, fair, good]) ~ x", {}, /HP0448.*best/s],
    ["x ~ mo(word)", {}, /HP0920/],
    ["x ~ mo(rating) * far", {}, /HP0921/],
    ["x ~ far - mo(rating)", {}, /HP0921/],
    ["x ~ sum(rating)", {}, /HP0453.*sum\(factor\(rating\)\)/s],
    ["x ~ poly(f)", {}, /HP0453.*poly\(ordered\(f, levels/s],
    ["rating ~ x", { family: "acat", link: "probit" }, /HP0911/],
  ])("%s", async (text, options, wanted) => {
    expect(await problemOf(text, options)).toMatch(wanted);
  });

  test("and its advice is followed", async () => {
    const message = await problemOf("word ~ x", { family: "cumulative" });
    const [, advised] = /`(ordered\(word, levels = \[.*?\]\))` in its place/.exec(message)!;
    expect(await statementsOf(`${advised} ~ x`, { family: "cumulative" })).toContain(
      "word: factor ordered [best, fair, good, low]",
    );
  });
});

/**
 * Satisfaction of 1,681 tenants with their housing (Madsen 1976; `housing` of R's package MASS): by contact, type of housing and
 * influence, how many were of low, medium and high satisfaction.
 */
const housing = [
  [21, 21, 28, 34, 22, 36, 10, 11, 36, 61, 23, 17, 43, 35, 40, 26, 18, 54],
  [13, 9, 10, 8, 8, 12, 6, 7, 9, 18, 6, 7, 15, 13, 13, 7, 5, 11],
  [14, 19, 37, 17, 23, 40, 3, 5, 23, 78, 46, 43, 48, 45, 86, 15, 25, 62],
  [20, 23, 20, 10, 22, 24, 7, 10, 21, 57, 23, 13, 31, 21, 13, 5, 6, 13],
].flat();
const levelsOf = {
  Cont: ["Low", "High"],
  Type: ["Tower", "Apartment", "Atrium", "Terrace"],
  Infl: ["Low", "Medium", "High"],
  Sat: ["Low", "Medium", "High"],
};
const tenants = housing.flatMap((count, i) => Array.from({ length: count }, () => i));
const housingTable = {
  Sat: tenants.map((i) => levelsOf.Sat[i % 3]!),
  Infl: tenants.map((i) => levelsOf.Infl[Math.trunc(i / 3) % 3]!),
  Type: tenants.map((i) => levelsOf.Type[Math.trunc(i / 9) % 4]!),
  Cont: tenants.map((i) => levelsOf.Cont[Math.trunc(i / 36)]!),
};

test("polr(Sat ~ Infl + Type + Cont) of MASS: its deviance, 3479.149, at its estimates, where the likelihood is flat", async () => {
  const term = (name: keyof typeof levelsOf): string => `ordered(${name}, levels = [${levelsOf[name]}])`;
  const { source } = await formula(`${term("Sat")} ~ ${term("Infl")} + ${term("Type")} + ${term("Cont")}`, {
    data: housingTable,
    priors: ["b = flat()", "threshold = flat()"],
  });
  const model = compileText(source, housingTable);
  // MASS 7.3-58, Venables & Ripley (2002), Modern Applied Statistics with S, section 7.3.
  const slopes = [0.5664, 1.2888, -0.5724, -0.3662, -1.091, 0.3603];
  const [low, high] = [-0.4961, 0.6907];
  const logLikelihood = (position: readonly number[]): number =>
    // The step from one threshold to the next is the exponential of its coordinate, whose Jacobian is no part of the likelihood.
    fullLogDensity(model, position) - position[7]!;
  const at = [...slopes, low, Math.log(high - low)];
  expect(-2 * logLikelihood(at)).toBeCloseTo(3479.149, 3);
  for (const k of at.keys()) {
    const moved = (by: number): number => logLikelihood(at.map((value, i) => (i === k ? value + by : value)));
    expect(Math.abs((moved(1e-4) - moved(-1e-4)) / 2e-4)).toBeLessThan(0.1);
  }
});

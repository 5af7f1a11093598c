/** What may be the probabilities of `categorical`: all that sums to one, and nothing that is known not to. */

import { describe, expect, test } from "vitest";
import { readModelText } from "../../src/language/model-text.ts";

const head = `data {
  y: int in 1..3
  g: factor
  c: factor
  x: real
  p1: real in 0..1
  p2: real in 0..1
  p3: real in 0..1
}
levels K = 1..3
`;

const errorsOf = (source: string) =>
  readModelText(head + source).problems.filter(({ severity }) => severity === "error");

describe("probabilities may be", () => {
  test.each([
    ["shares for each group", "θ[g, K] ~ dirichlet(1)\ny ~ categorical(θ[g])"],
    ["shares over the levels of a factor", "θ[c] ~ dirichlet(1)\nc ~ categorical(θ)"],
    ["numbers that sum to one", "y ~ categorical([0.2, 0.3, 0.5])"],
    ["fractions that sum to one up to rounding", "y ~ categorical([1/3, 1/3, 1/3])"],
    ["constants", "constant s = 0.3\ny ~ categorical([s, 1 - s])"],
    ["a probability and what is left", "p ~ beta(1, 1)\ny ~ categorical([p, 1 - p])"],
    [
      "a broken stick",
      "p ~ beta(1, 1)\nq ~ beta(1, 1)\ny ~ categorical([p, (1 - p) * q, (1 - p) * (1 - q)])",
    ],
    ["shares mixed with equal ones", "θ[K] ~ dirichlet(1)\np[K] = 0.9 * θ[K] + 0.1 / 3\ny ~ categorical(p)"],
    ["shares in another order", "θ[K] ~ dirichlet(1)\ny ~ categorical([θ[3], θ[1], θ[2]])"],
    [
      "weights over their sum",
      "a[K] ~ normal(0, 1)\ne[K] = exp(a[K])\np[K] = e[K] / sum(e)\ny ~ categorical(p)",
    ],
    [
      "weights over their sum, for the levels of a factor",
      "a[c] ~ normal(0, 1)\ne[c] = exp(a[c])\np[c] = e[c] / sum(e)\nc ~ categorical(p)",
    ],
    [
      "differences of a distribution function",
      "k[K] ~ ordered(normal(0, 1))\nb ~ normal(0, 1)\nl = inv_logit(k[1] - b * x)\nu = inv_logit(k[2] - b * x)\ny ~ categorical([l, u - l, 1 - u])",
    ],
    [
      "a value of a group and what is left of its twin",
      "a[g] ~ normal(0, 1)\np[g] = inv_logit(a[g])\ny ~ categorical([p[g], 1 - inv_logit(a[g])])",
    ],
    ["columns, which the data decide", "y ~ categorical([p1, p2, p3])"],
    ["equal numbers for levels that the data count", "p[c] = 0.25\nc ~ categorical(p)"],
  ])("%s", (_, source) => {
    expect(errorsOf(source)).toEqual([]);
  });
});

describe("probabilities may not be", () => {
  test.each([
    ["numbers with another sum", "HP0331", "y ~ categorical([0.2, 0.3, 0.4])"],
    ["roundings that miss one", "HP0331", "y ~ categorical([0.333, 0.333, 0.333])"],
    ["constants with another sum", "HP0331", "constant s = 0.3\ny ~ categorical([s, s])"],
    ["a number for each level with another sum", "HP0331", "p[K] = 0.25\ny ~ categorical(p)"],
    ["a vector with a beta prior each", "HP0330", "θ[g, K] ~ beta(1, 1)\ny ~ categorical(θ[g])"],
    ["a vector with a normal prior each", "HP0330", "θ[K] ~ normal(0, 1)\ny ~ categorical(θ)"],
    ["an increasing vector", "HP0330", "θ[K] ~ ordered(normal(0, 1))\ny ~ categorical(θ)"],
    ["two probabilities by themselves", "HP0332", "p ~ beta(1, 1)\nq ~ beta(1, 1)\ny ~ categorical([p, q])"],
    ["a part of the shares", "HP0332", "θ[K] ~ dirichlet(1)\ny ~ categorical([θ[1], θ[2]])"],
    [
      "shares of groups that may differ",
      "HP0332",
      "θ[g, K] ~ dirichlet(1)\nφ[K] ~ dirichlet(1)\ny ~ categorical([φ[1], θ[g, 2], θ[g, 3]])",
    ],
    [
      "values for the levels of a factor",
      "HP0332",
      "a[c] ~ normal(0, 1)\np[c] = inv_logit(a[c])\nc ~ categorical(p)",
    ],
    ["columns and a parameter", "HP0332", "p ~ beta(1, 1)\ny ~ categorical([p1, p2, p])"],
    ["negative numbers, though their sum is one", "HP0310", "y ~ categorical([1.5, -0.5])"],
    ["vectors for more than the category", "HP0317", "θ[g, c, K] ~ dirichlet(1)\ny ~ categorical(θ[g])"],
  ])("%s", (_, code, source) => {
    const problems = errorsOf(source);
    expect(new Set(problems.map((problem) => problem.code))).toEqual(new Set([code]));
    if (code === "HP0330") expect(problems[0]!.hint).toContain("dirichlet");
  });

  test("a parameter of categories", () => {
    expect(
      errorsOf("θ[K] ~ dirichlet(1)\nz ~ categorical(θ)\ny ~ poisson(2)").map(({ code }) => code),
    ).toEqual(["HP0311"]);
  });
});

test("definitions upon definitions are looked at in a time that does not double with each, or not at all", () => {
  const chain = Array.from({ length: 1900 }, (_, i) => `a${i + 1} = (a${i} + a${i}) / 2`);
  const source = (last: number) =>
    `a0 ~ beta(1, 1)\n${chain.slice(0, last).join("\n")}\ny ~ categorical([a${last}, 0.5])`;
  expect(errorsOf(source(60)).map(({ code }) => code)).toEqual(["HP0332"]);
  expect(errorsOf(source(1900))).toEqual([]);
});

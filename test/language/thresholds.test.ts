/** Whether thresholds can be told to increase: what is refused, what is left to the data, and what a remedy leads to. */

import { describe, expect, test } from "vitest";
import { readModelText } from "../../src/language/model-text.ts";

const head = `data { y: int in 1..4
  x: real
  t1: real
  t2: real
  g: factor
}
levels K = 1..3
levels one = 1..1
`;

function errorsOf(source: string) {
  return readModelText(`${head}${source}\n`).problems.filter(({ severity }) => severity === "error");
}

describe("thresholds may be", () => {
  test.each([
    ["a vector with an ordered prior", "θ[K] ~ ordered(normal(0, 3))\ny ~ ordered_logistic(x, θ)"],
    ["one for each group", "θ[g, K] ~ ordered(normal(0, 3))\ny ~ ordered_probit(x, θ[g])"],
    ["numbers that increase", "y ~ ordered_logistic(x, [-1, 0, 1.5])"],
    ["one number, in whatever way", "a ~ normal(0, 1)\ny ~ ordered_logistic(x, [a])"],
    ["a vector of one element", "θ[one] ~ normal(0, 1)\ny ~ ordered_logistic(x, θ)"],
    [
      "a number and steps up from it",
      "a ~ normal(0, 1)\nd ~ half_normal(1)\ny ~ ordered_logistic(x, [a, a + d, a + 2 * d])",
    ],
    [
      "what is computed from an increasing vector",
      "θ[K] ~ ordered(normal(0, 1))\nκ[K] = 2 * θ[K] + 1\ny ~ ordered_logistic(x, κ)",
    ],
    ["columns, which the data decide", "y ~ ordered_logistic(0, [t1, t2])"],
    ["of adjacent categories in any order", "θ[K] ~ normal(0, 3)\ny ~ adjacent_logit(x, θ)"],
    ["of sequential categories in any order", "y ~ sequential_logit(x, [1, 0, -1])"],
  ])("%s", (_, source) => {
    expect(errorsOf(source)).toEqual([]);
  });
});

describe("thresholds may not be", () => {
  test.each([
    ["a vector with a normal prior each", "HP0340", "θ[K] ~ normal(0, 3)\ny ~ ordered_logistic(x, θ)"],
    ["the same by group", "HP0340", "θ[g, K] ~ normal(0, 3)\ny ~ ordered_probit(x, θ[g])"],
    ["shares", "HP0340", "θ[K] ~ dirichlet(1)\ny ~ ordered_logistic(x, θ)"],
    ["numbers that fall", "HP0341", "y ~ ordered_logistic(x, [0, 2, 1])"],
    ["equal numbers", "HP0341", "y ~ ordered_logistic(x, [0, 1, 1])"],
    [
      "parameters by themselves",
      "HP0342",
      "a ~ normal(0, 1)\nb ~ normal(2, 1)\ny ~ ordered_logistic(x, [a, b])",
    ],
    [
      "an increasing vector turned around",
      "HP0342",
      "θ[K] ~ ordered(normal(0, 1))\nκ[K] = -θ[K]\ny ~ ordered_logistic(x, κ)",
    ],
  ])("%s", (_, code, source) => {
    expect(errorsOf(source).map((problem) => problem.code)).toEqual([code]);
  });

  test("and the prior that is advised is the one that was written, put in order", () => {
    const [problem] = errorsOf("θ[K] ~ student_t(4, 0, 3)\ny ~ ordered_logistic(x, θ)");
    expect(problem!.hint).toContain("`θ[K] ~ ordered(student_t(4, 0, 3))`");
    expect(errorsOf("θ[K] ~ ordered(student_t(4, 0, 3))\ny ~ ordered_logistic(x, θ)")).toEqual([]);
  });
});

test("the location is one number, and not a vector", () => {
  const problems = errorsOf("θ[K] ~ ordered(normal(0, 3))\nη[K] ~ normal(0, 1)\ny ~ ordered_logistic(η, θ)");
  expect(problems).toHaveLength(1);
});

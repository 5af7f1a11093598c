/** An intercept beside thresholds is told, and what only looks like one is not. */

import { describe, expect, test } from "vitest";
import { bindText } from "../density/harness.ts";

const columns = {
  y: [1, 2, 3, 3, 1, 2, 2, 3, 1],
  x: [-1, 0.2, 1.5, 0.3, -0.4, 0.6, -0.2, 2, 0.8],
  f: ["p", "q", "r", "p", "q", "r", "p", "q", "r"],
  g: ["a", "a", "a", "b", "b", "b", "c", "c", "c"],
};
const head = "data {\n  y: int in 1..3\n  x: real\n  f: factor\n  g: factor\n}\nlevels K = 1..2\n";
const priors = "θ[K] ~ ordered(normal(0, 3))\nτ ~ half_normal(1)\nu[g] ~ normal(0, τ)\n";

function told(statements: string): readonly string[] {
  return bindText(`${head}${statements}\n`, columns).problems.map(
    ({ code, message }) => `${code} ${message}`,
  );
}

const beside = "beside the thresholds `θ`: only priors tell the two apart";

describe("an intercept beside thresholds", () => {
  test.each([
    [
      "a parameter by itself",
      `${priors}α ~ normal(0, 1)\ny ~ ordered_logistic(α + u[g], θ)`,
      `HP0344 \`α\` is an intercept ${beside}`,
    ],
    [
      "the column of a design",
      `${priors}X = design(1 + x)\nβ[X] ~ normal(0, 1)\ny ~ sequential_logit(X * β + u[g], θ)`,
      `HP0344 \`β[intercept]\` is an intercept ${beside}`,
    ],
    [
      "a column for each level",
      `${priors}X = design(0 + f)\nβ[X] ~ normal(0, 1)\ny ~ ordered_probit(X * β + u[g], θ)`,
      `HP0344 \`β[f=p]\`, \`β[f=q]\` and \`β[f=r]\` have an intercept among them ${beside}`,
    ],
    [
      "through a definition",
      `${priors}α ~ normal(0, 1)\nη = α + x + u[g]\ny ~ adjacent_logit(η, θ)`,
      `HP0344 \`α\` is an intercept ${beside}`,
    ],
  ])("is told of %s", (_, statements, wanted) => {
    expect(told(statements)).toContain(wanted);
  });

  test.each([
    ["there is none", `${priors}β ~ normal(0, 1)\ny ~ ordered_logistic(β * x + u[g], θ)`],
    [
      "the design leaves it out",
      `${priors}X = design(no_intercept(f * x))\nβ[X] ~ normal(0, 1)\ny ~ ordered_logistic(X * β + u[g], θ)`,
    ],
    ["only groups have effects", `${priors}y ~ ordered_logistic(u[g], θ)`],
    ["thresholds are numbers", "α ~ normal(0, 1)\ny ~ ordered_logistic(α, [-1, 1])"],
  ])("is not told where %s", (_, statements) => {
    expect(told(statements).filter((one) => one.startsWith("HP0344"))).toEqual([]);
  });
});

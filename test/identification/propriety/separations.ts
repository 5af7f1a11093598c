/**
 * Separation of binary and other discrete outcomes under flat priors. A neighbour has one row changed, so that no
 * direction is left, or a proper prior.
 */

import { byData, byModel, type Pair } from "./pairs.ts";

const binary = "data { y: int in 0..1\nx: real }\n";
const grouped = "data { y: int in 0..1\ng: factor }\n";
const apart = { x: [1, 2, 3, 4, 5, 6], y: [0, 0, 0, 1, 1, 1] };
const mixed = { x: [1, 2, 3, 4, 5, 6], y: [0, 0, 1, 0, 1, 1] };
const touching = { x: [1, 2, 3, 3, 5, 6], y: [0, 0, 0, 1, 1, 1] };
const inGroups = { y: [1, 1, 1, 0, 1, 0], g: ["a", "a", "a", "b", "b", "b"] };
const inGroupsMixed = { y: [1, 0, 1, 0, 1, 0], g: ["a", "a", "a", "b", "b", "b"] };
const line = "α ~ flat()\nβ ~ flat()\n";

export const separations: readonly Pair[] = [
  byData(
    "complete separation by a number; two outcomes exchanged overlap",
    "HP0466",
    `${binary}${line}y ~ bernoulli_logit(α + β * x)`,
    apart,
    mixed,
  ),
  byData(
    "quasi-complete separation: both outcomes at x = 3, all others apart; one more outcome beyond",
    "HP0466",
    `${binary}${line}y ~ bernoulli_logit(α + β * x)`,
    touching,
    { x: [...touching.x, 4], y: [...touching.y, 0] },
  ),
  byModel(
    "separation under normal priors is proper: it is the prior that falls",
    "HP0466",
    apart,
    `${binary}X = design(1 + x)\nβ[X] ~ flat()\ny ~ bernoulli_logit(X * β)`,
    `${binary}X = design(1 + x)\nβ[X] ~ normal(0, 2.5)\ny ~ bernoulli_logit(X * β)`,
  ),
  byModel(
    "a flat intercept alone cannot part what the slope, which is normal, parts",
    "HP0466",
    apart,
    `${binary}${line}y ~ bernoulli(inv_logit(α + β * x))`,
    `${binary}α ~ flat()\nβ ~ normal(0, 2.5)\ny ~ bernoulli(inv_logit(α + β * x))`,
  ),
  byModel(
    "a flat slope with a normal intercept, x on both sides of 0, and x on both sides with two rows exchanged",
    "HP0466",
    { x: [-2, -1, 1, 2], y: [0, 0, 1, 1] },
    `${binary}α ~ normal(0, 2)\nβ ~ flat()\ny ~ bernoulli_logit(α + β * x)`,
    `${binary}α ~ normal(0, 2)\nβ ~ student_t(4, 0, 2.5)\ny ~ bernoulli_logit(α + β * x)`,
  ),
  byData(
    "only ones under a flat intercept, and one zero",
    "HP0466",
    "data { y: int in 0..1 }\nα ~ flat()\ny ~ bernoulli_logit(α)",
    { y: [1, 1, 1] },
    { y: [1, 1, 0] },
  ),
  byData(
    "a level of a factor with only ones, in a design; a zero in it",
    "HP0466",
    `${grouped}X = design(1 + g)\nβ[X] ~ flat()\ny ~ bernoulli_logit(X * β)`,
    inGroups,
    inGroupsMixed,
  ),
  byData(
    "one flat logit for each group, one group with only ones",
    "HP0466",
    `${grouped}a[g] ~ flat()\ny ~ bernoulli_logit(a[g])`,
    inGroups,
    inGroupsMixed,
  ),
  byData(
    "group effects do not help: all ones under a flat mean of the effects",
    "HP0466",
    `${grouped}μ ~ flat()\nτ ~ half_normal(1)\na[g] ~ normal(μ, τ)\ny ~ bernoulli_logit(a[g])`,
    { y: [1, 1, 1, 1], g: ["a", "a", "b", "b"] },
    inGroups,
  ),
  byModel(
    "non-centered effects beside flat coefficients",
    "HP0466",
    { x: [1, 2, 3, 4, 5, 6], y: [0, 0, 0, 1, 1, 1], g: ["a", "b", "c", "a", "b", "c"] },
    `data { y: int in 0..1\nx: real\ng: factor }\n${line}τ ~ half_normal(1)\nz[g] ~ normal(0, 1)\nη = α + β * x + τ * z[g]\ny ~ bernoulli(normal_cdf(η))`,
    `data { y: int in 0..1\nx: real\ng: factor }\nα ~ normal(0, 2)\nβ ~ normal(0, 2)\nτ ~ half_normal(1)\nz[g] ~ normal(0, 1)\nη = α + β * x + τ * z[g]\ny ~ bernoulli(normal_cdf(η))`,
  ),
  byData(
    "an interaction with a cell of only zeros",
    "HP0466",
    "data { y: int in 0..1\ng: factor\nh: factor }\nX = design(g * h)\nβ[X] ~ flat()\ny ~ bernoulli_logit(X * β)",
    {
      y: [0, 0, 1, 0, 1, 0, 1, 0],
      g: ["a", "a", "a", "a", "b", "b", "b", "b"],
      h: ["p", "p", "q", "q", "p", "p", "q", "q"],
    },
    {
      y: [0, 1, 1, 0, 1, 0, 1, 0],
      g: ["a", "a", "a", "a", "b", "b", "b", "b"],
      h: ["p", "p", "q", "q", "p", "p", "q", "q"],
    },
  ),
  byData(
    "counts out of trials: all of them above, none below; one in between on each side",
    "HP0466",
    "data { k: int in 0..n\nn: int >= 0\nx: real }\nα ~ flat()\nβ ~ flat()\nk ~ binomial_logit(n, α + β * x)",
    { k: [0, 0, 5, 4], n: [3, 4, 5, 4], x: [1, 2, 3, 4] },
    { k: [0, 1, 4, 4], n: [3, 4, 5, 4], x: [1, 2, 3, 4] },
  ),
  byData(
    "a binomial by named arguments: one cell in between at the same x does not help (quasi-complete), two do",
    "HP0466",
    "data { k: int in 0..n\nn: int >= 0\nx: real }\nα ~ flat()\nβ ~ flat()\nk ~ binomial(trials: n, probability: inv_logit(α + β * x))",
    { k: [0, 2, 5], n: [3, 4, 5], x: [1, 2, 3] },
    { k: [0, 2, 4], n: [3, 4, 5], x: [1, 2, 3] },
  ),
  byData(
    "counts with a log link, only zeros in one group; a one in it",
    "HP0466",
    "data { y: int >= 0\ng: factor }\nX = design(1 + g)\nβ[X] ~ flat()\ny ~ poisson_log(X * β)",
    { y: [3, 2, 4, 0, 0, 0], g: ["a", "a", "a", "b", "b", "b"] },
    { y: [3, 2, 4, 0, 1, 0], g: ["a", "a", "a", "b", "b", "b"] },
  ),
  byData(
    "counts, exp written out: zeros below, other values at two places above fix both coefficients",
    "HP0466",
    `data { y: int >= 0\nx: real }\n${line}y ~ poisson(exp(α + β * x))`,
    { y: [0, 0, 3, 2], x: [1, 2, 4, 4] },
    { y: [0, 0, 3, 2], x: [1, 2, 4, 5] },
  ),
  byData(
    "overdispersed counts, all zero",
    "HP0466",
    "data { y: int >= 0 }\nα ~ flat()\nφ ~ half_normal(1)\ny ~ negative_binomial_log(α, φ)",
    { y: [0, 0, 0] },
    { y: [0, 2, 0] },
  ),
  byModel(
    "a slope that is flat and not negative: separated upwards",
    "HP0466",
    { x: [-2, -1, 1, 2], y: [0, 0, 1, 1] },
    `${binary}α ~ normal(0, 2)\nβ ~ flat(lower: 0)\ny ~ bernoulli_logit(α + β * x)`,
    `${binary}α ~ normal(0, 2)\nβ ~ flat(lower: 0)\ny ~ bernoulli_logit(α - β * x)`,
  ),
  byModel(
    "the same by a slope with two bounds: nothing is infinite",
    "HP0466",
    { x: [-2, -1, 1, 2], y: [0, 0, 1, 1] },
    `${binary}α ~ flat()\nβ ~ flat()\ny ~ bernoulli_logit(α + β * x)`,
    `${binary}α ~ normal(0, 2)\nβ ~ flat(lower: -50, upper: 50)\ny ~ bernoulli_logit(α + β * x)`,
  ),
  byData(
    "three categories, the third never chosen below x = 4 and always above",
    "HP0466",
    `data { y: int in 1..3\nx: real }\na ~ flat()\nb ~ flat()\nc ~ flat()\ny ~ categorical_logit([0, a, b + c * x])`,
    { y: [1, 2, 1, 2, 3, 3], x: [1, 1, 2, 2, 5, 6] },
    { y: [1, 2, 1, 2, 3, 3, 3, 1], x: [1, 1, 2, 2, 5, 6, 1, 6] },
  ),
  ...["ordered_logistic", "ordered_probit", "adjacent_logit", "sequential_logit"].map((name) =>
    byData(
      `the lowest and the highest category of ${name} apart, and none between; one row between holds the slope`,
      "HP0466",
      `data { y: int in 1..3\nx: real }\nlevels K = 1..2\nθ[K] ~ ordered(normal(0, 3))\nβ ~ flat()\ny ~ ${name}(β * x, θ)`,
      { y: [1, 1, 3, 3], x: [-2, -1, 1, 2] },
      { y: [1, 1, 3, 3, 2], x: [-2, -1, 1, 2, 0.5] },
    ),
  ),
  byData(
    "one flat threshold beside a flat slope, as an intercept; overlapping rows",
    "HP0466",
    "data { y: int in 1..2\nx: real }\nc ~ flat()\nβ ~ flat()\ny ~ ordered_logistic(β * x, [c])",
    { y: [1, 1, 2, 2], x: [1, 2, 3, 4] },
    { y: [1, 2, 1, 2], x: [1, 2, 3, 4] },
  ),
  byData(
    "thresholds in any order that are flat: adjacent categories apart by a slope; overlapping rows",
    "HP0466",
    "data { y: int in 1..3\nx: real }\nlevels K = 1..2\nc[K] ~ flat()\nβ ~ flat()\ny ~ adjacent_logit(β * x, c)",
    { y: [1, 1, 2, 2, 3, 3], x: [1, 2, 3, 4, 5, 6] },
    { y: [1, 2, 1, 3, 2, 3, 1, 3], x: [1, 2, 3, 4, 5, 6, 5, 2] },
  ),
  byModel(
    "a flat coefficient that a second outcome, a normal one, holds",
    "HP0466",
    { x: [-2, -1, 1, 2], y: [0, 0, 1, 1] },
    `${binary}β ~ flat()\ny ~ bernoulli_logit(β * x)`,
    `${binary}β ~ flat()\ny ~ bernoulli_logit(β * x)\nx ~ normal(β, 1)`,
  ),
];

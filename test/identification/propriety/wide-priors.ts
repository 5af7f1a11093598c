/**
 * Flat priors of scales that few groups or rows do not bound (T^(κ - J + d) for effects, T^(κ + q - N) for outcomes, see
 * `wide-scale.ts`), that have infinite mass at 0, and of parameters that no outcome depends on.
 */

import { byData, byModel, type Pair } from "./pairs.ts";

const grouped = "data { y: real\ng: factor }\n";
const real = "data { y: real }\n";
const line = "data { y: real\nx: real }\n";
const oneGroup = { y: [1, 2, 4], g: ["a", "a", "a"] };
const twoGroups = { y: [1, 2, 4, 3, 5], g: ["a", "a", "b", "b", "b"] };
const threeGroups = { y: [1, 2, 4, 3, 5, 4], g: ["a", "a", "b", "b", "c", "c"] };
const flatTau = "τ ~ flat(lower: 0)\nσ ~ half_normal(2)\n";

export const widePriors: readonly Pair[] = [
  byData(
    "a flat τ and a flat mean want three groups: 1 - 2 + 1 ≥ 0, 1 - 3 + 1 < 0 (Gelman 2006)",
    "HP0467",
    `${grouped}μ ~ flat()\n${flatTau}b[g] ~ normal(0, τ)\ny ~ normal(μ + b[g], σ)`,
    twoGroups,
    threeGroups,
  ),
  byData(
    "a flat τ and a proper mean want two groups: 1 - 1 ≥ 0, 1 - 2 < 0",
    "HP0467",
    `${grouped}μ ~ normal(0, 10)\n${flatTau}b[g] ~ normal(0, τ)\ny ~ normal(μ + b[g], σ)`,
    oneGroup,
    twoGroups,
  ),
  byModel(
    "two groups, non-centered, flat mean: a half-normal τ mends it",
    "HP0467",
    twoGroups,
    `${grouped}μ ~ flat()\n${flatTau}z[g] ~ normal(0, 1)\ny ~ normal(μ + τ * z[g], σ)`,
    `${grouped}μ ~ flat()\nτ ~ half_normal(2)\nσ ~ half_normal(2)\nz[g] ~ normal(0, 1)\ny ~ normal(μ + τ * z[g], σ)`,
  ),
  byModel(
    "two groups whose means have a flat mean: a half-Cauchy prior has mass 1/T far out (-1 - 2 + 1 < 0)",
    "HP0467",
    twoGroups,
    `${grouped}μ ~ flat()\n${flatTau}a[g] ~ normal(μ, τ)\ny ~ normal(a[g], σ)`,
    `${grouped}μ ~ flat()\nτ ~ half_cauchy(2)\nσ ~ half_normal(2)\na[g] ~ normal(μ, τ)\ny ~ normal(a[g], σ)`,
  ),
  byModel(
    "one coefficient whose own sd is flat (1 - 1 ≥ 0), and two with the same sd (1 - 2 < 0)",
    "HP0467",
    { y: [1, 2, 4], x: [1, 2, 3] },
    `${line}s ~ flat(lower: 0)\nβ ~ normal(0, s)\nσ ~ half_normal(1)\ny ~ normal(β * x, σ)`,
    `${line}X = design(1 + x)\ns ~ flat(lower: 0)\nβ[X] ~ normal(0, s)\nσ ~ half_normal(1)\ny ~ normal(X * β, σ)`,
  ),
  byData(
    "binary outcomes, two groups and a flat mean; a third group",
    "HP0467",
    "data { y: int in 0..1\ng: factor }\nμ ~ flat()\nτ ~ flat(lower: 0)\nb[g] ~ normal(0, τ)\ny ~ bernoulli_logit(μ + b[g])",
    { y: [0, 1, 0, 1, 1], g: ["a", "a", "b", "b", "b"] },
    { y: [0, 1, 0, 1, 1, 0, 1], g: ["a", "a", "b", "b", "b", "c", "c"] },
  ),
  byData(
    "a predictor of groups and an intercept, both flat, want four groups: 1 - 3 + 2 ≥ 0, 1 - 4 + 2 < 0",
    "HP0467",
    `data { y: real\nx: real\ng: factor }\nX = design(1 + x)\nβ[X] ~ flat()\n${flatTau}b[g] ~ normal(0, τ)\ny ~ normal(X * β + b[g], σ)`,
    { y: [1, 2, 4, 3, 5, 4], x: [1, 1, 2, 2, 4, 4], g: ["a", "a", "b", "b", "c", "c"] },
    { y: [1, 2, 4, 3, 5, 4, 2, 1], x: [1, 1, 2, 2, 4, 4, 6, 6], g: ["a", "a", "b", "b", "c", "c", "d", "d"] },
  ),
  byModel(
    "sds by column of a vector: one of two columns has a flat sd, two groups and flat means",
    "HP0467",
    { y: [1, 2, 4, 3, 5, 9], x: [0, 1, 2, 0, 1, 2], g: ["a", "a", "a", "b", "b", "b"] },
    `data { y: real\nx: real\ng: factor }\nZ = design(1 + x)\nβ[Z] ~ flat()\nτ[Z] ~ flat(lower: 0)\nu[g, Z] ~ normal(0, τ[Z])\nσ ~ half_normal(1)\ny ~ normal(Z * β + Z * u[g], σ)`,
    `data { y: real\nx: real\ng: factor }\nZ = design(1 + x)\nβ[Z] ~ flat()\nτ[Z] ~ half_normal(3)\nu[g, Z] ~ normal(0, τ[Z])\nσ ~ half_normal(1)\ny ~ normal(Z * β + Z * u[g], σ)`,
  ),
  byModel(
    "a flat logarithm of τ has infinite mass where the effects are 0, with any data; a normal one has not",
    "HP0468",
    threeGroups,
    `${grouped}μ ~ normal(0, 5)\nlt ~ flat()\nσ ~ half_normal(2)\nb[g] ~ normal(0, exp(lt))\ny ~ normal(μ + b[g], σ)`,
    `${grouped}μ ~ normal(0, 5)\nlt ~ normal(0, 1)\nσ ~ half_normal(2)\nb[g] ~ normal(0, exp(lt))\ny ~ normal(μ + b[g], σ)`,
  ),
  byModel(
    "the same by a definition and non-centered; τ itself flat has no such mass",
    "HP0468",
    threeGroups,
    `${grouped}μ ~ normal(0, 5)\nlt ~ flat()\nτ = exp(lt)\nσ ~ half_normal(2)\nz[g] ~ normal(0, 1)\ny ~ normal(μ + τ * z[g], σ)`,
    `${grouped}μ ~ normal(0, 5)\nτ ~ flat(lower: 0)\nσ ~ half_normal(2)\nz[g] ~ normal(0, 1)\ny ~ normal(μ + τ * z[g], σ)`,
  ),
  byModel(
    "a logarithm of τ that is flat below 2, and flat between two bounds",
    "HP0468",
    threeGroups,
    `${grouped}μ ~ normal(0, 5)\nlt ~ flat(upper: 2)\nσ ~ half_normal(2)\nb[g] ~ normal(0, exp(lt))\ny ~ normal(μ + b[g], σ)`,
    `${grouped}μ ~ normal(0, 5)\nlt ~ flat(lower: -5, upper: 2)\nσ ~ half_normal(2)\nb[g] ~ normal(0, exp(lt))\ny ~ normal(μ + b[g], σ)`,
  ),
  byModel(
    "a flat precision of effects, and a gamma one",
    "HP0468",
    threeGroups,
    `${grouped}μ ~ normal(0, 5)\np ~ flat(lower: 0)\nσ ~ half_normal(2)\nb[g] ~ normal(0, 1 / sqrt(p))\ny ~ normal(μ + b[g], σ)`,
    `${grouped}μ ~ normal(0, 5)\np ~ gamma(2, 1)\nσ ~ half_normal(2)\nb[g] ~ normal(0, 1 / sqrt(p))\ny ~ normal(μ + b[g], σ)`,
  ),
  byModel(
    "counts whose effects have a flat logarithm of their sd",
    "HP0468",
    { y: [1, 2, 4, 3, 0, 4], g: ["a", "a", "b", "b", "c", "c"] },
    "data { y: int >= 0\ng: factor }\nα ~ normal(0, 2)\nlt ~ flat()\nb[g] ~ student_t(4, 0, exp(lt))\ny ~ poisson_log(α + b[g])",
    "data { y: int >= 0\ng: factor }\nα ~ normal(0, 2)\nlt ~ cauchy(0, 1)\nb[g] ~ student_t(4, 0, exp(lt))\ny ~ poisson_log(α + b[g])",
  ),
  byData(
    "a flat σ and a flat mean want three rows: 1 + 1 - 2 ≥ 0, 1 + 1 - 3 < 0",
    "HP0469",
    `${real}μ ~ flat()\nσ ~ flat(lower: 0)\ny ~ normal(μ, σ)`,
    { y: [1, 2] },
    { y: [1, 2, 4] },
  ),
  byData(
    "a flat σ and a known mean want two rows",
    "HP0469",
    `${real}σ ~ flat(lower: 0)\ny ~ normal(0, σ)`,
    { y: [1] },
    { y: [1, 2] },
  ),
  byModel(
    "as many flat coefficients as rows but one, σ flat (1 + 2 - 3 ≥ 0), and σ half-normal",
    "HP0469",
    { y: [1, 2, 4], x: [1, 2, 5] },
    `${line}X = design(1 + x)\nβ[X] ~ flat()\nσ ~ flat(lower: 0)\ny ~ normal(X * β, σ)`,
    `${line}X = design(1 + x)\nβ[X] ~ flat()\nσ ~ half_normal(1)\ny ~ normal(X * β, σ)`,
  ),
  byModel(
    "the same with coefficients that are not flat (1 + 0 - 3 < 0)",
    "HP0469",
    { y: [1, 2, 4], x: [1, 2, 5] },
    `${line}α ~ flat()\nβ ~ flat()\nσ ~ flat(lower: 0)\ny ~ student_t(5, α + β * x, σ)`,
    `${line}α ~ normal(0, 10)\nβ ~ normal(0, 10)\nσ ~ flat(lower: 0)\ny ~ student_t(5, α + β * x, σ)`,
  ),
  byData(
    "an sd for each group, flat, one of which has one row: ∫ dσ/σ; two rows",
    "HP0469",
    `${grouped}μ ~ normal(0, 10)\nσ[g] ~ flat(lower: 0)\ny ~ normal(μ, σ[g])`,
    { y: [1, 2, 4], g: ["a", "a", "b"] },
    { y: [1, 2, 4, 5], g: ["a", "a", "b", "b"] },
  ),
  byData(
    "σ, τ and the mean flat want four rows: 1 + 1 + 1 - 3 ≥ 0",
    "HP0469",
    `${grouped}μ ~ flat()\nτ ~ flat(lower: 0)\nσ ~ flat(lower: 0)\nb[g] ~ normal(0, τ)\ny ~ normal(μ + b[g], σ)`,
    { y: [1, 2, 4], g: ["a", "b", "c"] },
    { y: [1, 2, 4, 5, 3, 3.5], g: ["a", "a", "b", "b", "c", "c"] },
  ),
  byModel(
    "a flat parameter that nothing depends on, and a proper one",
    "HP0470",
    { y: [1, 2, 4] },
    `${real}μ ~ normal(0, 5)\na ~ flat()\nσ ~ half_normal(1)\ny ~ normal(μ, σ)`,
    `${real}μ ~ normal(0, 5)\na ~ normal(0, 10)\nσ ~ half_normal(1)\ny ~ normal(μ, σ)`,
  ),
  byModel(
    "a flat mean of a parameter that no outcome depends on, and one on which the outcome depends",
    "HP0470",
    { y: [1, 2, 4] },
    `${real}μ ~ normal(0, 5)\na ~ flat()\nb ~ normal(a, 1)\nσ ~ half_normal(1)\ny ~ normal(μ, σ)`,
    `${real}a ~ flat()\nμ ~ normal(a, 5)\nσ ~ half_normal(1)\ny ~ normal(μ, σ)`,
  ),
  byModel(
    "a flat direction of angles, which comes back after each turn, and one that is proper",
    "HP0470",
    { y: [1, 2, -3] },
    `${real}μ ~ flat()\ny ~ von_mises(μ, 2)`,
    `${real}μ ~ normal(0, 10)\ny ~ von_mises(μ, 2)`,
  ),
  byModel(
    "a flat mean of the half tangents of directions, and one of which another outcome depends",
    "HP0470",
    { y: [1, 2, -3], x: [1, 2, 3] },
    `data { y: real, x: real }\nμ ~ flat()\nκ ~ half_normal(5)\ny ~ von_mises(2 * atan(μ + x), κ)`,
    `data { y: real, x: real }\nμ ~ flat()\nκ ~ half_normal(5)\ny ~ von_mises(2 * atan(μ), κ)\nx ~ normal(μ, 1)`,
  ),
  byModel(
    "two flat intercepts, one in the mean of the group effects; and one of them normal",
    "HP0471",
    threeGroups,
    `${grouped}α ~ flat()\nμ ~ flat()\nτ ~ half_normal(1)\nσ ~ half_normal(2)\na[g] ~ normal(μ, τ)\ny ~ normal(α + a[g], σ)`,
    `${grouped}α ~ flat()\nμ ~ normal(0, 1)\nτ ~ half_normal(1)\nσ ~ half_normal(2)\na[g] ~ normal(μ, τ)\ny ~ normal(α + a[g], σ)`,
  ),
  byModel(
    "flat logits of all categories, of which only differences count; one of them 0",
    "HP0471",
    { y: [1, 2, 3, 1, 2, 2] },
    "data { y: int in 1..3 }\nlevels K = 1..3\na[K] ~ flat()\ny ~ categorical_logit(a)",
    "data { y: int in 1..3 }\na ~ flat()\nb ~ flat()\ny ~ categorical_logit([0, a, b])",
  ),
  byModel(
    "a flat intercept beside flat thresholds of adjacent categories, of which only differences count; without it",
    "HP0471",
    { y: [1, 2, 3, 1, 2, 2] },
    "data { y: int in 1..3 }\nlevels K = 1..2\nα ~ flat()\nθ[K] ~ flat()\ny ~ adjacent_logit(α, θ)",
    "data { y: int in 1..3 }\nlevels K = 1..2\nθ[K] ~ flat()\ny ~ adjacent_logit(0, θ)",
  ),
  byModel(
    "a grid of flat sds, one of whose cells no row has: its prior is its posterior; the combinations that there are",
    "HP0469",
    {
      y: [1, 2, 4, 3, 5, 9, 7, 8, 6],
      g: ["a", "a", "a", "a", "a", "a", "b", "b", "b"],
      h: ["p", "p", "p", "q", "q", "q", "p", "p", "p"],
    },
    "data { y: real\ng: factor\nh: factor }\nμ ~ normal(0, 5)\nσ[g, h] ~ flat(lower: 0)\ny ~ normal(μ, σ[g, h])",
    "data { y: real\ng: factor\nh: factor }\nμ ~ normal(0, 5)\nσ[g:h] ~ flat(lower: 0)\ny ~ normal(μ, σ[g:h])",
  ),
];

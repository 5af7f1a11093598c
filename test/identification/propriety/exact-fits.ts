/**
 * Outcomes that a mean can be equal to. The integral over σ ≍ ε is of order ε^(κ + r - N): the sum over shells diverges
 * if κ + r ≤ N, with κ = 1 for a prior density that is positive at 0, 0 for one that is flat in log σ, and r
 * coefficients that N outcomes determine.
 */

import { byData, byModel, type Pair } from "./pairs.ts";

const real = "data { y: real }\n";
const grouped = "data { y: real\ng: factor }\n";
const line = "data { y: real\nx: real }\n";
const four = { y: [1, 1, 1, 1] };
const pairs = { y: [1, 1, 2, 2, 4, 4], g: ["a", "a", "b", "b", "c", "c"] };
const cells = "μ ~ normal(0, 5)\nτ ~ half_normal(5)\nb[g] ~ normal(0, τ)\n";
const flat = "m ~ normal(0, 10)\nls ~ flat()\ny ~ normal(m, exp(ls))\n";

export const exactFits: readonly Pair[] = [
  byModel(
    "p61: a constant outcome under a flat log scale (0 + 1 ≤ 4), which ended at the edges of overflow; an inverse gamma keeps σ from 0",
    "HP0465",
    four,
    `${real}${flat}`,
    `${real}m ~ normal(0, 10)\nσ ~ inverse_gamma(2, 1)\ny ~ normal(m, σ)`,
  ),
  byModel(
    "min-wc: an outcome constant in each group (1 + 3 ≤ 6), which was sampled with σ = 4e-77; a lognormal prior vanishes at 0",
    "HP0465",
    pairs,
    `${grouped}${cells}σ ~ half_normal(5)\ny ~ normal(μ + b[g], σ)`,
    `${grouped}${cells}σ ~ lognormal(0, 1)\ny ~ normal(μ + b[g], σ)`,
  ),
  byData(
    "a constant outcome under a proper prior whose density at 0 is positive (1 + 1 ≤ 2); one of two values moved by 0.001 bounds it",
    "HP0465",
    `${real}m ~ normal(0, 10)\nσ ~ half_normal(5)\ny ~ normal(m, σ)`,
    { y: [1, 1] },
    { y: [1, 1.001] },
  ),
  byData(
    "two equal values (1 + 1 ≤ 2), while one value alone leaves ∫ dσ finite (1 + 1 > 1)",
    "HP0465",
    `${real}m ~ normal(0, 10)\nσ ~ exponential(1)\ny ~ normal(m, σ)`,
    { y: [3, 3] },
    { y: [3] },
  ),
  byData(
    "one value equal to a known mean (1 + 0 ≤ 1: ∫ dσ/σ), while another value is not",
    "HP0465",
    `${real}σ ~ half_cauchy(1)\ny ~ normal(0, σ)`,
    { y: [0] },
    { y: [0.5] },
  ),
  byModel(
    "one value under a flat log scale with a free mean (0 + 1 ≤ 1), while half-normal σ is proper (1 + 1 > 1)",
    "HP0465",
    { y: [1] },
    `${real}${flat}`,
    `${real}m ~ normal(0, 10)\nσ ~ half_normal(1)\ny ~ normal(m, σ)`,
  ),
  byModel(
    "a gamma prior of shape 3 does not vanish fast enough at 0 for four equal values (3 + 1 ≤ 4), one of shape 3.5 does (3.5 + 1 > 4)",
    "HP0465",
    four,
    `${real}m ~ normal(0, 10)\nσ ~ gamma(3, 1)\ny ~ normal(m, σ)`,
    `${real}m ~ normal(0, 10)\nσ ~ gamma(3.5, 1)\ny ~ normal(m, σ)`,
  ),
  byModel(
    "a Weibull prior of shape 3 (3 + 1 ≤ 4), and one of shape 4 (4 + 1 > 4)",
    "HP0465",
    four,
    `${real}m ~ normal(0, 10)\nσ ~ weibull(3, 1)\ny ~ normal(m, σ)`,
    `${real}m ~ normal(0, 10)\nσ ~ weibull(4, 1)\ny ~ normal(m, σ)`,
  ),
  byModel(
    "a prior from 0 up, uniform, and one that ends above 0",
    "HP0465",
    four,
    `${real}m ~ normal(0, 10)\nσ ~ uniform(0, 5)\ny ~ normal(m, σ)`,
    `${real}m ~ normal(0, 10)\nσ ~ uniform(0.1, 5)\ny ~ normal(m, σ)`,
  ),
  byModel(
    "a normal prior cut at 0, and one cut at 0.2",
    "HP0465",
    four,
    `${real}m ~ normal(0, 10)\nσ ~ truncated(normal(0, 5), lower: 0)\ny ~ normal(m, σ)`,
    `${real}m ~ normal(0, 10)\nσ ~ truncated(normal(0, 5), lower: 0.2)\ny ~ normal(m, σ)`,
  ),
  byModel(
    "a Laplace prior of scale 1/3 on log σ has mass σ³ near 0 (3 + 1 ≤ 4), a normal one less than any power",
    "HP0465",
    four,
    `${real}m ~ normal(0, 10)\nls ~ laplace(0, 0.333333333333333333)\ny ~ normal(m, exp(ls))`,
    `${real}m ~ normal(0, 10)\nls ~ normal(0, 1)\ny ~ normal(m, exp(ls))`,
  ),
  byModel(
    "a heavy-tailed prior on log σ has hardly less mass than a flat one (0 + 1 < 4), a logistic one of scale 0.2 much less (5 + 1 > 4)",
    "HP0465",
    four,
    `${real}m ~ normal(0, 10)\nls ~ student_t(3, 0, 1)\ny ~ normal(m, exp(ls))`,
    `${real}m ~ normal(0, 10)\nls ~ logistic(0, 0.2)\ny ~ normal(m, exp(ls))`,
  ),
  byData(
    "a straight line without error (1 + 2 ≤ 3); a point off the line by 0.01 bounds σ",
    "HP0465",
    `${line}α ~ normal(0, 10)\nβ ~ normal(0, 10)\nσ ~ half_normal(1)\ny ~ normal(α + β * x, σ)`,
    { x: [0.1, 0.2, 0.7], y: [1.2, 1.4, 2.4] },
    { x: [0.1, 0.2, 0.7], y: [1.2, 1.4, 2.41] },
  ),
  byModel(
    "a line in a design, flat coefficients, σ by a name; three coefficients fit three points and no more (1 + 3 > 3)",
    "HP0465",
    { x: [1, 2, 4], y: [1, 3, 7] },
    `${line}X = design(1 + x)\nβ[X] ~ flat()\nσ ~ half_normal(1)\nη = X * β\ny ~ normal(mean: η, sd: σ)`,
    `${line}X = design(1 + x + square(x))\nβ[X] ~ normal(0, 5)\nσ ~ half_normal(1)\nη = X * β\ny ~ normal(mean: η, sd: σ)`,
  ),
  byData(
    "a mean between bounds that hold the constant (uniform from 0 to 10), and one that do not",
    "HP0465",
    `${real}m ~ uniform(0, 10)\nσ ~ half_normal(1)\ny ~ normal(m, σ)`,
    { y: [5, 5, 5] },
    { y: [11, 11, 11] },
  ),
  byModel(
    "a positive mean that can be 2, and one that must be at least 3",
    "HP0465",
    { y: [2, 2, 2] },
    `${real}m ~ gamma(2, 1)\nσ ~ half_normal(1)\ny ~ normal(m, σ)`,
    `${real}m ~ truncated(normal(0, 5), lower: 3)\nσ ~ half_normal(1)\ny ~ normal(m, σ)`,
  ),
  byData(
    "non-centered effects follow constant groups as centered ones do (1 + 3 ≤ 6); one value of a group moved",
    "HP0465",
    `${grouped}μ ~ normal(0, 5)\nτ ~ half_normal(5)\nz[g] ~ normal(0, 1)\nb[g] = τ * z[g]\nσ ~ half_normal(5)\ny ~ normal(μ + b[g], σ)`,
    pairs,
    { ...pairs, y: [1, 1.5, 2, 2, 4, 4] },
  ),
  byData(
    "group means of their own, a[g] ~ normal(μ, τ), and the word noncentered",
    "HP0465",
    `${grouped}μ ~ flat()\nτ ~ half_normal(5)\nnoncentered a[g] ~ normal(μ, τ)\nσ ~ half_student_t(3, 1)\ny ~ normal(a[g], σ)`,
    pairs,
    { ...pairs, y: [1, 1, 2, 2, 4, 4.25] },
  ),
  byData(
    "one row a group and all alike: effects go to 0 with σ, 1 for τ + 1 for σ + 1 for μ ≤ 3; two rows are too few (3 > 2)",
    "HP0465",
    `${grouped}μ ~ normal(0, 5)\nτ ~ half_normal(5)\nb[g] ~ normal(0, τ)\nσ ~ half_normal(5)\ny ~ normal(μ + b[g], σ)`,
    { y: [2, 2, 2], g: ["a", "b", "c"] },
    { y: [2, 2], g: ["a", "b"] },
  ),
  byModel(
    "an sd of one's own for each group, one of which has two equal values (1 + 1 ≤ 2), under a half-normal and an inverse gamma prior",
    "HP0465",
    { y: [1, 1, 2, 5, 4, 3], g: ["a", "a", "b", "b", "c", "c"] },
    `${grouped}μ ~ normal(0, 5)\nσ[g] ~ half_normal(2)\ny ~ normal(μ, σ[g])`,
    `${grouped}μ ~ normal(0, 5)\nσ[g] ~ inverse_gamma(2, 1)\ny ~ normal(μ, σ[g])`,
  ),
  byData(
    "the same where the mean cannot follow one group: a value between",
    "HP0465",
    `${grouped}σ[g] ~ half_normal(2)\ny ~ normal(1, σ[g])`,
    { y: [1, 3, 2, 5], g: ["a", "b", "b", "b"] },
    { y: [1.5, 3, 2, 5], g: ["a", "b", "b", "b"] },
  ),
  byModel(
    "sds by group with a flat mean of their logarithms, λ → -∞ (0 + 3 ≤ 6), and with a normal one",
    "HP0465",
    pairs,
    `${grouped}a[g] ~ normal(0, 5)\nλ ~ flat()\nσ[g] ~ lognormal(λ, 1)\ny ~ normal(a[g], σ[g])`,
    `${grouped}a[g] ~ normal(0, 5)\nλ ~ normal(0, 1)\nσ[g] ~ lognormal(λ, 1)\ny ~ normal(a[g], σ[g])`,
  ),
  byModel(
    "a regression of log σ with a flat intercept (0 + 1 ≤ 4), and with a normal one",
    "HP0465",
    { y: [1, 1, 1, 1], x: [1, 2, 3, 4] },
    `${line}m ~ normal(0, 5)\nγ ~ flat()\nδ ~ normal(0, 1)\ny ~ normal(m, exp(γ + δ * x))`,
    `${line}m ~ normal(0, 5)\nγ ~ normal(0, 1)\nδ ~ normal(0, 1)\ny ~ normal(m, exp(γ + δ * x))`,
  ),
  byModel(
    "a scale design: the sd of the level g=b goes to 0 by itself (0 + 1 ≤ 2)",
    "HP0465",
    { y: [1, 2, 4, 4, 3, 2], g: ["a", "a", "b", "b", "a", "a"] },
    `${grouped}W = design(1 + g)\nm ~ normal(0, 5)\nγ[W] ~ flat()\ny ~ normal(m, exp(W * γ))`,
    `${grouped}W = design(1 + g)\nm ~ normal(0, 5)\nγ[W] ~ normal(0, 2)\ny ~ normal(m, exp(W * γ))`,
  ),
  byModel(
    "a Student t outcome, its argument by name (1 + 1 ≤ 4)",
    "HP0465",
    four,
    `${real}m ~ normal(0, 10)\ns ~ half_normal(5)\ny ~ student_t(df: 4, mean: m, scale: s)`,
    `${real}m ~ normal(0, 10)\ns ~ inverse_gamma(2, 5)\ny ~ student_t(df: 4, mean: m, scale: s)`,
  ),
  byData(
    "a Laplace outcome, whose logarithm of the density falls linearly and not fast enough",
    "HP0465",
    `${real}m ~ normal(0, 10)\ns ~ half_normal(5)\ny ~ laplace(m, s)`,
    four,
    { y: [1, 1, 1, 2] },
  ),
  byData(
    "a lognormal outcome that is constant",
    "HP0465",
    "data { y: real > 0 }\nm ~ normal(0, 10)\ns ~ half_normal(5)\ny ~ lognormal(m, s)",
    { y: [3, 3, 3] },
    { y: [3, 3, 3.5] },
  ),
  byModel(
    "a flat precision: mass 1/σ² near σ = 0 (-2 + 1 ≤ 2), and a gamma one, whose tail is exponential",
    "HP0465",
    { y: [1, 1] },
    `${real}m ~ normal(0, 10)\nprec ~ flat(lower: 0)\ny ~ normal(m, 1 / sqrt(prec))`,
    `${real}m ~ normal(0, 10)\nprec ~ gamma(2, 1)\ny ~ normal(m, 1 / sqrt(prec))`,
  ),
  byModel(
    "a variance with a flat prior between 0 and 9 (2 + 1 ≤ 4), and with an inverse gamma",
    "HP0465",
    four,
    `${real}m ~ normal(0, 10)\nv ~ uniform(0, 9)\ny ~ normal(m, sqrt(v))`,
    `${real}m ~ normal(0, 10)\nv ~ inverse_gamma(2, 1)\ny ~ normal(m, sqrt(v))`,
  ),
  byModel(
    "a scale times data; with a known error beside it there is a bound",
    "HP0465",
    { y: [1, 1, 1], x: [1, 2, 3] },
    `${line}m ~ normal(0, 10)\nσ ~ half_normal(5)\ny ~ normal(m, σ * x)`,
    `${line}m ~ normal(0, 10)\nσ ~ half_normal(5)\ny ~ normal(m, sqrt(square(σ) + square(x)))`,
  ),
  byModel(
    "vector effects that follow lines of two points each without error (1 + 4 ≤ 6, three points each)",
    "HP0465",
    { y: [1, 2, 3, 5, 3, 1], x: [0, 1, 2, 0, 1, 2], g: ["a", "a", "a", "b", "b", "b"] },
    `data { y: real\nx: real\ng: factor }\nZ = design(1 + x)\nτ[Z] ~ half_normal(2)\nΩ[Z,Z] ~ lkj(2)\nu[g, Z] ~ multi_normal(0, τ, Ω)\nσ ~ half_normal(1)\ny ~ normal(Z * u[g], σ)`,
    `data { y: real\nx: real\ng: factor }\nZ = design(1 + x)\nτ[Z] ~ half_normal(2)\nΩ[Z,Z] ~ lkj(2)\nu[g, Z] ~ multi_normal(0, τ, Ω)\nσ ~ lognormal(0, 1)\ny ~ normal(Z * u[g], σ)`,
  ),
  byModel(
    "two outcomes that share a scale and are both constant; one of them has its own scale with a lognormal prior, but the other one's σ",
    "HP0465",
    { y: [1, 1], x: [2, 2] },
    `${line}a ~ normal(0, 5)\nb ~ normal(0, 5)\nσ ~ half_normal(1)\ny ~ normal(a, σ)\nx ~ normal(b, σ)`,
    `${line}a ~ normal(0, 5)\nσ ~ half_normal(1)\ny ~ normal(a, σ)\nx ~ normal(0, σ)`,
  ),
  byModel(
    "sds by group with an exponential sd of their logarithms, whose mass near 0 is more than any power (3 > 1 in the constant group); a uniform one is bounded",
    "HP0465",
    { y: [1, 1, 1, 5, 4, 3], g: ["a", "a", "a", "b", "b", "b"] },
    `${grouped}m ~ normal(0, 5)\nλ ~ normal(0, 1)\nω ~ exponential(1)\nσ[g] ~ lognormal(λ, ω)\ny ~ normal(m, σ[g])`,
    `${grouped}m ~ normal(0, 5)\nλ ~ normal(0, 1)\nω ~ uniform(0, 2)\nσ[g] ~ lognormal(λ, ω)\ny ~ normal(m, σ[g])`,
  ),
  byModel(
    "half_normal(1) for the sd of log σ leaves the mass σ¹: E exp(2ωz) = E exp(2ω²) is infinite, for half_normal(0.4) it is finite (2.5 + 1 > 3)",
    "HP0465",
    { y: [1, 1, 1, 5, 4, 3], g: ["a", "a", "a", "b", "b", "b"] },
    `${grouped}m ~ normal(0, 5)\nλ ~ normal(0, 1)\nω ~ half_normal(1)\nζ[g] ~ normal(λ, ω)\ny ~ normal(m, exp(ζ[g]))`,
    `${grouped}m ~ normal(0, 5)\nλ ~ normal(0, 1)\nω ~ half_normal(0.4)\nζ[g] ~ normal(λ, ω)\ny ~ normal(m, exp(ζ[g]))`,
  ),
  byModel(
    "a scale of scales: σ[g] ~ half_normal(s) with s near 0 (1 + 2 ≤ 6), unless each σ[g] is kept from 0",
    "HP0465",
    pairs,
    `${grouped}μ[g] ~ normal(0, 5)\ns ~ half_normal(1)\nσ[g] ~ half_normal(s)\ny ~ normal(μ[g], σ[g])`,
    `${grouped}μ[g] ~ normal(0, 5)\ns ~ lognormal(0, 1)\nσ[g] ~ inverse_gamma(3, s)\ny ~ normal(μ[g], σ[g])`,
  ),
];

/**
 * Small models that together use every distribution, function, transform and kind of plate, with data that suit them
 * all: what the generated code is compared with its slow twin on.
 */

import type { ColumnData } from "../../src/data/from-memory.ts";

/** Twelve rows: `cask` within `batch`, `lab` crossed with both, `day` crossed with `lab` but not in all combinations. */
export const exampleColumns: ColumnData = {
  y: [1.2, -0.4, 2.1, 0.3, -1.7, 0.8, 1.9, -0.2, 0.6, 1.1, -2.3, 0.5],
  x: [0.5, 1.5, -1, 2, 0.1, -0.7, 1.2, 0.4, -1.9, 0.9, 1.1, -0.3],
  positive: [1.2, 0.4, 2.1, 0.3, 1.7, 0.8, 1.9, 0.2, 0.6, 1.1, 2.3, 0.5],
  share: [0.2, 0.4, 0.1, 0.3, 0.7, 0.8, 0.9, 0.2, 0.6, 0.15, 0.35, 0.5],
  count: [0, 3, 1, 2, 5, 1, 0, 4, 2, 1, 3, 0],
  trials: [5, 6, 4, 2, 9, 3, 1, 4, 7, 5, 3, 2],
  event: [0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 0],
  choice: [1, 3, 2, 2, 1, 3, 3, 1, 2, 1, 2, 3],
  rank_of: [2, 1, 3, 3, 2, 1, 2, 2, 3, 1, 1, 2],
  batch: ["A", "A", "A", "A", "A", "A", "B", "B", "B", "B", "B", "B"],
  cask: ["a", "a", "b", "b", "b", "a", "a", "b", "b", "a", "c", "c"],
  lab: ["p", "q", "r", "p", "q", "r", "p", "q", "r", "p", "q", "r"],
  day: ["1", "1", "2", "2", "1", "2", "1", "1", "2", "2", "1", "2"],
  purity: [3, 3, 3, 3, 3, 3, 5, 5, 5, 5, 5, 5],
  humidity: [0.1, 0.7, 0.4, 0.1, 0.7, 0.4, 0.1, 0.7, 0.4, 0.1, 0.7, 0.4],
  plain: ["t", "t", "t", "t", "t", "t", "t", "t", "t", "t", "t", "t"],
};

const declarations = `
data {
  y: real
  x: real
  positive: real > 0
  share: real in 0..1
  count: int >= 0
  trials: int > 0
  event: int in 0..1
  choice: int in 1..3
  rank_of: int in 1..3
  batch: factor
  cask: factor in batch
  lab: factor
  day: factor
  plain: factor
}
data per batch { purity: real }
data per lab { humidity: real }
`;

function model(statements: string): string {
  return `${declarations}${statements}\n`;
}

/** By what each is about. */
export const exampleModels: Readonly<Record<string, string>> = {
  "priors on all numbers": model(`
    a ~ normal(1, 2)
    b ~ student_t(4, a, 1.5)
    c ~ cauchy(b, 2)
    d ~ laplace(c, 1)
    e ~ logistic(d, 0.7)
    f ~ skew_normal(e, 2, -1.5)
    g ~ flat()
    h ~ asymmetric_laplace(f, 2, 0.9)
    i ~ exp_mod_normal(f, 2, 0.3)
    y ~ normal(a + b + c + d + e + f + g + h + i, 2)`),
  "priors on positive numbers": model(`
    a ~ half_normal(2)
    b ~ half_student_t(3, a)
    c ~ half_cauchy(b)
    d ~ exponential(c)
    e ~ gamma(2, d)
    f ~ inverse_gamma(3, e)
    g ~ chi_square(f + 1)
    h ~ weibull(2, g)
    i ~ lognormal(log(h), 0.5)
    j ~ flat(lower: 2)
    k ~ inverse_gaussian(i, 3)
    y ~ normal(i + j + k, a)`),
  "elements with priors of several kinds": model(`
    m ~ normal(0, 1)
    τ ~ half_normal(1)
    centered e[lab] ~ normal(m, τ)
    e["q"] ~ truncated(student_t(4, m, 1), lower: -τ)
    e["r"] ~ gamma(2, 1 + τ)
    X = design(1 + x)
    b[X] ~ cauchy(0, 1)
    b["x"] ~ uniform(-2, 3)
    y ~ normal(e[lab] + X * b, 1)`),
  "priors on intervals": model(`
    a ~ uniform(-2, 3)
    b ~ beta(2, 3)
    c ~ uniform(a, a + exp(b))
    d ~ flat(lower: -1, upper: 4)
    e ~ flat(upper: 1)
    y ~ normal(a + b + c + d + e, 1)`),
  "outcomes on all numbers": model(`
    a ~ normal(0, 1)
    s ~ half_normal(2)
    df ~ gamma(2, 0.1)
    y ~ normal(a, s)
    x ~ student_t(df, a * positive, s)
    purity ~ skew_normal(a, s, df)
    humidity ~ laplace(a, s)`),
  "heavy tails": model(`
    a ~ normal(0, 1)
    s ~ half_normal(2)
    y ~ cauchy(a, s)
    purity ~ asymmetric_laplace(a, s, 0.3)
    x ~ logistic(a, s)
    humidity ~ exp_mod_normal(a, s, a^2 + 1)
    positive ~ half_student_t(a^2 + 1, s)
    share ~ half_cauchy(s)`),
  "outcomes on positive numbers": model(`
    a ~ half_normal(2)
    b[lab] ~ lognormal(0, a)
    positive ~ gamma(a, b[lab])
    purity ~ inverse_gamma(a, a)
    trials ~ chi_square(a)
    share ~ half_normal(a)`),
  "waiting times": model(`
    a ~ half_normal(2)
    b[lab] ~ lognormal(0, a)
    positive ~ weibull(a, b[lab])
    share ~ inverse_gaussian(a, b[lab])
    purity ~ exponential(a)
    trials ~ lognormal(a, b[lab])
    y ~ uniform(-a - 20, 30 + a)`),
  "shares and trials": model(`
    a ~ normal(0, 1)
    b ~ normal(0, 1)
    p ~ beta(2, 2)
    share ~ beta(exp(a), exp(b * x))
    count ~ beta_binomial(trials + 4, exp(a), exp(b))
    event ~ bernoulli(inv_logit(a + b * x))`),
  "binary outcomes": model(`
    a ~ normal(0, 1)
    p[lab] ~ beta(2, 2)
    event ~ bernoulli_logit(a * x)
    count ~ binomial(trials + 4, p[lab])
    trials ~ geometric(p[lab])`),
  "counts out of trials": model(`
    a ~ normal(0, 1)
    b[cask] ~ normal(a, 0.5)
    count ~ binomial_logit(trials + 4, b[cask])`),
  counts: model(`
    a ~ normal(0, 1)
    r ~ half_normal(3)
    count ~ poisson_log(a + 0.3 * x)
    trials ~ negative_binomial_log(a * x, r)
    choice ~ poisson(exp(a) + r)
    event ~ negative_binomial(exp(a), r)`),
  "angles, shifted times and multiples of a variance": model(`
    a ~ normal(0, 1)
    d ~ von_mises(a, 2)
    s ~ half_normal(1)
    t ~ uniform(0, 0.1)
    e ~ shifted_lognormal(d, 0.5, d)
    x ~ von_mises(2 * atan(a * positive + d + e), s)
    positive ~ shifted_lognormal(a, s, t)
    count ~ negative_binomial_1(exp(a + 0.3 * y), s)
    share ~ truncated(shifted_lognormal(a, s, t), upper: 2)
    trials ~ truncated(negative_binomial_1(exp(a), s), lower: 1)`),
  "the functions of one number": model(`
    a ~ normal(0, 1)
    s ~ half_normal(1)
    p ~ beta(2, 2)
    m = exp(a) + log(s) + log1p(s) + expm1(a) + sqrt(s) + square(a) + abs(a) + logit(p) + inv_logit(a)
    n = normal_cdf(a) + gamma_ln(s) + log1p_exp(a) + log1m_exp(-s) + log_inv_logit(a) + log_normal_cdf(a)
    o = digamma(s) + tanh(a) + sin(a) * cos(s) + atan(a)
    y ~ normal(m + n + o + exp(0.1 * a * x) + normal_cdf(a * x), 5)`),
  "the functions of several numbers": model(`
    a ~ normal(0, 1)
    b ~ normal(0, 1)
    s ~ half_normal(1)
    m = min(a, b, s) + max(a, b) + log_sum_exp(a, b, s) + log_diff_exp(a + s, a)
    n = if(a < b, a * b, a / (1 + s)) + if(a >= 0, 1, a) + if(s == 1, 2, s) + if(a != b, s, 0)
    r = s^a + a^3 + 2^a + (1 / s)^2 - -a + if(s > 1, a, b) + if(b <= 0, a, s)
    y ~ normal(m + n + r + max(a * x, b), 5)`),
  "bounds that truncation brings": model(`
    a ~ truncated(normal(0, 1), lower: 0)
    b ~ truncated(student_t(3, 0, 1), upper: 2)
    c ~ truncated(normal(1, 2), lower: -1.5, upper: 2.5)
    d ~ truncated(half_normal(2), upper: 3)
    e ~ truncated(gamma(2, 1), lower: 0.5)
    y ~ normal(a + b + c + d + e, 1)`),
  "truncation with arguments that are parameters": model(`
    m ~ normal(0, 1)
    s ~ half_normal(1)
    a[lab] ~ truncated(normal(m, s), lower: 0)
    b ~ truncated(normal(m, s), upper: 3)
    c ~ truncated(logistic(m, s), lower: -2, upper: 2)
    d ~ truncated(normal(0, 1), lower: m)
    e ~ truncated(exponential(s), upper: exp(m))
    f ~ truncated(inverse_gaussian(exp(m), s), lower: 0.2, upper: 4)
    h ~ truncated(asymmetric_laplace(m, s, 0.3), lower: 0)
    i ~ truncated(skew_normal(m, s, m), lower: 0)
    j ~ truncated(student_t(1 + s, m, s), upper: 1)
    k ~ truncated(gamma(s, 1 + s), lower: 0.3, upper: 2)
    share ~ truncated(beta(1 + s, exp(m)), upper: 0.95)
    count ~ truncated(negative_binomial_log(m, s), lower: 0, upper: 9)
    positive ~ truncated(lognormal(m, s), lower: 0.1, upper: 5)
    y ~ normal(a[lab] + b + c + d + e + f + h, 1)`),
  "a truncated outcome over groups": model(`
    τ ~ half_normal(1)
    b[lab] ~ normal(0, τ)
    y ~ truncated(normal(b[lab] + 0.1 * x, 1 + τ), lower: -4, upper: 5)`),
  "simplex, ordered and choice": model(`
    levels K = 1..3
    w[K] ~ dirichlet(1.5)
    α[K] ~ lognormal(0, 1)
    v[lab, K] ~ dirichlet(α)
    c[K] ~ ordered(normal(0, 2))
    o[lab, K] ~ ordered(student_t(4, 0, 2))
    b[K] ~ normal(0, w[K])
    choice ~ categorical_logit([0, c["2"] * x, v[lab, "1"] + w["3"]])
    y ~ normal(sum(c) + o[lab, "2"], 1)`),
  "choice by a vector for each group": model(`
    levels K = 1..3
    b[lab, K] ~ normal(0, 1)
    choice ~ categorical_logit(b[lab])`),
  "choice by probabilities for each group": model(`
    levels K = 1..3
    α[K] ~ lognormal(0, 1)
    θ[lab, K] ~ dirichlet(α)
    choice ~ categorical(θ[lab])`),
  "choice by probabilities that are computed": model(`
    p ~ beta(2, 1)
    b ~ normal(0, 1)
    choice ~ categorical([p, (1 - p) * inv_logit(b * x), (1 - p) * inv_logit(-b * x)])`),
  "ordered categories by a logistic and by a normal variable": model(`
    levels K = 1..2
    c[K] ~ ordered(normal(0, 2))
    b ~ normal(0, 1)
    d ~ half_normal(1)
    choice ~ ordered_logistic(b * x, c)
    rank_of ~ ordered_probit(b, [-0.5 + b, d + b])`),
  "ordered categories with thresholds for each group": model(`
    levels K = 1..2
    c[lab, K] ~ ordered(normal(0, 2))
    t[lab, K] ~ normal(0, 1)
    b ~ normal(0, 1)
    choice ~ ordered_logistic(b * x, c[lab])
    rank_of ~ sequential_logit(b * x, t[lab])`),
  "adjacent and sequential categories": model(`
    levels K = 1..2
    c[K] ~ normal(0, 2)
    e[K] ~ normal(0, 1)
    a[lab] ~ normal(0, 1)
    η = a[lab] + 0.3 * x
    choice ~ adjacent_logit(η, c)
    rank_of ~ sequential_logit(thresholds: e, location: η)`),
  "correlations of two": model(`
    Z = design(1 + x)
    τ[Z] ~ half_normal(2)
    Ω[Z, Z] ~ lkj(2)
    u[lab, Z] ~ multi_normal(0, τ, Ω)
    σ ~ half_normal(1)
    r = Ω["intercept", "x"]
    y ~ normal(Z * u[lab], σ)`),
  "correlations of three, centered": model(`
    levels K = 1..3
    τ[K] ~ half_normal(2)
    η ~ gamma(2, 1)
    Ω[K, K] ~ lkj(η)
    m[K] ~ normal(0, 1)
    centered u[cask, K] ~ multi_normal(m, 2 * τ[K], Ω)
    y ~ normal(u[cask, "1"] + u[cask, "2"] * x + u[cask, "3"] * x^2 + u["A:a", "1"], 1)`),
  "correlations of four": model(`
    levels K = 1..4
    Ω[K, K] ~ lkj(1)
    u[lab, K] ~ multi_normal([0, 1, 0, 2], [1, 2, 1, 3], Ω)
    y ~ normal(u[lab, "1"] + u[lab, "4"] * x + u[lab, "2"] + u[lab, "3"], 1)`),
  "centered and non-centered": model(`
    μ ~ normal(0, 1)
    τ ~ half_normal(1)
    centered a[lab] ~ normal(μ, τ)
    noncentered b[lab] ~ normal(a[lab], 2)
    c[cask] ~ laplace(0, τ)
    noncentered d ~ normal(μ, 2)
    y ~ normal(a[lab] + b[lab] + c[cask] + d, 1)`),
  "nested plates": model(`
    τ ~ half_normal(1)
    σ ~ half_normal(1)
    γ ~ normal(0, 1)
    c[batch] ~ normal(γ * purity, τ)
    a[cask] ~ normal(c[batch], σ)
    y ~ normal(a[cask] + γ * purity * x, σ * exp(0.1 * c[batch]))`),
  "crossed plates": model(`
    σ[lab] ~ half_normal(1)
    τ ~ half_normal(1)
    a[cask] ~ normal(0, τ)
    b[lab] ~ normal(humidity, τ)
    m = exp(a[cask] * b[lab])
    y ~ normal(m + a[cask] + b[lab], σ[lab])`),
  "combinations and grids": model(`
    τ ~ half_normal(1)
    δ[lab, day] ~ normal(0, τ)
    ι[lab:day] ~ normal(0, τ)
    φ[day] ~ normal(0, 1)
    ψ[lab, day] ~ normal(φ[day] + humidity, 1)
    y ~ normal(δ[lab, day] + ι[lab:day] + ψ[lab, day] + ψ["p", "2"], 1)`),
  "a grid of nested plates, whose cells need not lie in it": model(`
    c[batch] ~ normal(0, 1)
    m[cask] = exp(c[batch])
    b[cask, batch] ~ normal(m[cask] * c[batch], exp(c[batch] + m[cask]))
    y ~ normal(b[cask, batch] + c[batch] * m[cask], 1)`),
  designs: model(`
    X = design(1 + x * lab + batch)
    β[X] ~ normal(0, 2)
    γ[X] ~ normal(0, 1)
    y ~ normal(X * β, exp(0.1 * (X * γ)))`),
  "definitions and reductions": model(`
    τ ~ half_normal(1)
    b[cask] ~ normal(0, τ)
    twice = 2 * τ
    shifted[cask] = b[cask] + twice
    predictor = shifted[cask] * x
    centre = mean(b) + sum(shifted)
    spread = sd(shifted)
    y ~ normal(predictor + centre + min(b) * x + max(shifted), spread + exp(mean(shifted)))`),
  "labels in brackets": model(`
    b[lab] ~ normal(0, 1)
    d[lab, day] ~ normal(b[lab], 1)
    difference = b["p"] - b["r"]
    y ~ normal(b[lab] + difference * x + d["q", "2"] + d[lab, "1"], exp(b["q"]))`),
  "a plate of one level, and index sets": model(`
    levels K = 2..4
    τ ~ half_normal(1)
    a[plain] ~ normal(0, τ)
    w[K] ~ normal(a["t"], τ)
    u[plain, K] ~ normal(w[K], τ)
    y ~ normal(a[plain] + w["3"] + u[plain, "4"] * x + u["t", "2"], 1)`),
  "along levels in their order": model(`
    levels K = 1..4
    τ ~ half_normal(1)
    ρ ~ uniform(-1, 1)
    σ[lab] ~ half_normal(1)
    w[K] ~ random_walk(τ, first: 2)
    b[lab, day] ~ autoregressive(ρ, σ[lab])
    c[batch, K] ~ autoregressive(ρ * ρ, τ)
    centered d[lab, day] ~ random_walk(σ[lab])
    centered e[day] ~ autoregressive(-0.5, τ)
    y ~ normal(w["3"] + b[lab, day] + c[batch, "4"] * x + d[lab, day] + e[day], 1)`),
  "constants and data alone": model(`
    constant s = 2
    constant r = s^2 + 1
    levels K = 1..2
    d[batch, K] = 2 * purity
    q = mean(d) + d["A", "1"]
    a ~ normal(q, r)
    y ~ normal(a + d[batch, "2"] * x, s)`),
  "outcomes of modified distributions": model(`
    levels K = 1..3
    w[K] ~ dirichlet(2)
    p ~ beta(1, 1)
    q ~ beta(2, 1)
    a ~ normal(0, 1)
    s ~ half_normal(2)
    r ~ mixture(p, [normal(a, s), student_t(4, 1, s)])
    count ~ zero_inflated(inv_logit(x), negative_binomial(exp(a + x), s))
    trials ~ hurdle(p, poisson(exp(a)))
    positive ~ censored(lognormal(a, s), left: x > 1.4, right: event == 1, to: positive + humidity - 0.3)
    share ~ zero_one_inflated(p, q, beta(s, 2))
    y ~ mixture(w, [normal(a + x, s), normal(r, 0.5 * s), uniform(-4, 4)])
    x ~ mixture(0.9, [normal(a, s), lognormal(r, s)])
    purity ~ truncated(censored(weibull(s, exp(a)), right: purity > 4), lower: 1)`),
  "outcomes of several columns": model(`
    levels K = 1..2
    levels C = 1..3
    a[K] ~ normal(0, 2)
    s[K] ~ half_normal(2)
    Ω[K,K] ~ lkj(2)
    b[lab] ~ normal(0, 1)
    θ[day, C] ~ dirichlet(2)
    r ~ half_normal(2)
    [y, x] ~ weighted(multi_normal([a["1"] + b[lab], a["2"] * humidity], s, Ω), trials)
    [positive, share] ~ multi_normal(a["1"], [r, 2 * r], Ω)
    [count, trials, choice] ~ multinomial(θ[day])
    [event, rank_of] ~ multinomial_logit([0, a["1"] + b[lab] * humidity])`),
  "counts with hurdles and zeros": model(`
    p ~ beta(1, 1)
    a ~ normal(0, 1)
    s ~ half_normal(2)
    count ~ hurdle(p, negative_binomial(exp(a + x), s))
    event ~ zero_inflated(p, bernoulli(inv_logit(a)))
    trials ~ censored(mixture([0.3, 0.7], [geometric(p), geometric(0.5 * p)]), right: event == 1)
    positive ~ hurdle(p, gamma(s, s))`),
};

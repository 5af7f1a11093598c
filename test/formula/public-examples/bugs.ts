/** The examples of BUGS, volumes 1 and 2, in their order. */

import type { Source } from "./example.ts";

export const bugs1: Source = {
  title: "BUGS, volume 1",
  where: "Spiegelhalter, Thomas, Best and Gilks (1996)",
  formulas: [
    {
      name: "Rats",
      columns: "y:real x:i5 rat:f30",
      formula: "y ~ x + (x || rat)",
      says: "u_rat[rat, Z_rat] ~ normal(0, τ_rat[Z_rat])",
    },
    {
      name: "Seeds",
      columns: "r:count n:trials x1:f2 x2:f2 plate:f21",
      formula: "r | trials(n) ~ x1 * x2 + (1 | plate)",
      says: "r ~ binomial_logit(n, X * β + u_plate[plate])",
    },
    {
      name: "Surgical",
      columns: "r:count n:trials hospital:f12",
      formula: "r | trials(n) ~ 1 + (1 | hospital)",
      says: "r ~ binomial_logit(n, X * β + u_hospital[hospital])",
    },
    {
      name: "Magnesium, Blocker",
      columns: "r:count n:trials study:f22 treated:bit",
      formula: "r | trials(n) ~ 0 + study + treated + (0 + treated | study)",
      says: "r ~ binomial_logit(n, X * β + Z_study * u_study[study])",
    },
    {
      name: "Salm",
      columns: "y:count x:pos plate:f18",
      formula: "y ~ log(x + 10) + x + (1 | plate)",
      family: "poisson",
      says: "y ~ poisson_log(X * β + u_plate[plate])",
    },
    {
      name: "Equiv",
      columns: "y:pos treatment:f2 period:f2 subject:f10",
      formula: "log(y) ~ treatment + period + (1 | subject)",
      says: "y ~ lognormal(X * β + u_subject[subject], σ)",
    },
    {
      name: "Dyes",
      columns: "y:real batch:f6",
      formula: "y ~ 1 + (1 | batch)",
      says: "y ~ normal(X * β + u_batch[batch], σ)",
    },
    {
      name: "Stacks, with t errors",
      columns: "stack:real air:real water:real acid:real",
      formula: "stack ~ scale(air) + scale(water) + scale(acid)",
      family: "student(4)",
      says: "stack ~ student_t(4, X * β, σ)",
    },
    {
      name: "Epil",
      columns: "y:count base:pos trt:f2 age:pos v4:bit patient:f59 obs:f120",
      formula: "y ~ log(base / 4) * trt + log(age) + v4 + (1 | patient) + (1 | obs)",
      family: "poisson",
      says: "y ~ poisson_log(X * β + u_patient[patient] + u_obs[obs])",
    },
    {
      name: "Oxford",
      columns: "r:count n:trials stratum:f40 exposed:bit year:real",
      formula:
        "r | trials(n) ~ 0 + stratum + exposed + exposed:year + exposed:I(year^2) + (0 + exposed | stratum)",
      says: "r ~ binomial_logit(n, X * β + Z_stratum * u_stratum[stratum])",
    },
    {
      name: "LSAT",
      columns: "y:bit item:f5 person:f100",
      formula: "y ~ 0 + item + (1 | person)",
      family: "bernoulli",
      says: "y ~ bernoulli_logit(X * β + u_person[person])",
    },
    {
      name: "Inhalers",
      columns: "rating:i4 treat:real period:real carry:real subject:f60",
      formula: "rating ~ treat + period + carry + (1 | subject)",
      family: "cumulative",
      says: "rating ~ ordered_logistic(X * β + u_subject[subject], θ)",
    },
    {
      name: "Mice",
      columns: "t:pos censored:bit group:f4",
      formula: "t | cens(censored) ~ 0 + group",
      family: "weibull",
      says: "t ~ censored(weibull(shape, exp(X * β)), right: censored == 1)",
    },
    {
      name: "Kidney",
      columns: "t:pos censored:bit age:real sex:f2 disease:f4 patient:f38",
      formula: "t | cens(censored) ~ age + sex + disease + (1 | patient)",
      family: "weibull",
      says: "X = design(1 + age + sex + disease)",
    },
  ],
  statements: [
    {
      name: "Pump",
      columns: "x:count t:pos pump:f10",
      statements: [
        "α ~ exponential(1)",
        "β ~ gamma(0.1, 1)",
        "θ[pump] ~ gamma(α, β)",
        "x ~ poisson(θ[pump] * t)",
      ],
    },
    {
      name: "Dogs, with `shocks = lag(cumulative_sum(shocked, dog, trial), dog, trial, first: 0)`",
      columns: "shocked:bit dog:f30 trial:i120",
      statements: [
        "shocks = lag(cumulative_sum(shocked, within: dog, by: trial), within: dog, by: trial, first: 0)",
        "α ~ truncated(normal(0, 1), upper: -0.00001)",
        "β ~ truncated(normal(0, 1), upper: -0.00001)",
        "shocked ~ bernoulli(exp(α * (trial - 1 - shocks) + β * shocks))",
      ],
    },
    {
      name: "Leuk, a row for each person and time at risk",
      columns: "event:bit Z:bit time:f17",
      statements: ["β ~ normal(0, 2)", "λ[time] ~ gamma(0.1, 1)", "event ~ poisson(exp(β * Z) * λ[time])"],
    },
    {
      name: "LeukFr, with pairs",
      columns: "event:bit Z:bit time:f17 pair:f21",
      statements: [
        "β ~ normal(0, 2)",
        "τ ~ half_normal(1)",
        "b[pair] ~ normal(0, τ)",
        "λ[time] ~ gamma(0.1, 1)",
        "event ~ poisson(exp(β * Z + b[pair]) * λ[time])",
      ],
    },
  ],
  missing: [{ name: "Bones", lacks: "items with different numbers of ordered categories" }],
};

export const bugs2: Source = {
  title: "BUGS, volume 2",
  where: "Spiegelhalter, Thomas, Best and Gilks (1996)",
  formulas: [
    {
      name: "Hearts",
      columns: "y:count t:trials",
      formula: "y | trials(t) ~ 1",
      family: "zero_inflated_binomial",
      says: "y ~ zero_inflated(zeros, binomial_logit(t, X * β))",
    },
    {
      name: "BiRats",
      columns: "y:real x:i5 rat:f30",
      formula: "y ~ x + (x | rat)",
      says: "y ~ normal(X * β + Z_rat * u_rat[rat], σ)",
    },
    {
      name: "Schools",
      columns: "y:real lrt:real vr:f3 gender:f2 type:f4 school:f38",
      formula: "y ~ lrt + I(lrt^2) + vr + gender + type + (1 + lrt + vr | school); sigma ~ lrt",
      says: "σ = exp(X_σ * γ_σ)",
    },
    {
      name: "Beetles",
      columns: "r:count n:trials x:real",
      formula: "r | trials(n) ~ center(x)",
      link: "cloglog",
      says: "r ~ binomial(n, 1 - exp(-exp(X * β)))",
    },
    {
      name: "Alligators, a row for each alligator or kind of it",
      columns: "food:f5 n:trials lake:f4 size:f2",
      formula: "food | weights(n) ~ lake + size",
      family: "categorical",
      says: "food ~ weighted(categorical_logit([0, X_l2 * β_l2, X_l3 * β_l3, X_l4 * β_l4, X_l5 * β_l5]), n)",
    },
  ],
  statements: [
    {
      name: "Dugongs",
      columns: "y:pos x:pos",
      statements: [
        "α ~ normal(2, 2)",
        "β ~ half_normal(2)",
        "γ ~ uniform(0.5, 1)",
        "σ ~ half_normal(1)",
        "y ~ normal(α - β * γ^x, σ)",
      ],
    },
    {
      name: "Orange trees",
      columns: "y:pos x:pos tree:f5",
      statements: [
        "a[tree] ~ normal(5, 1)",
        "b[tree] ~ normal(2, 1)",
        "c[tree] ~ normal(-7, 1)",
        "σ ~ half_normal(20)",
        "y ~ normal(exp(a[tree]) / (1 + exp(b[tree]) * exp(-exp(c[tree]) * x)), σ)",
      ],
    },
    {
      name: "MVNOrange trees",
      columns: "y:pos x:pos tree:f5",
      statements: [
        "levels K = 1..3",
        "m[K] ~ normal([5, 2, -7], 1)",
        "τ[K] ~ half_normal(1)",
        "Ω[K, K] ~ lkj(2)",
        "σ ~ half_normal(20)",
        "θ[tree, K] ~ multi_normal(m, τ, Ω)",
        "y ~ normal(exp(θ[tree, 1]) / (1 + exp(θ[tree, 2]) * exp(-exp(θ[tree, 3]) * x)), σ)",
      ],
    },
    {
      name: "Eyes",
      columns: "y:real",
      statements: [
        "levels K = 1..2",
        "w[K] ~ dirichlet(1)",
        "λ[K] ~ ordered(normal(540, 20))",
        "σ ~ half_normal(20)",
        "y ~ mixture(w, [normal(λ[1], σ), normal(λ[2], σ)])",
      ],
    },
    {
      name: "Air",
      columns: "y:count n:trials z:real group:f3",
      statements: [
        "θ1 ~ normal(0, 5)",
        "θ2 ~ normal(0, 5)",
        "e[group] ~ normal(0, 9.01)",
        "y ~ binomial_logit(n, θ1 + θ2 * (4.48 + 0.76 * z + e[group]))",
      ],
    },
    {
      name: "Endo, pairs by their differences",
      columns: "first:bit difference:real",
      statements: ["β ~ normal(0, 2)", "first ~ bernoulli_logit(β * difference)"],
    },
    {
      name: "Jaw, at four ages",
      columns: "y8:real y8h:real y9:real y9h:real",
      statements: [
        "levels K = 1..4",
        "α ~ normal(50, 10)",
        "β ~ normal(0, 5)",
        "σ[K] ~ half_normal(5)",
        "Ω[K, K] ~ lkj(1)",
        "[y8, y8h, y9, y9h] ~ multi_normal([α, α + 0.5 * β, α + β, α + 1.5 * β], σ, Ω)",
      ],
    },
    {
      name: "Stagnant, a line that bends",
      columns: "y:real x:real",
      statements: [
        "α ~ normal(0, 1)",
        "levels K = 1..2",
        "β[K] ~ normal(0, 2)",
        "bend ~ uniform(-1.3, 1.1)",
        "σ ~ half_normal(1)",
        "y ~ normal(α + if(x < bend, β[1], β[2]) * (x - bend), σ)",
      ],
    },
  ],
  missing: [
    { name: "Biopsies", lacks: "a hidden category behind counts in several columns" },
    { name: "Cervix", lacks: "a hidden category that several outcomes share" },
    { name: "Ice", lacks: "walks of the second order" },
    { name: "Asia, Pigs", lacks: "networks of hidden categories" },
  ],
};

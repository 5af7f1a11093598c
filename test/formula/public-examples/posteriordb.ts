/** Posteriors of posteriordb. */

import type { Source } from "./example.ts";

const earnings = "earn:pos height:real male:bit";
const radon = "log_radon:real floor_measure:bit county:f40 log_uppm:real";
const kid = "kid_score:real mom_hs:bit mom_iq:real mom_work:f4";
const wells = "switched:bit dist:pos arsenic:pos assoc:bit educ:i16";

export const posteriordb: Source = {
  title: "posteriordb",
  where: "Magnusson and others (2025); some of each kind",
  formulas: [
    {
      name: "eight_schools (noncentered and centered)",
      columns: "y:real sigma:pos school:f8",
      formula: "y | se(sigma) ~ 1 + (1 | school)",
      says: "y ~ normal(X * β + u_school[school], sigma)",
    },
    {
      name: "earnings-logearn_interaction",
      columns: earnings,
      formula: "log(earn) ~ height * male",
      says: "earn ~ lognormal(X * β, σ)",
    },
    {
      name: "earnings-earn_height",
      columns: earnings,
      formula: "earn ~ height",
      says: "earn ~ normal(X * β, σ)",
    },
    {
      name: "kidiq-kidscore_interaction",
      columns: kid,
      formula: "kid_score ~ mom_hs * mom_iq",
      says: "kid_score ~ normal(X * β, σ)",
    },
    {
      name: "kidiq-kidscore_interaction_z",
      columns: kid,
      formula: "kid_score ~ scale(mom_hs) * scale(mom_iq)",
      says: "X = design(1 + scale(mom_hs) * scale(mom_iq))",
    },
    {
      name: "kidiq_with_mom_work-kidscore_mom_work",
      columns: kid,
      formula: "kid_score ~ mom_work",
      says: "X = design(1 + mom_work)",
    },
    {
      name: "mesquite-logmesquite_logvash",
      columns: "weight:pos diam1:pos diam2:pos canopy_height:pos total_height:pos density:pos group:bit",
      formula:
        "log(weight) ~ log(diam1 * diam2 * canopy_height) + log(diam1 * diam2) + log(diam1 / diam2) + log(total_height) + group",
      says: "weight ~ lognormal(X * β, σ)",
    },
    {
      name: "nes2000-nes",
      columns: "partyid7:i7 real_ideo:real race_adj:bit age_discrete:f4 educ1:real gender:bit income:real",
      formula: "partyid7 ~ real_ideo + race_adj + age_discrete + educ1 + gender + income",
      says: "partyid7 ~ normal(X * β, σ)",
    },
    {
      name: "diamonds-diamonds",
      columns: "price:pos carat:pos cut:f5 color:f7 clarity:f8",
      formula: "log(price) ~ log(carat) * (cut + color + clarity)",
      says: "price ~ lognormal(X * β, σ)",
    },
    {
      name: "wells_data-wells_daae_c",
      columns: wells,
      formula: "switched ~ center(dist) * center(arsenic) + assoc + I(educ / 4)",
      family: "bernoulli",
      says: "X = design(1 + center(dist) * center(arsenic) + assoc + I(educ / 4))",
    },
    {
      name: "radon_all-radon_pooled",
      columns: radon,
      formula: "log_radon ~ floor_measure",
      says: "log_radon ~ normal(X * β, σ)",
    },
    {
      name: "radon_all-radon_county",
      columns: radon,
      formula: "log_radon ~ 1 + (1 | county)",
      says: "log_radon ~ normal(X * β + u_county[county], σ)",
    },
    {
      name: "radon_all-radon_variable_slope (noncentered and centered)",
      columns: radon,
      formula: "log_radon ~ floor_measure + (0 + floor_measure | county)",
      says: "u_county[county, Z_county] ~ normal(0, τ_county[Z_county])",
    },
    {
      name: "radon_all-radon_variable_intercept_slope (noncentered and centered)",
      columns: radon,
      formula: "log_radon ~ floor_measure + (floor_measure || county)",
      says: "log_radon ~ normal(X * β + Z_county * u_county[county], σ)",
    },
    {
      name: "radon_mn-radon_hierarchical_intercept (noncentered and centered)",
      columns: radon,
      formula: "log_radon ~ log_uppm + floor_measure + (1 | county)",
      says: "log_radon ~ normal(X * β + u_county[county], σ)",
    },
    {
      name: "radon_all-radon_county_intercept",
      columns: radon,
      formula: "log_radon ~ 0 + county + floor_measure",
      says: "X = design(0 + county + floor_measure)",
    },
    {
      name: "pilots-pilots",
      columns: "y:real group_id:f5 scenario_id:f8",
      formula: "y ~ 1 + (1 | group_id) + (1 | scenario_id)",
      says: "y ~ normal(X * β + u_group_id[group_id] + u_scenario_id[scenario_id], σ)",
    },
    {
      name: "election88-election88_full",
      columns: "y:bit black:bit female:bit v_prev_full:real age:f4 edu:f4 state:f49 region_full:f5",
      formula:
        "y ~ black + female + black:female + v_prev_full + (1 | age) + (1 | edu) + (1 | age:edu) + (1 | state) + (1 | region_full)",
      family: "bernoulli",
      says: "X = design(1 + black + female + black:female + v_prev_full)",
    },
    {
      name: "sesame_data-sesame_one_pred_a",
      columns: "watched:real encouraged:bit",
      formula: "watched ~ encouraged",
      says: "watched ~ normal(X * β, σ)",
    },
    {
      name: "kilpisjarvi_mod-kilpisjarvi",
      columns: "temperature:real year:real",
      formula: "temperature ~ year",
      says: "temperature ~ normal(X * β, σ)",
    },
    {
      name: "arK-arK, of the rows with five before them",
      columns: "y:real t:i120",
      formula:
        "y ~ lag(y, by = t) + lag(y, by = t, steps = 2) + lag(y, by = t, steps = 3) + lag(y, by = t, steps = 4) + lag(y, by = t, steps = 5)",
      dropMissing: true,
      says: "X = design(1 + lag(y, by: t) + lag(y, by: t, steps: 2) + lag(y, by: t, steps: 3) + lag(y, by: t, steps: 4) + lag(y, by: t, steps: 5))",
    },
    {
      name: "GLM_Poisson_Data-GLM_Poisson_model",
      columns: "C:count year:real",
      formula: "C ~ poly(year, 3, raw = TRUE)",
      family: "poisson",
      says: "C ~ poisson_log(X * β)",
    },
    {
      name: "GLMM_Poisson_data-GLMM_Poisson_model",
      columns: "C:count year:real id:f120",
      formula: "C ~ poly(year, 3, raw = TRUE) + (1 | id)",
      family: "poisson",
      says: "C ~ poisson_log(X * β + u_id[id])",
    },
    {
      name: "GLM_Binomial_data-GLM_Binomial_model",
      columns: "C:count N:trials year:real",
      formula: "C | trials(N) ~ year + I(year^2)",
      says: "C ~ binomial_logit(N, X * β)",
    },
    {
      name: "seeds_data-seeds_model",
      columns: "n:count N:trials x1:bit x2:bit plate:f21",
      formula: "n | trials(N) ~ x1 * x2 + (1 | plate)",
      says: "n ~ binomial_logit(N, X * β + u_plate[plate])",
    },
    {
      name: "M0_data-M0_model, individuals that may not exist",
      columns: "captures:i3 occasions:trials",
      formula: "captures | trials(occasions) ~ 1",
      family: "zero_inflated_binomial",
      says: "captures ~ zero_inflated(zeros, binomial_logit(occasions, X * β))",
    },
  ],
  statements: [
    {
      name: "low_dim_gauss_mix",
      columns: "y:real",
      statements: [
        "θ ~ beta(5, 5)",
        "levels K = 1..2",
        "μ[K] ~ ordered(normal(0, 2))",
        "σ[K] ~ half_normal(2)",
        "y ~ mixture(θ, [normal(μ[1], σ[1]), normal(μ[2], σ[2])])",
      ],
    },
    {
      name: "irt_2pl",
      columns: "y:bit item:f20 person:f100",
      statements: [
        "μ ~ normal(0, 5)",
        "s_a ~ half_cauchy(2)",
        "s_b ~ half_cauchy(2)",
        "a[item] ~ lognormal(0, s_a)",
        "b[item] ~ normal(μ, s_b)",
        "θ[person] ~ normal(0, 1)",
        "y ~ bernoulli_logit(a[item] * (θ[person] - b[item]))",
      ],
    },
    {
      name: "dogs-dogs, with `shocks = lag(cumulative_sum(y, dog, trial), dog, trial, first: 0)`",
      columns: "y:bit dog:f30 trial:i120",
      statements: [
        "levels K = 1..3",
        "β[K] ~ normal(0, 10)",
        "shocks = lag(cumulative_sum(y, within: dog, by: trial), within: dog, by: trial, first: 0)",
        "y ~ bernoulli_logit(β[1] + β[2] * (trial - 1 - shocks) + β[3] * shocks)",
      ],
    },
    {
      name: "Rate_1_data-Rate_1_model",
      columns: "k:count n:trials",
      statements: ["θ ~ beta(1, 1)", "k ~ binomial(n, θ)"],
    },
    {
      name: "ovarian-logistic_regression_rhs, a horseshoe",
      columns: "y:bit x1:real x2:real x3:real x4:real",
      statements: [
        "X = design(no_intercept(x1 + x2 + x3 + x4))",
        "α ~ normal(0, 2)",
        "τ ~ half_cauchy(0.1)",
        "λ[X] ~ half_cauchy(1)",
        "c2 ~ inverse_gamma(2, 8)",
        "β[X] ~ normal(0, τ * sqrt(c2 * λ[X]^2 / (c2 + τ^2 * λ[X]^2)))",
        "y ~ bernoulli_logit(α + X * β)",
      ],
    },
  ],
  missing: [
    { name: "arma-arma11, garch-garch11", lacks: "series whose errors or variances carry on" },
    { name: "hmm_example, bball_drive_event, iohmm", lacks: "hidden Markov chains" },
    { name: "gp_regr, gp_pois_regr, mcycle_gp, synthetic_grid", lacks: "Gaussian processes" },
    { name: "hudson_lynx_hare, one_comp_mm_elim_abs, sir, soil_carbon", lacks: "differential equations" },
    { name: "traffic_accident_nyc-bym2", lacks: "spatial effects" },
    { name: "three_men, three_docs-ldaK", lacks: "topics of words" },
    { name: "mnist, nn_rbm1bJ", lacks: "neural networks" },
    { name: "Mb_data, Mtbh_data, dynocc, butterfly", lacks: "hidden states of individuals and of sites" },
    { name: "covid19imperial", lacks: "renewal equations" },
  ],
};

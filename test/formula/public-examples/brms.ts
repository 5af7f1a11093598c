/** Examples of the help and the vignettes of brms. */

import type { Source } from "./example.ts";

const epilepsy = "count:count zAge:real zBase:real Trt:f2 patient:f59 visit:f4 obs:f120";
const inhaler = "rating:i4 treat:real period:real carry:real subject:f60";
const kidney = "time:pos censored:bit age:real sex:f2 disease:f4 patient:f38";
const fish = "count:count persons:i4 child:i4 camper:f2";
const gam = "y:real x0:real x1:real x2:real x3:real fac:f4";
const income = "ls:real income:i4 age:real city:f10";

export const brms: Source = {
  title: "brms",
  where: "`?brm` and the help of its methods, the vignettes, Bürkner (2017, 2018)",
  formulas: [
    {
      name: "epilepsy",
      columns: epilepsy,
      formula: "count ~ zAge + zBase * Trt + (1 | patient)",
      family: "poisson",
      says: "count ~ poisson_log(X * β + u_patient[patient])",
    },
    {
      name: "epilepsy",
      columns: epilepsy,
      formula: "count ~ zAge + zBase * Trt + (1 | patient) + (1 | obs)",
      family: "poisson",
      says: "count ~ poisson_log(X * β + u_patient[patient] + u_obs[obs])",
    },
    {
      name: "epilepsy",
      columns: epilepsy,
      formula: "count ~ zAge + zBase * Trt + (1 + Trt | visit)",
      says: "count ~ normal(X * β + Z_visit * u_visit[visit], σ)",
    },
    {
      name: "epilepsy",
      columns: epilepsy,
      formula: "count ~ zBase * Trt",
      family: "negbinomial",
      says: "count ~ negative_binomial_log(X * β, φ)",
    },
    {
      name: "inhaler",
      columns: inhaler,
      formula: "rating ~ treat + period + carry + (1 | subject)",
      family: "cumulative",
      says: "rating ~ ordered_logistic(X * β + u_subject[subject], θ)",
    },
    {
      name: "inhaler",
      columns: inhaler,
      formula: "rating ~ treat + period + carry",
      family: "sratio",
      says: "rating ~ sequential_logit(X * β, θ)",
    },
    {
      name: "kidney",
      columns: kidney,
      formula: "time | cens(censored) ~ age * sex + disease + (1 | patient)",
      family: "weibull",
      says: "time ~ censored(weibull(shape, exp(X * β + u_patient[patient])), right: censored == 1)",
    },
    {
      name: "kidney",
      columns: kidney,
      formula: "time | cens(censored) ~ age + sex + disease + (1 + age | patient)",
      family: "lognormal",
      says: "time ~ censored(lognormal(X * β + Z_patient * u_patient[patient], σ), right: censored == 1)",
    },
    {
      name: "kidney",
      columns: kidney,
      formula: "time | cens(censored) ~ age + sex + (1 + age || patient)",
      family: "exponential",
      says: "u_patient[patient, Z_patient] ~ normal(0, τ_patient[Z_patient])",
    },
    {
      name: "distreg: symptoms",
      columns: "symptom_post:real group:f2",
      formula: "symptom_post ~ group; sigma ~ group",
      says: "symptom_post ~ normal(X * β, σ)",
    },
    {
      name: "distreg: fish",
      columns: fish,
      formula: "count ~ persons + child + camper",
      family: "zero_inflated_poisson",
      says: "count ~ zero_inflated(zeros, poisson_log(X * β))",
    },
    {
      name: "distreg: fish",
      columns: fish,
      formula: "count ~ persons + child + camper; zi ~ child",
      family: "zero_inflated_poisson",
      says: "zeros = inv_logit(X_zeros * γ_zeros)",
    },
    {
      name: "distreg: gamSim",
      columns: gam,
      formula: "y ~ s(x1) + s(x2) + (1 | fac); sigma ~ s(x0) + (1 | fac)",
      says: "y ~ normal(X * β + S_x1 * u_S_x1 + S_x2 * u_S_x2 + u_fac[fac], σ)",
    },
    {
      name: "posterior_smooths: gamSim",
      columns: gam,
      formula: "y ~ s(x0) + s(x1) + s(x2) + s(x3)",
      says: "y ~ normal(X * β + S_x0 * u_S_x0 + S_x1 * u_S_x1 + S_x2 * u_S_x2 + S_x3 * u_S_x3, σ)",
    },
    {
      name: "monotonic",
      columns: income,
      formula: "ls ~ mo(income)",
      says: "ls ~ normal(X * β + 3 * β_income * (S_income * ζ_income), σ)",
    },
    {
      name: "monotonic",
      columns: income,
      formula: "ls ~ mo(income) + age + (1 | city)",
      says: "ls ~ normal(X * β + 3 * β_income * (S_income * ζ_income) + u_city[city], σ)",
    },
    {
      name: "custom families: cbpp",
      columns: "incidence:count size:trials period:f4 herd:f15",
      formula: "incidence | trials(size) ~ period + (1 | herd)",
      family: "beta_binomial",
      says: "incidence ~ beta_binomial(size, inv_logit(X * β + u_herd[herd]) * φ, inv_logit(-(X * β + u_herd[herd])) * φ)",
    },
    {
      name: "phylogenetics, without the phylogeny",
      columns: "phen:real cofactor:real species:f40",
      formula: "phen ~ cofactor + (1 | species)",
      says: "phen ~ normal(X * β + u_species[species], σ)",
    },
    {
      name: "missings: nhanes",
      columns: "bmi:gap age:real chl:gap",
      formula: "bmi | mi() ~ age + mi(chl); mi(chl) ~ age",
      says: "bmi ~ normal(X * β + β_chl * chl, σ)",
    },
    {
      name: "threading",
      columns: "y:count x1:real x2:real x3:real g:f20",
      formula: "y ~ 1 + x1 + x2 + x3 + (1 | g)",
      family: "poisson",
      says: "y ~ poisson_log(X * β + u_g[g])",
    },
    {
      name: "`?se`, a meta-analysis",
      columns: "effect:real s:pos study:f30",
      formula: "effect | se(s) ~ 1 + (1 | study)",
      says: "effect ~ normal(X * β + u_study[study], s)",
    },
    {
      name: "`?brmsformula`, `asym_laplace`",
      columns: "y:real x:real g:f12",
      formula: "y ~ x + (1 | g)",
      family: "asym_laplace(0.25)",
      says: "y ~ asymmetric_laplace(X * β + u_g[g], σ, 0.25)",
    },
    {
      name: "`?gr`, an sd for each treatment",
      columns: "count:count patient:f120 Trt:f2",
      formula: "count ~ 1 + (1 | gr(patient, by = Trt))",
      family: "poisson",
      says: "count ~ poisson_log(X * β + u_patient[patient])",
    },
    {
      name: "`?mm`, two schools with equal weights",
      columns: "y:real s1:f10 s2:f10",
      formula: "y ~ 1 + (1 | mm(s1, s2))",
      says: "y ~ normal(X * β + 0.5 * u_s[s1] + 0.5 * u_s[s2], σ)",
    },
    {
      name: "`?mm`, two schools with weights",
      columns: "y:real s1:f10 s2:f10 w1:pos w2:pos",
      formula: "y ~ 1 + (1 | mm(s1, s2, weights = cbind(w1, w2)))",
      says: "y ~ normal(X * β + w1 / (w1 + w2) * u_s[s1] + w2 / (w1 + w2) * u_s[s2], σ)",
    },
    {
      name: "phylogenetics",
      columns: "phen:real cofactor:real phylo:f40",
      formula: "phen ~ cofactor + (1 | gr(phylo, cov = A))",
      matrices: { A: "phylo" },
      says: "phen ~ normal(X * β + u_phylo[phylo], σ)",
    },
    {
      name: "phylogenetics, several observations of a species",
      columns: "phen:real cofactor:real phylo:f40 species:f40",
      formula: "phen ~ cofactor + (1 | gr(phylo, cov = A)) + (1 | species)",
      matrices: { A: "phylo" },
      says: "phen ~ normal(X * β + u_phylo[phylo] + u_species[species], σ)",
    },
    {
      name: "multivariate: BTdata",
      columns: "tarsus:real back:real sex:f3 hatchdate:real fosternest:f20 dam:f20",
      formula:
        "bf(mvbind(tarsus, back) ~ sex + hatchdate + (1 | p | fosternest) + (1 | q | dam)) + set_rescor(TRUE)",
      says: '[tarsus, back] ~ multi_normal([X_tarsus * β_tarsus + u_fosternest[fosternest, "tarsus"] + u_dam[dam, "tarsus"], X_back * β_back + u_fosternest[fosternest, "back"] + u_dam[dam, "back"]], [σ_tarsus, σ_back], Ω)',
    },
    {
      name: "multivariate: BTdata, a formula for each",
      columns: "tarsus:real back:real sex:f3 hatchdate:real fosternest:f20 dam:f20",
      formula:
        "bf(tarsus ~ sex + (1 | p | fosternest) + (1 | q | dam)) + bf(back ~ hatchdate + (1 | p | fosternest) + (1 | q | dam)) + set_rescor(TRUE)",
      says: "u_fosternest[fosternest, effects_fosternest] ~ multi_normal(0, τ_fosternest, Ω_fosternest)",
    },
    {
      name: "multivariate: BTdata, with a smooth and a family each",
      columns: "tarsus:real back:real sex:f3 hatchdate:real fosternest:f20 dam:f20",
      formula:
        "bf(tarsus ~ sex + (1 | p | fosternest) + (1 | q | dam)) + lf(sigma ~ 0 + sex) + skew_normal() + bf(back ~ s(hatchdate, k = 5) + (1 | p | fosternest) + (1 | q | dam)) + gaussian() + set_rescor(FALSE)",
      says: 'back ~ normal(X_back * β_back + S_hatchdate_back * u_S_hatchdate_back + u_fosternest[fosternest, "back"] + u_dam[dam, "back"], σ_back)',
    },
  ],
  statements: [
    {
      name: "`?mixture`, two normals",
      columns: "y:real x:real",
      statements: [
        "p ~ beta(1, 1)",
        "levels K = 1..2",
        "μ[K] ~ ordered(normal(0, 10))",
        "β ~ normal(0, 2)",
        "σ ~ half_normal(5)",
        "y ~ mixture(p, [normal(μ[1] + β * x, σ), normal(μ[2] + β * x, σ)])",
      ],
    },
    {
      name: "`?me`, a predictor that is measured with error",
      columns: "y:real x:real sdx:pos row:f120",
      statements: [
        "α ~ normal(0, 10)",
        "β ~ normal(0, 2)",
        "m ~ normal(0, 10)",
        "s ~ half_normal(10)",
        "σ ~ half_normal(5)",
        "true_x[row] ~ normal(m, s)",
        "x ~ normal(true_x[row], sdx)",
        "y ~ normal(α + β * true_x[row], σ)",
      ],
    },
    {
      name: "missings: nhanes, `age * mi(chl)`",
      columns: "bmi:gap age:real chl:gap",
      statements: [
        "levels K = 1..4",
        "a ~ normal(0, 100)",
        "b ~ normal(0, 50)",
        "s ~ half_normal(50)",
        "β[K] ~ normal(0, 10)",
        "σ ~ half_normal(5)",
        "chl ~ normal(a + b * age, s)",
        "bmi ~ normal(β[1] + β[2] * age + β[3] * chl + β[4] * age * chl, σ)",
      ],
    },
    {
      name: "nonlinear: `b1 * exp(b2 * x)`",
      columns: "y:real x:real",
      statements: [
        "b1 ~ normal(1, 2)",
        "b2 ~ normal(0, 2)",
        "σ ~ half_normal(5)",
        "y ~ normal(b1 * exp(b2 * x), σ)",
      ],
    },
    {
      name: "nonlinear: loss",
      columns: "cum:pos dev:pos AY:f10",
      statements: [
        "ult ~ normal(5000, 1000)",
        "τ ~ half_normal(1000)",
        "ω ~ truncated(normal(1, 2), lower: 0)",
        "θ ~ truncated(normal(45, 10), lower: 0)",
        "σ ~ half_normal(500)",
        "u[AY] ~ normal(0, τ)",
        "cum ~ normal((ult + u[AY]) * (1 - exp(-(dev / θ)^ω)), σ)",
      ],
    },
    {
      name: "nonlinear: items with guessing",
      columns: "answer:bit ability:real",
      statements: [
        "guess ~ beta(1, 1)",
        "α ~ normal(0, 2)",
        "β ~ normal(0, 2)",
        "answer ~ bernoulli(guess + (1 - guess) * inv_logit(α + β * ability))",
      ],
    },
    {
      name: "monotonic: an interaction, `mo(level) * age`",
      columns: "ls:real level:o4 age:real",
      statements: [
        "S = design(no_intercept(steps(level)))",
        "α ~ normal(0, 50)",
        "β ~ normal(0, 20)",
        "γ ~ normal(0, 2)",
        "δ ~ normal(0, 2)",
        "ζ[S] ~ dirichlet(1)",
        "σ ~ half_normal(20)",
        "ls ~ normal(α + β * (S * ζ) + γ * age + δ * age * (S * ζ), σ)",
      ],
    },
  ],
  missing: [
    { name: "inhaler with `cs(treat)`", lacks: "category-specific effects" },
    { name: "distreg: rent, `t2(area, yearc)`", lacks: "smooths of two columns" },
    { name: "`?gp`", lacks: "Gaussian processes" },
    { name: "`?ar`, `?arma`, `?cosy`, `?unstr`: LakeHuron", lacks: "correlated residuals" },
    { name: "`?car`, `?sar`", lacks: "spatial effects" },
    { name: "`?brmsfamily`: `cox`, `wiener`", lacks: "these families" },
  ],
};

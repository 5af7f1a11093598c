/** Examples of the help and the vignettes of rstanarm. */

import type { Source } from "./example.ts";

const roaches = "y:count roach1:pos treatment:bit senior:bit exposure2:pos";
const gcsemv = "course:real female:f2 school:f30";

export const rstanarm: Source = {
  title: "rstanarm",
  where: "the help of its functions and its vignettes",
  formulas: [
    {
      name: "stan_glmer: cbpp",
      columns: "incidence:count size:trials period:f4 herd:f15",
      formula: "cbind(incidence, size - incidence) ~ size + period + (1 | herd)",
      says: "incidence ~ binomial_logit(size, X * β + u_herd[herd])",
    },
    {
      name: "stan_glm: mtcars",
      columns: "mpg:pos wt:real am:bit qsec:real",
      formula: "mpg ~ wt + qsec + am",
      says: "mpg ~ normal(X * β, σ)",
    },
    {
      name: "stan_lmer: mtcars",
      columns: "mpg:pos wt:real gear:f3",
      formula: "mpg ~ wt + (1 + wt | gear)",
      says: "mpg ~ normal(X * β + Z_gear * u_gear[gear], σ)",
    },
    {
      name: "stan_glm: wells",
      columns: "switch:bit dist:pos arsenic:pos",
      formula: "switch ~ I(dist / 100) + arsenic",
      family: "bernoulli",
      says: "switch ~ bernoulli_logit(X * β)",
    },
    {
      name: "stan_glm: women's role",
      columns: "agree:count disagree:count education:i20 gender:f2",
      formula: "cbind(agree, disagree) ~ education + gender",
      says: "agree ~ binomial_logit(agree + disagree, X * β)",
    },
    {
      name: "stan_glm: Dobson's counts",
      columns: "counts:count outcome:f3 treatment:f3",
      formula: "counts ~ outcome + treatment",
      family: "poisson",
      says: "counts ~ poisson_log(X * β)",
    },
    {
      name: "stan_glm: clotting",
      columns: "lot1:pos log_plasma:real",
      formula: "lot1 ~ log_plasma",
      family: "gamma",
      says: "lot1 ~ gamma(shape, shape * exp(-(X * β)))",
    },
    {
      name: "stan_glm: roaches",
      columns: roaches,
      formula: "y ~ I(roach1 / 100) + treatment + senior + offset(log(exposure2))",
      family: "poisson",
      says: "y ~ poisson_log(X * β + log(exposure2))",
    },
    {
      name: "stan_glm.nb: roaches",
      columns: roaches,
      formula: "y ~ I(roach1 / 100) + treatment + senior + offset(log(exposure2))",
      family: "negative_binomial",
      says: "y ~ negative_binomial_log(X * β + log(exposure2), φ)",
    },
    {
      name: "stan_lm: clouds",
      columns: "rainfall:pos seeding:f2 sne:real cloudcover:real prewetness:real echomotion:f2 time:real",
      formula: "rainfall ~ seeding * (sne + cloudcover + prewetness + echomotion) + time",
      says: "X = design(1 + seeding * (sne + cloudcover + prewetness + echomotion) + time)",
    },
    {
      name: "stan_aov: npk",
      columns: "yield:pos block:f6 N:f2 P:f2 K:f2",
      formula: "yield ~ block + N * P * K",
      says: "yield ~ normal(X * β, σ)",
    },
    {
      name: "stan_betareg: gasoline",
      columns: "yield:share batch:f10 temp:pos",
      formula: "yield ~ batch + temp",
      family: "beta",
      says: "yield ~ beta(inv_logit(X * β) * φ, inv_logit(-(X * β)) * φ)",
    },
    {
      name: "stan_betareg: `y ~ x | z`",
      columns: "y:share x:real z:real",
      formula: "y ~ x; phi ~ z",
      family: "beta",
      says: "φ = exp(X_φ * γ_φ)",
    },
    {
      name: "stan_polr: esoph",
      columns: "tobgp:i4 agegp:i6",
      formula: "tobgp ~ poly(ordered(agegp, levels = [1, 2, 3, 4, 5, 6]))",
      family: "cumulative",
      link: "probit",
      says: "tobgp ~ ordered_probit(X * β, θ)",
    },
    {
      name: "stan_gamm4",
      columns: "y:real x0:real x1:real x2:real fac:f20",
      formula: "y ~ s(x0) + x1 + s(x2) + (1 | fac)",
      says: "y ~ normal(X * β + S_x0 * u_S_x0 + S_x2 * u_S_x2 + u_fac[fac], σ)",
    },
    {
      name: "pooling: baseball",
      columns: "Hits:count AB:trials Player:f18",
      formula: "cbind(Hits, AB - Hits) ~ 1 + (1 | Player)",
      says: "Hits ~ binomial_logit(AB, X * β + u_Player[Player])",
    },
    {
      name: "pooling: baseball, no pooling",
      columns: "Hits:count AB:trials Player:f18",
      formula: "cbind(Hits, AB - Hits) ~ 0 + Player",
      says: "X = design(0 + Player)",
    },
    {
      name: "mrp",
      columns: "cat_pref:count N:trials male:bit age:i7 income:i3 state:f50",
      formula:
        "cbind(cat_pref, N - cat_pref) ~ factor(male) + factor(male) * factor(age) + (1 | state) + (1 | age) + (1 | income)",
      says: "cat_pref ~ binomial_logit(N, X * β + u_state[state] + u_age[age] + u_income[income])",
    },
    {
      name: "multilevel tutorial: Gcsemv",
      columns: gcsemv,
      formula: "course ~ 1 + (1 | school)",
      says: "course ~ normal(X * β + u_school[school], σ)",
    },
    {
      name: "multilevel tutorial: Gcsemv",
      columns: gcsemv,
      formula: "course ~ 1 + female + (1 + female | school)",
      says: "course ~ normal(X * β + Z_school * u_school[school], σ)",
    },
    {
      name: "radon",
      columns: "log_radon:real floor:bit log_uranium:real county:f40",
      formula: "log_radon ~ floor + log_uranium + (1 + floor | county)",
      says: "log_radon ~ normal(X * β + Z_county * u_county[county], σ)",
    },
    {
      name: "stan_mvmer: pbcLong, effects correlated between two outcomes",
      columns: "logBili:real albumin:real year:real sex:f2 id:f20",
      formula: "logBili ~ year + (1 | p | id); albumin ~ sex + year + (1 + year | p | id); set_rescor(FALSE)",
      says: 'albumin ~ normal(X_albumin * β_albumin + u_id[id, "albumin"] + year * u_id[id, "albumin:year"], σ_albumin)',
    },
  ],
  statements: [
    {
      name: "stan_nlmer: Orange",
      columns: "circumference:pos age:pos Tree:f5",
      statements: [
        "asym ~ normal(200, 50)",
        "xmid ~ normal(700, 200)",
        "scal ~ half_normal(500)",
        "τ ~ half_normal(50)",
        "σ ~ half_normal(20)",
        "u[Tree] ~ normal(0, τ)",
        "circumference ~ normal((asym + u[Tree]) / (1 + exp((xmid - age) / scal)), σ)",
      ],
    },
  ],
  missing: [
    { name: "stan_clogit: infert", lacks: "a likelihood that is conditional on the successes of a stratum" },
    { name: "stan_jm: pbcLong", lacks: "hazards over time, integrated, of what a curve predicts" },
    { name: "priors of R²: `R2(0.5)`", lacks: "a prior of the share explained" },
  ],
};

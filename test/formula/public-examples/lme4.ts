/** Examples of lme4 and of its data sets. */

import type { Source } from "./example.ts";

const sleepstudy = "Reaction:real Days:i10 Subject:f18";
const cbpp = "incidence:count size:trials period:f4 herd:f15 obs:f56";
const grouseticks = "TICKS:count YEAR:f3 HEIGHT:real BROOD:f30 INDEX:f120 LOCATION:f20";
const arabidopsis = "total.fruits:count reg:f3 popu:f9 gen:f24 rack:f2 nutrient:f2 amd:f2 status:f3";
const verbAgg = "r2:f2 Anger:real Gender:f2 btype:f3 situ:f2 id:f40 item:f24";

export const lme4: Source = {
  title: "lme4",
  where: "`?lmer`, `?glmer`, `?glmer.nb`, `?nlmer`, the help of its data sets",
  formulas: [
    {
      name: "sleepstudy",
      columns: sleepstudy,
      formula: "Reaction ~ Days + (Days | Subject)",
      says: "Reaction ~ normal(X * β + Z_Subject * u_Subject[Subject], σ)",
    },
    {
      name: "sleepstudy",
      columns: sleepstudy,
      formula: "Reaction ~ Days + (Days || Subject)",
      says: "u_Subject[Subject, Z_Subject] ~ normal(0, τ_Subject[Z_Subject])",
    },
    {
      name: "sleepstudy",
      columns: sleepstudy,
      formula: "Reaction ~ Days + (1 | Subject) + (0 + Days | Subject)",
      says: "Reaction ~ normal(X * β + u_Subject[Subject] + Z_Subject * u_Subject_2[Subject], σ)",
    },
    {
      name: "Dyestuff, Dyestuff2",
      columns: "Yield:real Batch:f6",
      formula: "Yield ~ 1 + (1 | Batch)",
      says: "Yield ~ normal(X * β + u_Batch[Batch], σ)",
    },
    {
      name: "Penicillin",
      columns: "diameter:real plate:f24 sample:f6",
      formula: "diameter ~ 1 + (1 | plate) + (1 | sample)",
      says: "diameter ~ normal(X * β + u_plate[plate] + u_sample[sample], σ)",
    },
    {
      name: "Pastes",
      columns: "strength:real batch:f10 cask:f3",
      formula: "strength ~ 1 + (1 | batch/cask)",
      says: "strength ~ normal(X * β + u_batch[batch] + u_batch_cask[batch:cask], σ)",
    },
    {
      name: "cake",
      columns: "angle:real recipe:f3 temperature:i6 replicate:f15",
      formula:
        "angle ~ recipe * poly(ordered(temperature, levels = [1, 2, 3, 4, 5, 6])) + (1 | recipe:replicate)",
      says: "X = design(1 + recipe * poly(temperature))",
    },
    {
      name: "cake",
      columns: "angle:real recipe:f3 temp:i6 replicate:f15",
      formula: "angle ~ recipe + temp + (1 | replicate) + (1 | recipe:replicate)",
      says: "angle ~ normal(X * β + u_replicate[replicate] + u_recipe_replicate[recipe:replicate], σ)",
    },
    {
      name: "InstEval",
      columns: "y:i5 service:f2 dept:f5 s:f40 d:f30",
      formula: "y ~ service * dept + (1 | s) + (1 | d)",
      says: "y ~ normal(X * β + u_s[s] + u_d[d], σ)",
    },
    {
      name: "Orthodont",
      columns: "distance:real age:i4 Subject:f27 nsex:bit nsexage:real",
      formula: "distance ~ age + (age | Subject) + (0 + nsex | Subject) + (0 + nsexage | Subject)",
      says: "Z_Subject_3 = design(0 + nsexage)",
    },
    {
      name: "cbpp",
      columns: cbpp,
      formula: "cbind(incidence, size - incidence) ~ period + (1 | herd)",
      says: "incidence ~ binomial_logit(size, X * β + u_herd[herd])",
    },
    {
      name: "cbpp",
      columns: cbpp,
      formula: "incidence | trials(size) ~ period + (1 | herd) + (1 | obs)",
      says: "incidence ~ binomial_logit(size, X * β + u_herd[herd] + u_obs[obs])",
    },
    {
      name: "grouseticks",
      columns: grouseticks,
      formula: "TICKS ~ YEAR + HEIGHT + (1 | BROOD) + (1 | INDEX) + (1 | LOCATION)",
      family: "poisson",
      says: "TICKS ~ poisson_log(X * β + u_BROOD[BROOD] + u_INDEX[INDEX] + u_LOCATION[LOCATION])",
    },
    {
      name: "Arabidopsis",
      columns: arabidopsis,
      formula:
        "total.fruits ~ nutrient * amd + rack + status + (amd * nutrient | popu) + (amd * nutrient | gen)",
      family: "poisson",
      says: "total_fruits ~ poisson_log(X * β + Z_popu * u_popu[popu] + Z_gen * u_gen[gen])",
    },
    {
      name: "VerbAgg",
      columns: verbAgg,
      formula: "r2 ~ (Anger + Gender + btype + situ)^2 + (1 | id) + (1 | item)",
      says: "r2 ~ bernoulli_logit(X * β + u_id[id] + u_item[item])",
    },
    {
      name: "glmer.nb",
      columns: "y:count f1:f2 f2:f3 g:f15",
      formula: "y ~ f1 * f2 + (1 | g)",
      family: "negative_binomial",
      says: "y ~ negative_binomial_log(X * β + u_g[g], φ)",
    },
  ],
  statements: [
    {
      name: "Orange, by `nlmer`",
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
  missing: [],
};

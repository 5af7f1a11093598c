/** Examples of MixedModels.jl; what it spells `a & b` is `a:b` in R and here. */

import type { Source } from "./example.ts";

const kb07 = "rt_trunc:real spkr:f2 prec:f2 load:f2 subj:f20 item:f16";

export const mixedModelsJl: Source = {
  title: "MixedModels.jl",
  where: "its documentation and the data sets of its tests",
  formulas: [
    {
      name: "kb07",
      columns: kb07,
      formula:
        "rt_trunc ~ 1 + spkr * prec * load + (1 + spkr + prec + load | subj) + (1 + spkr + prec + load | item)",
      says: "rt_trunc ~ normal(X * β + Z_subj * u_subj[subj] + Z_item * u_item[item], σ)",
    },
    {
      name: "kb07, `zerocorr`, sum contrasts",
      columns: kb07,
      formula: "rt_trunc ~ 1 + sum(spkr) + sum(prec) + sum(load) + (1 + prec || subj) + (1 | item)",
      says: "X = design(1 + sum(spkr) + sum(prec) + sum(load))",
    },
    {
      name: "contra",
      columns: "use:f2 age:real urban:f2 livch:f4 dist:f20",
      formula: "use ~ 1 + age + I(age^2) + urban + livch + (1 | urban:dist)",
      says: "use ~ bernoulli_logit(X * β + u_urban_dist[urban:dist])",
    },
    {
      name: "verbagg",
      columns: "r2:f2 anger:real gender:f2 btype:f3 situ:f2 subj:f40 item:f24",
      formula: "r2 ~ 1 + anger + gender + btype + situ + (1 | subj) + (1 | item)",
      says: "r2 ~ bernoulli_logit(X * β + u_subj[subj] + u_item[item])",
    },
    {
      name: "oxide",
      columns: "Thickness:real Source:f2 Lot:f8 Wafer:f3",
      formula: "Thickness ~ 1 + Source + (1 + Source | Lot) + (1 + Source | Lot:Wafer)",
      says: "Thickness ~ normal(X * β + Z_Lot * u_Lot[Lot] + Z_Lot_Wafer * u_Lot_Wafer[Lot:Wafer], σ)",
    },
    {
      name: "d3",
      columns: "y:real u:real g:f10 h:f20 i:f30",
      formula: "y ~ 1 + u + (1 + u | g) + (1 + u | h) + (1 + u | i)",
      says: "y ~ normal(X * β + Z_g * u_g[g] + Z_h * u_h[h] + Z_i * u_i[i], σ)",
    },
    {
      name: "ml1m",
      columns: "y:i5 g:f30 h:f30",
      formula: "y ~ 1 + (1 | g) + (1 | h)",
      says: "y ~ normal(X * β + u_g[g] + u_h[h], σ)",
    },
    {
      name: "mrk17_exp1, of a column with the rate",
      columns: "rate:real F:f2 P:f2 Q:f2 lQ:f2 lT:f2 subj:f20 item:f20",
      formula: "rate ~ 1 + F * P * Q * lQ * lT + (1 | item) + (1 | subj)",
      says: "rate ~ normal(X * β + u_item[item] + u_subj[subj], σ)",
    },
    {
      name: "fggk21",
      columns: "zScore:real Test:f5 age:real Sex:f2 Cohort:f9 School:f30 Child:f60",
      formula:
        "zScore ~ 1 + Test * age * Sex + (0 + Test | Cohort) + (1 + Test | School) + (1 + age + Sex | Child)",
      says: "u_Cohort[Cohort, Z_Cohort] ~ multi_normal(0, τ_Cohort, Ω_Cohort)",
    },
  ],
  statements: [],
  missing: [],
};

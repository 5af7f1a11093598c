/** Examples of the book on nlme, whose data are also those of MEMSS. */

import type { Source } from "./example.ts";

export const nlme: Source = {
  title: "nlme",
  where: "Pinheiro and Bates (2000), *Mixed-Effects Models in S and S-PLUS*",
  formulas: [
    {
      name: "Rail",
      columns: "travel:real Rail:f6",
      formula: "travel ~ 1 + (1 | Rail)",
      says: "travel ~ normal(X * β + u_Rail[Rail], σ)",
    },
    {
      name: "ergoStool",
      columns: "effort:real Type:f4 Subject:f9",
      formula: "effort ~ Type + (1 | Subject)",
      says: "effort ~ normal(X * β + u_Subject[Subject], σ)",
    },
    {
      name: "Machines",
      columns: "score:real Machine:f3 Worker:f6",
      formula: "score ~ Machine + (1 | Worker/Machine)",
      says: "score ~ normal(X * β + u_Worker[Worker] + u_Worker_Machine[Worker:Machine], σ)",
    },
    {
      name: "Machines",
      columns: "score:real Machine:f3 Worker:f6",
      formula: "score ~ Machine + (0 + Machine | Worker)",
      says: "u_Worker[Worker, Z_Worker] ~ multi_normal(0, τ_Worker, Ω_Worker)",
    },
    {
      name: "Oats",
      columns: "yield:real nitro:real Variety:f3 Block:f6",
      formula: "yield ~ ordered(nitro) * Variety + (1 | Block/Variety)",
      says: "yield ~ normal(X * β + u_Block[Block] + u_Block_Variety[Block:Variety], σ)",
    },
    {
      name: "Pixel",
      columns: "pixel:real day:real Dog:f10 Side:f2",
      formula: "pixel ~ day + I(day^2) + (day | Dog) + (1 | Dog:Side)",
      says: "pixel ~ normal(X * β + Z_Dog * u_Dog[Dog] + u_Dog_Side[Dog:Side], σ)",
    },
    {
      name: "Oxboys",
      columns: "height:real age:real Subject:f26",
      formula: "height ~ poly(age, 2) + (age | Subject)",
      says: "X = design(1 + poly(age, 2))",
    },
    {
      name: "Orthodont, a residual sd for each sex",
      columns: "distance:real age:real Sex:f2 Subject:f27",
      formula: "distance ~ age * Sex + (age | Subject); sigma ~ Sex",
      says: "σ = exp(X_σ * γ_σ)",
    },
  ],
  statements: [
    {
      name: "Indometh, two exponentials",
      columns: "conc:pos time:pos Subject:f6",
      statements: [
        "a[Subject] ~ lognormal(1, 0.5)",
        "b ~ half_normal(1)",
        "fast ~ lognormal(1, 0.5)",
        "slow ~ lognormal(-1, 0.5)",
        "σ ~ half_normal(1)",
        "conc ~ normal(a[Subject] * exp(-fast * time) + b * exp(-slow * time), σ)",
      ],
    },
    {
      name: "Loblolly, an asymptote and a rate",
      columns: "height:real age:pos Seed:f14",
      statements: [
        "asym ~ normal(100, 20)",
        "start ~ normal(-8, 5)",
        "rate ~ lognormal(-3, 1)",
        "τ ~ half_normal(5)",
        "σ ~ half_normal(5)",
        "u[Seed] ~ normal(0, τ)",
        "height ~ normal(asym + u[Seed] + (start - asym) * exp(-rate * age), σ)",
      ],
    },
  ],
  missing: [
    { name: "Ovary, BodyWeight with corAR1", lacks: "residuals that are correlated along time" },
    { name: "Wheat2 with corRatio", lacks: "residuals that are correlated in space" },
  ],
};

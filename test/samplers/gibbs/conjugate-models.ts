/** Models with a full conditional of each conjugate pair, spelled in different ways. */

import type { ColumnData } from "../../../src/data/from-memory.ts";

export interface ConjugateModel {
  readonly title: string;
  readonly text: string;
  readonly columns: ColumnData;
  /** A block of it, and the pair that its full conditional is of. */
  readonly block: string;
  readonly pair: string;
}

const groups = ["A", "A", "B", "B", "B", "C"];
const counts: ColumnData = { n: [3, 0, 5, 2, 4, 1], e: [1, 0.5, 2, 1, 1.5, 0.7], g: groups };
const waits: ColumnData = { t: [0.3, 1.2, 0.8, 2.5, 0.1, 0.6], g: groups };
const numbers: ColumnData = { y: [0.3, 1.2, -0.8, 2.5, 0.1, 0.6], g: groups };
const trials: ColumnData = { k: [3, 0, 5, 2, 4, 1], size: [5, 2, 6, 9, 4, 3], g: groups };

const withCounts = "data {\n  n: int >= 0\n  e: real > 0\n  g: factor\n}\n";
const withWaits = "data {\n  t: real > 0\n  g: factor\n}\n";
const withNumbers = "data {\n  y: real\n  g: factor\n}\n";
const withTrials = "data {\n  k: int in 0..size\n  size: int > 0\n  g: factor\n}\n";

export const conjugateModels: readonly ConjugateModel[] = [
  {
    title: "a mean of counts by group, with exposures",
    text: `${withCounts}λ[g] ~ gamma(2, 1)\nn ~ poisson(e * λ[g])`,
    columns: counts,
    block: "λ[g]",
    pair: "gamma",
  },
  {
    title: "a rate of waiting times that are exponential",
    text: `${withWaits}λ ~ exponential(0.5)\nt ~ exponential(λ)`,
    columns: waits,
    block: "λ",
    pair: "gamma",
  },
  {
    title: "a rate of gamma waiting times by group",
    text: `${withWaits}λ[g] ~ gamma(2, 1)\nt ~ gamma(3, λ[g])`,
    columns: waits,
    block: "λ[g]",
    pair: "gamma",
  },
  {
    title: "a precision of normal values",
    text: `${withNumbers}p ~ gamma(2, 1)\ny ~ normal(0.2, 1 / sqrt(p))`,
    columns: numbers,
    block: "p",
    pair: "gamma",
  },
  {
    title: "a rate that is the parameter of rates by group",
    text: `${withCounts}ρ ~ gamma(2, 2)\nλ[g] ~ gamma(1.5, ρ)\nn ~ poisson(λ[g])`,
    columns: counts,
    block: "ρ",
    pair: "gamma",
  },
  {
    title: "a variance of normal values",
    text: `${withNumbers}v ~ inverse_gamma(3, 2)\ny ~ normal(0.2, sqrt(v))`,
    columns: numbers,
    block: "v",
    pair: "inverse gamma",
  },
  {
    title: "variances by group, by way of a definition",
    text: `${withNumbers}v[g] ~ inverse_gamma(3, 2)\ns[g] = sqrt(v[g])\ny ~ normal(0.2, s[g])`,
    columns: numbers,
    block: "v[g]",
    pair: "inverse gamma",
  },
  {
    title: "a standard deviation with a flat prior",
    text: `${withNumbers}σ ~ flat(lower: 0)\ny ~ normal(0.2, σ)`,
    columns: numbers,
    block: "σ",
    pair: "root of inverse gamma",
  },
  {
    title: "a half-normal number that no outcome knows",
    text: `${withNumbers}σ ~ half_normal(2)\ny ~ normal(0.2, 1)`,
    columns: numbers,
    block: "σ",
    pair: "root of gamma",
  },
  {
    title: "a half-Cauchy standard deviation of group effects",
    text: `${withNumbers}τ ~ half_cauchy(1.5)\nb[g] ~ normal(0.5, τ)\ny ~ normal(b[g], 1)`,
    columns: numbers,
    block: "τ",
    pair: "half-t",
  },
  {
    title: "half-t standard deviations of residuals by group",
    text: `${withNumbers}σ[g] ~ half_student_t(4, 1.5)\ny ~ normal(0.2, σ[g])`,
    columns: numbers,
    block: "σ[g]",
    pair: "half-t",
  },
  {
    title: "probabilities by group",
    text: `${withTrials}p[g] ~ beta(2, 3)\nk ~ binomial(size, p[g])`,
    columns: trials,
    block: "p[g]",
    pair: "beta",
  },
  {
    title: "a probability with a uniform prior, until the first success",
    text: `${withCounts}p ~ uniform(0, 1)\nn ~ geometric(p)`,
    columns: counts,
    block: "p",
    pair: "beta",
  },
  {
    title: "a mean of counts in rows that stand for several",
    text: `${withCounts}λ[g] ~ gamma(2, 1)\nn ~ weighted(poisson(λ[g]), 1 + e)`,
    columns: counts,
    block: "λ[g]",
    pair: "gamma",
  },
  {
    title: "a standard deviation of rows that stand for several",
    text: `${withNumbers}σ[g] ~ half_student_t(4, 1.5)\ny ~ weighted(normal(0.2, σ[g]), 2.5)`,
    columns: numbers,
    block: "σ[g]",
    pair: "half-t",
  },
  {
    title: "probabilities of rows that stand for several",
    text: `${withTrials}p[g] ~ beta(2, 3)\nk ~ weighted(binomial(size, p[g]), size / 3)`,
    columns: trials,
    block: "p[g]",
    pair: "beta",
  },
];

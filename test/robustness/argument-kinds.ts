/** The distributions that random models are made of, with what each of their arguments may be. */

import type { OutcomeColumn } from "./random-table.ts";

/** What an argument may be. */
export type ArgumentKind = "real" | "positive" | "unit";

/** Priors on the real line, with what their arguments may be. */
export const realPriors: Readonly<Record<string, readonly ArgumentKind[]>> = {
  normal: ["real", "positive"],
  student_t: ["positive", "real", "positive"],
  cauchy: ["real", "positive"],
  laplace: ["real", "positive"],
  asymmetric_laplace: ["real", "positive", "unit"],
  logistic: ["real", "positive"],
  skew_normal: ["real", "positive", "real"],
  exp_mod_normal: ["real", "positive", "positive"],
};

export const positivePriors: Readonly<Record<string, readonly ArgumentKind[]>> = {
  half_normal: ["positive"],
  half_student_t: ["positive", "positive"],
  half_cauchy: ["positive"],
  exponential: ["positive"],
  gamma: ["positive", "positive"],
  inverse_gamma: ["positive", "positive"],
  inverse_gaussian: ["positive", "positive"],
  chi_square: ["positive"],
  weibull: ["positive", "positive"],
  lognormal: ["real", "positive"],
};

export const unitPriors: Readonly<Record<string, readonly ArgumentKind[]>> = {
  beta: ["positive", "positive"],
};

export const likelihoods: {
  readonly [K in OutcomeColumn]: Readonly<Record<string, readonly (ArgumentKind | "n")[]>>;
} = {
  real_y: realPriors,
  positive_y: positivePriors,
  unit_y: unitPriors,
  count_y: {
    poisson: ["positive"],
    poisson_log: ["real"],
    negative_binomial: ["positive", "positive"],
    negative_binomial_log: ["real", "positive"],
    negative_binomial_1: ["positive", "positive"],
    geometric: ["unit"],
  },
  trials_y: {
    binomial: ["n", "unit"],
    binomial_logit: ["n", "real"],
    beta_binomial: ["n", "positive", "positive"],
  },
  binary_y: { bernoulli: ["unit"], bernoulli_logit: ["real"] },
  choice_y: {},
};

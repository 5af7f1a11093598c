/** Names of distributions in other languages, for those who come from there. */

import { distributions } from "../../distributions/index.ts";
import { nearestName } from "../../problems/nearest-name.ts";

/** Belong to the language, and to a later version. */
export const laterDistributions: readonly string[] = [
  "zero_inflated",
  "censored",
  "mixture",
  "von_mises",
  "random_walk",
  "ordered_logistic",
];

/** Keys in lower case without underscores. */
const foreign: Readonly<Record<string, string>> = {
  n: "normal",
  norm: "normal",
  dnorm: "normal",
  gaussian: "normal",
  gauss: "normal",
  t: "student_t",
  dt: "student_t",
  student: "student_t",
  lnorm: "lognormal",
  dlnorm: "lognormal",
  lognorm: "lognormal",
  halfnorm: "half_normal",
  halft: "half_student_t",
  halfstudent: "half_student_t",
  dexp: "exponential",
  exp: "exponential",
  expon: "exponential",
  doubleexponential: "laplace",
  ddexp: "laplace",
  invgamma: "inverse_gamma",
  igamma: "inverse_gamma",
  chisq: "chi_square",
  chisquared: "chi_square",
  chi2: "chi_square",
  dchisq: "chi_square",
  dunif: "uniform",
  unif: "uniform",
  dbern: "bernoulli",
  bern: "bernoulli",
  bernoullilogit: "bernoulli_logit",
  dbin: "binomial",
  dbinom: "binomial",
  binom: "binomial",
  betabin: "beta_binomial",
  dpois: "poisson",
  pois: "poisson",
  negbin: "negative_binomial",
  negbinomial: "negative_binomial",
  negbinomial2: "negative_binomial",
  nbinom: "negative_binomial",
  dnegbin: "negative_binomial",
  negbinomial2log: "negative_binomial_log",
  dgeom: "geometric",
  geom: "geometric",
  dweib: "weibull",
  dlogis: "logistic",
  lkjcorr: "lkj",
  lkjcorrcholesky: "lkj",
  lkjcholesky: "lkj",
  mvn: "multi_normal",
  mvnormal: "multi_normal",
  multivariatenormal: "multi_normal",
  multinormalcholesky: "multi_normal",
  dmnorm: "multi_normal",
  ddirch: "dirichlet",
  ddirich: "dirichlet",
  dcat: "categorical",
  multinomial: "categorical",
  improper: "flat",
  dflat: "flat",
};

const names: readonly string[] = [
  ...distributions.map((distribution) => distribution.name),
  "truncated",
  "ordered",
];

/** The name in this language for what was written, or null. */
function meantDistribution(written: string): string | null {
  const key = written.toLowerCase().replaceAll(/[_.-]/g, "");
  const plain = (name: string) => name.replaceAll("_", "");
  if (Object.hasOwn(foreign, key)) return foreign[key] ?? null;
  const same = names.find((name) => plain(name) === key || plain(name) === key.replace(/^d/, ""));
  return same ?? nearestName(written, names);
}

/** What to write instead of a distribution that there is not. */
export function distributionHint(written: string): string {
  const meant = meantDistribution(written);
  if (meant === null) return `distributions are: ${names.map((name) => `\`${name}\``).join(" ")}`;
  const isPrecision = written === "dnorm" || written === "dt" || written === "dmnorm";
  const note = isPrecision ? ", whose scale is a standard deviation, not a precision" : "";
  return `did you mean \`${meant}\`${note}?`;
}

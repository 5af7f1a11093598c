/** Names of distributions in other languages, for those who come from there. */

import { distributions } from "../../distributions/index.ts";
import { inflations } from "../../distributions/modifiers/index.ts";
import { foreignNames, nearestName } from "../../problems/nearest-name.ts";

/** Keys in lower case without underscores. */
const foreign = foreignNames({
  normal: "n norm dnorm gaussian gauss",
  student_t: "t dt student",
  exp_mod_normal: "exgaussian exgauss emg",
  von_mises: "vonmises dvonmises vm",
  shifted_lognormal: "shiftedlnorm shiftedlognorm",
  negative_binomial_1: "nbinom1 negbinomial1 negbin1 nb1",
  lognormal: "lnorm dlnorm lognorm",
  half_normal: "halfnorm",
  half_student_t: "halft halfstudent",
  exponential: "dexp exp expon",
  laplace: "doubleexponential ddexp",
  asymmetric_laplace: "asymlaplace",
  inverse_gamma: "invgamma igamma",
  inverse_gaussian: "invgaussian invgauss wald",
  chi_square: "chisq chisquared chi2 dchisq",
  uniform: "dunif unif",
  bernoulli: "dbern bern",
  bernoulli_logit: "bernoullilogit",
  binomial: "dbin dbinom binom",
  beta_binomial: "betabin",
  poisson: "dpois pois",
  negative_binomial: "negbin negbinomial negbinomial2 nbinom dnegbin",
  negative_binomial_log: "negbinomial2log",
  geometric: "dgeom geom",
  weibull: "dweib",
  logistic: "dlogis",
  lkj: "lkjcorr lkjcorrcholesky lkjcholesky",
  random_walk: "rw rw1 gaussianrandomwalk randomwalk",
  autoregressive: "ar ar1 autoregression",
  multi_normal: "mvn mvnormal multivariatenormal multinormalcholesky dmnorm",
  dirichlet: "ddirch ddirich",
  categorical: "dcat multinomial",
  ordered_logistic: "orderedlogit cumulative polr dordlogit",
  adjacent_logit: "acat adjacent adjacentcategory",
  sequential_logit: "sratio sequential stoppingratio cratio continuation",
  flat: "improper dflat",
});

const names: readonly string[] = [
  ...distributions.map((distribution) => distribution.name),
  "truncated",
  "ordered",
  "censored",
  "mixture",
  ...Object.keys(inflations),
  "weighted",
];

/** The name in this language for what was written, or null. */
function meantDistribution(written: string): string | null {
  const key = written.toLowerCase().replaceAll(/[_.-]/g, "");
  const plain = (name: string) => name.replaceAll("_", "");
  const known = foreign.get(key);
  if (known !== undefined) return known;
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

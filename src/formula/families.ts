/**
 * The families of outcomes that a formula may have: which statement they stand for, and what else they need.
 *
 * η is the linear predictor, an expression of the model; every statement is one that can be written by hand.
 */

import {
  concentration,
  delay,
  type ExtraKey,
  type ExtraParameter,
  ends,
  excess,
  freedom,
  hurdleZeros,
  overdispersion,
  precision,
  shape,
  sigma,
  skewness,
  start,
  waldShape,
  zeros,
} from "./extra-parameters.ts";

/** What is known of an outcome besides its predictor. */
export interface OutcomeParts {
  readonly η: string;
  /** Names of the parameters besides, by what they are: `{ sigma: "σ" }`. */
  readonly names: Readonly<Partial<Record<ExtraKey, string>>>;
  readonly trials: string;
  /** Of an ordinal outcome, the vector of its thresholds. */
  readonly thresholds: string;
  /** The name of what is `derived`. */
  readonly derived: string;
}

/** What outcomes of a family may be. */
export type OutcomeKind =
  | "real"
  | "angle"
  | "positive"
  | "count"
  | "binary"
  | "categories"
  | "counts"
  | "ordered"
  | "trials"
  | "share";

export interface Family {
  /** Other names of it. */
  readonly aliases: readonly string[];
  readonly outcome: OutcomeKind;
  /** The usual one first. */
  readonly links: readonly LinkName[];
  readonly extras: readonly ExtraParameter[];
  /** A parameter that a number behind the family's name fixes, as `student(4)`; `usual` where none is given, null to estimate it. */
  readonly fixed?: {
    readonly key: ExtraKey;
    readonly lower: number;
    readonly upper: number;
    readonly usual: string | null;
  };
  /** A quantity that the distribution needs besides, defined from the others: its name, and what it is. */
  readonly derived?: { readonly name: string; readonly value: (names: OutcomeParts["names"]) => string };
  /** The predictor is of what is above a start that is estimated. */
  readonly isShifted?: true;
  /** The distribution of the outcome. */
  readonly distribution: (parts: OutcomeParts, link: LinkName) => string;
  /** Of an ordinal outcome: whether its thresholds increase. */
  readonly areThresholdsOrdered?: true;
}

/** What of the mean is linear in the predictors. */
export type LinkName =
  | ("identity" | "log" | "logit" | "probit" | "cloglog")
  | ("loglog" | "cauchit" | "tan_half");

/** What a mean is of η. */
export const inverse: Readonly<Record<LinkName, (η: string) => string>> = {
  identity: (η) => η,
  log: (η) => `exp(${η})`,
  logit: (η) => `inv_logit(${η})`,
  probit: (η) => `normal_cdf(${η})`,
  cloglog: (η) => `1 - exp(-exp(${η}))`,
  loglog: (η) => `exp(-exp(-(${η})))`,
  cauchit: (η) => `0.5 + atan(${η}) / 3.141592653589793`,
  tan_half: (η) => `2 * atan(${η})`,
};

/** All links, of whatever family. */
export const linkNames: readonly LinkName[] = [
  ...(["identity", "log", "logit", "probit", "cloglog"] as const),
  ...(["loglog", "cauchit", "tan_half"] as const),
];

/** 2/π, twice the square of the mean of a half-normal number. */
const TWO_OVER_PI = "0.6366197723675814";

const plainFamilies = {
  gaussian: {
    aliases: ["normal"],
    outcome: "real",
    links: ["identity", "log"],
    extras: [sigma],
    distribution: ({ η, names }, link) => `normal(${inverse[link](η)}, ${names.sigma})`,
  },
  student: {
    aliases: ["student_t", "t"],
    outcome: "real",
    links: ["identity", "log"],
    extras: [sigma, freedom],
    fixed: { key: "nu", lower: 0, upper: Infinity, usual: null },
    distribution: ({ η, names }, link) => `student_t(${names.nu}, ${inverse[link](η)}, ${names.sigma})`,
  },
  exgaussian: {
    aliases: ["exp_mod_normal"],
    outcome: "real",
    links: ["identity", "log"],
    extras: [{ ...sigma, label: "sd of the normal part" }, delay],
    distribution: ({ η, names }, link) =>
      `exp_mod_normal(${inverse[link](η)} - ${names.beta}, ${names.sigma}, 1 / ${names.beta})`,
  },
  skew_normal: {
    aliases: ["skewnormal"],
    outcome: "real",
    links: ["identity", "log"],
    extras: [sigma, skewness],
    // By its mean and sd: the scale is larger than the sd, and the location beside the mean.
    derived: {
      name: "ω",
      value: ({ sigma: σ, alpha: α }) =>
        `${σ} / sqrt(1 - ${TWO_OVER_PI} * square(${α}) / (1 + square(${α})))  "scale"`,
    },
    distribution: ({ η, names: { alpha: α }, derived: ω }, link) =>
      `skew_normal(${inverse[link](η)} - ${ω} * ${α} * sqrt(${TWO_OVER_PI} / (1 + square(${α}))), ${ω}, ${α})`,
  },
  asym_laplace: {
    aliases: ["asymmetric_laplace", "asymlaplace"],
    outcome: "real",
    links: ["identity", "log"],
    extras: [{ ...sigma, label: "scale about the quantile" }],
    fixed: { key: "quantile", lower: 0, upper: 1, usual: "0.5" },
    distribution: ({ η, names }, link) =>
      `asymmetric_laplace(${inverse[link](η)}, ${names.sigma}, ${names.quantile})`,
  },
  von_mises: {
    aliases: ["vonmises"],
    outcome: "angle",
    // The identity would have a mode for each full turn of the intercept.
    links: ["tan_half"],
    extras: [concentration],
    distribution: ({ η, names }, link) => `von_mises(${inverse[link](η)}, ${names.kappa})`,
  },
  shifted_lognormal: {
    aliases: ["shiftedlognormal"],
    outcome: "positive",
    links: ["identity"],
    extras: [{ ...sigma, label: "sd of the logarithm" }, start],
    isShifted: true,
    distribution: ({ η, names }) => `shifted_lognormal(${η}, ${names.sigma}, ${names.ndt})`,
  },
  lognormal: {
    aliases: [],
    outcome: "positive",
    links: ["identity"],
    extras: [sigma],
    distribution: ({ η, names }) => `lognormal(${η}, ${names.sigma})`,
  },
  gamma: {
    aliases: ["Gamma"],
    outcome: "positive",
    links: ["log"],
    extras: [shape],
    distribution: ({ η, names }) => `gamma(${names.shape}, ${names.shape} * exp(-(${η})))`,
  },
  exponential: {
    aliases: [],
    outcome: "positive",
    links: ["log"],
    extras: [],
    distribution: ({ η }) => `exponential(exp(-(${η})))`,
  },
  weibull: {
    aliases: [],
    outcome: "positive",
    links: ["log"],
    extras: [shape],
    distribution: ({ η, names }) => `weibull(${names.shape}, exp(${η}))`,
  },
  inverse_gaussian: {
    aliases: ["inverse.gaussian", "inv_gaussian"],
    outcome: "positive",
    links: ["log"],
    extras: [waldShape],
    distribution: ({ η, names }) => `inverse_gaussian(exp(${η}), ${names.shape})`,
  },
  beta: {
    aliases: ["Beta"],
    outcome: "share",
    links: ["logit"],
    extras: [precision],
    distribution: ({ η, names }) => `beta(inv_logit(${η}) * ${names.phi}, inv_logit(-(${η})) * ${names.phi})`,
  },
  bernoulli: {
    aliases: [],
    outcome: "binary",
    links: ["logit", "probit", "cloglog", "loglog", "cauchit"],
    extras: [],
    distribution: ({ η }, link) =>
      link === "logit" ? `bernoulli_logit(${η})` : `bernoulli(${inverse[link](η)})`,
  },
  categorical: {
    aliases: ["multinomial_logit"],
    outcome: "categories",
    links: ["logit"],
    extras: [],
    // η of each category but the first.
    distribution: ({ η }) => `categorical_logit([0, ${η}])`,
  },
  multinomial: {
    aliases: [],
    outcome: "counts",
    links: ["logit"],
    extras: [],
    // η of each column but the first.
    distribution: ({ η }) => `multinomial_logit([0, ${η}])`,
  },
  cumulative: {
    aliases: ["ordinal", "ordered_logistic", "ordered_probit", "polr"],
    outcome: "ordered",
    links: ["logit", "probit"],
    extras: [],
    distribution: ({ η, thresholds }, link) =>
      `${link === "logit" ? "ordered_logistic" : "ordered_probit"}(${η}, ${thresholds})`,
    areThresholdsOrdered: true,
  },
  acat: {
    aliases: ["adjacent", "adjacent_logit"],
    outcome: "ordered",
    links: ["logit"],
    extras: [],
    distribution: ({ η, thresholds }) => `adjacent_logit(${η}, ${thresholds})`,
  },
  sratio: {
    aliases: ["sequential", "sequential_logit", "cratio"],
    outcome: "ordered",
    links: ["logit"],
    extras: [],
    distribution: ({ η, thresholds }) => `sequential_logit(${η}, ${thresholds})`,
  },
  binomial: {
    aliases: [],
    outcome: "trials",
    links: ["logit", "probit", "cloglog", "loglog", "cauchit"],
    extras: [],
    distribution: ({ η, trials }, link) =>
      link === "logit" ? `binomial_logit(${trials}, ${η})` : `binomial(${trials}, ${inverse[link](η)})`,
  },
  beta_binomial: {
    aliases: ["betabinomial"],
    outcome: "trials",
    links: ["logit"],
    extras: [precision],
    distribution: ({ η, names, trials }) =>
      `beta_binomial(${trials}, inv_logit(${η}) * ${names.phi}, inv_logit(-(${η})) * ${names.phi})`,
  },
  poisson: {
    aliases: [],
    outcome: "count",
    links: ["log"],
    extras: [],
    distribution: ({ η }) => `poisson_log(${η})`,
  },
  negative_binomial: {
    aliases: ["negbinomial", "negbin", "neg_binomial_2"],
    outcome: "count",
    links: ["log"],
    extras: [overdispersion],
    distribution: ({ η, names }) => `negative_binomial_log(${η}, ${names.shape})`,
  },
  nbinom1: {
    aliases: ["negative_binomial_1", "negbinomial1"],
    outcome: "count",
    links: ["log"],
    extras: [excess],
    distribution: ({ η, names }) => `negative_binomial_1(exp(${η}), ${names.excess})`,
  },
  geometric: {
    aliases: [],
    outcome: "count",
    links: ["log"],
    extras: [],
    // The mean is (1 - p) / p.
    distribution: ({ η }) => `geometric(inv_logit(-(${η})))`,
  },
} satisfies Readonly<Record<string, Family>>;

/** What a family becomes under a modifier of distributions. */
function modified(
  base: Family,
  modifier: string,
  extras: readonly ExtraParameter[],
  aliases: readonly string[],
): Family {
  const distribution: Family["distribution"] = (parts, link) => {
    const probabilities = extras.map(({ key }) => parts.names[key]);
    return `${modifier}(${[...probabilities, base.distribution(parts, link)].join(", ")})`;
  };
  return { ...base, aliases, extras: [...base.extras, ...extras], distribution };
}

const zeroInflated = (base: Family, ...aliases: string[]): Family =>
  modified(base, "zero_inflated", [zeros], aliases);
const hurdle = (base: Family, ...aliases: string[]): Family =>
  modified(base, "hurdle", [hurdleZeros], aliases);

const { poisson, negative_binomial, binomial, beta_binomial, gamma, lognormal, beta } = plainFamilies;

/** By name, the usual one first. */
export const families: Readonly<Record<string, Family>> = {
  ...plainFamilies,
  zero_inflated_poisson: zeroInflated(poisson),
  zero_inflated_negative_binomial: zeroInflated(negative_binomial, "zero_inflated_negbinomial"),
  zero_inflated_binomial: zeroInflated(binomial),
  zero_inflated_beta_binomial: zeroInflated(beta_binomial),
  // Zeros are no shares that a beta distribution has: all of them are besides.
  zero_inflated_beta: modified(beta, "hurdle", [zeros], []),
  zero_one_inflated_beta: modified(beta, "zero_one_inflated", ends, []),
  hurdle_poisson: hurdle(poisson),
  hurdle_negative_binomial: hurdle(negative_binomial, "hurdle_negbinomial"),
  hurdle_gamma: hurdle(gamma),
  hurdle_lognormal: hurdle(lognormal),
};

/** A family by any of its names; null if it is none. */
export function familyNamed(text: string): string | null {
  if (Object.hasOwn(families, text)) return text;
  return Object.keys(families).find((name) => families[name]!.aliases.includes(text)) ?? null;
}

const extraKeys: readonly ExtraKey[] = [
  ...new Set(Object.values(families).flatMap(({ extras }) => extras.map(({ key }) => key))),
];
/** Greek letters of the words. */
const letters: Readonly<Record<string, ExtraKey>> = { σ: "sigma", ν: "nu", φ: "phi" };

/** What a formula of its own may be for, by its left side; null of anything else. */
export function extraNamed(text: string): ExtraKey | null {
  return (Object.hasOwn(letters, text) ? letters[text] : extraKeys.find((key) => key === text)) ?? null;
}

/**
 * The families of outcomes that a formula may have: which statement they stand for, and what else they need.
 *
 * η is the linear predictor, an expression of the model; every statement is one that can be written by hand.
 */

/** What is known of an outcome besides its predictor. */
export interface OutcomeParts {
  readonly η: string;
  /** Names of the parameters besides, by what they are: `{ sigma: "σ" }`. */
  readonly names: Readonly<Partial<Record<ExtraKey, string>>>;
  readonly trials: string;
}

/** Parameters besides, as `--prior` names them. */
export type ExtraKey = "sigma" | "nu" | "beta" | "shape" | "phi";

/** A parameter besides the predictor. */
export interface ExtraParameter {
  /** As `--prior` names it. */
  readonly key: ExtraKey;
  readonly name: string;
  /** Its prior, where the outcome varies by `sd` about `mean`, both on the scale of the predictor. */
  readonly prior: (sd: number, mean: number) => string;
  readonly label: string;
}

/** What outcomes of a family may be. */
export type OutcomeKind = "real" | "positive" | "count" | "binary" | "categories" | "trials" | "share";

export interface Family {
  /** Other names of it. */
  readonly aliases: readonly string[];
  readonly outcome: OutcomeKind;
  /** The usual one first. */
  readonly links: readonly LinkName[];
  readonly extras: readonly ExtraParameter[];
  /** The distribution of the outcome. */
  readonly distribution: (parts: OutcomeParts, link: LinkName) => string;
}

/** What of the mean is linear in the predictors. */
export type LinkName = "identity" | "log" | "logit" | "probit" | "cloglog";

/** What a mean is of η. */
const inverse: Readonly<Record<LinkName, (η: string) => string>> = {
  identity: (η) => η,
  log: (η) => `exp(${η})`,
  logit: (η) => `inv_logit(${η})`,
  probit: (η) => `normal_cdf(${η})`,
  cloglog: (η) => `1 - exp(-exp(${η}))`,
};

const sigma: ExtraParameter = {
  key: "sigma",
  name: "σ",
  prior: (sd) => `half_normal(${sd})`,
  label: "residual sd",
};
/** Juárez & Steel (2010): most of its mass between 2 and 60. */
const freedom: ExtraParameter = {
  key: "nu",
  name: "ν",
  prior: () => "gamma(2, 0.1)",
  label: "degrees of freedom",
};
const delay: ExtraParameter = {
  key: "beta",
  name: "exp_mean",
  prior: (sd) => `half_normal(${sd})`,
  label: "mean of the exponential part",
};
const shape: ExtraParameter = {
  key: "shape",
  name: "shape",
  prior: () => "lognormal(0, 1.5)",
  label: "shape",
};
/** In the units of the outcome: about its mean, where its sd is. */
const waldShape: ExtraParameter = {
  ...shape,
  prior: (_, mean) => `lognormal(${mean}, 1.5)`,
};
const overdispersion: ExtraParameter = {
  key: "shape",
  name: "φ",
  prior: () => "lognormal(1, 1.5)",
  label: "overdispersion, less the greater it is",
};
const precision: ExtraParameter = {
  key: "phi",
  name: "φ",
  prior: () => "lognormal(2, 1.5)",
  label: "precision of the share",
};

/** By name, the usual one first. */
export const families: Readonly<Record<string, Family>> = {
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
    links: ["logit", "probit", "cloglog"],
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
  binomial: {
    aliases: [],
    outcome: "trials",
    links: ["logit", "probit", "cloglog"],
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
  geometric: {
    aliases: [],
    outcome: "count",
    links: ["log"],
    extras: [],
    // The mean is (1 - p) / p.
    distribution: ({ η }) => `geometric(inv_logit(-(${η})))`,
  },
};

/** A family by any of its names; null if it is none. */
export function familyNamed(text: string): string | null {
  if (Object.hasOwn(families, text)) return text;
  return Object.keys(families).find((name) => families[name]!.aliases.includes(text)) ?? null;
}

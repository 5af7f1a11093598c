/**
 * The parameters that families have besides the predictor, with their default priors: that of ν is of Juárez & Steel (2010), that of the
 * skewness of brms.
 */

import { log } from "../numeric/logarithm.ts";

/** Parameters besides, as `--prior` names them. */
export type ExtraKey =
  | ("sigma" | "nu" | "beta" | "shape" | "phi")
  | ("kappa" | "alpha" | "excess" | "ndt" | "quantile")
  | ("zi" | "hu" | "zoi" | "coi");

/** A parameter besides the predictor. */
export interface ExtraParameter {
  /** As `--prior` names it. */
  readonly key: ExtraKey;
  readonly name: string;
  /** Its prior, where the outcome varies by `sd` about `mean`, both on the scale of the predictor, and is `least` at least. */
  readonly prior: (sd: number, mean: number, least: string) => string;
  readonly label: string;
  /** The link of a predictor of its own. */
  readonly link: "log" | "logit" | "identity";
  /** About where it lies on the scale of that link. */
  readonly center: (sd: number, mean: number, least: string) => number;
}

/** Where the predictor of a residual sd or the like lies. */
const logOfSd = (sd: number): number => log(sd);

/** The residual sd. */
export const sigma: ExtraParameter = {
  key: "sigma",
  name: "σ",
  prior: (sd) => `half_normal(${sd})`,
  label: "residual sd",
  link: "log",
  center: logOfSd,
};
/** Juárez & Steel (2010): most of its mass between 2 and 60. */
export const freedom: ExtraParameter = {
  key: "nu",
  name: "ν",
  prior: () => "gamma(2, 0.1)",
  label: "degrees of freedom",
  link: "log",
  center: () => 2.8,
};
/** Of ex-Gaussian reaction times. */
export const delay: ExtraParameter = {
  key: "beta",
  name: "exp_mean",
  prior: (sd) => `half_normal(${sd})`,
  label: "mean of the exponential part",
  link: "log",
  center: logOfSd,
};
/** Of positive outcomes. */
export const shape: ExtraParameter = {
  key: "shape",
  name: "shape",
  prior: () => "lognormal(0, 1.5)",
  label: "shape",
  link: "log",
  center: () => 0,
};
/** In the units of the outcome: about its mean, where its sd is. */
export const waldShape: ExtraParameter = {
  ...shape,
  prior: (_, mean) => `lognormal(${mean}, 1.5)`,
  center: (_, mean) => mean,
};
/** Of counts. */
export const overdispersion: ExtraParameter = {
  key: "shape",
  name: "φ",
  prior: () => "lognormal(1, 1.5)",
  label: "overdispersion, less the greater it is",
  link: "log",
  center: () => 1,
};
/** Of shares. */
export const precision: ExtraParameter = {
  key: "phi",
  name: "φ",
  prior: () => "lognormal(2, 1.5)",
  label: "precision of the share",
  link: "log",
  center: () => 2,
};

/** Of angles. */
export const concentration: ExtraParameter = {
  key: "kappa",
  name: "κ",
  prior: () => "lognormal(1, 1.5)",
  label: "concentration of the angles",
  link: "log",
  center: () => 1,
};
/** That of brms. */
export const skewness: ExtraParameter = {
  key: "alpha",
  name: "α",
  prior: () => "normal(0, 4)",
  label: "skewness, 0 for none",
  link: "identity",
  center: () => 0,
};
/** Of counts whose variance is a multiple of their mean. */
export const excess: ExtraParameter = {
  key: "excess",
  name: "excess",
  prior: () => "lognormal(0, 1.5)",
  label: "excess of the variance, as a share of the mean",
  link: "log",
  center: () => 0,
};
/** Of shifted reaction times. */
export const start: ExtraParameter = {
  key: "ndt",
  name: "ndt",
  prior: (_sd, _mean, least) => `uniform(0, ${least})`,
  label: "non-decision time",
  link: "log",
  center: (_sd, _mean, least) => log(0.5 * Number(least)),
};

/** A probability besides. */
function probability(key: ExtraKey, name: string, label: string): ExtraParameter {
  return { key, name, prior: () => "beta(1, 1)", label, link: "logit", center: () => 0 };
}

/** Of zeros beside those that a count has by itself. */
export const zeros = probability("zi", "zeros", "probability of a zero besides");
/** Of zeros before a hurdle. */
export const hurdleZeros = probability("hu", "zeros", "probability of a zero");
/** Of shares that are 0 or 1. */
export const ends = [
  probability("zoi", "ends", "probability of 0 or 1"),
  probability("coi", "ones", "probability of 1 among these"),
];

/**
 * The arguments of each distribution, by position and by name. Made of the list of distributions; after a change there:
 *
 * ```sh
 * RENEW=1 npx vitest run --project fast test/builder/signatures.test.ts
 * ```
 */

import type { DistributionFunction } from "./call.ts";
import type { Value } from "./references.ts";

/** A function for each distribution, by its name in the language. */
export interface Signatures {
  /** Symmetric about its mean, with light tails. */
  readonly normal: DistributionFunction<
    readonly [mean: Value, sd: Value],
    { readonly mean: Value; readonly sd: Value }
  >;
  /** Symmetric about its mean, with tails that are the heavier the fewer its degrees of freedom. */
  readonly student_t: DistributionFunction<
    readonly [df: Value, mean: Value, scale: Value],
    { readonly df: Value; readonly mean: Value; readonly scale: Value }
  >;
  /** Symmetric about its location, with tails so heavy that it has no mean and no variance. */
  readonly cauchy: DistributionFunction<
    readonly [location: Value, scale: Value],
    { readonly location: Value; readonly scale: Value }
  >;
  /** Symmetric about its mean, with a peak there and exponential tails (Stan's double_exponential). */
  readonly laplace: DistributionFunction<
    readonly [mean: Value, scale: Value],
    { readonly mean: Value; readonly scale: Value }
  >;
  /** A Laplace whose location is the given quantile, for quantile regression. */
  readonly asymmetric_laplace: DistributionFunction<
    readonly [location: Value, scale: Value, quantile: Value],
    { readonly location: Value; readonly scale: Value; readonly quantile: Value }
  >;
  /** Symmetric about its mean, with tails a little heavier than the normal's. */
  readonly logistic: DistributionFunction<
    readonly [mean: Value, scale: Value],
    { readonly mean: Value; readonly scale: Value }
  >;
  /** A normal with one tail pulled out: to the right for a positive shape, the normal itself for 0. */
  readonly skew_normal: DistributionFunction<
    readonly [location: Value, scale: Value, shape: Value],
    { readonly location: Value; readonly scale: Value; readonly shape: Value }
  >;
  /** The sum of a normal and an exponential number, such as a reaction time. */
  readonly exp_mod_normal: DistributionFunction<
    readonly [mu: Value, sigma: Value, lambda: Value],
    { readonly mu: Value; readonly sigma: Value; readonly lambda: Value }
  >;
  /** A positive number whose logarithm is normal. */
  readonly lognormal: DistributionFunction<
    readonly [log_mean: Value, log_sd: Value],
    { readonly log_mean: Value; readonly log_sd: Value }
  >;
  /** A shift plus a lognormal number, such as a reaction time, of which the shift is the part before the decision. */
  readonly shifted_lognormal: DistributionFunction<
    readonly [log_mean: Value, log_sd: Value, shift: Value],
    { readonly log_mean: Value; readonly log_sd: Value; readonly shift: Value }
  >;
  /** The size of a normal deviation from 0: a number of at least 0, with a light tail. */
  readonly half_normal: DistributionFunction<readonly [sd: Value], { readonly sd: Value }>;
  /** The size of a Student t deviation from 0: a number of at least 0, with a heavy tail. */
  readonly half_student_t: DistributionFunction<
    readonly [df: Value, scale: Value],
    { readonly df: Value; readonly scale: Value }
  >;
  /** The size of a Cauchy deviation from 0: a number of at least 0, with a tail so heavy that it has no mean. */
  readonly half_cauchy: DistributionFunction<readonly [scale: Value], { readonly scale: Value }>;
  /** A waiting time without memory. */
  readonly exponential: DistributionFunction<readonly [rate: Value], { readonly rate: Value }>;
  /** A positive number; the sum of `shape` waiting times of the same rate. */
  readonly gamma: DistributionFunction<
    readonly [shape: Value, rate: Value],
    { readonly shape: Value; readonly rate: Value }
  >;
  /** A positive number whose reciprocal has a gamma distribution. */
  readonly inverse_gamma: DistributionFunction<
    readonly [shape: Value, scale: Value],
    { readonly shape: Value; readonly scale: Value }
  >;
  /** The time in which a Brownian motion with drift first reaches a level (Wald's distribution). */
  readonly inverse_gaussian: DistributionFunction<
    readonly [mean: Value, shape: Value],
    { readonly mean: Value; readonly shape: Value }
  >;
  /** The sum of `df` squares of standard normal variates. */
  readonly chi_square: DistributionFunction<readonly [df: Value], { readonly df: Value }>;
  /** A waiting time whose hazard rises (shape above 1) or falls (below 1) with time. */
  readonly weibull: DistributionFunction<
    readonly [shape: Value, scale: Value],
    { readonly shape: Value; readonly scale: Value }
  >;
  /** A proportion strictly between 0 and 1. */
  readonly beta: DistributionFunction<
    readonly [a: Value, b: Value],
    { readonly a: Value; readonly b: Value }
  >;
  /** Any number between two bounds, all equally probable. */
  readonly uniform: DistributionFunction<
    readonly [lower: Value, upper: Value],
    { readonly lower: Value; readonly upper: Value }
  >;
  /** An angle or a time of day, in radians from -π to π, whose ends are one point of a circle. */
  readonly von_mises: DistributionFunction<
    readonly [mean: Value, concentration: Value],
    { readonly mean: Value; readonly concentration: Value }
  >;
  /** An improper prior: the same density everywhere between its bounds. */
  readonly flat: DistributionFunction<
    readonly [lower?: Value, upper?: Value],
    { readonly lower?: Value; readonly upper?: Value }
  >;
  /** A vector of correlated normal variates. */
  readonly multi_normal: DistributionFunction<
    readonly [mean: Value, sds: Value, correlation: Value],
    { readonly mean: Value; readonly sds: Value; readonly correlation: Value }
  >;
  /** A walk along a plate, whose steps are normal and independent. */
  readonly random_walk: DistributionFunction<
    readonly [sd: Value, first?: Value],
    { readonly sd: Value; readonly first?: Value }
  >;
  /** A stationary process along a plate, each element correlated with the one before it. */
  readonly autoregressive: DistributionFunction<
    readonly [correlation: Value, sd: Value],
    { readonly correlation: Value; readonly sd: Value }
  >;
  /** A correlation matrix; a shape of 1 is uniform, a larger one prefers weak correlations. */
  readonly lkj: DistributionFunction<readonly [shape: Value], { readonly shape: Value }>;
  /** Shares that sum to one. */
  readonly dirichlet: DistributionFunction<
    readonly [concentration: Value],
    { readonly concentration: Value }
  >;
  /** One trial: 1 with the given probability, else 0. */
  readonly bernoulli: DistributionFunction<readonly [probability: Value], { readonly probability: Value }>;
  /** One trial: 1 with the probability inv_logit(logit), else 0. */
  readonly bernoulli_logit: DistributionFunction<readonly [logit: Value], { readonly logit: Value }>;
  /** The number of successes in a number of independent trials. */
  readonly binomial: DistributionFunction<
    readonly [trials: Value, probability: Value],
    { readonly trials: Value; readonly probability: Value }
  >;
  /** The number of successes in independent trials, each with the probability inv_logit(logit). */
  readonly binomial_logit: DistributionFunction<
    readonly [trials: Value, logit: Value],
    { readonly trials: Value; readonly logit: Value }
  >;
  /** The number of successes in trials that share a probability, which has a beta(a, b) distribution. */
  readonly beta_binomial: DistributionFunction<
    readonly [trials: Value, a: Value, b: Value],
    { readonly trials: Value; readonly a: Value; readonly b: Value }
  >;
  /** A count of independent events; its variance is its mean. */
  readonly poisson: DistributionFunction<readonly [mean: Value], { readonly mean: Value }>;
  /** A count of independent events with the mean exp(log_mean). */
  readonly poisson_log: DistributionFunction<readonly [log_mean: Value], { readonly log_mean: Value }>;
  /** An overdispersed count: its variance is mean + mean²/overdispersion. */
  readonly negative_binomial: DistributionFunction<
    readonly [mean: Value, overdispersion: Value],
    { readonly mean: Value; readonly overdispersion: Value }
  >;
  /** An overdispersed count with the mean exp(log_mean): its variance is mean + mean²/overdispersion. */
  readonly negative_binomial_log: DistributionFunction<
    readonly [log_mean: Value, overdispersion: Value],
    { readonly log_mean: Value; readonly overdispersion: Value }
  >;
  /** An overdispersed count whose variance is a multiple of its mean: mean * (1 + excess). */
  readonly negative_binomial_1: DistributionFunction<
    readonly [mean: Value, excess: Value],
    { readonly mean: Value; readonly excess: Value }
  >;
  /** The number of failures before the first success. */
  readonly geometric: DistributionFunction<readonly [probability: Value], { readonly probability: Value }>;
  /** One of the categories 1 to K, each with its own probability. */
  readonly categorical: DistributionFunction<
    readonly [probabilities: Value],
    { readonly probabilities: Value }
  >;
  /** One of the categories 1 to K, each with a probability proportional to exp of its logit. */
  readonly categorical_logit: DistributionFunction<readonly [logits: Value], { readonly logits: Value }>;
  /** Counts of K categories, a column of data each, among trials whose number is their sum. */
  readonly multinomial: DistributionFunction<
    readonly [probabilities: Value],
    { readonly probabilities: Value }
  >;
  /** Counts of K categories, a column of data each, among trials whose number is their sum; each category has a probability proportional to exp of its logit. */
  readonly multinomial_logit: DistributionFunction<readonly [logits: Value], { readonly logits: Value }>;
  /** Ordered categories 1 to K + 1, which thresholds cut out of a logistic distribution. */
  readonly ordered_logistic: DistributionFunction<
    readonly [location: Value, thresholds: Value],
    { readonly location: Value; readonly thresholds: Value }
  >;
  /** Ordered categories 1 to K + 1, which thresholds cut out of a normal distribution with sd 1. */
  readonly ordered_probit: DistributionFunction<
    readonly [location: Value, thresholds: Value],
    { readonly location: Value; readonly thresholds: Value }
  >;
  /** Ordered categories 1 to K + 1, each with its log odds against the one below: the location less a threshold. */
  readonly adjacent_logit: DistributionFunction<
    readonly [location: Value, thresholds: Value],
    { readonly location: Value; readonly thresholds: Value }
  >;
  /** Ordered categories 1 to K + 1, reached one after another: the log odds of going on are the location less a threshold. */
  readonly sequential_logit: DistributionFunction<
    readonly [location: Value, thresholds: Value],
    { readonly location: Value; readonly thresholds: Value }
  >;
}

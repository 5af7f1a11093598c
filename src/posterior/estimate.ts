/**
 * What a quantity's draws say of it, and how far Monte Carlo error reaches into each number. A mean or sd that the tails do not let
 * one know is NaN, so that nobody takes the one of the draws for it.
 */

import { essQuantile } from "./ess.ts";
import { judgeMoments, type Moments } from "./known-moments.ts";
import { mcseMean, mcseQuantile, mcseSd } from "./mcse.ts";
import { mean, standardDeviation } from "./moments.ts";
import { intervalProbabilities, quantile, sortDraws } from "./quantile.ts";

/** The default probability of credible intervals. */
export const defaultProb = 0.9;

export interface EstimateNumbers {
  readonly mean: number;
  readonly sd: number;
  /** Ends of the central credible interval, and the median. */
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
}

export interface Estimate extends EstimateNumbers {
  /** Monte Carlo standard error of each number; NaN where the draws do not vary, and for the mean of what has no sd. */
  readonly errors: EstimateNumbers;
  /** Which of mean and sd can be told; the others are NaN. */
  readonly moments: Moments;
}

/** What was found before of the same draws. */
export interface KnownOfDraws {
  /** The effective sample size for a quantile, by its probability. */
  readonly ess?: (probability: number) => number | undefined;
  readonly moments?: Moments | undefined;
}

/** Of `values[chain * drawCount + draw]`; `prob` is the probability of the interval. */
export function estimate(
  values: Float64Array,
  chainCount: number,
  prob = defaultProb,
  sorted: Float64Array = sortDraws(values),
  known: KnownOfDraws = {},
): Estimate {
  const [low, high] = intervalProbabilities(prob);
  const essAt = (probability: number): number =>
    known.ess?.(probability) ?? essQuantile(values, chainCount, probability, sorted);
  const essOfEnds = [essAt(low), essAt(high)] as const;
  const moments = known.moments ?? judgeMoments(sorted, Math.min(...essOfEnds)).moments;
  const error = (probability: number, ess: number): number =>
    mcseQuantile(values, chainCount, probability, sorted, ess);
  // Without an sd the mean has no standard error either.
  const isSdKnown = moments === "known";
  const isMeanKnown = isSdKnown || moments === "sd_not_known";
  return {
    mean: isMeanKnown ? mean(values) : Number.NaN,
    sd: isSdKnown ? standardDeviation(values) : Number.NaN,
    lower: quantile(sorted, low),
    median: quantile(sorted, 0.5),
    upper: quantile(sorted, high),
    errors: {
      mean: isSdKnown ? mcseMean(values, chainCount) : Number.NaN,
      sd: isSdKnown ? mcseSd(values, chainCount) : Number.NaN,
      lower: error(low, essOfEnds[0]),
      median: error(0.5, essAt(0.5)),
      upper: error(high, essOfEnds[1]),
    },
    moments,
  };
}

/** What a quantity's draws say of it, and how far Monte Carlo error reaches into each number. */

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
  /** Monte Carlo standard error of each number; NaN where the draws do not vary. */
  readonly errors: EstimateNumbers;
}

/**
 * Of `values[chain * drawCount + draw]`; `prob` is the probability of the interval. `knownEss` gives the effective sample size for
 * a quantile by its probability, where it is known already.
 */
export function estimate(
  values: Float64Array,
  chainCount: number,
  prob = defaultProb,
  sorted = sortDraws(values),
  knownEss?: (probability: number) => number | undefined,
): Estimate {
  const [low, high] = intervalProbabilities(prob);
  const error = (probability: number): number =>
    mcseQuantile(values, chainCount, probability, sorted, knownEss?.(probability));
  return {
    mean: mean(values),
    sd: standardDeviation(values),
    lower: quantile(sorted, low),
    median: quantile(sorted, 0.5),
    upper: quantile(sorted, high),
    errors: {
      mean: mcseMean(values, chainCount),
      sd: mcseSd(values, chainCount),
      lower: error(low),
      median: error(0.5),
      upper: error(high),
    },
  };
}

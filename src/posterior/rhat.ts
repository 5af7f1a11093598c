/**
 * R-hat: how much wider the chains are together than each is alone, after splitting and rank normalization, for the bulk and,
 * with draws folded about their median, for the tails. Near 1 where the chains agree.
 *
 * Source: Vehtari et al. (2021), section 4; R package posterior, `rhat`. Draws without variation have no R-hat: NaN, where
 * posterior says NA. Chains that each stand still at different values give Infinity.
 */

import { isConstant, mean, variance } from "./moments.ts";
import { quantile, sortDistances, sortDraws } from "./quantile.ts";
import { rankNormalizeSplit } from "./rank-normalization.ts";
import type { Chains } from "./split-chains.ts";

/** The larger of the R-hats of bulk and tails; NaN if one of the two is. `values[chain * drawCount + draw]`. */
export function rhat(values: Float64Array, chainCount: number, sorted = sortDraws(values)): number {
  const bulk = rhatOfChains(rankNormalizeSplit(values, chainCount, sorted));
  return Math.max(bulk, rhatTail(values, chainCount, sorted));
}

/**
 * Of the ranks of the distances from the median: sees chains of different widths. NaN where all distances are equal, as
 * for a variable that takes two values equally often.
 */
export function rhatTail(values: Float64Array, chainCount: number, sorted = sortDraws(values)): number {
  const median = quantile(sorted, 0.5);
  const folded = values.map((value) => Math.abs(value - median));
  return rhatOfChains(rankNormalizeSplit(folded, chainCount, sortDistances(sorted, median)));
}

/**
 * The potential scale reduction of Gelman & Rubin (1992) without corrections, on chains as they are. Of split and
 * rank-normalized chains it is the R-hat of the bulk, which sees chains in different places.
 */
export function rhatOfChains({ values, chainCount, drawCount }: Chains): number {
  if (Number.isNaN(values[0]) || isConstant(values)) return Number.NaN;
  const means = new Float64Array(chainCount);
  const variances = new Float64Array(chainCount);
  for (let chain = 0; chain < chainCount; chain++) {
    const start = chain * drawCount;
    means[chain] = mean(values, start, start + drawCount);
    variances[chain] = variance(values, start, start + drawCount);
  }
  // R̂² = (B / W + n - 1) / n,  B = n var(chain means),  W = mean(chain variances)
  const between = drawCount * variance(means);
  const within = mean(variances);
  return Math.sqrt((between / within + drawCount - 1) / drawCount);
}

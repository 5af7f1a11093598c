/**
 * Effective sample sizes along a course: as draws accumulate, over the quantiles, and over parts between quantiles. Source: Vehtari et
 * al. (2021), section 4 and appendix; the same as ArviZ's `plot_ess` and bayesplot's.
 */

import { essBulk, essOfChains, essQuantile, essTail } from "./ess.ts";
import { isAllFinite } from "./moments.ts";
import { quantile } from "./quantile.ts";
import { type Chains, mapChains, splitChains } from "./split-chains.ts";

/** The first draws of each chain. */
function prefixOf({ values, chainCount, drawCount }: Chains, count: number): Chains {
  const first = new Float64Array(chainCount * count);
  for (let chain = 0; chain < chainCount; chain++) {
    first.set(values.subarray(chain * drawCount, chain * drawCount + count), chain * count);
  }
  return { values: first, chainCount, drawCount: count };
}

/** Of bulk and tails, of the first draws of each chain, for so many steps of about equal size. */
export function essEvolution(
  chains: Chains,
  steps: number,
): readonly { readonly drawCount: number; readonly bulk: number; readonly tail: number }[] {
  const counts = Array.from({ length: steps }, (_, i) => Math.round(((i + 1) * chains.drawCount) / steps));
  return [...new Set(counts)]
    .filter((count) => count > 0)
    .map((drawCount) => {
      const { values, chainCount } = prefixOf(chains, drawCount);
      return { drawCount, bulk: essBulk(values, chainCount), tail: essTail(values, chainCount) };
    });
}

/** Of the quantiles at these probabilities, of ascending draws `sorted`. */
export function essOfQuantiles(
  values: Float64Array,
  chainCount: number,
  probabilities: readonly number[],
  sorted: Float64Array,
): number[] {
  return probabilities.map((probability) => essQuantile(values, chainCount, probability, sorted));
}

/** Of the probability of lying between two quantiles, both included: of the indicators. */
export function essLocal(
  values: Float64Array,
  chainCount: number,
  [from, to]: readonly [number, number],
  sorted: Float64Array,
): number {
  if (!isAllFinite(values)) return Number.NaN;
  const [low, high] = [quantile(sorted, from), quantile(sorted, to)];
  return essOfChains(
    mapChains(splitChains(values, chainCount), (value) => (value >= low && value <= high ? 1 : 0)),
  );
}

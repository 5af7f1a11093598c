/**
 * Rank normalization: each draw is replaced by the normal quantile of its rank among all draws, so that R-hat and ESS exist
 * for any distribution, moments or not, and do not change under monotone maps.
 *
 *   z = Φ⁻¹((r - 3/8) / (S + 1/4)),  r the rank in 1..S, the average one where values are equal.
 *
 * Source: Vehtari, Gelman, Simpson, Carpenter & Bürkner (2021), "Rank-normalization, folding, and localization", Bayesian
 * Analysis 16, equation (14); Blom (1958) for the 3/8.
 */

import { normalQuantile } from "../numeric/error-function.ts";
import { sortDraws } from "./quantile.ts";
import { type Chains, splitChains } from "./split-chains.ts";

/** Scores of whole and half ranks by number of draws, for the last such number only: `scores[2 r]`, NaN where not asked for. */
let lastScores = { drawTotal: 0, scores: new Float64Array(0) };

/**
 * The chains of an unsplit variable, split and rank-normalized over all halves together. A NaN makes every score NaN.
 * `sorted` are the values sorted, where known: they serve where splitting leaves none out.
 */
export function rankNormalizeSplit(values: Float64Array, chainCount: number, sorted?: Float64Array): Chains {
  const split = splitChains(values, chainCount);
  const isComplete = split.values.length === values.length;
  return { ...split, values: rankNormalize(split.values, isComplete ? sorted : undefined) };
}

/** Normal scores of the values, in their order. Infinite values have ranks as any other; a NaN makes every score NaN. */
export function rankNormalize(values: Float64Array, sorted: Float64Array = sortDraws(values)): Float64Array {
  const count = values.length;
  if (Number.isNaN(sorted[count - 1])) return new Float64Array(count).fill(Number.NaN);
  const scoreAt = scoresBySortedPosition(sorted);
  const positions = firstPositionsOf(values, sorted);
  const scores = new Float64Array(count);
  for (let i = 0; i < count; i++) scores[i] = scoreAt[positions[i]!]!;
  return scores;
}

/** For the first position of each run of equal values, the score of the run's average rank. */
function scoresBySortedPosition(sorted: Float64Array): Float64Array {
  const count = sorted.length;
  if (lastScores.drawTotal !== count) {
    lastScores = { drawTotal: count, scores: new Float64Array(2 * count + 1).fill(Number.NaN) };
  }
  const { scores } = lastScores;
  const result = new Float64Array(count);
  for (let start = 0; start < count; ) {
    let end = start + 1;
    while (end < count && sorted[end] === sorted[start]) end++;
    // Ranks start + 1 .. end, whose average is half of start + 1 + end.
    const doubleRank = start + 1 + end;
    if (Number.isNaN(scores[doubleRank])) {
      scores[doubleRank] = normalQuantile((doubleRank / 2 - 3 / 8) / (count + 1 / 4));
    }
    result[start] = scores[doubleRank]!;
    start = end;
  }
  return result;
}

/**
 * The first positions at which ascending `sorted` holds the values, all of which it holds. The range is cut into parts of equal
 * width, as many as there are values, so that a value is looked for among the few of its part (Chen & Asau 1974, "On generating
 * random variates from an empirical distribution", AIIE Transactions 6).
 */
function firstPositionsOf(values: Float64Array, sorted: Float64Array): Int32Array {
  const count = sorted.length;
  const least = sorted[0]!;
  const partsPerUnit = count / (sorted[count - 1]! - least);
  // Without a finite width there is one part. Rounding keeps the order, so that parts are stretches of `sorted`.
  const isCut = partsPerUnit > 0 && partsPerUnit < Infinity;
  const partOf = (value: number): number =>
    isCut ? Math.min(Math.floor((value - least) * partsPerUnit), count) : 0;
  const ends = new Int32Array(count + 1);
  for (let i = 0; i < count; i++) ends[partOf(sorted[i]!)] = i + 1;
  for (let part = 1; part <= count; part++) ends[part] = Math.max(ends[part]!, ends[part - 1]!);
  const positions = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const part = partOf(values[i]!);
    positions[i] = firstPositionOf(sorted, values[i]!, part === 0 ? 0 : ends[part - 1]!, ends[part]!);
  }
  return positions;
}

/**
 * The first position from `start` to `end` at which ascending `sorted` holds `value`, which it does. The search halves a length,
 * in place of moving two ends: no branch depends on the values, which takes half the time of the textbook form.
 */
function firstPositionOf(sorted: Float64Array, value: number, start: number, end: number): number {
  let base = start;
  for (let length = end - start; length > 1; ) {
    const half = length >>> 1;
    base += sorted[base + half - 1]! < value ? half : 0;
    length -= half;
  }
  return base;
}

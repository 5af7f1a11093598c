/**
 * Whether mean and standard deviation can be told from draws, by the heavier of the two tails.
 *
 * A mean needs a tail of shape k < 1, an sd k < 1/2; and some way below already, estimates are far off in any number of draws that one
 * can have. The rule and its error rates, in simulations of heavy and of ordinary posteriors: docs/algorithms/diagnosis.md.
 *
 * Departures from `pareto_khat` of R's posterior: tails are twice as long, which takes a third from the noise of k and costs
 * little bias; and a gap in a tail, as of a second mode far off, cuts it: what lies beyond the gap is a tail of its own.
 */

import { fitGeneralizedPareto } from "../numeric/generalized-pareto.ts";
import { log, log1p } from "../numeric/logarithm.ts";
import { isFittable, tailExcesses, tailLength } from "./pareto-k.ts";

/** What the tails leave of mean and sd: both; the mean only; neither, as far as these draws tell; or neither, in any number of draws. */
export type Moments = "known" | "sd_not_known" | "mean_not_known" | "no_mean";

/** A verdict on the moments of draws, and the shape k that it rests on; -Infinity where both tails are light. */
export interface MomentsJudgement {
  readonly moments: Moments;
  readonly paretoK: number;
}

/** From here on the mean is said not to exist: k = 1 less 1.5 standard errors of k from 4,000 draws. */
const smallestWithoutMean = 0.85;
/** Largest shape at which means of importance weights are reliable (Vehtari et al. 2024, equation 13). */
const largestWithMean = 0.7;
/** Shapes up to this have an sd whose estimate is within a tenth: the tail of lognormal(0, 1) looks like 0.27. */
const largestWithSd = 0.3;
/** By so many standard errors of k must it be larger than that: (1 + k) / √n is about 1.3 / √n. */
const sdMargin = 2;
/** Fewer effective draws have no tails to speak of. */
const fewestDraws = 100;
/** Tails in lengths of those of posterior, and the largest share of the draws that is a tail. */
const lengthFactor = 2;
const largestTailShare = 0.2;
/** A tail of a smaller shape, by a cheaper estimate, is not fitted. */
const clearlyLight = 0.1;
/** Draws beyond a gap, at least; and the gap, of which a tail of 400 draws has one in a million times. */
const fewestBeyondGap = 10;
const smallestGap = 20;

const light: MomentsJudgement = { moments: "known", paretoK: Number.NEGATIVE_INFINITY };

/** Of ascending draws, of which `ess` are effective in the tails; where that is not known, all. */
export function judgeMoments(sorted: Float64Array, ess: number): MomentsJudgement {
  const total = sorted.length;
  const effective = ess > 0 ? Math.min(ess, total) : total;
  if (effective < fewestDraws || !Number.isFinite(sorted[0]) || !Number.isFinite(sorted[total - 1]))
    return light;
  const longest = Math.floor(largestTailShare * total);
  const length = Math.min(lengthFactor * tailLength(total, effective), longest);
  const independent = effective / total;
  const paretoK = Math.max(
    tailShape(tailExcesses(sorted, length, "left"), independent),
    tailShape(tailExcesses(sorted, length, "right"), independent),
  );
  return { moments: momentsOf(paretoK, effective, length * independent), paretoK };
}

/** What a tail of that shape leaves, as so many independent draws tell it. */
export function momentsOfTail(paretoK: number, effective: number): Moments {
  const length = Math.min(lengthFactor * tailLength(effective, effective), largestTailShare * effective);
  return momentsOf(paretoK, effective, length);
}

function momentsOf(paretoK: number, effective: number, effectiveLength: number): Moments {
  // min(1 - 1 / log10(S), 0.7)
  const reliable = Math.min(1 - log(10) / log(effective), largestWithMean);
  if (paretoK >= smallestWithoutMean) return "no_mean";
  if (paretoK > reliable) return "mean_not_known";
  return paretoK > largestWithSd + sdMargin / Math.sqrt(effectiveLength) ? "sd_not_known" : "known";
}

/** Shape of the excesses of a tail, of which a share is `independent`; -Infinity where it is clearly light. */
function tailShape(tail: Float64Array, independent: number): number {
  if (!isFittable(tail) || momentShape(tail) < clearlyLight) return Number.NEGATIVE_INFINITY;
  const { shape, scale } = fitGeneralizedPareto(tail);
  if (!Number.isFinite(shape)) return shape;
  const start = gapIn(tail, shape, scale, independent);
  if (start === null) return shape;
  const threshold = tail[start]!;
  return tailShape(
    tail.subarray(start + 1).map((excess) => excess - threshold),
    independent,
  );
}

/**
 * k by probability-weighted moments (Hosking & Wallis 1987, Technometrics 29), of ascending excesses:
 *   k = 2 - a_0 / (a_0 - 2 a_1),  a_0 the mean, a_1 the mean of (1 - p) x.
 */
function momentShape(tail: Float64Array): number {
  const count = tail.length;
  let first = 0;
  let second = 0;
  for (let i = 0; i < count; i++) {
    first += tail[i]!;
    second += (1 - (i + 0.65) / count) * tail[i]!;
  }
  return 2 - first / (first - 2 * second);
}

/**
 * Where a tail is cut in two by a gap: the place of the innermost excess beyond the widest one, or null.
 *
 * Of n exponential numbers in order the distances are independent, j (y_(j) - y_(j + 1)) of unit mean, j counted from the outermost
 * (Rényi 1953); the fitted distribution makes excesses exponential by y = log(1 + k x / σ) / k.
 */
function gapIn(tail: Float64Array, shape: number, scale: number, independent: number): number | null {
  const exponential = tail.map((excess) => log1p((shape * excess) / scale) / shape);
  const fewest = Math.ceil(fewestBeyondGap / independent);
  let widest = smallestGap;
  let place: number | null = null;
  for (let i = 1; i <= tail.length - fewest; i++) {
    const gap = (tail.length - i) * (exponential[i]! - exponential[i - 1]!) * independent;
    if (gap > widest) {
      widest = gap;
      place = i;
    }
  }
  return place;
}

/** Mean, sd and quantiles of draws without their Monte Carlo errors: for rows by the million, where these would take most of the time. */

import type { EstimateNumbers } from "./estimate.ts";
import { mean, standardDeviation } from "./moments.ts";
import { intervalProbabilities } from "./quantile.ts";

/** Of draws in any order; the numbers of `estimate`, to the bit. NaN for all where one of them is NaN. */
export function quickEstimate(values: Float64Array, prob: number): EstimateNumbers {
  if (values.some(Number.isNaN)) {
    return { mean: Number.NaN, sd: Number.NaN, lower: Number.NaN, median: Number.NaN, upper: Number.NaN };
  }
  const [low, high] = intervalProbabilities(prob);
  const parts = values.slice();
  // From the middle outwards: each selection leaves smaller parts to the next.
  const median = selectQuantile(parts, 0.5);
  const lower = selectQuantile(parts, low);
  const upper = selectQuantile(parts, high);
  return { mean: mean(values), sd: standardDeviation(values), lower, median, upper };
}

/** The quantile of type 7, as `quantile` gives it of sorted values. Moves the values about. */
function selectQuantile(values: Float64Array, probability: number): number {
  const position = (values.length - 1) * probability;
  const below = Math.floor(position);
  const low = select(values, below);
  const weight = position - below;
  if (weight === 0) return low;
  let high = Infinity;
  for (let i = below + 1; i < values.length; i++) if (values[i]! < high) high = values[i]!;
  return high === low ? low : (1 - weight) * low + weight * high;
}

/**
 * The value at `place` in ascending order; values before it are then no larger, those behind it no smaller. Source: Hoare (1961),
 * Communications of the ACM 4, 321-322, with the median of three as pivot.
 */
function select(values: Float64Array, place: number): number {
  let [from, end] = [0, values.length - 1];
  while (end > from) {
    const pivot = middle(values[from]!, values[(from + end) >> 1]!, values[end]!);
    let [i, j] = [from, end];
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i <= j) {
        const moved = values[i]!;
        values[i] = values[j]!;
        values[j] = moved;
        i++;
        j--;
      }
    }
    if (place <= j) end = j;
    else if (place >= i) from = i;
    else break;
  }
  return values[place]!;
}

function middle(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

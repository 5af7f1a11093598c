/**
 * Quantiles and intervals of draws.
 *
 * The quantile is Hyndman & Fan's (1996) type 7, the default of R and NumPy: order statistics joined by straight lines,
 * the smallest at probability 0 and the largest at 1.
 */

/** A sorted copy, NaN last. */
export function sortDraws(values: Float64Array): Float64Array {
  return values.slice().sort();
}

/** The quantile of ascending values, `probability` in 0..1; NaN where there are none or where one of them is NaN. */
export function quantile(sorted: Float64Array, probability: number): number {
  const count = sorted.length;
  if (count === 0 || Number.isNaN(sorted[count - 1])) return Number.NaN;
  const position = (count - 1) * probability;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, count - 1)]!;
  const weight = position - below;
  // Equal neighbours are returned as they are: (1 - w) x + w x need not be x, and `∞ - ∞` must not arise.
  return weight === 0 || high === low ? low : (1 - weight) * low + weight * high;
}

/** Ends of the central half of ascending values. */
export function centralHalf(sorted: Float64Array): readonly [number, number] {
  return [quantile(sorted, 0.25), quantile(sorted, 0.75)];
}

/** Tail probabilities of the central interval that holds `prob`: 0.9 gives 0.05 and 0.95. */
export function intervalProbabilities(prob: number): readonly [lower: number, upper: number] {
  if (!(prob > 0 && prob < 1)) {
    throw new RangeError(`expected a probability between 0 and 1 for the interval, found ${prob}`);
  }
  // 1 - 0.9 is 0.09999999999999998: rounded, so that 0.9 means the same 0.05 as everywhere else.
  const lower = Math.round(((1 - prob) / 2) * 1e12) / 1e12;
  return [lower, Math.round((1 - lower) * 1e12) / 1e12];
}

/** The intervals of a table. */
export interface IntervalNames {
  /** Their probability. */
  readonly prob: number;
  /** Names of their ends as in column names and JSON: `q5` and `q95` for 0.9, `q2.5`. */
  readonly lowerName: string;
  readonly upperName: string;
}

/** Of central intervals. Throws a RangeError unless 0 < prob < 1. */
export function intervalNames(prob: number): IntervalNames {
  const [lower, upper] = intervalProbabilities(prob).map((end) => `q${Math.round(end * 1e10) / 1e8}`);
  return { prob, lowerName: lower!, upperName: upper! };
}

/** The shortest interval that holds `prob` of ascending values (Hyndman 1996), ends included; NaN for no values. */
export function highestDensityInterval(sorted: Float64Array, prob: number): readonly [number, number] {
  const count = sorted.length;
  if (count === 0 || Number.isNaN(sorted[count - 1])) return [Number.NaN, Number.NaN];
  const steps = Math.min(Math.floor(prob * count), count - 1);
  let best = 0;
  for (let i = 1; i + steps < count; i++) {
    if (sorted[i + steps]! - sorted[i]! < sorted[best + steps]! - sorted[best]!) best = i;
  }
  return [sorted[best]!, sorted[best + steps]!];
}

/**
 * The distances of ascending values from a center, ascending: the greatest that is left is at one end or the other of what is
 * left, so they need not be sorted again.
 */
export function sortDistances(sorted: Float64Array, center: number): Float64Array {
  const distances = sorted.map((value) => Math.abs(value - center));
  if (!Number.isFinite(center) || Number.isNaN(sorted[sorted.length - 1])) return distances.sort();
  const result = new Float64Array(distances.length);
  let low = 0;
  let high = distances.length - 1;
  for (let place = high; place >= 0; place--) {
    result[place] = distances[low]! > distances[high]! ? distances[low++]! : distances[high--]!;
  }
  return result;
}

/** Median absolute deviation from the median, times 1.4826: a standard deviation that heavy tails do not move. */
export function medianAbsoluteDeviation(sorted: Float64Array): number {
  const center = quantile(sorted, 0.5);
  // 1.4826 = 1 / Φ⁻¹(3/4), as R's mad().
  return 1.4826 * quantile(sortDistances(sorted, center), 0.5);
}

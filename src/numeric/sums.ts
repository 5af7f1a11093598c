/**
 * Sums that lose no digits, and the mean and variance made of them.
 *
 * Source: Neumaier (1974), "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54: what each
 * addition rounds away is collected in a second sum. The order is fixed, so a sum is the same in every engine.
 */

/** The sum of `values`; 0 for none. The error is that of one rounding, unless the terms cancel by more than 1e16. */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  // An infinite or undefined total has lost nothing that counts, but its differences are NaN.
  return Number.isFinite(total) ? total + lost : total;
}

/**
 * The mean of `values`, corrected by the mean of their deviations from it, so that equal values have themselves as
 * their mean; NaN for none.
 */
export function mean(values: ArrayLike<number>): number {
  const rough = sum(values) / values.length;
  if (!Number.isFinite(rough)) return rough;
  let deviations = 0;
  for (let i = 0; i < values.length; i++) deviations += values[i] - rough;
  return rough + deviations / values.length;
}

/** The sample variance, with divisor n - 1, in two passes; NaN for fewer than two values. */
export function variance(values: ArrayLike<number>): number {
  if (values.length < 2) return NaN;
  const center = mean(values);
  let squares = 0;
  let deviations = 0;
  for (let i = 0; i < values.length; i++) {
    const deviation = values[i] - center;
    squares += deviation * deviation;
    deviations += deviation;
  }
  // The second term is 0 but for the rounding of the mean (Chan, Golub & LeVeque 1983, equation 1.7).
  return (squares - (deviations * deviations) / values.length) / (values.length - 1);
}

/** The mean of values that occur as often as `counts` says, which are whole numbers of at least 1; NaN for none. */
export function weightedMean(values: Float64Array, counts: Float64Array): number {
  const total = sum(counts);
  const rough = sum(values.map((value, i) => counts[i]! * value)) / total;
  if (!Number.isFinite(rough)) return rough;
  return rough + values.reduce((rest, value, i) => rest + counts[i]! * (value - rough), 0) / total;
}

/** The sample variance of values that occur as often as `counts` says; NaN for fewer than two in all. */
export function weightedVariance(values: Float64Array, counts: Float64Array): number {
  const total = sum(counts);
  if (total < 2) return NaN;
  const center = weightedMean(values, counts);
  const squares = values.reduce(
    (squared, value, i) => squared + counts[i]! * (value - center) * (value - center),
    0,
  );
  return squares / (total - 1);
}

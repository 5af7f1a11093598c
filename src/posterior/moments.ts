/**
 * Mean and variance of a stretch of numbers, each in two passes: the first mean is corrected by the mean of what it
 * leaves over, so that draws of 1e6 ± 1e-3 lose no digits (Chan, Golub & LeVeque 1983, "Algorithms for computing the
 * sample variance", The American Statistician 37).
 */

/** Arithmetic mean of `values[start .. end)`; NaN for no values. A constant stretch gives that constant exactly. */
export function mean(values: ArrayLike<number>, start = 0, end = values.length): number {
  const count = end - start;
  let sum = 0;
  for (let i = start; i < end; i++) sum += values[i]!;
  const first = sum / count;
  if (!Number.isFinite(first)) return first;
  let rest = 0;
  for (let i = start; i < end; i++) rest += values[i]! - first;
  return first + rest / count;
}

/** Sample variance, with divisor n - 1; NaN for fewer than two values. */
export function variance(values: ArrayLike<number>, start = 0, end = values.length): number {
  const center = mean(values, start, end);
  let sum = 0;
  for (let i = start; i < end; i++) sum += (values[i]! - center) * (values[i]! - center);
  return end - start < 2 ? Number.NaN : sum / (end - start - 1);
}

/** Sample standard deviation, with divisor n - 1; NaN for fewer than two values. */
export function standardDeviation(values: ArrayLike<number>): number {
  return Math.sqrt(variance(values));
}

/** Whether all values of the stretch are one and the same number; false where one is NaN. */
export function isConstant(values: ArrayLike<number>, start = 0, end = values.length): boolean {
  const first = values[start];
  for (let i = start; i < end; i++) if (values[i] !== first) return false;
  return true;
}

/** Whether every value is a finite number. */
export function isAllFinite(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false;
  return true;
}

/** The curve that pictures of a calibration show: the distribution function of places less that of uniform ones, and its band. */

import type { CalibrationJudgement, QuantityCalibration } from "../posterior/calibration.ts";

/** Values at z = i/K, i = 0 … K. */
export interface EcdfDifference {
  readonly curve: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

export function ecdfDifference(
  { places }: QuantityCalibration,
  { band, simulations }: CalibrationJudgement,
): EcdfDifference {
  const points = band.lower.length - 1;
  const counts = new Array<number>(points + 1).fill(0);
  for (const place of places) {
    const stretch = Math.min(Math.floor(place * points), points - 1) + 1;
    counts[stretch] = counts[stretch]! + 1;
  }
  for (let i = 1; i <= points; i++) counts[i] = counts[i]! + counts[i - 1]!;
  const difference = (count: number, i: number): number => count / simulations - i / points;
  return {
    curve: counts.map(difference),
    lower: Array.from(band.lower, difference),
    upper: Array.from(band.upper, difference),
  };
}

/** The largest value of any of them, without its sign: the scale that shows them all. */
export function largestDifference(differences: readonly EcdfDifference[]): number {
  const largest = (values: readonly number[]): number =>
    values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return differences.reduce(
    (most, { curve, lower, upper }) => Math.max(most, largest(curve), largest(lower), largest(upper)),
    0,
  );
}

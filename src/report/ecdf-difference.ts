/** The curve that pictures of a calibration show: the distribution function of places less that of uniform ones, and its band. */

import type { CalibrationJudgement, QuantityCalibration } from "../posterior/calibration.ts";
import { countBelow } from "../posterior/ecdf-band.ts";

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
  const difference = (count: number, i: number): number => count / simulations - i / points;
  return {
    curve: Array.from(countBelow(places, points), difference),
    lower: Array.from(band.lower, difference),
    upper: Array.from(band.upper, difference),
  };
}

/** The largest value of any of them, without its sign: the scale that shows them all. */
export function largestDifference(differences: readonly EcdfDifference[]): number {
  const values = differences.flatMap(({ curve, lower, upper }) => [...curve, ...lower, ...upper]);
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

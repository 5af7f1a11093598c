/** The cells of one quantity's numbers, in the digits that each of them supports. */

import type { Estimate, EstimateNumbers } from "../posterior/estimate.ts";
import { type DigitsOptions, formatEstimate, missing } from "./digits.ts";
import { momentCell } from "./moment-cells.ts";

/** `["0.42", "0.31", "0.55"]` for the keys mean, lower, upper; dashes where there is no estimate. */
export function estimateCells(
  estimate: Estimate | null,
  keys: readonly (keyof EstimateNumbers)[],
  options: DigitsOptions,
): string[] {
  if (!estimate) return keys.map(() => missing);
  // Of a quantity that does not vary the value is known.
  const errorOf = (key: keyof EstimateNumbers): number => (estimate.sd === 0 ? 0 : estimate.errors[key]);
  return keys.map(
    (key) =>
      (key === "mean" || key === "sd" ? momentCell(estimate, key) : null) ??
      formatEstimate(estimate[key], errorOf(key), options),
  );
}

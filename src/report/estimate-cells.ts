/** The cells of one quantity's numbers, in the digits that each of them supports. */

import type { Estimate, EstimateNumbers } from "../posterior/estimate.ts";
import { textWidth } from "../text/lines.ts";
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

/** `2.46 [1.67, 3.6]` for each estimate: its mean, below those of the others, and the ends of its interval. */
export function intervalCells(estimates: readonly (Estimate | null)[], options: DigitsOptions): string[] {
  const numbers = estimates.map((one) => estimateCells(one, ["mean", "lower", "upper"], options));
  const widest = Math.max(0, ...numbers.map(([mean]) => textWidth(mean!)));
  return numbers.map(([mean, lower, upper], i) => {
    const number = " ".repeat(widest - textWidth(mean!)) + mean!;
    // What is known has no interval.
    const estimate = estimates[i];
    return !estimate || estimate.sd === 0 ? number : `${number} [${lower}, ${upper}]`;
  });
}

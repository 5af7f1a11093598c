/** How far apart the levels of a plate are that a distribution runs along: what it is that "one step" means. */

import { isNumberText } from "../data/cell.ts";
import { compareCodePoints } from "../data/factors.ts";

/** Whether all labels are numbers, each larger than the one before it. */
function areTimes(labels: readonly string[]): boolean {
  return labels.every(
    (label, k) => isNumberText(label) && (k === 0 || Number(label) > Number(labels[k - 1]!)),
  );
}

/** Whether labels that are no numbers stand in no order but that of the alphabet. */
export function areAlphabetical(labels: readonly string[]): boolean {
  return (
    !areTimes(labels) && labels.every((label, k) => k === 0 || compareCodePoints(labels[k - 1]!, label) < 0)
  );
}

/**
 * For each level how far it is from the one before it: the difference of their labels where all are numbers, so that a week
 * without data between two others is a week all the same; otherwise, and where numbers are put in another order, 1. Of the first
 * level 1, which means nothing.
 */
export function distancesAlong(labels: readonly string[]): number[] {
  if (!areTimes(labels)) return labels.map(() => 1);
  const numbers = labels.map(Number);
  return numbers.map((number, k) => (k === 0 ? 1 : difference(number, numbers[k - 1]!)));
}

/** Without what rounding leaves of differences such as 0.3 - 0.2. */
function difference(number: number, before: number): number {
  return Number((number - before).toPrecision(12));
}

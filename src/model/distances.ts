/** How far apart the levels of a plate are that a distribution runs along: what it is that "one step" means. */

import { isNumberText } from "../data/cell.ts";

/** Whether all labels are numbers, which stand in order then. */
export function areNumbers(labels: readonly string[]): boolean {
  return labels.every(isNumberText);
}

/**
 * For each level how far it is from the one before it: the difference of their labels where all are numbers, so that a week
 * without data between two others is a week all the same; otherwise 1. Of the first level 1, which means nothing.
 */
export function distancesAlong(labels: readonly string[]): number[] {
  if (!areNumbers(labels)) return labels.map(() => 1);
  const numbers = labels.map(Number);
  return numbers.map((number, k) => (k === 0 ? 1 : difference(number, numbers[k - 1]!)));
}

/** Without what rounding leaves of differences such as 0.3 - 0.2. */
function difference(number: number, before: number): number {
  return Number((number - before).toPrecision(12));
}

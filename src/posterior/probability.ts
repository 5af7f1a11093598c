/** The probability of an event, as the share of the draws in which it happens. */

import { mcseMean } from "./mcse.ts";
import { mean } from "./moments.ts";

/** With its Monte Carlo standard error. */
export interface Probability {
  readonly value: number;
  /** Where the event happens in all of N draws, or in none, 1/N: the probability is that near to 1 or 0. */
  readonly error: number;
}

/** Of an event that is 1 in the draws in which it happens and 0 in the others, `[chain * drawCount + draw]`; parts of 1 are for ties. */
export function probabilityOf(event: Float64Array, chainCount: number): Probability {
  const value = mean(event);
  const error = mcseMean(event, chainCount);
  return { value, error: Number.isNaN(error) || error === 0 ? 1 / event.length : error };
}

/** A relation between a number and another in the same draw: 1 where the first is larger, 1/2 where both are equal. */
export function isLarger(first: number, second: number): number {
  return first > second ? 1 : first === second ? 0.5 : 0;
}

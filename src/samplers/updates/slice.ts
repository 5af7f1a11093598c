/**
 * Slice sampling of one number: an interval of a first width is placed at random about it, stepped out of the slice at both ends, and drawn
 * from; it shrinks toward the number with each draw that lies outside.
 *
 * Source: Neal (2003), Annals of Statistics 31, 705-767, figures 3 and 5.
 */

import type { RandomStream } from "../../numeric/random-stream.ts";

/** A log density at a position that others move; of draws in a slice the last evaluation is at the position that a move ends at. */
export interface Target {
  evaluate(): number;
}

/** A slice may be widened so often: in all e^40 of a positive parameter. */
export const mostSteps = 40;

/** Whether an interval has shrunk to rounding, and is given up. */
export function isNarrow(lower: number, upper: number, start: number): boolean {
  return upper - lower < 1e-14 * (1 + Math.abs(start));
}

/** Moves number i of a position at which the target has the value `logDensity`; gives that at which the move ended. */
export function sliceCoordinate(
  target: Target,
  position: Float64Array,
  i: number,
  width: number,
  logDensity: number,
  stream: RandomStream,
): number {
  const start = position[i]!;
  const level = logDensity - stream.exponential();
  let lower = start - width * stream.uniform();
  let upper = lower + width;
  // Steps are shared out at random, so that every interval is as probable from each of its points.
  let down = Math.floor(mostSteps * stream.uniform());
  let up = mostSteps - 1 - down;
  for (position[i] = lower; down > 0 && target.evaluate() > level; down--) position[i] = lower -= width;
  for (position[i] = upper; up > 0 && target.evaluate() > level; up--) position[i] = upper += width;
  for (;;) {
    const proposal = lower + (upper - lower) * stream.uniform();
    position[i] = proposal;
    const value = target.evaluate();
    if (value >= level) return value;
    if (proposal === start || isNarrow(lower, upper, start)) break;
    if (proposal < start) lower = proposal;
    else upper = proposal;
  }
  position[i] = start;
  return target.evaluate();
}

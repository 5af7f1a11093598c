/** A density whose group effects have coordinates that may be chosen, as the pilot that chooses them sees it. */

import { type CompiledModel, compile, instantiate } from "../../density/compile.ts";
import type { AdjustableEffect, Centering } from "../../density/joint/centering.ts";
import type { LogDensity } from "../../density/log-density.ts";

export interface AdjustableDensity {
  /** They, and what they share, have their numbers in a whole position. */
  readonly effects: readonly AdjustableEffect[];
  /** Over the numbers that are sampled. */
  readonly sampled: LogDensity;
  /** The same over whole positions; it does not change with what is not sampled. */
  readonly whole: LogDensity;
  /** A whole position with these sampled numbers, zeros elsewhere; a new one. */
  readonly place: (position: Float64Array) => Float64Array;
  /** The sampled numbers of a whole position; new ones. */
  readonly take: (whole: Float64Array) => Float64Array;
  /** The same in other coordinates. */
  readonly recentered: (centering: Centering) => AdjustableDensity;
}

/** The joint density: all numbers are sampled. */
export function adjustableJoint({ model, recipe, joint }: CompiledModel): AdjustableDensity {
  const { density } = instantiate(recipe);
  return {
    effects: joint.adjustable,
    sampled: density,
    whole: density,
    place: (position) => position.slice(),
    take: (whole) => whole.slice(),
    recentered: (centering) => adjustableJoint(compile(model, centering)),
  };
}

/**
 * A kernel moves a position under a density, whatever the density is of: all parameters of a model, or those that are left when
 * others are integrated out. What it is made from is plain data.
 */

import type { LogDensity } from "../../density/log-density.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import type { FieldShape } from "../adaptation-shape.ts";
import type { ChainAdaptation, ChainObserver, ChainPlace, ChainState, PositionChain } from "../chain.ts";

/** A density that may be had without its gradient, where that costs less. */
export interface KernelDensity extends LogDensity {
  value?(position: Float64Array): number;
}

/** A position and what moves it. */
export interface Moves extends PositionChain {
  /** As in `ChainState`; absent where the position is all. */
  state?(): number[];
}

/** Moves at their start, or the position at which no finite density was found. */
export type MovesStart =
  | { readonly moves: Moves; readonly failedPosition: null }
  | { readonly moves: null; readonly failedPosition: Float64Array };

export interface Kernel<Recipe, Adaptation extends ChainAdaptation> {
  /** The shapes of what it adapts. */
  readonly adaptation: { readonly [field in keyof Required<Adaptation>]: FieldShape };
  start(recipe: Recipe, density: KernelDensity, place: ChainPlace, observer?: ChainObserver): MovesStart;
  /** Where moves of this recipe have been there is a finite density. */
  resume(
    recipe: Recipe,
    density: KernelDensity,
    stream: RandomStream,
    state: ChainState<Adaptation>,
    observer?: ChainObserver,
  ): Moves;
}

/** What a Gibbs sweep is made of: updates, each of which leaves the posterior invariant. */

import type { EmittedFunction } from "../../density/code/emit.ts";
import type { CompiledFunction } from "../../density/compile.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";

/** What the updates of a chain share. */
export interface UpdateContext {
  /** All parameters on the unconstrained scale: updates change it. */
  readonly position: Float64Array;
  readonly stream: RandomStream;
  /** Makes a function of the recipe run. */
  readonly instantiate: (emitted: EmittedFunction) => CompiledFunction;
}

/** An update of one block of parameters given all others. */
export interface Update {
  update(): void;
  /** Mean acceptance probability of the last update; absent where that is 1. */
  readonly acceptance?: number;
  /** Learns from the state after `iteration` of `length` sweeps of warm-up; absent where there is nothing to learn. */
  learn?(iteration: number, length: number): void;
  /** What was learned, as numbers; absent where there is nothing to learn. */
  adaptation?(): readonly number[];
  /** Takes over what `adaptation` of a chain of the same recipe gave. */
  restore?(adaptation: readonly number[]): void;
}

/** What every recipe of an update says. */
export interface UpdateHead {
  /** What is updated: `b[sample]`. */
  readonly block: string;
}

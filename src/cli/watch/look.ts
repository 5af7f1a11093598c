/** What is seen of chains that are going on, whoever makes them. */

import type { Variable } from "../../posterior/draws.ts";

/** A chain at one moment. */
export interface ChainLook {
  readonly name: string;
  /** `stopped`: it will not go on, and has fewer draws than were asked for. */
  readonly phase: "starting" | "warm-up" | "sampling" | "ended" | "stopped";
  /** Transitions of the phase that have been seen, and those that there will be; null where that is not known. */
  readonly done: number;
  readonly of: number | null;
  /** Of all its draws; null where nothing says. */
  readonly divergences: number | null;
}

/** Draws that can be judged: of the chains that have some, as many of each, evenly spaced. */
export interface LiveDraws {
  readonly chainCount: number;
  readonly drawCount: number;
  /** Every so manieth draw is here. */
  readonly every: number;
  readonly variables: readonly Variable[];
  /** `values[chain * drawCount + draw]` of a variable by its place. */
  readonly column: (variable: number) => Float64Array;
}

export interface Look {
  readonly chains: readonly ChainLook[];
  /** Chains that there will be, as far as anybody said. */
  readonly awaited: number | null;
  readonly draws: LiveDraws | null;
  /** What else there is to tell, a line each. */
  readonly notes: readonly string[];
  /** Nothing more will come. */
  readonly hasEnded: boolean;
}

/** What is watched. */
export interface Watched {
  /** Looks at what is new; `now` in milliseconds. Throws a `ProblemError` where there is nothing that could be watched. */
  readonly look: (now: number) => Promise<Look>;
  /** What is to be read for the verdict when it has ended. */
  readonly words: () => readonly string[];
}

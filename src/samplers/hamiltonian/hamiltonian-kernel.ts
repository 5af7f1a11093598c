/** A Hamiltonian sampler as a kernel: it begins at a place that was chosen, or at random, and keeps nothing but its position. */

import type { LogDensity } from "../../density/log-density.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import type { ChainAdaptation, ChainObserver, PositionChain, TransitionStatistics } from "../chain.ts";
import type { ChainStarts } from "../exploration/start-box.ts";
import type { Kernel, Moves } from "../kernels/kernel.ts";
import { findInitialPosition } from "./initial-position.ts";

/** What such a kernel is made from. */
export interface HamiltonianKernelRecipe<Options> {
  readonly options: Options;
  readonly starts: ChainStarts;
}

interface ResumedInput<Options> {
  readonly density: LogDensity;
  readonly stream: RandomStream;
  readonly options: Options;
  readonly observer: ChainObserver | undefined;
}

interface ChainInput<Options> extends ResumedInput<Options> {
  readonly warmup: number;
  readonly initialPosition: Float64Array;
}

/** Of what makes a chain at a position, and one that goes on from a position. */
export function hamiltonianKernel<Options, Adaptation extends ChainAdaptation>(
  adaptation: Kernel<unknown, Adaptation>["adaptation"],
  create: (input: ChainInput<Options>) => PositionChain,
  resume: (
    input: ResumedInput<Options>,
    position: readonly number[],
    adaptation: Adaptation,
  ) => PositionChain,
): Kernel<HamiltonianKernelRecipe<Options>, Adaptation> {
  return {
    adaptation,
    start: ({ options, starts }, density, { stream, number, warmup }, observer) => {
      const found = findInitialPosition(density, stream, number, starts);
      if (found.kind === "missing") return { moves: null, failedPosition: found.position };
      const initialPosition = found.position;
      const chain = create({ density, stream, options, observer, warmup, initialPosition });
      return { moves: asMoves(chain), failedPosition: null };
    },
    resume: ({ options }, density, stream, state, observer) =>
      asMoves(resume({ density, stream, options, observer }, state.position, state.adaptation)),
  };
}

function asMoves(chain: PositionChain<TransitionStatistics>): Moves {
  return {
    position: chain.position,
    transition: () => chain.transition(),
    adaptation: () => chain.adaptation(),
    state: () => Array.from(chain.position),
  };
}

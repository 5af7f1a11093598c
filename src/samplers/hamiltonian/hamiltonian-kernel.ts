/** A Hamiltonian sampler as a kernel: it begins at a place that was chosen, or at random, and keeps nothing but its position. */

import type { ChainAdaptation, PositionChain } from "../chain.ts";
import type { HamiltonianChainInput, ResumedChainInput } from "../chain-input.ts";
import type { ChainStarts } from "../exploration/start-box.ts";
import type { Kernel } from "../kernels/kernel.ts";
import { findInitialPosition } from "./initial-position.ts";

/** What such a kernel is made from. */
export interface HamiltonianKernelRecipe<Options, Adaptation = never> {
  readonly options: Options;
  readonly starts: ChainStarts;
  /** What chains learned together before they begin; left out where each learns by itself. */
  readonly adapted?: Adaptation;
}

/** Of what makes a chain at a position, and one that goes on from a position. */
export function hamiltonianKernel<Options, Adaptation extends ChainAdaptation>(
  adaptation: Kernel<unknown, Adaptation>["adaptation"],
  create: (input: HamiltonianChainInput<Options>) => PositionChain,
  resume: (
    input: ResumedChainInput<Options>,
    position: readonly number[],
    adaptation: Adaptation,
  ) => PositionChain,
): Kernel<HamiltonianKernelRecipe<Options, Adaptation>, Adaptation> {
  return {
    adaptation,
    start: ({ options, starts, adapted }, density, { stream, number, warmup }, observer) => {
      const found = findInitialPosition(density, stream, number, starts);
      if (found.kind === "missing") return { moves: null, failedPosition: found.position };
      const initialPosition = found.position;
      if (adapted !== undefined) {
        const known = resume({ density, stream, options, observer }, Array.from(initialPosition), adapted);
        return { moves: known, failedPosition: null };
      }
      const moves = create({ density, stream, options, observer, warmup, initialPosition });
      return { moves, failedPosition: null };
    },
    resume: ({ options }, density, stream, state, observer) =>
      resume({ density, stream, options, observer }, state.position, state.adaptation),
  };
}

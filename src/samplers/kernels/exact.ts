/** Nothing moves: there are no numbers to sample, or all are drawn exactly when a draw is completed. */

import type { Kernel, KernelDensity, MovesStart } from "./kernel.ts";

/** As a recipe has it. */
export interface ExactKernel {
  readonly kind: "exact";
}

function startAt(density: KernelDensity): MovesStart {
  const position = new Float64Array(0);
  const logDensity = density.value?.(position) ?? density.evaluate(position, new Float64Array(0));
  if (!Number.isFinite(logDensity)) return { moves: null, failedPosition: position };
  const statistics = { logDensity, acceptanceRate: 1 };
  const moves = { position, transition: () => statistics, adaptation: () => ({}) };
  return { moves, failedPosition: null };
}

/** Its one state is where the density is finite. */
export const exactKernel: Kernel<ExactKernel, Readonly<Record<never, never>>> = {
  adaptation: {},
  start: (_, density) => startAt(density),
  resume: (_, density) => {
    const { moves } = startAt(density);
    if (moves === null) throw new Error("a chain cannot go on where the density is not finite");
    return moves;
  },
};

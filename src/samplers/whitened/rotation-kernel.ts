/**
 * Rotations as a kernel: each trajectory takes a little more than a quarter of a period, after which positions are nearly independent, and as
 * many steps as the acceptance rate asks for.
 */

import type { ShapeOf } from "../adaptation-shape.ts";
import type { HamiltonianStatistics } from "../chain.ts";
import { DualAveraging } from "../hamiltonian/dual-averaging.ts";
import type { Kernel, Moves } from "../kernels/kernel.ts";
import { RotationTransition } from "./rotation.ts";

/** As a recipe has it. */
export interface RotationKernel {
  readonly kind: "rotation";
  /** Chain by chain, where it begins. */
  readonly places: readonly Float64Array[];
}

/** What warm-up arrives at. */
export interface RotationAdaptation {
  /** The longest step of a trajectory. */
  readonly stepSize: number;
}

/** Of a trajectory: a quarter of the period is 1.57, and a fifth more serves numbers that are wider than they should be. */
const meanTime = 1.9;
/** Times vary by that share, so that no number comes back to where it was. */
const jitter = 0.2;
/** Measured on the models of `models/`: between .8 and .9 effective draws for a gradient hardly differ, and tails are better served by more. */
const targetAcceptance = 0.88;

const adaptation: ShapeOf<RotationAdaptation> = { stepSize: "positive" };

/** In as many steps as are no longer, a little more or less, than the longest. */
function movesOf(
  transition: RotationTransition,
  uniform: () => number,
  warmup: number,
  stepSize: number,
): Moves {
  const averaging = new DualAveraging(targetAcceptance);
  averaging.restart(stepSize);
  let longest = stepSize;
  let iteration = 0;
  const move = (): HamiltonianStatistics => {
    const time = meanTime * (1 + jitter * (2 * uniform() - 1));
    const statistics = transition.move(time, Math.max(1, Math.round(time / longest)));
    if (iteration < warmup) {
      iteration++;
      averaging.update(statistics.acceptanceRate);
      const next = iteration < warmup ? averaging.stepSize() : averaging.finalStepSize();
      longest = Math.min(next, meanTime);
    }
    return statistics;
  };
  return { position: transition.position, transition: move, adaptation: () => ({ stepSize: longest }) };
}

/** Steps to begin with. */
const firstStep = meanTime / 4;

/** Trajectories of rotations; its density is nearly standard normal. */
export const rotationKernel: Kernel<RotationKernel, RotationAdaptation> = {
  adaptation,
  start: ({ places }, density, { stream, number, warmup }, observer) => {
    const place = places[(number - 1) % places.length]!;
    const transition = new RotationTransition(density, stream, place, observer);
    return { moves: movesOf(transition, () => stream.uniform(), warmup, firstStep), failedPosition: null };
  },
  resume: (_, density, stream, { position, adaptation: { stepSize } }, observer) => {
    const transition = new RotationTransition(density, stream, position, observer);
    return movesOf(transition, () => stream.uniform(), 0, stepSize);
  },
};

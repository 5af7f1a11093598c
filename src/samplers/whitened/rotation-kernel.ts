/**
 * Rotations as a kernel: each trajectory takes a little more than a quarter of a period, after which positions are nearly independent, and as
 * many steps as the acceptance rate asks for. A pilot adapts these for all chains together, whose warm-up is the way from where they begin, and
 * says whether draws come to be independent.
 */

import type { LogDensity } from "../../density/log-density.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import { essBulk, essSd } from "../../posterior/ess.ts";
import type { HamiltonianStatistics } from "../chain.ts";
import { DualAveraging } from "../hamiltonian/dual-averaging.ts";
import type { Kernel, Moves } from "../kernels/kernel.ts";
import { RotationTransition } from "./rotation.ts";

/** As a recipe has it. */
export interface RotationKernel {
  readonly kind: "rotation";
  /** Chain by chain, where it begins. */
  readonly places: readonly Float64Array[];
  /** The longest step of a trajectory. */
  readonly stepSize: number;
}

/** What the pilot has arrived at, as chains record it. */
export interface RotationAdaptation {
  /** The longest step of a trajectory. */
  readonly stepSize: number;
}

/** Of a trajectory: a quarter of the period is 1.57, and a fifth more serves numbers that are wider than they should be. */
const meanTime = 1.9;
/** Times vary by that share, so that no number comes back to where it was. */
const jitter = 0.2;
/** Of what is asked for, at least: measured on six models, between .88 and .95 effective draws for a gradient hardly differ, and tails are better served by more. */
const leastAcceptance = 0.95;
/** With one or two steps trajectories are accepted near the middle and refused in tails, where a chain then stays; the rate does not tell. */
const fewestSteps = 3;

/** Trajectories in as many steps as are no longer, a little more or less, than the longest. */
function move(transition: RotationTransition, stream: RandomStream, longest: number): HamiltonianStatistics {
  const time = meanTime * (1 + jitter * (2 * stream.uniform() - 1));
  return transition.move(time, Math.max(fewestSteps, Math.round(time / longest)));
}

function movesOf(transition: RotationTransition, stream: RandomStream, stepSize: number): Moves {
  return {
    position: transition.position,
    transition: () => move(transition, stream, stepSize),
    adaptation: () => ({ stepSize }),
  };
}

/** Trajectories of rotations; its density is nearly standard normal. */
export const rotationKernel: Kernel<RotationKernel, RotationAdaptation> = {
  adaptation: { stepSize: "positive" },
  start: ({ places, stepSize }, density, { stream, number }, observer) => {
    const place = places[(number - 1) % places.length]!;
    const transition = new RotationTransition(density, stream, place, observer);
    return { moves: movesOf(transition, stream, stepSize), failedPosition: null };
  },
  resume: (_, density, stream, { position, adaptation: { stepSize } }, observer) =>
    movesOf(new RotationTransition(density, stream, position, observer), stream, stepSize),
};

/** Transitions of the pilot that adapt, and those that it is judged by. */
const adapting = 100;
const judged = 200;
/** Of the latter so many are to be effective: where they are not, chains would stay in a tail for long. */
const fewestEffective = 20;

/**
 * The longest step for all chains, from a pilot that begins at `place`; null where it has divergences, or its scales, which are the last numbers, or
 * its log density come to be independent too slowly.
 */
export function adaptRotation(
  density: LogDensity,
  place: Float64Array,
  { scales, targetAcceptance }: { readonly scales: number; readonly targetAcceptance: number },
  stream: RandomStream,
): number | null {
  const transition = new RotationTransition(density, stream, place);
  const averaging = new DualAveraging(Math.max(leastAcceptance, targetAcceptance));
  averaging.restart(meanTime / 4);
  for (let i = 0; i < adapting; i++) {
    const { acceptanceRate } = move(transition, stream, Math.min(averaging.stepSize(), meanTime));
    averaging.update(acceptanceRate);
  }
  const longest = Math.min(averaging.finalStepSize(), meanTime);
  const seen = Array.from({ length: scales + 1 }, () => new Float64Array(judged));
  for (let i = 0; i < judged; i++) {
    const { divergent, logDensity } = move(transition, stream, longest);
    if (divergent) return null;
    seen[scales]![i] = logDensity;
    const { position } = transition;
    for (let k = 0; k < scales; k++) seen[k]![i] = position[position.length - scales + k]!;
  }
  const isEffective = seen.every(
    (values) => Math.min(essBulk(values, 1), essSd(values, 1)) >= fewestEffective,
  );
  return isEffective ? longest : null;
}

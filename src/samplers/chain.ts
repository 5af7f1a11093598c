/** The contract of samplers: a chain is made, and then asked for one transition after another. */

import type { InstantiatedModel } from "../density/compile.ts";
import type { RandomStream } from "../numeric/random-stream.ts";

/** What one transition of any sampler reports. The record is reused: read it before the next transition. */
export interface TransitionStatistics {
  /** Of the state after the transition. */
  logDensity: number;
  /** Mean Metropolis acceptance probability over the transition, 0..1. */
  acceptanceRate: number;
}

/**
 * Why a trajectory ended: it turned, in the whole or within a subtree; it had as many doublings as it may; its energy went astray; a step
 * that was divided had another way back; it was as long as it was to be.
 */
export const trajectoryEndings = ["turning", "deepest", "diverged", "irreversible", "complete"] as const;

/** One of them. */
export type TrajectoryEnding = (typeof trajectoryEndings)[number];

/** What a transition of a Hamiltonian sampler reports. */
export interface HamiltonianStatistics extends TransitionStatistics {
  stepSize: number;
  leapfrogSteps: number;
  divergent: boolean;
  /** The place of the ending among `trajectoryEndings`. */
  ending: number;
  /** The Hamiltonian at the start of the trajectory (after the momentum was drawn), as E-BFMI wants it. */
  energy: number;
}

/** What a transition of the no-U-turn sampler reports. */
export interface NutsStatistics extends HamiltonianStatistics {
  /** Completed doublings. */
  treeDepth: number;
}

/** A Markov chain. The first `warmup` transitions adapt, the ones after them leave the posterior invariant. */
export interface Chain<Adaptation extends ChainAdaptation = ChainAdaptation> {
  transition(): TransitionStatistics | HamiltonianStatistics;
  /** The numbers of a draw at the present state, into `draw`; what is integrated out is drawn by the chain's stream. */
  save(draw: Float64Array): void;
  /** What adaptation arrived at, as plain data for the run's record; call after warm-up. */
  adaptation(): Adaptation;
  /** Where the chain is, between two transitions; call after warm-up. The chain keeps no hold of it. */
  state(): ChainState<Adaptation>;
}

/** What adaptation arrived at: plain data, whose fields are the sampler's own (`Sampler.adaptation`). */
export type ChainAdaptation = object;

/**
 * All that a chain needs to go on but its stream of random numbers, as plain data that JSON keeps.
 *
 * A chain that is resumed makes the very transitions, bit by bit, that the chain would have made whose state it was. So what is
 * not in here is computed anew at the position by the same operations in the same order (a log density and its gradient), and what
 * would come out otherwise (a log weight, sums that were updated step by step) is in here.
 */
export interface ChainState<Adaptation extends ChainAdaptation = ChainAdaptation> {
  /** Numbers in an order of the sampler's own: the position, and what cannot be had from it. */
  readonly position: readonly number[];
  readonly adaptation: Adaptation;
}

/**
 * Watches what happens within transitions: for lessons, pictures and tests. Arrays are the sampler's own and change with the next
 * call: copy what is to be kept. Watching changes no draw.
 */
export interface ChainObserver {
  /** Of Hamiltonian samplers: the start of each trajectory, and the state after each of its leapfrog steps. */
  readonly onLeapfrog?: (state: LeapfrogState) => void;
  /** Of Hamiltonian samplers: each trajectory that has ended, with the state that was chosen of it. */
  readonly onTrajectory?: (trajectory: ObservedTrajectory) => void;
  /** Of Gibbs samplers: each block that was updated. */
  readonly onUpdate?: (update: BlockUpdate) => void;
}

/** A state of a Hamiltonian system. */
export interface LeapfrogState {
  /** Steps from the start of the trajectory, negative if backward in time; 0 at the start. */
  readonly offset: number;
  /** On the unconstrained scale. */
  readonly position: Float64Array;
  readonly momentum: Float64Array;
  /**
   * -log density + kinetic energy; +Infinity if it is not finite. In whitened coordinates the kinetic energy is that of a mass that depends on the
   * place, and counts the logarithm of its determinant.
   */
  readonly energy: number;
}

/** A trajectory of a Hamiltonian sampler. */
export interface ObservedTrajectory {
  /** Completed doublings; of NUTS only. */
  readonly treeDepth?: number;
  readonly leapfrogSteps: number;
  readonly divergent: boolean;
  readonly ending: TrajectoryEnding;
  /**
   * The states (`LeapfrogState.offset`) where that was seen, in the order of time: the ends of what turned, the state whose energy went
   * astray twice, otherwise the ends of the trajectory.
   */
  readonly endingBetween: readonly [from: number, to: number];
  /** Where among the states (`LeapfrogState.offset`) the chosen one is; 0 if the chain stays where it was. */
  readonly chosenOffset: number;
}

/** One update of a Gibbs sampler. */
export interface BlockUpdate {
  /** What was updated, as the schedule of `explain` names it: "b[sample]", "σ_b". */
  readonly block: string;
  /** By which kind of update: "normal", "slice". */
  readonly kind: string;
  /** All parameters after the update, on the unconstrained scale; where some are integrated out, those that are not. */
  readonly position: Float64Array;
}

/** A chain at its start, or the whole position at which no finite density was found. */
export type ChainStart<Adaptation extends ChainAdaptation = ChainAdaptation> =
  | { readonly chain: Chain<Adaptation>; readonly failedPosition: null }
  | { readonly chain: null; readonly failedPosition: Float64Array };

/** Which chain of a run it is. */
export interface ChainPlace {
  /** The chain's own: all its chance comes from here. */
  readonly stream: RandomStream;
  /** From 1: of two neighbours each begins on another side of each coordinate, where a sampler begins at random. */
  readonly number: number;
  /** Transitions that adapt: the first ones. */
  readonly warmup: number;
}

/** Makes chains that share a workspace: they may take turns in one thread. */
export interface ChainMaker<Adaptation extends ChainAdaptation = ChainAdaptation> {
  /** Numbers of a draw. */
  readonly width: number;
  /** Where chains are over all free numbers of a model: its density, and the numbers of a draw at a position. */
  readonly model?: InstantiatedModel;
  start(place: ChainPlace, observer?: ChainObserver): ChainStart<Adaptation>;
  /** The chain of this maker that was in `state` when its stream was where `stream` is: warm-up is over. */
  resume(stream: RandomStream, state: ChainState<Adaptation>, observer?: ChainObserver): Chain<Adaptation>;
}

/** A chain over positions on the unconstrained scale, of which it knows no more. */
export interface PositionChain<
  Statistics extends TransitionStatistics = TransitionStatistics,
  Adaptation extends ChainAdaptation = ChainAdaptation,
> {
  /** The current state; owned by the chain, changed by `transition`. */
  readonly position: Float64Array;
  transition(): Statistics;
  adaptation(): Adaptation;
}

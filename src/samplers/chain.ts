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
export interface Chain {
  transition(): TransitionStatistics | HamiltonianStatistics;
  /** The numbers of a draw at the present state, into `draw`; what is integrated out is drawn by the chain's stream. */
  save(draw: Float64Array): void;
  /** What adaptation arrived at, as plain data for the run's record; call after warm-up. */
  adaptation(): ChainAdaptation;
  /** Where the chain is, between two transitions; call after warm-up. The chain keeps no hold of it. */
  state(): ChainState;
}

/**
 * All that a chain needs to go on but its stream of random numbers, as plain data that JSON keeps.
 *
 * A chain that is resumed makes the very transitions, bit by bit, that the chain would have made whose state it was. So what is
 * not in here is computed anew at the position by the same operations in the same order (a log density and its gradient), and what
 * would come out otherwise (a log weight, sums that were updated step by step) is in here.
 */
export interface ChainState {
  /** Numbers in an order of the sampler's own: the position, and what cannot be had from it. */
  readonly position: readonly number[];
  readonly adaptation: ChainAdaptation;
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
  /** -log density + kinetic energy; +Infinity if it is not finite. */
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
export type ChainStart =
  | { readonly chain: Chain; readonly failedPosition: null }
  | { readonly chain: null; readonly failedPosition: Float64Array };

/** Makes chains that share a workspace: they may take turns in one thread. */
export interface ChainMaker {
  /** Numbers of a draw. */
  readonly width: number;
  /** Where chains are over all free numbers of a model: its density, and the numbers of a draw at a position. */
  readonly model?: InstantiatedModel;
  /**
   * A chain whose chance is all in `stream`, and whose first `warmup` transitions adapt. By its number, from 1, it begins on another
   * side than its neighbour, where a sampler begins at random.
   */
  readonly start: (
    stream: RandomStream,
    warmup: number,
    observer?: ChainObserver,
    chain?: number,
  ) => ChainStart;
  /** The chain of this maker that was in `state` when its stream was where `stream` is: warm-up is over. */
  readonly resume: (stream: RandomStream, state: ChainState, observer?: ChainObserver) => Chain;
}

/** A chain over positions on the unconstrained scale, of which it knows no more. */
export interface PositionChain<Statistics = HamiltonianStatistics, Adaptation = NutsAdaptation> {
  /** The current state; owned by the chain, changed by `transition`. */
  readonly position: Float64Array;
  transition(): Statistics;
  adaptation(): Adaptation;
}

/** What the adaptation of any sampler arrived at. */
export type ChainAdaptation =
  | NutsAdaptation
  | HmcAdaptation
  | IndependenceAdaptation
  | CollapsedGibbsAdaptation
  | GibbsAdaptation
  | NoAdaptation;

export interface NutsAdaptation {
  readonly stepSize: number;
  readonly metric: "fisher" | "low_rank" | "variance" | "dense";
  /** Of the inverse mass matrix the full matrix row by row (n², `dense`), or a diagonal (n). */
  readonly inverseMassMatrix: readonly number[];
  /** Directions with a scale of their own if the metric is `low_rank`; absent otherwise. */
  readonly lowRankTerms?: readonly LowRankTerm[];
}

export interface HmcAdaptation extends NutsAdaptation {
  /** Leapfrog steps of a trajectory. */
  readonly steps: number;
}

/** A mixture of multivariate t distributions as proposal, the same for every chain. */
export interface IndependenceAdaptation {
  readonly components: readonly ProposalComponent[];
  /** Positions that each transition chooses among, besides the present one. */
  readonly tries: number;
  /** Where the components are over some numbers only: the others are drawn given them. */
  readonly given?: GivenBlock;
}

/** Numbers that are drawn from a t distribution about their mode given the others, which is climbed to from an anchor. */
export interface GivenBlock {
  /** Their places on the unconstrained scale. */
  readonly inner: readonly number[];
  readonly anchor: readonly number[];
  readonly widths: readonly number[];
}

export interface ProposalComponent {
  /** Weights sum to one. */
  readonly weight: number;
  readonly degreesOfFreedom: number;
  readonly location: readonly number[];
  /** The Cholesky factor of the scale matrix, row by row. */
  readonly factor: readonly number[];
}

/** How a collapsed Gibbs sampler moves its hyperparameters, and how its effects mix. */
export interface CollapsedGibbsAdaptation {
  /** ρ² given the hyperparameters, from 0 to 1: the largest of those that warm-up met; NaN before there is one. */
  readonly mixingRate: number;
  /** Whether every sweep ends with a joint draw of all effects. */
  readonly drawsJointly: boolean;
  readonly moves: readonly CoordinateAdaptation[];
}

/** How coordinates are moved together. */
export interface CoordinateAdaptation {
  readonly coordinates: readonly number[];
  readonly kind: "slice" | "independence";
  /** First widths of slices. */
  readonly widths: readonly number[];
  /** Of the proposals; empty for slices. */
  readonly mean: readonly number[];
  /** Lower factor of the proposals' scale, row by row; empty for slices. */
  readonly scale: readonly number[];
}

/** What the updates of a Gibbs sampler learned. */
export interface GibbsAdaptation {
  /** In the order of a sweep. */
  readonly updates: readonly UpdateAdaptation[];
}

export interface UpdateAdaptation {
  readonly block: string;
  readonly kind: string;
  /** First widths of slices; of a trajectory the step size, then the inverse mass matrix; empty for draws. */
  readonly values: readonly number[];
}

/** Of a chain that adapts nothing. */
export type NoAdaptation = Readonly<Record<string, never>>;

/**
 * A direction of its own scale in coordinates divided by S, the roots of the diagonal: M⁻¹ = S·(I + Σ (variance - 1)·vector·vectorᵀ)·S
 * over such terms, whose vectors are orthonormal.
 */
export interface LowRankTerm {
  readonly variance: number;
  /** Of length n. */
  readonly vector: readonly number[];
}

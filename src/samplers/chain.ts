/** The contract of samplers: a chain is made, and then asked for one transition after another. */

/** What one transition reports. The record is reused: read it before the next transition. */
export interface TransitionStatistics {
  /** Of the state after the transition. */
  logDensity: number;
  /** Mean Metropolis acceptance probability over the trajectory, 0..1. */
  acceptanceRate: number;
  stepSize: number;
  treeDepth: number;
  leapfrogSteps: number;
  divergent: boolean;
  /** The Hamiltonian at the start of the trajectory (after the momentum was drawn), as E-BFMI wants it. */
  energy: number;
}

/** A Markov chain. The first `warmup` transitions adapt, the ones after them leave the posterior invariant. */
export interface Chain {
  /** The current state on the unconstrained scale; owned by the chain, changed by `transition`. */
  readonly position: Float64Array;
  transition(): TransitionStatistics;
  /** What adaptation arrived at, as plain data for the run's record; call after warm-up. */
  adaptation(): ChainAdaptation;
}

export interface ChainAdaptation {
  readonly stepSize: number;
  readonly metric: "fisher" | "low_rank" | "variance" | "dense";
  /** Of the inverse mass matrix the full matrix row by row (n², `dense`), or a diagonal (n). */
  readonly inverseMassMatrix: readonly number[];
  /** What is added to the diagonal if the metric is `low_rank`; absent otherwise. */
  readonly lowRankTerms?: readonly LowRankTerm[];
}

/** weight·vector·vectorᵀ, an n × n matrix: more inverse mass along a direction, or less if the weight is negative. */
export interface LowRankTerm {
  readonly weight: number;
  /** Of length n. */
  readonly vector: readonly number[];
}

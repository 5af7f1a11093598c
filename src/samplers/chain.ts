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
  readonly metric: "fisher" | "variance" | "dense";
  /** The diagonal (n), or the full matrix row by row (n²), of the inverse mass matrix. */
  readonly inverseMassMatrix: readonly number[];
}

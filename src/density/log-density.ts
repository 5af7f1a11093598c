/** The joint between a density and whoever samples it. */

/** A differentiable log density on unconstrained ℝⁿ. */
export interface LogDensity {
  /** Length of a position. */
  readonly dimension: number;
  /**
   * The log density at `position` up to a constant, and its gradient into `gradient`; both arrays have length
   * `dimension` and belong to the caller. Allocates nothing. May return NaN or ±Infinity, with any gradient: the
   * caller must treat that as density zero.
   */
  evaluate(position: Float64Array, gradient: Float64Array): number;
}

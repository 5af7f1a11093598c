/** What adaptation of step size and metric arrives at, for the record of a run. */

import type { ShapeOf } from "../../adaptation-shape.ts";

/** Of the no-U-turn sampler, and part of what static HMC arrives at. */
export interface NutsAdaptation {
  readonly stepSize: number;
  readonly metric: "fisher" | "low_rank" | "variance" | "dense";
  /** Of the inverse mass matrix the full matrix row by row (n², `dense`), or a diagonal (n). */
  readonly inverseMassMatrix: readonly number[];
  /** Directions with a scale of their own if the metric is `low_rank`; absent otherwise. */
  readonly lowRankTerms?: readonly LowRankTerm[];
}

/**
 * A direction of its own scale in coordinates divided by S, the roots of the diagonal: M⁻¹ = S·(I + Σ (variance - 1)·vector·vectorᵀ)·S
 * over such terms, whose vectors are orthonormal.
 */
export interface LowRankTerm {
  readonly variance: number;
  /** Of length n. */
  readonly vector: readonly number[];
}

/** The shapes of its fields. */
export const nutsAdaptationShape: ShapeOf<NutsAdaptation> = {
  stepSize: "positive",
  metric: "text",
  inverseMassMatrix: ["finite"],
  lowRankTerms: [{ variance: "positive", vector: ["finite"] }],
};

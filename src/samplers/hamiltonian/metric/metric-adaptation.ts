/** How a metric is learned during warm-up: the contract of those that there are. */

import type { Metric } from "./metric.ts";

/**
 * What an update did to the metric: nothing; a small refinement, for which the step size goes on as it was; or a
 * replacement, after which the step size is searched anew.
 */
export type MetricChange = "unchanged" | "refined" | "replaced";

export interface MetricAdaptation {
  readonly metric: Metric;
  /** Before the first transition. */
  begin(position: Float64Array, gradient: Float64Array): void;
  /**
   * After warm-up transition number `iteration` (from 0) ended at `position`, where the log density has `gradient`.
   * `isGood` says that the chain moved, and not only a little way before a divergence.
   */
  update(iteration: number, position: Float64Array, gradient: Float64Array, isGood: boolean): MetricChange;
}

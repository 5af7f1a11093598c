/**
 * Stan's diagonal metric: M⁻¹ = the variances of the draws of a window, shrunk toward a small constant, renewed at the
 * end of each window and estimated afresh in the next. Source: Stan's `var_adaptation.hpp`.
 */

import { RunningVariance } from "../../../numeric/running-variance.ts";
import { type WarmupWindows, warmupWindows } from "../warmup-windows.ts";
import { DiagonalMetric } from "./metric.ts";
import type { MetricAdaptation, MetricChange } from "./metric-adaptation.ts";

/** Stan: the estimate counts as n draws, the constant as 5. */
export const shrinkageCount = 5;
/** Stan's constant. */
export const shrinkageTarget = 1e-3;

/** The windows are those of `warmup-windows.ts`. */
export class VarianceAdaptation implements MetricAdaptation {
  readonly metric: DiagonalMetric;
  private readonly dimension: number;
  private readonly windows: WarmupWindows;
  private readonly draws: RunningVariance;
  private window = 0;

  constructor(dimension: number, warmup: number) {
    this.dimension = dimension;
    this.metric = new DiagonalMetric(dimension);
    this.windows = warmupWindows(warmup);
    this.draws = new RunningVariance(dimension);
  }

  begin(): void {}

  update(iteration: number, position: Float64Array): MetricChange {
    const { initialBuffer, ends } = this.windows;
    if (iteration < initialBuffer || this.window === ends.length) return "unchanged";
    this.draws.add(position);
    if (iteration + 1 < ends[this.window]) return "unchanged";
    const count = this.draws.count;
    const weight = count / (count + shrinkageCount);
    for (let i = 0; i < this.dimension; i++) {
      // n/(n + 5)·variance + 5/(n + 5)·10⁻³
      this.metric.update(i, weight * this.draws.variance(i) + (1 - weight) * shrinkageTarget);
    }
    this.draws.reset();
    this.window++;
    return "replaced";
  }
}

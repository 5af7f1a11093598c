/**
 * Stan's dense metric: M⁻¹ = the covariance of the draws of a window, shrunk toward a small multiple of the unit
 * matrix, renewed as the diagonal one is. Source: Stan's `covar_adaptation.hpp`.
 */

import { RunningCovariance } from "../../../numeric/running-covariance.ts";
import { type WarmupWindows, warmupWindows } from "../warmup-windows.ts";
import { DenseMetric } from "./dense-metric.ts";
import type { MetricAdaptation, MetricChange } from "./metric-adaptation.ts";
import { shrinkageCount, shrinkageTarget } from "./variance.ts";

export class DenseAdaptation implements MetricAdaptation {
  readonly metric: DenseMetric;
  private readonly dimension: number;
  private readonly windows: WarmupWindows;
  private readonly draws: RunningCovariance;
  private readonly estimate: Float64Array;
  private window = 0;

  constructor(dimension: number, warmup: number) {
    this.dimension = dimension;
    this.metric = new DenseMetric(dimension);
    this.windows = warmupWindows(warmup);
    this.draws = new RunningCovariance(dimension);
    this.estimate = new Float64Array(dimension * dimension);
  }

  begin(): void {}

  update(iteration: number, position: Float64Array): MetricChange {
    const { initialBuffer, ends } = this.windows;
    if (iteration < initialBuffer || this.window === ends.length) return "unchanged";
    this.draws.add(position);
    if (iteration + 1 < ends[this.window]) return "unchanged";
    const { dimension, estimate } = this;
    const weight = this.draws.count / (this.draws.count + shrinkageCount);
    // n/(n + 5)·covariance + 5/(n + 5)·10⁻³·I
    this.draws.covariance(estimate);
    for (let k = 0; k < estimate.length; k++) estimate[k] *= weight;
    for (let i = 0; i < dimension; i++) estimate[i * dimension + i] += (1 - weight) * shrinkageTarget;
    this.draws.reset();
    this.window++;
    return this.metric.update(estimate) ? "replaced" : "unchanged";
  }
}

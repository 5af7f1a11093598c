/**
 * The default metric, Fisher's with a few directions more: the diagonal is the Fisher metric's, learned as it is there, and where
 * draws and gradients show that the posterior, so rescaled, is long or narrow, the metric has a direction of its own
 * (`fisher-directions.ts`). So a group mean that gives way to its groups, one long ridge among many coordinates, costs no
 * long trajectories. Source: Seyboldt, Carlson & Carpenter (arXiv:2603.18845); nuts-rs, `transform/low_rank.rs`.
 *
 * The directions are found anew for every so many draws of a window of the Fisher metric, and at the end. The short windows of
 * the early phase have none: from so few draws on the way in they mislead.
 */

import { DrawHistory } from "./draw-history.ts";
import { FisherAdaptation } from "./fisher.ts";
import { findDirections } from "./fisher-directions.ts";
import { LowRankMetric } from "./low-rank-metric.ts";
import type { MetricAdaptation, MetricChange } from "./metric-adaptation.ts";

// More shorten trajectories further, but with curved posteriors at a loss of effective draws (docs/algorithms/nuts.md).
const mostDirections = 10;
// The directions are made of the latest draws only, so that finding them costs no more than this allows.
const mostDraws = 200;
const fewestDraws = 10;
const drawsBetweenRenewals = 40;

export class LowRankAdaptation implements MetricAdaptation {
  readonly metric: LowRankMetric;
  private readonly fisher: FisherAdaptation;
  private readonly history = new DrawHistory(mostDraws);
  /** Draws in the window when the directions were last found. */
  private lastCount = 0;

  constructor(dimension: number, warmup: number) {
    this.fisher = new FisherAdaptation(dimension, warmup);
    this.metric = new LowRankMetric(this.fisher.metric, Math.min(mostDirections, dimension));
  }

  begin(position: Float64Array, gradient: Float64Array): void {
    this.history.add(position, gradient);
    this.fisher.begin(position, gradient);
  }

  update(iteration: number, position: Float64Array, gradient: Float64Array, isGood: boolean): MetricChange {
    if (this.fisher.isFrozen(iteration)) return "unchanged";
    if (isGood) this.history.add(position, gradient);
    const change = this.fisher.update(iteration, position, gradient, isGood);
    const count = this.fisher.windowCount;
    if (this.isDue(iteration, count)) {
      this.metric.setDirections(this.findDirections(count));
      this.lastCount = count;
    } else this.metric.rescale();
    return change;
  }

  private isDue(iteration: number, count: number): boolean {
    if (count < fewestDraws) return false;
    const hasSwitched = count < this.lastCount;
    const isFull = count >= this.lastCount + drawsBetweenRenewals;
    return hasSwitched || isFull || this.fisher.isFrozen(iteration + 1);
  }

  private findDirections(count: number) {
    const { diagonal } = this.metric;
    const { history } = this;
    // S⁻¹x and S·g
    return findDirections(
      centered(history.latestDraws(count), (x, i) => x / diagonal.scale(i)),
      centered(history.latestGradients(count), (g, i) => g * diagonal.scale(i)),
      mostDirections,
    );
  }
}

/** Copies of the vectors, each element rescaled, less the mean. */
function centered(
  vectors: readonly Float64Array[],
  rescale: (element: number, index: number) => number,
): Float64Array[] {
  const copies = vectors.map((vector) => vector.map(rescale));
  const mean = new Float64Array(vectors[0].length);
  for (const copy of copies) for (let i = 0; i < mean.length; i++) mean[i] += copy[i] / copies.length;
  for (const copy of copies) for (let i = 0; i < mean.length; i++) copy[i] -= mean[i];
  return copies;
}

/** The metrics by their names, what a run's record says of one, and the metric made of what it says. */

import type { NutsAdaptation } from "./adapted-metric.ts";
import { DenseAdaptation } from "./dense.ts";
import { DenseMetric } from "./dense-metric.ts";
import { FisherAdaptation } from "./fisher.ts";
import { LowRankAdaptation } from "./low-rank.ts";
import { LowRankMetric } from "./low-rank-metric.ts";
import { DiagonalMetric, type Metric } from "./metric.ts";
import type { MetricAdaptation } from "./metric-adaptation.ts";
import { VarianceAdaptation } from "./variance.ts";

/**
 * How the inverse mass matrix is learned: from draws and gradients a diagonal (`fisher`), or a diagonal and a few
 * directions (`low_rank`); from draws alone a diagonal (`variance`) or all of it (`dense`).
 */
export type MetricName = NutsAdaptation["metric"];

/** All of them. */
export const metricNames: readonly MetricName[] = ["fisher", "low_rank", "variance", "dense"];

const adaptations = {
  fisher: FisherAdaptation,
  low_rank: LowRankAdaptation,
  variance: VarianceAdaptation,
  dense: DenseAdaptation,
};

/** The unit metric, with how it is learned in `warmup` transitions. */
export function adaptMetric(name: MetricName, dimension: number, warmup: number): MetricAdaptation {
  return new adaptations[name](dimension, warmup);
}

/** The metric as it is now, as plain data. */
export function describeMetric(name: MetricName, metric: Metric): Omit<NutsAdaptation, "stepSize"> {
  const lowRankTerms = metric.lowRankTerms?.();
  return {
    metric: name,
    inverseMassMatrix: metric.inverseMassMatrix(),
    ...(lowRankTerms && { lowRankTerms }),
  };
}

/** The metric that was described, with the same bits in every momentum and velocity. */
export function restoreMetric(
  { metric, inverseMassMatrix, lowRankTerms = [] }: Omit<NutsAdaptation, "stepSize">,
  dimension: number,
): Metric {
  if (metric === "dense") {
    const dense = new DenseMetric(dimension);
    dense.update(Float64Array.from(inverseMassMatrix));
    return dense;
  }
  const diagonal = new DiagonalMetric(dimension);
  inverseMassMatrix.forEach((inverseMass, i) => {
    diagonal.update(i, inverseMass);
  });
  if (metric !== "low_rank") return diagonal;
  const lowRank = new LowRankMetric(diagonal, lowRankTerms.length);
  lowRank.setDirections(
    lowRankTerms.map(({ variance, vector }) => ({ variance, vector: Float64Array.from(vector) })),
  );
  return lowRank;
}

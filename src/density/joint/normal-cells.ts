/**
 * The log likelihood of a cell of n observations of a normal outcome with mean ȳ and sample standard deviation s:
 *
 *   n (-log σ - log(2π)/2) - (n (ȳ - μ)² + (n - 1) s²) / (2 σ²)
 *
 * It is that of the n observations, since Σ (y - μ)² = n (ȳ - μ)² + (n - 1) s². It is written as a distribution of ȳ, which it is not:
 * the density is that of all observations.
 */

import { positiveSupport, realSupport, type ScalarDistribution } from "../../distributions/distribution.ts";
import { normal } from "../../distributions/normal.ts";
import type { BoundModel, OutcomeCells } from "../../model/bound-model.ts";
import type { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";

/** Arguments: those of the normal distribution, then what `cellData` gives. */
export const normalCells: ScalarDistribution = {
  kind: "scalar",
  name: "normal_cells",
  description: "Observations with one mean and sd, by their number, mean and sum of squares about it.",
  arguments: [
    ...normal.arguments,
    { name: "count", support: positiveSupport, description: "number of observations" },
    { name: "squares", support: realSupport, description: "sum of squares about their mean" },
  ],
  support: realSupport,
  where: { z: "(x - mean) / sd" },
  logDensity: [
    "-0.5 * count * square(z)",
    "-0.5 * squares / square(sd)",
    "-count * log(sd)",
    "-count * half_log_two_pi",
  ],
  partials: { mean: "count * z / sd", sd: "(count * square(z) + squares / square(sd) - count) / sd" },
};

/** The number of observations in each cell, and (n - 1) s². */
export function cellData(
  graph: Graph,
  { domains }: BoundModel,
  { counts, deviations }: OutcomeCells,
): Node[] {
  const squares = deviations.map((deviation, i) => (counts[i]! - 1) * deviation * deviation);
  return [graph.data(domains.rows, counts), graph.data(domains.rows, squares)];
}

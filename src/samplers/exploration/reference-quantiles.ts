/**
 * Quantiles of what a density of few numbers is of, by importance sampling: a reference for draws that come from another sampler, whose chains
 * may all be in one of several modes and agree on it.
 */

import { exp } from "../../numeric/exponential.ts";
import { type Reference, referenceProbabilities } from "../../posterior/draws.ts";
import type { WeightedSample } from "./weighted-points.ts";

/** `read` gives the values of the variables at a position, in the order of their names. */
export function referenceQuantiles(
  { positions, logWeights }: WeightedSample,
  names: readonly string[],
  read: (position: Float64Array) => ArrayLike<number>,
): Reference {
  const greatest = logWeights.reduce((most, one) => Math.max(most, one), -Infinity);
  const weights = logWeights.map((one) => exp(one - greatest));
  let [sum, squares] = [0, 0];
  for (const weight of weights) {
    sum += weight;
    squares += weight * weight;
  }
  const values = names.map(() => new Float64Array(positions.length));
  positions.forEach((position, n) => {
    const numbers = read(position);
    for (let v = 0; v < names.length; v++) values[v]![n] = numbers[v]!;
  });
  return {
    effective: (sum * sum) / squares,
    quantiles: Object.fromEntries(names.map((name, v) => [name, quantilesOf(values[v]!, weights, sum)])),
  };
}

function quantilesOf(values: Float64Array, weights: Float64Array, total: number): number[] {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const quantiles: number[] = [];
  let below = 0;
  for (const n of order) {
    below += weights[n]! / total;
    while (
      quantiles.length < referenceProbabilities.length &&
      below >= referenceProbabilities[quantiles.length]!
    )
      quantiles.push(values[n]!);
  }
  while (quantiles.length < referenceProbabilities.length) quantiles.push(values[order[order.length - 1]!]!);
  return quantiles;
}

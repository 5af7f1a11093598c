/**
 * Quantiles and standard deviations of what a density of few numbers is of, by importance sampling: a reference for draws that come from another sampler, whose chains
 * may all be in one of several modes and agree on it.
 */

import { exp } from "../../numeric/exponential.ts";
import { type Reference, referenceProbabilities } from "../../posterior/draws.ts";
import type { WeightedSample } from "./weighted-points.ts";

/** Of ascending independent draws the shape of their heavier tail; null where it leaves a mean and an sd. */
export type JudgeTails = (sorted: Float64Array) => number | null;

/** `read` gives the values of the variables at a position, in the order of their names. */
export function referenceQuantiles(
  { positions, logWeights }: WeightedSample,
  names: readonly string[],
  read: (position: Float64Array) => ArrayLike<number>,
  judgeTails: JudgeTails,
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
  const effective = (sum * sum) / squares;
  const heavyTails: Record<string, number> = {};
  names.forEach((name, v) => {
    const shape = judgeTails(resample(values[v]!, weights, sum, Math.floor(effective)));
    if (shape !== null) heavyTails[name] = shape;
  });
  return {
    effective,
    heavyTails,
    quantiles: Object.fromEntries(names.map((name, v) => [name, quantilesOf(values[v]!, weights, sum)])),
    sds: Object.fromEntries(names.map((name, v) => [name, sdOf(values[v]!, weights, sum)])),
  };
}

/** So many equally weighted values for the weighted ones, ascending. */
function resample(values: Float64Array, weights: Float64Array, total: number, count: number): Float64Array {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const chosen = new Float64Array(count);
  let [next, below] = [0, 0];
  for (const n of order) {
    below += weights[n]! / total;
    while (next < count && (next + 0.5) / count <= below) chosen[next++] = values[n]!;
  }
  return chosen.fill(values[order[order.length - 1]!]!, next);
}

/** With its standard error, by the spread of the weighted squares about their mean. */
function sdOf(values: Float64Array, weights: Float64Array, total: number): [sd: number, error: number] {
  let [mean, square, spread] = [0, 0, 0];
  for (let n = 0; n < values.length; n++) mean += (weights[n]! / total) * values[n]!;
  for (let n = 0; n < values.length; n++)
    square += (weights[n]! / total) * (values[n]! - mean) * (values[n]! - mean);
  for (let n = 0; n < values.length; n++) {
    const part = (weights[n]! / total) * ((values[n]! - mean) * (values[n]! - mean) - square);
    spread += part * part;
  }
  const sd = Math.sqrt(square);
  return [sd, Math.sqrt(spread) / (2 * sd)];
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

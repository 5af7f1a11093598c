/**
 * Power-scaling: how the posterior changes when its prior or its likelihood is raised to a power α near 1, told from draws alone, by
 * importance weights. A component that is raised to α weighs each draw by itself to the power α - 1.
 *
 * Source: Kallioinen, Paananen, Bürkner & Vehtari (2024), "Detecting and diagnosing prior and likelihood sensitivity with power-scaling",
 * Statistics and Computing 34, 57; number by number as `powerscale_sensitivity` and `powerscale_gradients` of the R package priorsense. The
 * distance is that of Nguyen & Vreeken (2015), "Non-parametric Jensen-Shannon divergence", between distribution functions.
 */

import { log } from "../numeric/logarithm.ts";
import type { EstimateNumbers } from "./estimate.ts";
import { isAllFinite, isConstant, mean, standardDeviation } from "./moments.ts";
import { smoothWeights } from "./psis.ts";
import { intervalProbabilities, quantile, sortDraws } from "./quantile.ts";
import { weightedMean, weightedQuantiles, weightedSd } from "./weighted.ts";

/** The powers below and above 1, as in priorsense. */
const powers: readonly [lower: number, upper: number] = [0.99, 1.01];

/** Doublings of the power from 1 to the lower one, below 0, and to the upper one. */
const doublings = powers.map((power) => log(power) / Math.LN2) as [number, number];

/** From this sensitivity on it is told, as in priorsense: a normal posterior whose mean moves by about 0.3 of its sd with each doubling. */
export const sensitivityThreshold = 0.05;

/** Importance weights of draws for both powers of a component. */
export interface PowerScaled {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** The larger of the shapes of both tails; above `worstParetoK` of `psis.ts` the weights are not to be trusted. */
  readonly paretoK: number;
}

/** What a component does to a quantity. */
export interface Sensitivity {
  /** Distance of the distributions per doubling of the power, at least 0; below 1. */
  readonly distance: number;
  /** The distance that so many draws show where there is none: that of the same weights on other draws. */
  readonly noise: number;
  /** How far each number moves per doubling of the power, in units of the quantity. */
  readonly changes: EstimateNumbers;
}

/** Draws of a quantity and their order. */
export interface OrderedDraws {
  readonly values: Float64Array;
  readonly sorted: Float64Array;
  /** The place among the draws of each sorted one. */
  readonly order: Uint32Array;
}

/** Puts draws in order. */
export function orderDraws(values: Float64Array): OrderedDraws {
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]! || a - b);
  return { values, sorted: sortDraws(values), order };
}

/**
 * The weights of a component, of which `logDensity` has the logarithm at each draw; null where it is the same at all of them, so that
 * there is nothing to scale, or not finite.
 */
export function powerScale(logDensity: Float64Array): PowerScaled | null {
  if (!isAllFinite(logDensity) || isConstant(logDensity)) return null;
  const [lower, upper] = powers.map((power) => smoothWeights(logDensity.map((one) => (power - 1) * one))) as [
    ReturnType<typeof smoothWeights>,
    ReturnType<typeof smoothWeights>,
  ];
  return {
    lower: lower.weights,
    upper: upper.weights,
    paretoK: Math.max(lower.paretoK, upper.paretoK),
  };
}

/** What a scaled component does to a quantity; `prob` is the probability of the interval whose ends are among the changes. */
export function sensitivityOf(draws: OrderedDraws, { lower, upper }: PowerScaled, prob: number): Sensitivity {
  const distanceAt = (shift: number): number =>
    (distance(draws, lower, shift) + distance(draws, upper, shift)) / (2 * doublings[1]);
  const shifts = Array.from({ length: shiftCount }, (_, k) =>
    Math.floor(((k + 1) * lower.length) / (shiftCount + 1)),
  );
  return {
    distance: distanceAt(0),
    noise: mean(shifts.map(distanceAt)),
    changes: changesOf(draws, [lower, upper], prob),
  };
}

/** So many times weights are moved on along the draws, to those that they do not belong to. */
const shiftCount = 3;

/**
 * The cumulative Jensen-Shannon distance of draws from themselves with weights: √((CJS(P‖Q) + CJS(Q‖P)) / ∫(P + Q)), the larger of that of
 * x and that of -x. The draw at place i has the weight at i + `shift`, around the end.
 */
function distance({ sorted, order }: OrderedDraws, weights: Float64Array, shift: number): number {
  const count = sorted.length;
  let [ahead, area, back, backArea] = [0, 0, 0, 0];
  let below = 0;
  for (let k = 0; k < count - 1; k++) {
    below += weights[(order[k]! + shift) % count]!;
    const width = sorted[k + 1]! - sorted[k]!;
    if (width === 0) continue;
    const p = (k + 1) / count;
    const q = Math.min(1, below);
    ahead += width * divergence(p, q);
    area += width * (p + q);
    back += width * divergence(1 - p, 1 - q);
    backArea += width * (2 - p - q);
  }
  const largest = Math.max(ahead / area, back / backArea);
  return largest > 0 ? Math.sqrt(largest) : 0;
}

/** p log₂(p/m) + q log₂(q/m), m = (p + q)/2: of both divergences what does not cancel in their sum. */
function divergence(p: number, q: number): number {
  const middle = (p + q) / 2;
  const part = (one: number): number => (one > 0 ? one * log(one / middle) : 0);
  return Math.max(0, part(p) + part(q)) / Math.LN2;
}

/** Slopes to both sides, averaged. */
function changesOf(
  draws: OrderedDraws,
  weights: readonly [Float64Array, Float64Array],
  prob: number,
): EstimateNumbers {
  const { values, sorted } = draws;
  const [low, high] = intervalProbabilities(prob);
  const base = [mean(values), standardDeviation(values), ...[low, 0.5, high].map((p) => quantile(sorted, p))];
  const [below, above] = weights.map((one) => numbersOf(draws, one, [low, 0.5, high])) as [
    number[],
    number[],
  ];
  const [toLower, toUpper] = doublings;
  const slopes = base.map((at, k) => ((below[k]! - at) / toLower + (above[k]! - at) / toUpper) / 2);
  const [ofMean, ofSd, lower, median, upper] = slopes as [number, number, number, number, number];
  return { mean: ofMean, sd: ofSd, lower, median, upper };
}

function numbersOf(
  { values, sorted, order }: OrderedDraws,
  weights: Float64Array,
  probabilities: readonly number[],
): number[] {
  const inOrder = Float64Array.from(order, (place) => weights[place]!);
  return [
    weightedMean(values, weights),
    weightedSd(values, weights),
    ...weightedQuantiles(sorted, inOrder, probabilities),
  ];
}

/** The components that a mixture is made of while it is fitted, the last of which is a defensive one. */

import { choleskyFactor } from "../../numeric/cholesky.ts";
import type { PriorRange } from "./prior-range.ts";
import type { TComponent, TMixture } from "./t-mixture.ts";

/** Of components with tails; those of a mode's middle are normal distributions. */
const tailDegrees = 5;
/**
 * How much wider than fitted the scales of components are: of 1.05 to 1.2 the best over six models. More points are effective with less, but chains stay
 * where the weights are great, which then are those of the tails.
 */
export const widening = 1.15;
/** How much of a mode its shoulders have at first, and their variance beside that of its middle. */
const shoulderShare = 0.2;
const shoulderVariance = 3;
/** The share of the defensive component while a mixture is fitted; its tails are those of a Cauchy. */
const defensiveShare = 0.05;
/** Its share where nothing was found that only it met. */
export const slightDefence = 0.02;
const defensiveDegrees = 1;

/** A component about a place; null if its covariance is none. */
export function componentOf(
  location: Float64Array,
  covariance: Float64Array,
  weight: number,
  degreesOfFreedom: number = tailDegrees,
): TComponent | null {
  const factor = covariance.map((value) => widening * widening * value);
  if (!choleskyFactor(factor, location.length)) return null;
  return { weight, degreesOfFreedom, location: location.slice(), factor };
}

/**
 * A mode's middle, which is normal, and its shoulders, a t distribution about the same place: together they have the shape of most
 * posteriors, where a t distribution by itself has too little in the middle. None if the covariance is none.
 */
export function componentsOfMode(
  location: Float64Array,
  covariance: Float64Array,
  weight: number,
): TComponent[] {
  const middle = componentOf(location, covariance, (1 - shoulderShare) * weight, Infinity);
  const wide = covariance.map((value) => shoulderVariance * value);
  const shoulders = componentOf(location, wide, shoulderShare * weight);
  return middle === null || shoulders === null ? [] : [middle, shoulders];
}

/** In the middle of the box that the bulk of the prior is in, and as wide. */
export function defensiveComponent({ boxes }: PriorRange): TComponent {
  const { lower, upper } = boxes[0]!;
  const size = lower.length;
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++) factor[i * size + i] = Math.max((upper[i]! - lower[i]!) / 4, 1e-300);
  const location = lower.map((low, i) => (low + upper[i]!) / 2);
  return { weight: defensiveShare, degreesOfFreedom: defensiveDegrees, location, factor };
}

/** Weights that sum to one; the defensive component, which is the last, has its share. */
export function normalize(components: readonly TComponent[], share = defensiveShare): TMixture {
  const fitted = components.slice(0, -1);
  const total = fitted.reduce((sum, { weight }) => sum + weight, 0);
  const defensive = { ...components[components.length - 1]!, weight: share };
  return [...fitted.map((one) => ({ ...one, weight: ((1 - share) * one.weight) / total })), defensive];
}

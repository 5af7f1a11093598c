/** The components that a mixture is made of while it is fitted, the last of which is a defensive one. */

import { choleskyFactor } from "../../numeric/cholesky.ts";
import type { PriorRange } from "./prior-range.ts";
import type { TComponent, TMixture } from "./t-mixture.ts";

/** Of the components that are fitted. */
export const degreesOfFreedom = 5;
/** How much wider than fitted the scales of components are: of 1.05 to 1.35 the best over five models (test/bench/several-tries.mjs). */
export const widening = 1.15;
/** The share of the defensive component, and how heavy its tails are: those of a Cauchy. */
const defensiveShare = 0.05;
const defensiveDegrees = 1;

/** A component about a place; null if its covariance is none. */
export function componentOf(
  location: Float64Array,
  covariance: Float64Array,
  weight: number,
): TComponent | null {
  const factor = covariance.map((value) => widening * widening * value);
  if (!choleskyFactor(factor, location.length)) return null;
  return { weight, degreesOfFreedom, location: location.slice(), factor };
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

/** Weights that sum to one; the defensive component, which is the last, keeps its share. */
export function normalize(components: readonly TComponent[]): TMixture {
  const fitted = components.slice(0, -1);
  const total = fitted.reduce((sum, { weight }) => sum + weight, 0);
  const defensive = { ...components[components.length - 1]!, weight: defensiveShare };
  return [
    ...fitted.map((one) => ({ ...one, weight: ((1 - defensiveShare) * one.weight) / total })),
    defensive,
  ];
}

/**
 * The way up a density that is nearly standard normal about 0 from a place far off, until it is as high as draws are, by the BFGS method with the
 * last few steps remembered (Nocedal & Wright 2006, algorithm 7.4). It is no climb to the mode, so that chains go on from different
 * places, and it says whether all that is in reach is one hill.
 */

import type { LogDensity } from "../../density/log-density.ts";

const mostSteps = 1000;
const mostHalvings = 30;
const remembered = 8;
/** Draws of n numbers are lower than the mode by n/2, and by so many times √n more. */
const spread = 4;
/** Another mode with less than e⁻⁶ of the evidence does not count, be it e times as wide in each number. */
const negligible = -6;
const widerLog = 1;
/** A step moves no number farther than this. */
const longest = 10;

interface Step {
  readonly moved: Float64Array;
  readonly turned: Float64Array;
  /** 1 / moved'turned */
  readonly inverse: number;
}

/**
 * Where a way ends: at the first place that is high enough, a new one; at another mode that holds a share of the posterior that may count;
 * or lost, on a way too long or at a mode that is too low to count.
 */
export type Arrival =
  | { readonly kind: "arrived"; readonly place: Float64Array }
  | { readonly kind: "apart" | "lost"; readonly place: null };

/** The way up from a place. */
export function approach(density: LogDensity, from: Float64Array): Arrival {
  const size = density.dimension;
  let gradient = new Float64Array(size);
  const top = density.evaluate(new Float64Array(size), gradient);
  const enough = top - size / 2 - spread * Math.sqrt(size);
  const ended = (value: number): Arrival => {
    const isNegligible = value + widerLog * size < top + negligible;
    return { kind: isNegligible ? "lost" : "apart", place: null };
  };
  let place = from.slice();
  let value = density.evaluate(place, gradient);
  let steps: Step[] = [];
  for (let count = 0; count < mostSteps && value < enough; count++) {
    const direction = uphill(gradient, steps);
    const next = new Float64Array(size);
    const slope = new Float64Array(size);
    const promise = dot(direction, gradient);
    let there = -Infinity;
    let length = Math.min(1, longest / largest(direction));
    for (let halvings = 0; halvings < mostHalvings; halvings++, length /= 2) {
      for (let i = 0; i < size; i++) next[i] = place[i]! + length * direction[i]!;
      there = density.evaluate(next, slope);
      if (there > value + 1e-4 * length * promise && slope.every(Number.isFinite)) break;
    }
    if (!(there > value)) {
      if (steps.length === 0) return ended(value);
      // What is remembered has led nowhere.
      steps = [];
      continue;
    }
    const moved = next.map((x, i) => x - place[i]!);
    const turned = gradient.map((g, i) => g - slope[i]!);
    const curvature = dot(moved, turned);
    if (curvature > 0) steps = [...steps.slice(1 - remembered), { moved, turned, inverse: 1 / curvature }];
    place = next;
    gradient = slope;
    value = there;
  }
  return value >= enough ? { kind: "arrived", place } : ended(value);
}

/** The inverse Hessian that the steps tell, times the gradient; the plain gradient where there are none, since the density is nearly standard. */
function uphill(gradient: Float64Array, steps: readonly Step[]): Float64Array {
  const direction = gradient.slice();
  const shares = new Float64Array(steps.length);
  for (let k = steps.length - 1; k >= 0; k--) {
    const { moved, turned, inverse } = steps[k]!;
    shares[k] = inverse * dot(moved, direction);
    addTo(direction, -shares[k]!, turned);
  }
  const last = steps.at(-1);
  const scale = last === undefined ? 1 : 1 / (last.inverse * dot(last.turned, last.turned));
  for (let i = 0; i < direction.length; i++) direction[i]! *= scale;
  steps.forEach(({ moved, turned, inverse }, k) => {
    addTo(direction, shares[k]! - inverse * dot(turned, direction), moved);
  });
  return direction;
}

function addTo(x: Float64Array, factor: number, y: Float64Array): void {
  for (let i = 0; i < x.length; i++) x[i]! += factor * y[i]!;
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
}

function largest(x: Float64Array): number {
  let most = 0;
  for (const one of x) most = Math.max(most, Math.abs(one));
  return most;
}

/** The coordinates in which a joint density is nearly standard normal, and whether it is. */

import type { LogDensity } from "../../density/log-density.ts";
import { choleskyFactor } from "../../numeric/cholesky.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import { SparseCholesky } from "../../numeric/sparse-cholesky.ts";
import { columnOf, InnerPrecision, type Precision } from "./precision.ts";
import type { Whitening } from "./whitening.ts";

/**
 * The whitening at a place by the precision H of all numbers there, but for the scales φ: what is known of them when u is not is `curvature`, S,
 * so H_φφ becomes H_φu·H_uu⁻¹·H_uφ + S. Null where one is not definite.
 */
export function whiteningAt(
  center: Float64Array,
  precision: Precision,
  scales: readonly number[],
  curvature: Float64Array,
): Whitening | null {
  const { pattern } = precision;
  const count = scales.length;
  const inner = new InnerPrecision(pattern, scales);
  if (!choleskyFactor(curvature.slice(), count) || !inner.update(precision, 0)) return null;
  const columns = scales.map((place) => columnOf(precision, place));
  const solved = columns.map((column) => inner.solve(column));
  const block = (a: number, b: number): number =>
    curvature[a * count + b]! + columns[a]!.reduce((sum, value, i) => sum + value * solved[b]![i]!, 0);
  const diagonal = precision.diagonal.slice();
  const below = precision.below.slice();
  scales.forEach((place, a) => {
    diagonal[place] = block(a, a);
    for (let p = pattern.starts[place]!; p < pattern.starts[place + 1]!; p++) {
      const b = scales.indexOf(pattern.rows[p]!);
      if (b >= 0) below[p] = block(a, b);
    }
  });
  const whole = new SparseCholesky(pattern, new Set(scales));
  return whole.update(below, diagonal) ? { center: center.slice(), factor: whole.factor, maps: [] } : null;
}

/** Places that a whitening is tried at. */
const tries = 25;
/** The mean square, over numbers, of what the slope at such a place is off that of a standard normal density, at most, at the median place. */
const largestResidual = 0.2;
/** The same over the scales alone. */
const largestScaleResidual = 1;

/** So many standard deviations out the slope is looked at, along so many numbers: the ones that others depend on are last. */
const tailDistance = 3;
const mostTails = 40;
/** A standard normal density has 3 there, Student's with 4 degrees of freedom about 1, Cauchy's 0.55. */
const leastTailSlope = 0.6;

/**
 * How far a density is off the standard normal one, in units of what is near enough: it is nearly that up to 1. At places that are standard normal the
 * slope of such a density is about -z; that of a funnel or of a second mode within reach is not. Its mean would be the Fisher divergence from the
 * normal density; the median is not of a single place. `scales` are the last so many numbers of z. Infinite where a slope is not finite.
 */
export function distanceFromNormal(whitened: LogDensity, scales: number, stream: RandomStream): number {
  const size = whitened.dimension;
  const gradient = new Float64Array(size);
  const residuals = new Float64Array(tries);
  const scaleResiduals = new Float64Array(tries);
  for (let k = 0; k < tries; k++) {
    const z = Float64Array.from({ length: size }, () => stream.normal());
    if (!Number.isFinite(whitened.evaluate(z, gradient))) return Infinity;
    for (let i = 0; i < size; i++) {
      const off = gradient[i]! + z[i]!;
      const square = off * off;
      residuals[k]! += square / size;
      if (i >= size - scales) scaleResiduals[k]! += square / scales;
    }
  }
  const distance = Math.max(
    median(residuals) / largestResidual,
    median(scaleResiduals) / largestScaleResidual,
  );
  return Number.isFinite(distance) ? distance : Infinity;
}

/**
 * Whether a density falls along each of the last numbers before `end`, in both directions, as steeply as it should in a tail. Along a scale it
 * need not: the effects have less room there.
 */
export function hasNoHeavyTail(whitened: LogDensity, end: number): boolean {
  const size = whitened.dimension;
  const gradient = new Float64Array(size);
  for (let i = Math.max(0, end - mostTails); i < end; i++) {
    for (const side of [-tailDistance, tailDistance]) {
      const z = new Float64Array(size);
      z[i] = side;
      if (!Number.isFinite(whitened.evaluate(z, gradient))) return false;
      if (-gradient[i]! * side < leastTailSlope * tailDistance) return false;
    }
  }
  return true;
}

/** Of an odd number of values, which are sorted. */
function median(values: Float64Array): number {
  return values.sort()[(values.length - 1) / 2]!;
}

/**
 * The normal density q that is nearest to a posterior π. Where π has humps or a flat top, its curvature at the mode is that of a small part of it. Of
 * all normal densities the one with the least Kullback-Leibler divergence from q to π has a mean slope of 0, and minus the mean Hessian is its precision,
 *
 *     E_q ∇log π = 0,   P = -E_q ∇²log π,
 *
 * and a few rounds of draws from the last q find it. Draws come in pairs about the center, so that slopes that are linear cancel. Source: Opper &
 * Archambeau (2009), The variational Gaussian approximation revisited, Neural Computation 21:786.
 */

import type { LogDensity } from "../../density/log-density.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import { SparseCholesky, solveSparseLower } from "../../numeric/sparse-cholesky.ts";
import type { Precision, PrecisionFinder } from "./precision.ts";
import { roomFor, unwhiten, type Whitening } from "./whitening.ts";

/** Measured on Student-t outcomes of `models/sleepstudy`: with four times as many draws, or twice as many rounds, trajectories are no longer. */
const rounds = 4;
const pairs = 8;
/** The center moves by the mean step, in standard deviations, up to that; in the first round, which knows little, by this share of it. */
const longestStep = 1;
const firstShare = 0.5;

/**
 * From a whitening without maps another one, without them. `scales` are eliminated last, as in the first. Null where slopes or Hessians are not finite, or
 * precisions not definite.
 */
export function refineWhitening(
  density: LogDensity,
  finder: PrecisionFinder,
  whitening: Whitening,
  scales: readonly number[],
  stream: RandomStream,
): Whitening | null {
  const cholesky = new SparseCholesky(finder.pattern, new Set(scales));
  let { center, factor } = whitening;
  let precision: Precision | null = null;
  for (let round = 0; round < rounds; round++) {
    const means = meansOver(density, finder, { center, factor, maps: [] }, stream);
    if (means === null) return null;
    // The first place may be far off, and is forgotten.
    precision =
      precision === null || round === 1 ? means.precision : mixed(precision, means.precision, 1 / round);
    if (!cholesky.update(precision.below, precision.diagonal)) return null;
    factor = cholesky.factor;
    center = moved({ center, factor, maps: [] }, means.slope, round === 0 ? firstShare : 1);
  }
  return { center, factor, maps: [] };
}

interface Means {
  readonly slope: Float64Array;
  readonly precision: Precision;
}

/** Over draws of a normal density. */
function meansOver(
  density: LogDensity,
  finder: PrecisionFinder,
  whitening: Whitening,
  stream: RandomStream,
): Means | null {
  const { pattern } = finder;
  const size = whitening.center.length;
  const room = roomFor(whitening);
  const slope = new Float64Array(size);
  const gradient = new Float64Array(size);
  const position = new Float64Array(size);
  const precision = {
    pattern,
    below: new Float64Array(pattern.rows.length),
    diagonal: new Float64Array(size),
  };
  for (let pair = 0; pair < pairs; pair++) {
    const z = whitening.center.map(() => stream.normal());
    for (const side of [1, -1]) {
      unwhiten(
        whitening,
        z.map((one) => side * one),
        position,
        room,
      );
      if (!Number.isFinite(density.evaluate(position, gradient)) || !gradient.every(Number.isFinite))
        return null;
      const found = finder.at(position, gradient);
      if (found === null) return null;
      add(slope, gradient);
      add(precision.below, found.below);
      add(precision.diagonal, found.diagonal);
    }
  }
  for (const sums of [slope, precision.below, precision.diagonal])
    for (let i = 0; i < sums.length; i++) sums[i]! /= 2 * pairs;
  return { slope, precision };
}

function add(sums: Float64Array, values: Float64Array): void {
  for (let i = 0; i < sums.length; i++) sums[i]! += values[i]!;
}

/** The first but for a share, that being the second's. */
function mixed(one: Precision, other: Precision, share: number): Precision {
  const mix = (a: Float64Array, b: Float64Array): Float64Array => a.map((x, i) => x + share * (b[i]! - x));
  return { ...one, below: mix(one.below, other.below), diagonal: mix(one.diagonal, other.diagonal) };
}

/** The center after Newton's step by a mean slope. */
function moved(whitening: Whitening, slope: Float64Array, share: number): Float64Array {
  const { center, factor } = whitening;
  const step = Float64Array.from(factor.order, (i) => slope[i]!);
  solveSparseLower(factor, step);
  const length = Math.sqrt(step.reduce((sum, one) => sum + one * one, 0) / step.length);
  const fraction = share * Math.min(1, longestStep / length);
  const position = new Float64Array(center.length);
  unwhiten(
    whitening,
    step.map((one) => fraction * one),
    position,
    roomFor(whitening),
  );
  return position;
}

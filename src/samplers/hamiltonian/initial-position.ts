/**
 * Where a chain starts: a random position at which the log density and its gradient are finite. Uniform(-2, 2) in each
 * coordinate of the unconstrained scale is Stan's choice; departs from Stan in that the box shrinks when it is
 * full of trouble, down to its center.
 */

import type { LogDensity } from "../../density/log-density.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";

const radius = 2;
const shrinkages = 10;

export interface InitialPositionFound {
  readonly kind: "found";
  /** Length of the density's dimension; the caller's to keep. */
  readonly position: Float64Array;
  readonly attempts: number;
}

export interface InitialPositionMissing {
  readonly kind: "missing";
  readonly attempts: number;
  /** The last position tried, all zeros, for saying what is not finite there; its log density; and its gradient. */
  readonly position: Float64Array;
  readonly logDensity: number;
  readonly gradient: Float64Array;
}

/**
 * Tries `attempts` positions of Uniform(-2, 2), then a tenth as many in each of ten boxes half as wide as the one
 * before, and last the center.
 */
export function findInitialPosition(
  density: LogDensity,
  stream: RandomStream,
  attempts = 100,
): InitialPositionFound | InitialPositionMissing {
  const position = new Float64Array(density.dimension);
  const gradient = new Float64Array(density.dimension);
  const shrunkAttempts = Math.ceil(attempts / 10);
  let logDensity = Number.NaN;
  let tried = 0;
  const isUsable = () => {
    logDensity = density.evaluate(position, gradient);
    tried++;
    return Number.isFinite(logDensity) && gradient.every(Number.isFinite);
  };
  let halfWidth = radius;
  for (let shrinkage = 0; shrinkage <= shrinkages; shrinkage++) {
    const count = shrinkage === 0 ? attempts : shrunkAttempts;
    for (let attempt = 0; attempt < count; attempt++) {
      for (let i = 0; i < position.length; i++) position[i] = halfWidth * (2 * stream.uniform() - 1);
      if (isUsable()) return { kind: "found", position, attempts: tried };
    }
    halfWidth /= 2;
  }
  position.fill(0);
  if (isUsable()) return { kind: "found", position, attempts: tried };
  return { kind: "missing", attempts: tried, position, logDensity, gradient };
}

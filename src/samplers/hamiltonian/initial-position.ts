/**
 * Where a chain starts: a random position at which the log density and its gradient are finite. Uniform(-2, 2) in each
 * coordinate of the unconstrained scale is Stan's choice; departs from Stan in that the box shrinks when it is
 * full of trouble, down to its center, and in that two chains begin on different sides of each coordinate: modes that are mirror
 * images of each other, such as those of θ² = 4, are then met by different chains, and R-hat tells.
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

/** Whether a chain begins above (1) or below (-1) zero in a coordinate: of two chains with numbers 2k - 1 and 2k one does each. */
export function sideOf(coordinate: number, chain: number): number {
  const scattered = Math.imul(coordinate + 1, 0x9e3779b1) >>> 24;
  // Parity of the bits that the chain's number has in common with an odd mask.
  let common = (chain - 1) & (scattered | 1);
  let parity = scattered >>> 7;
  for (; common !== 0; common &= common - 1) parity ^= 1;
  return parity === 0 ? 1 : -1;
}

/**
 * Takes the chain's place among `starts`, by its number from 1, if there is one. Otherwise tries a position of Uniform(0, 2) on the sides that are the chain's, by its number from 1, then `attempts` - 1 of Uniform(-2, 2), then a tenth as many in each of ten boxes half as wide as the one
 * before, and last the center.
 */
export function findInitialPosition(
  density: LogDensity,
  stream: RandomStream,
  chain = 1,
  starts: readonly Float64Array[] = [],
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
  const start = starts[chain - 1];
  if (start !== undefined) {
    position.set(start);
    if (isUsable()) return { kind: "found", position, attempts: tried };
  }
  let halfWidth = radius;
  for (let shrinkage = 0; shrinkage <= shrinkages; shrinkage++) {
    const count = shrinkage === 0 ? attempts : shrunkAttempts;
    for (let attempt = 0; attempt < count; attempt++) {
      for (let i = 0; i < position.length; i++) {
        const isFirst = shrinkage === 0 && attempt === 0;
        position[i] = halfWidth * (isFirst ? sideOf(i, chain) * stream.uniform() : 2 * stream.uniform() - 1);
      }
      if (isUsable()) return { kind: "found", position, attempts: tried };
    }
    halfWidth /= 2;
  }
  position.fill(0);
  if (isUsable()) return { kind: "found", position, attempts: tried };
  return { kind: "missing", attempts: tried, position, logDensity, gradient };
}

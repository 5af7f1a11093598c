/**
 * Where a chain begins if the places that it was to begin at are of no use: the prior is so wide that the density cannot be computed in its
 * middle, or falls there so steeply that no climb leads out of it. The mean of counts with the mean exp(a + b x) is one where a and b are
 * uniform between -1000 and 1000; that of `log(a - 990)` has no value but in a corner of a's range.
 */

import type { LogDensity } from "../../density/log-density.ts";
import { exp } from "../../numeric/exponential.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import type { StartBox } from "../exploration/start-box.ts";

/** Steps along a coordinate, in half widths of the box, halved from the first to the last. */
const firstStep = 64;
const lastStep = 1 / (1 << 24);
const mostRounds = 12;
/** The logarithm of how many half widths away a place far out is at most. */
const farthest = 3.5;
const attempts = 1000;

/**
 * A random place at which `isUsable`, up to 33 half widths from the box's center; null if none was met. By turns each coordinate has a
 * distance of its own, in the box or far out of it, and all have one.
 */
export function findFarPlace(
  { center, halfWidth }: StartBox,
  stream: RandomStream,
  isUsable: (position: Float64Array) => boolean,
): Float64Array | null {
  const position = new Float64Array(center.length);
  const far = (): number => exp(farthest * stream.uniform());
  for (let attempt = 0; attempt < attempts; attempt++) {
    const common = attempt % 2 === 0 ? null : far();
    for (let i = 0; i < position.length; i++) {
      const side = stream.uniform() < 0.5 ? -1 : 1;
      const distance = common ?? (stream.uniform() < 0.5 ? stream.uniform() : far());
      position[i] = center[i]! + side * distance * halfWidth[i]!;
    }
    if (isUsable(position)) return position;
  }
  return null;
}

/**
 * Uphill from `from` by the best of many steps along one coordinate after another, of all sizes and either way, which needs no slope
 * (Hooke & Jeeves 1961, J. ACM 8, with all step sizes in each round); ends where a round gains less than `enough`. The position is one at
 * which density and gradient are finite.
 */
export function searchByCoordinates(
  density: LogDensity,
  from: Float64Array,
  halfWidth: Float64Array,
  enough: number,
): { readonly position: Float64Array; readonly value: number } {
  const position = from.slice();
  const gradient = new Float64Array(position.length);
  let value = density.evaluate(position, gradient);
  for (let round = 0; round < mostRounds; round++) {
    const before = value;
    for (let i = 0; i < position.length; i++) {
      const here = position[i]!;
      let chosen = here;
      for (let step = firstStep; step >= lastStep; step /= 2) {
        for (const side of [-step, step]) {
          position[i] = here + side * halfWidth[i]!;
          const there = density.evaluate(position, gradient);
          if (!(there > value) || !gradient.every(Number.isFinite)) continue;
          value = there;
          chosen = position[i]!;
        }
      }
      position[i] = chosen;
    }
    if (!(value - before > enough)) break;
  }
  return { position, value };
}

/**
 * How far each coordinate can go, either way, before the log density has fallen by 1, to a factor of 2 and at most 64 half widths: the scales
 * that a climb from there is measured in.
 */
export function scalesAt(density: LogDensity, at: Float64Array, halfWidth: Float64Array): Float64Array {
  const position = at.slice();
  const gradient = new Float64Array(position.length);
  const least = density.evaluate(position, gradient) - 1;
  return halfWidth.map((unit, i) => {
    const here = position[i]!;
    const isWithin = (step: number): boolean => {
      position[i] = here + step * unit;
      return density.evaluate(position, gradient) >= least;
    };
    let step = firstStep;
    while (step > lastStep && !isWithin(step) && !isWithin(-step)) step /= 2;
    position[i] = here;
    return step * unit;
  });
}

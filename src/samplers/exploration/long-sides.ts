/**
 * Where a density falls off more slowly on one side of a mode than a normal one: the shelf of a standard deviation that may be 0, whose
 * logarithm has an exponential tail, the ridge of two that trade off. Each such side gets a component of its own, since a t distribution
 * about the mode reaches out in all directions alike.
 */

import type { Mode } from "./modes.ts";

/** A component's place and covariance, row by row. */
export interface LongSide {
  readonly location: Float64Array;
  readonly covariance: Float64Array;
}

/** How far the log density falls on the way that is measured, and that way in standard deviations of a normal one. */
const drop = 3;
const normalReach = 2.45;
/** A side that is so many times as long is long, and is not followed further than so many times. */
const long = 1.5;
const longest = 60;
/** Where on the way the component stands, and its standard deviation, as parts of the way. */
const middle = 0.6;
const breadth = 0.4;
/** Steps outward grow by this factor. */
const growth = 1.25;

/** Along the coordinates, either way, at all others as they are at the mode. */
export function longSides(value: (position: Float64Array) => number, mode: Mode): LongSide[] {
  const sides: LongSide[] = [];
  const size = mode.position.length;
  for (let i = 0; i < size; i++) {
    const sd = Math.sqrt(mode.covariance[i * size + i]!);
    for (const side of [-1, 1]) {
      const way = reach(value, mode, i, side * sd) / normalReach;
      if (way < long) continue;
      sides.push(sideOf(mode, i, side * sd * normalReach * way));
    }
  }
  return sides;
}

/** In steps of `step`, how far the density stays within the drop. */
function reach(
  value: (position: Float64Array) => number,
  mode: Mode,
  coordinate: number,
  step: number,
): number {
  const position = mode.position.slice();
  let inside = 1;
  for (let steps = normalReach; steps < longest * normalReach; steps *= growth) {
    position[coordinate] = mode.position[coordinate]! + steps * step;
    if (!(value(position) >= mode.value - drop)) break;
    inside = steps;
  }
  return inside;
}

/** All other coordinates vary as about the mode, without regard to this one. */
function sideOf({ position, covariance }: Mode, coordinate: number, way: number): LongSide {
  const size = position.length;
  const location = position.slice();
  location[coordinate]! += middle * way;
  const own = covariance.slice();
  for (let j = 0; j < size; j++) {
    own[coordinate * size + j] = 0;
    own[j * size + coordinate] = 0;
  }
  own[coordinate * size + coordinate] = breadth * breadth * way * way;
  return { location, covariance: own };
}

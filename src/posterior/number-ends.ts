/**
 * Draws at the ends of what numbers can hold. A density that rises without end ends there, because nothing is smaller or larger: what
 * looks like a posterior, chains in agreement included, is the rounding of its last numbers.
 *
 * Two signs of that are seen in draws alone. A scale is so small, or large, that its fourth power (a variance in a second derivative)
 * is no number. And the logarithm of a scale is pressed against a wall at which the exponential function, its square or their
 * inverses are 0 or infinite: all draws are on one side, and they are densest at the wall, which those of a quantity that is near
 * 354 by nature are not.
 */

import { quantile } from "./quantile.ts";

/** Nothing that is measured is as large or, inverted, as small; its fourth power is near the largest number. */
const largestSize = 1e70;

/** Share of the values that are finite, not 0, and beyond the largest size or below its inverse. */
export function extremeShare(values: Float64Array): number {
  let count = 0;
  for (const value of values) if (isExtreme(Math.abs(value))) count++;
  return count / values.length;
}

function isExtreme(size: number): boolean {
  return (size > largestSize && size < Infinity) || (size < 1 / largestSize && size > 0);
}

/**
 * Where e^x is the largest number, the smallest one of full precision, the smallest one, and 0; each of them, halved, for e^2x,
 * and with the other sign for e^-x.
 */
const walls: readonly number[] = [709.782712893384, 708.396418532264, 744.440071921381, 745.133219101941]
  .flatMap((wall) => [wall, wall / 2])
  .flatMap((wall) => [-wall, wall]);

/** How near to a wall the nearest draw is, in units of the width of the central 90 %: 0.0003 of 4,000 uniform draws. */
const largestDistance = 0.005;
/** From wall to wall: what is wider is no logarithm of a number. */
const largestWidth = 1500;
/** The share of draws in the quarter of that width next to the wall: 0.52 exponential, 0.23 uniform, 0.005 normal. */
const smallestPile = 0.15;

/** The wall that ascending draws are pressed against, or null. */
export function wallOf(sorted: Float64Array): number | null {
  const least = sorted[0]!;
  const most = sorted[sorted.length - 1]!;
  const width = quantile(sorted, 0.95) - quantile(sorted, 0.05);
  if (!(width > 0 && width <= largestWidth)) return null;
  const isBelow = (wall: number): boolean =>
    Math.abs(least - wall) <= largestDistance * width && quantile(sorted, smallestPile) <= wall + width / 4;
  const isAbove = (wall: number): boolean =>
    Math.abs(most - wall) <= largestDistance * width &&
    quantile(sorted, 1 - smallestPile) >= wall - width / 4;
  return walls.find((wall) => isBelow(wall) || isAbove(wall)) ?? null;
}

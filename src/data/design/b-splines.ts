/**
 * Cubic B-splines on the interval from 0 to 1, continued by straight lines on both sides of it.
 *
 * K of them have K - 4 knots inside, each end counted four times: they are piecewise cubic, not negative, sum to 1, and at most four
 * are not 0 at any place. Made with + - × ÷ alone: the same bits in every engine.
 *
 * Source: de Boor (2001), A Practical Guide to Splines, rev. ed., chapters IX and X.
 */

/** Those four that are not 0 at a place: their values, from the `first` on. */
export interface LocalValues {
  readonly first: number;
  readonly values: readonly [number, number, number, number];
}

/** All knots, t_0 … t_{K+3}, of those that are inside, ascending. */
export function allKnots(inside: readonly number[]): Float64Array {
  return Float64Array.of(0, 0, 0, 0, ...inside, 1, 1, 1, 1);
}

/** How many B-splines there are on these knots. */
export function countSplines(knots: Float64Array): number {
  return knots.length - 4;
}

/** The values at a place; beyond the ends those of the tangents there. */
export function evaluateAt(knots: Float64Array, place: number): LocalValues {
  if (place < 0) return beyond(knots, 0, place);
  return place > 1 ? beyond(knots, 1, place - 1) : inside(knots, place);
}

/** By the recursion of de Boor and Cox (chapter X, algorithm BSPLVB), at a place from 0 to 1. */
function inside(knots: Float64Array, place: number): LocalValues {
  const last = countSplines(knots) - 1;
  let interval = 3;
  while (interval < last && place >= knots[interval + 1]!) interval++;
  const values: [number, number, number, number] = [1, 0, 0, 0];
  for (let degree = 1; degree <= 3; degree++) {
    let saved = 0;
    for (let k = 0; k < degree; k++) {
      const right = knots[interval + k + 1]!;
      const left = knots[interval + k + 1 - degree]!;
      const share = values[k]! / (right - left);
      values[k] = saved + (right - place) * share;
      saved = (place - left) * share;
    }
    values[degree] = saved;
  }
  return { first: interval - 3, values };
}

/** At an end only the outermost spline is not 0, and only it and the next have a slope. */
function beyond(knots: Float64Array, end: 0 | 1, step: number): LocalValues {
  const count = countSplines(knots);
  if (end === 0) {
    const slope = (3 * step) / knots[4]!;
    return { first: 0, values: [1 - slope, slope, 0, 0] };
  }
  const slope = (3 * step) / (1 - knots[count - 1]!);
  return { first: count - 4, values: [0, 0, -slope, 1 + slope] };
}

/** What the straight line with value x at x is of the B-splines: Σ ξ_i B_i(x) = x (Marsden; chapter IX, (12)). */
export function lineCoefficients(knots: Float64Array): Float64Array {
  return Float64Array.from(
    { length: countSplines(knots) },
    (_, i) => (knots[i + 1]! + knots[i + 2]! + knots[i + 3]!) / 3,
  );
}

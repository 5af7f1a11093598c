/**
 * Pareto k of draws: the shape of a generalized Pareto distribution fitted to each tail. A tail of shape k has moments of orders
 * below 1/k only: no mean from k = 1 on, no standard deviation from 1/2 on.
 *
 * Source: Vehtari, Simpson, Gelman, Yao & Gabry (2024), "Pareto smoothed importance sampling", JMLR 25; `pareto_khat` of the R
 * package posterior, which `paretoK` is for a given length of tail.
 */

import { fitGeneralizedPareto } from "../numeric/generalized-pareto.ts";

/** Shape of each tail; -Infinity where a tail has too few draws, or too few different ones, to tell. */
export interface TailShapes {
  readonly left: number;
  readonly right: number;
}

/** Fewer excesses are not fitted, as in posterior. */
const fewestExcesses = 5;
/** Up to this many draws a tail is a fifth of them: three roots would be more. */
const fewDraws = 225;

/** Draws that make a tail: 3 √(S / r), where r = ESS / S is the share of the draws that are independent, for `ess` of them. */
export function tailLength(drawTotal: number, ess = drawTotal): number {
  return drawTotal > fewDraws ? Math.ceil((3 * drawTotal) / Math.sqrt(ess)) : Math.floor(drawTotal / 5);
}

/** Of ascending finite draws, for tails of `length` draws each. */
export function paretoK(sorted: Float64Array, length: number): TailShapes {
  const shapeOf = (side: keyof TailShapes): number => {
    const tail = tailExcesses(sorted, length, side);
    return isFittable(tail) ? fitGeneralizedPareto(tail).shape : Number.NEGATIVE_INFINITY;
  };
  return { left: shapeOf("left"), right: shapeOf("right") };
}

/** How far the outermost `length` draws are beyond the one next to them, ascending; none where there is no such draw. */
export function tailExcesses(sorted: Float64Array, length: number, side: "left" | "right"): Float64Array {
  const last = sorted.length - 1;
  if (length > last) return new Float64Array(0);
  const fromEnd = (place: number): number => (side === "right" ? sorted[last - place]! : -sorted[place]!);
  const threshold = fromEnd(length);
  return Float64Array.from({ length }, (_, i) => fromEnd(length - 1 - i) - threshold);
}

/** Of draws that repeat, as counts do, the quartile may be the least excess: such a tail is none, as in posterior. */
export function isFittable(tail: Float64Array): boolean {
  const quartile = tail[Math.floor(tail.length / 4 + 0.5) - 1]!;
  return tail.length >= fewestExcesses && quartile > Math.max(0, tail[0]!);
}

/**
 * Where a prior has its mass, coordinate by coordinate on the unconstrained scale: intervals about its highest point in which its log
 * density stays within a drop of the height there, all other coordinates at their centers.
 *
 * Where a prior does not fall off (a flat one), the interval is that of the data's scale. Scales, whose coordinate is a logarithm, get
 * that of the data in any case: what a narrow prior and the data disagree about may hold a mode of its own.
 */

import { log } from "../../numeric/logarithm.ts";

/** What is known of the coordinates besides the prior's density. */
export interface CoordinateScales {
  /** Whether a coordinate is the logarithm of a positive number. */
  readonly isLog: readonly boolean[];
  /** The sd of the outcome, and how far it is from 0: positive and finite. */
  readonly dataSd: number;
  readonly dataExtent: number;
}

/** An interval for each coordinate. */
export interface Box {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Where a prior lies. */
export interface PriorRange {
  readonly center: Float64Array;
  /** Half the width of the innermost interval of each coordinate: positive. */
  readonly scale: Float64Array;
  /** From the bulk outward; the last one reaches to the scale of the data. */
  readonly boxes: readonly Box[];
}

/** A normal prior falls by these within 2, 4 and 5.5 standard deviations. */
const drops = [2, 8, 15];
/** Steps outward double from the first to the last: beyond it a prior counts as flat. */
const firstStep = 1 / 64;
const lastStep = 1e12;
/** The longest step of the search for the center. */
const longestJump = 4096;
/** No logarithm of a double lies further out. */
const mostLog = 700;
/** Scales are looked for from the data's divided by e⁹ = 8,100 to the data's times e² = 7.4. */
const belowData = 9;
const aboveData = 2;
/** A log scale has room for that much at least, and no more matters of one. */
const leastLogScale = 0.5;

/** `start` has a finite prior density. */
export function findPriorRange(
  logPrior: (position: Float64Array) => number,
  start: Float64Array,
  scales: CoordinateScales,
): PriorRange {
  const center = climbByCoordinates(logPrior, start);
  const boxes = drops.map((drop, k) => boxAt(logPrior, center, drop, scales, k === drops.length - 1));
  const [inner] = boxes;
  const scale = center.map((_, i) => {
    const half = (inner!.upper[i]! - inner!.lower[i]!) / 2;
    return scales.isLog[i] ? Math.max(half, leastLogScale) : half;
  });
  return { center, scale, boxes };
}

/** A place where the prior is finite: equal coordinates, nearest to 0. */
export function findFinite(logPrior: (position: Float64Array) => number, size: number): Float64Array | null {
  for (const shift of [0, 0.5, -0.5, 1, -1, 2, -2, 5, -5, 10, -10, 50, -50, 300, -300]) {
    const position = new Float64Array(size).fill(shift);
    if (Number.isFinite(logPrior(position))) return position;
  }
  return null;
}

/** Rounds of the best of steps that double, either way. */
function climbByCoordinates(logPrior: (position: Float64Array) => number, start: Float64Array): Float64Array {
  const position = start.slice();
  let best = logPrior(position);
  for (let round = 0; round < 4; round++) {
    const before = best;
    for (let i = 0; i < position.length; i++) {
      const from = position[i]!;
      let chosen = from;
      for (let step = firstStep; step <= longestJump; step *= 2) {
        for (const side of [-step, step]) {
          position[i] = from + side;
          const value = logPrior(position);
          if (!(value > best)) continue;
          best = value;
          chosen = from + side;
        }
      }
      position[i] = chosen;
    }
    if (best === before) break;
  }
  return position;
}

function boxAt(
  logPrior: (position: Float64Array) => number,
  center: Float64Array,
  drop: number,
  { isLog, dataSd, dataExtent }: CoordinateScales,
  isLast: boolean,
): Box {
  const least = logPrior(center) - drop;
  const lower = new Float64Array(center.length);
  const upper = new Float64Array(center.length);
  for (let i = 0; i < center.length; i++) {
    const [down, up] = [-1, 1].map((side) => reach(logPrior, center, i, side, least));
    const [low, high] = isLog[i]
      ? [log(dataSd) - belowData, log(dataSd) + aboveData]
      : [-10 * dataExtent, 10 * dataExtent];
    lower[i] = down ?? Math.min(low!, center[i]! - 1);
    upper[i] = up ?? Math.max(high!, center[i]! + 1);
    if (!isLog[i]) continue;
    lower[i] = Math.max(-mostLog, isLast ? Math.min(lower[i]!, low!) : lower[i]!);
    upper[i] = Math.min(mostLog, isLast ? Math.max(upper[i]!, high!) : upper[i]!);
  }
  return { lower, upper };
}

/** Where on one side of the center the prior has fallen below `least`; null where it does not. */
function reach(
  logPrior: (position: Float64Array) => number,
  center: Float64Array,
  coordinate: number,
  side: number,
  least: number,
): number | null {
  const position = center.slice();
  const isInside = (step: number): boolean => {
    position[coordinate] = center[coordinate]! + side * step;
    return logPrior(position) >= least;
  };
  let outside = firstStep;
  while (isInside(outside)) {
    outside *= 2;
    if (outside > lastStep) return null;
  }
  // A prior narrower than the first step is met by halving.
  let inside = outside / 2;
  while (outside === firstStep && inside > 1e-12 && !isInside(inside)) inside /= 2;
  if (outside === firstStep) outside = 2 * inside;
  for (let halving = 0; halving < 5; halving++) {
    const middle = (inside + outside) / 2;
    if (isInside(middle)) inside = middle;
    else outside = middle;
  }
  return center[coordinate]! + side * outside;
}

/** Densities of chains and of all draws, over one range, with one hard end for all of them. */

import { power } from "../numeric/power.ts";
import {
  bandwidthOf,
  type DensityCurve,
  type Ends,
  hardEnds,
  kernelDensity,
  viewOf,
} from "../posterior/kernel-density.ts";
import { decimate } from "./decimate.ts";
import type { Mark } from "./picture.ts";
import { finiteSorted, intervalOf } from "./variable-panel.ts";

/** The densities of a variable. */
export interface Densities {
  /** Of all draws; null where they are one number. */
  readonly all: DensityCurve | null;
  /** By chain; the number that a chain stands still at; null of one without finite draws. */
  readonly chains: readonly (DensityCurve | number | null)[];
  /** From where to where they are shown, and how many draws lie beyond. */
  readonly view: readonly [number, number];
  readonly beyond: number;
}

/** Kernels that a density goes on beyond the outermost draw. */
const margin = 2.5;

/**
 * The densities of all draws and of each chain, over what shows each chain. Of all draws the bandwidth is the least one of the chains, for their
 * number of draws: chains that lie apart, or stand still, do not change how the others are smoothed.
 */
export function densitiesOf(chains: readonly Float64Array[], all: Float64Array): Densities {
  const parts = chains.map(finiteSorted);
  const sorted = finiteSorted(all);
  const bandwidths = parts.map((part) => (part.length > 1 ? bandwidthOf(part) : 0));
  const moving = bandwidths.filter((bandwidth) => bandwidth > 0);
  const pooled = moving.length === 0 ? bandwidthOf(sorted) : Math.min(...moving) * power(moving.length, -0.2);
  const ends = hardEnds(sorted, pooled);
  const seen = parts.filter((part) => part.length > 0).map(viewOf);
  const view: [number, number] = [
    Math.min(...seen.map(([from]) => from)),
    Math.max(...seen.map(([, to]) => to)),
  ];
  const reach = margin * Math.max(pooled, ...bandwidths);
  const range: [number, number] = [
    view[0] > sorted[0]! ? view[0] : view[0] - reach,
    view[1] < sorted.at(-1)! ? view[1] : view[1] + reach,
  ];
  return {
    all: kernelDensity(sorted, range, ends, pooled),
    chains: parts.map((part, c) =>
      bandwidths[c]! > 0 ? kernelDensity(part, range, ends, bandwidths[c]!) : (part[0] ?? null),
    ),
    view: rangeWithin(range, ends),
    beyond: sorted.length - countWithin(sorted, view),
  };
}

/** Draws from one end of a view to the other. */
export function countWithin(sorted: Float64Array, [from, to]: readonly [number, number]): number {
  return sorted.reduce((count, value) => count + (value >= from && value <= to ? 1 : 0), 0);
}

function rangeWithin([from, to]: readonly [number, number], { lower, upper }: Ends): [number, number] {
  return [Math.max(from, lower ?? from), Math.min(to, upper ?? to)];
}

/** A curve without more points than pixels show. */
export function curveLine({ x, density }: DensityCurve): { x: ArrayLike<number>; y: ArrayLike<number> } {
  return decimate({ x, y: density }, 150);
}

/** What is below a curve; nothing where there is none. */
export function densityArea(curve: DensityCurve | null): Mark[] {
  if (curve === null) return [];
  const { x, y } = curveLine(curve);
  return [{ kind: "area", x, lower: new Float64Array(x.length), upper: y, colour: "band" }];
}

/** The line of a curve; none where there is none. */
export function densityOutline(curve: DensityCurve | null): Mark[] {
  return curve === null ? [] : [{ kind: "line", ...curveLine(curve), colour: "main", width: 1.3 }];
}

/** On the ground of a panel: the interval as a bar, and the median as a dot. */
export function intervalMarks(
  sorted: Float64Array,
  prob: number,
  view: readonly [number, number],
  height: number,
): Mark[] {
  const [low, median, high] = intervalOf(sorted, prob);
  const within = (value: number): number => Math.min(Math.max(value, view[0]), view[1]);
  return [
    {
      kind: "segments",
      x1: [within(low)],
      x2: [within(high)],
      y1: [height],
      y2: [height],
      colour: "main",
      width: 3,
    },
    { kind: "dots", x: [median], y: [height], colour: "main", size: 4.5 },
  ];
}

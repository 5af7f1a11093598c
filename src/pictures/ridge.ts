/** Densities that stand on the rows of a panel of names, with interval and median. */

import { bandwidthOf, hardEnds, kernelDensity, viewOf } from "../posterior/kernel-density.ts";
import { curveLine } from "./density-marks.ts";
import type { Colour, Mark } from "./picture.ts";
import { formatRounded } from "./ticks.ts";
import { intervalOf } from "./variable-panel.ts";

/** How high a density is, of a row's 1. */
const ridgeHeight = 0.72;
/** Below the row's line, where interval and median lie. */
const drop = 0.06;

/** What is drawn in a row, of ascending finite draws; `name` is for a pointer. */
export function ridgeMarks(
  sorted: Float64Array,
  row: number,
  prob: number,
  look: { readonly colour: Colour; readonly name: string },
): Mark[] {
  if (sorted.length === 0) return [];
  const [low, median, high] = intervalOf(sorted, prob);
  const [quarter, , third] = intervalOf(sorted, 0.5);
  const at = row + drop;
  const base = { kind: "segments" as const, y1: [at], y2: [at], colour: look.colour };
  const words = `${look.name}: ${formatRounded(median)}, ${formatRounded(low)} to ${formatRounded(high)}`;
  return [
    ...densityArea(sorted, row),
    { ...base, x1: [low], x2: [high], width: 1.5 },
    { ...base, x1: [quarter], x2: [third], width: 4 },
    { kind: "dots", x: [median], y: [at], colour: look.colour, size: 4, names: [words] },
  ];
}

function densityArea(sorted: Float64Array, row: number): Mark[] {
  const bandwidth = bandwidthOf(sorted);
  const [from, to] = viewOf(sorted);
  const curve = kernelDensity(
    sorted,
    [from - 2 * bandwidth, to + 2 * bandwidth],
    hardEnds(sorted, bandwidth),
    bandwidth,
  );
  if (curve === null) return [];
  const { x, y } = curveLine(curve);
  const most = curve.density.reduce((a, b) => Math.max(a, b), 0);
  const upper = Float64Array.from(y, (value) => row - (ridgeHeight * value) / most);
  return [{ kind: "area", x, lower: new Float64Array(x.length).fill(row), upper, colour: "band" }];
}

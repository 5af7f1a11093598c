/** Histograms of draws, with the widths of Freedman & Diaconis (1981): twice the interquartile range, over the cube root of their number. */

import { power } from "../numeric/power.ts";
import { quantile } from "./quantile.ts";

/** Bins of equal width: `counts[i]` draws from `edges[i]` to `edges[i + 1]`, the last one with its right end. */
export interface Histogram {
  readonly edges: Float64Array;
  readonly counts: Int32Array;
}

/** Of the bins of a picture. */
const mostBins = 60;

/**
 * Of ascending finite draws, over a range; those outside are not counted. Of whole numbers each has a bin of its own, or each bin as
 * many of them. Draws that are all one number are one bin, one wide.
 */
export function histogramOf(sorted: Float64Array, [from, to]: readonly [number, number]): Histogram {
  if (!(to > from))
    return { edges: Float64Array.of(from - 0.5, from + 0.5), counts: Int32Array.of(sorted.length) };
  const edges =
    sorted.every(Number.isInteger) && to - from < 1e6 ? wholeEdges(from, to) : evenEdges(sorted, from, to);
  const counts = new Int32Array(edges.length - 1);
  let bin = 0;
  for (const value of sorted) {
    if (value < edges[0]! || value > edges.at(-1)!) continue;
    while (bin < counts.length - 1 && value >= edges[bin + 1]!) bin++;
    counts[bin] = counts[bin]! + 1;
  }
  return { edges, counts };
}

function wholeEdges(from: number, to: number): Float64Array {
  const each = Math.ceil((to - from + 1) / mostBins);
  const bins = Math.ceil((to - from + 1) / each);
  return Float64Array.from({ length: bins + 1 }, (_, i) => from - 0.5 + i * each);
}

function evenEdges(sorted: Float64Array, from: number, to: number): Float64Array {
  const width = (2 * (quantile(sorted, 0.75) - quantile(sorted, 0.25))) / power(sorted.length, 1 / 3);
  const wanted = width > 0 ? Math.ceil((to - from) / width) : mostBins;
  const bins = Math.max(1, Math.min(mostBins, wanted));
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => from + ((to - from) / bins) * i);
  edges[bins] = to;
  return edges;
}

/**
 * A rootogram: how often each count was observed as bars, with what replicates have as intervals; heights are square roots, which have
 * about the same spread for rare and for frequent counts (Tukey 1972; Kleiber & Zeileis 2016).
 */

import { quantile } from "../posterior/quantile.ts";
import type { Predicted } from "./kind.ts";
import { type Mark, numberAxis, type Panel } from "./picture.ts";
import { formatRounded } from "./ticks.ts";
import { intervalOf } from "./variable-panel.ts";

/** Bars at most: wider ranges are counted in bins of several values. */
const mostBars = 60;
/** Replicated data sets that are counted at most, spread over all. */
const mostSets = 1000;

/** Whether all observed and replicated values are whole numbers that are not negative. */
export function isCounts({ observed, replicated }: Predicted): boolean {
  const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
  return observed.every(isCount) && replicated.every((values) => values.every(isCount));
}

/** How often each bin was observed, and in each replicated data set. */
export interface CountBins {
  /** The first value of each bin, and how many values it holds. */
  readonly first: readonly number[];
  readonly width: number;
  readonly observed: Float64Array;
  /** `[set][bin]`. */
  readonly replicated: readonly Float64Array[];
}

/** Bins from the least to the largest value of data and most replicates; what lies beyond is in the last one. */
export function countBins({ observed, replicated }: Predicted): CountBins {
  const drawCount = replicated[0]!.length;
  const step = Math.max(1, Math.ceil(drawCount / mostSets));
  const draws = Array.from({ length: Math.ceil(drawCount / step) }, (_, k) => k * step);
  const largestOfSets = draws.map((d) => replicated.reduce((most, values) => Math.max(most, values[d]!), 0));
  const dataLeast = observed.reduce((a, b) => Math.min(a, b));
  const dataLargest = observed.reduce((a, b) => Math.max(a, b));
  const sorted = Float64Array.from(largestOfSets).sort();
  const largest = Math.max(dataLargest, Math.ceil(quantile(sorted, 0.95)));
  const leastOfAll = replicated.reduce(
    (least, values) => values.reduce((a, b) => Math.min(a, b), least),
    dataLeast,
  );
  const width = Math.ceil((largest - leastOfAll + 1) / mostBars);
  const count = Math.ceil((largest - leastOfAll + 1) / width);
  const binOf = (value: number): number => Math.min(count - 1, Math.floor((value - leastOfAll) / width));
  const countsOf = (values: Iterable<number>): Float64Array => {
    const counts = new Float64Array(count);
    for (const value of values) counts[binOf(value)] = counts[binOf(value)]! + 1;
    return counts;
  };
  return {
    first: Array.from({ length: count }, (_, k) => leastOfAll + k * width),
    width,
    observed: countsOf(observed),
    replicated: draws.map((d) => countsOf(replicated.map((values) => values[d]!))),
  };
}

/** Bars and intervals. */
export function countPanel(predicted: Predicted, prob: number): Panel {
  const bins = countBins(predicted);
  const { first, width } = bins;
  return {
    title: null,
    x: numberAxis(predicted.name),
    y: numberAxis("√ observations"),
    marks: barMarks(
      bins,
      first.map((value) => value + (width - 1) / 2),
      first.map((value) => (width === 1 ? `${value}` : `${value} to ${value + width - 1}`)),
      prob,
    ),
    height: 1,
  };
}

/** `middle` and `words` are of each bin. */
function barMarks(
  { width, observed, replicated }: CountBins,
  middle: readonly number[],
  words: readonly string[],
  prob: number,
): Mark[] {
  const ranges = middle.map((_, k) =>
    intervalOf(Float64Array.from(replicated, (counts) => counts[k]!).sort(), prob),
  );
  const heights = (end: 0 | 1 | 2): number[] => ranges.map((range) => Math.sqrt(range[end]));
  return [
    {
      kind: "boxes",
      x1: middle.map((value) => value - 0.4 * width),
      x2: middle.map((value) => value + 0.4 * width),
      y1: middle.map(() => 0),
      y2: Array.from(observed, Math.sqrt),
      colour: "band",
      names: words.map((word, k) => `${word}: observed ${observed[k]}`),
    },
    { kind: "segments", x1: middle, x2: middle, y1: heights(0), y2: heights(2), colour: "main", width: 2 },
    {
      kind: "dots",
      x: middle,
      y: heights(1),
      colour: "main",
      size: 3,
      names: ranges.map(([from, median, to], k) => {
        const [low, high] = [formatRounded(from), formatRounded(to)];
        return `${words[k]}: replicated ${formatRounded(median)}, ${low} to ${high}`;
      }),
    },
  ];
}

/** The pictures of the lesson on priors. */

import type { ExactDensity } from "../../api/exact-density.ts";
import { nameAxis, numberAxis, type Picture } from "../../pictures/picture.ts";
import { histogramOf } from "../../posterior/histogram.ts";
import { sortDraws } from "../../posterior/quantile.ts";
import type { LessonPage } from "../kit/page.ts";

/** Where axes of σ_b may end, so that they stand still while a prior is dragged a little. */
const ends = [2, 4, 8, 16] as const;
const points = 140;

/** Where curves are drawn: closer near 0, where they may be steep. */
export const shownAt: readonly number[] = Array.from({ length: points }, (_, i) => {
  const share = (i + 1) / points;
  return ends.at(-1)! * share * share;
});

/** The least end that has room for this value. */
function endFor(value: number): number {
  return ends.find((end) => end >= value) ?? ends.at(-1)!;
}

/** Below this σ_b a curve may be higher than the picture. */
const steep = 0.15;

/** The prior, the exact posterior and the histogram of draws, over σ_b. */
export function curvePicture(
  page: LessonPage,
  { at, density, prior, upper }: ExactDensity,
  draws: Float64Array,
  truth: number,
  description: string,
): Picture {
  const most = endFor(1.2 * upper);
  const { edges, counts } = histogramOf(sortDraws(draws), [0, most]);
  const heights = Array.from(counts, (count, i) => count / draws.length / (edges[i + 1]! - edges[i]!));
  const seen = density.filter((_, i) => at[i]! >= steep);
  const highest = 1.15 * Math.max(...seen, ...heights.slice(1));
  return {
    kind: "lesson",
    title: page.word("picture.title"),
    subtitle: null,
    description,
    columns: 1,
    legend: [
      { colour: "main", text: page.word("exact"), symbol: "line" },
      { colour: "band", text: page.word("draws"), symbol: "area" },
      { colour: "second", text: page.word("line.prior"), symbol: "line" },
    ],
    panels: [
      {
        title: null,
        x: numberAxis("σ_b", { domain: [0, most] }),
        y: numberAxis(null, { domain: [0, highest], isBare: true }),
        height: 1.1,
        isClipped: true,
        marks: [
          {
            kind: "boxes",
            x1: edges.subarray(0, -1),
            x2: edges.subarray(1),
            y1: heights.map(() => 0),
            y2: heights,
            colour: "band",
          },
          { kind: "line", x: at, y: prior, colour: "second", isDashed: true, width: 1.8 },
          { kind: "line", x: at, y: density, colour: "main", width: 2.2 },
          { kind: "rule", axis: "x", at: truth, colour: "muted", isDashed: true, text: page.word("truth") },
        ],
      },
    ],
  };
}

/** Intervals of σ_b below each other, one for each prior. */
export function intervalPicture(
  page: LessonPage,
  all: readonly ExactDensity[],
  names: readonly string[],
  truth: number,
  description: string,
): Picture {
  const rows = all.map((_, i) => i);
  const most = endFor(Math.max(...all.map(({ upper }) => upper)));
  return {
    kind: "lesson",
    title: page.word("others.title"),
    subtitle: null,
    description,
    columns: 1,
    legend: [],
    panels: [
      {
        title: null,
        x: numberAxis("σ_b", { domain: [0, most] }),
        y: nameAxis(names),
        height: 0.8,
        isClipped: true,
        marks: [
          { kind: "rule", axis: "x", at: truth, colour: "muted", isDashed: true },
          {
            kind: "segments",
            x1: all.map(({ lower }) => lower),
            x2: all.map(({ upper }) => upper),
            y1: rows,
            y2: rows,
            colour: "main",
            width: 3,
          },
          { kind: "dots", x: all.map(({ median }) => median), y: rows, colour: "main", size: 5 },
        ],
      },
    ],
  };
}

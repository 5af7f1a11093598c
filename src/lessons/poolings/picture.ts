/** Mice with their measurements, and arrows from raw means to estimates; and where the data have σ_b. */

import { type Mark, nameAxis, numberAxis, type Panel, type Picture } from "../../pictures/picture.ts";
import type { LessonPage } from "../kit/page.ts";
import { type Mice, mouseNames } from "./mice.ts";

export interface Pooled {
  readonly mice: Mice;
  /** With the σ_b of the slider, and with the one that is learned. */
  readonly given: readonly number[];
  readonly learned: readonly number[];
  readonly showsTruth: boolean;
  readonly between: number;
  /** Draws of the σ_b that is learned. */
  readonly draws: ArrayLike<number>;
  readonly description: string;
}

/** Arrows of the two fits stand beside each other. */
const offsets = { measurements: -0.22, given: 0, learned: 0.2, truth: 0.36 } as const;

/** For each mouse its measurements, and an arrow from their mean to what is said of it. */
export function poolingPicture(page: LessonPage, pooled: Pooled): Picture {
  const { showsTruth } = pooled;
  return {
    kind: "lesson",
    title: page.word("picture.title"),
    subtitle: null,
    description: pooled.description,
    columns: 1,
    legend: [
      { colour: "muted", text: page.word("raw"), symbol: "ring" },
      { colour: "main", text: page.word("given"), symbol: "dot" },
      { colour: "second", text: page.word("learned"), symbol: "dot" },
      ...(showsTruth ? [{ colour: "good", text: page.word("truth"), symbol: "cross" } as const] : []),
    ],
    panels: [micePanel(page, pooled), betweenPanel(page, pooled)],
  };
}

function micePanel(page: LessonPage, { mice, given, learned, showsTruth }: Pooled): Panel {
  const { data, sizes, rawMeans, trueMeans } = mice;
  const at = (offset: number): number[] => mouseNames.map((_, i) => i + offset);
  const arrows = (to: readonly number[], offset: number, colour: "main" | "second"): Mark[] => [
    { kind: "dots", x: at(offset), y: rawMeans, colour: "muted", symbol: "ring", size: 4.5 },
    {
      ...{ kind: "segments", x1: at(offset), y1: rawMeans, x2: at(offset), y2: to, colour },
      ...{ width: 2, hasArrow: true },
    },
    { kind: "dots", x: at(offset), y: to, colour, size: 3.5 },
  ];
  const truth: Mark[] = showsTruth
    ? [{ kind: "dots", x: at(offsets.truth), y: trueMeans, colour: "good", symbol: "cross", size: 5 }]
    : [];
  return {
    title: page.word("panel.mice"),
    x: nameAxis(mouseNames.map((name, i) => `${name}×${sizes[i]}`)),
    y: numberAxis("y"),
    height: 1.3,
    marks: [
      {
        kind: "dots",
        x: data.sample!.map((name) => mouseNames.indexOf(String(name)) + offsets.measurements),
        y: data.y as readonly number[],
        colour: "muted",
        size: 2.5,
        opacity: 0.6,
      },
      ...arrows(given, offsets.given, "main"),
      ...arrows(learned, offsets.learned, "second"),
      ...truth,
    ],
  };
}

const bins = 40;
const largestShown = 5;

/** A histogram of what the data say of σ_b, and the slider's. */
function betweenPanel(page: LessonPage, { draws, between }: Pooled): Panel {
  const width = largestShown / bins;
  const heights = new Array<number>(bins).fill(0);
  for (const draw of Array.from(draws)) {
    const bin = Math.floor(draw / width);
    if (bin < bins) heights[bin] = heights[bin]! + 1 / (draws.length * width);
  }
  const lefts = heights.map((_, k) => k * width);
  const marks: Mark[] = [
    {
      ...{ kind: "boxes", x1: lefts, x2: lefts.map((left) => left + width) },
      ...{ y1: heights.map(() => 0), y2: heights, colour: "second", opacity: 0.5 },
    },
  ];
  const rule: Mark = { kind: "rule", axis: "x", at: Math.min(between, largestShown), colour: "main" };
  return {
    title: page.word("panel.between"),
    x: numberAxis("σ_b", { domain: [0, largestShown] }),
    y: numberAxis(null, { isBare: true }),
    height: 0.5,
    marks: [...marks, rule],
  };
}

/** Mice with their measurements and what the model says of them, and how shrinkage falls with measurements. */

import { type Mark, nameAxis, numberAxis, type Panel, type Picture } from "../../pictures/picture.ts";
import type { EffectsRow } from "../../posterior/effects.ts";
import type { SummaryRow } from "../../posterior/summary.ts";
import type { LessonData } from "../engine/fit.ts";
import type { LessonPage } from "../kit/page.ts";
import { available, chosen, mouseNames } from "./mice.ts";

export interface Shown {
  readonly data: LessonData;
  /** By measurement of the chosen mouse. */
  readonly isIn: readonly boolean[];
  /** By mouse. */
  readonly means: readonly SummaryRow[];
  readonly effects: readonly EffectsRow[];
  readonly β: number;
  /** The mean of all measurements, whosever. */
  readonly rowMean: number;
  /** The share that a mouse with so many measurements is drawn in by, at the medians of σ and σ_b. */
  readonly shareOf: (count: number) => number;
}

/** Measurements and effects of the mice, with the intervals of what is said of each; the panel of mice is the first. */
export function unbalancePicture(page: LessonPage, shown: Shown, description: string): Picture {
  return {
    kind: "lesson",
    title: page.word("picture.title"),
    subtitle: null,
    description,
    columns: 1,
    legend: [
      { colour: "second", text: page.word("in"), symbol: "dot" },
      { colour: "muted", text: page.word("out"), symbol: "cross" },
      { colour: "muted", text: page.word("raw"), symbol: "ring" },
      { colour: "main", text: page.word("estimate"), symbol: "dot" },
      { colour: "main", text: page.word("population"), symbol: "line" },
      { colour: "second", text: page.word("rows"), symbol: "line" },
    ],
    panels: [micePanel(page, shown), sharePanel(page, shown)],
  };
}

/** Rows of mice, and below them those of the measurements that mouse F has or might have; F's interval reaches down to these. */
function micePanel(page: LessonPage, shown: Shown): Panel {
  const { data, means, effects, β, rowMean, isIn } = shown;
  const own = means[mouseNames.indexOf(chosen)]!;
  const rows = mouseNames.map((_, i) => i);
  const others = data.y!.map((_, i) => i).filter((i) => data.sample![i] !== chosen);
  return {
    title: page.word("panel.mice"),
    x: numberAxis(page.word("grams"), { domain: [-0.2, 6.2] }),
    y: nameAxis([
      ...mouseNames.map((name, i) => `${name}×${effects[i]!.n}`),
      ...available.map((_, place) => `${chosen} ${place + 1}`),
    ]),
    height: 2.6,
    isClipped: true,
    marks: [
      {
        kind: "boxes",
        x1: [own.lower],
        x2: [own.upper],
        y1: [mouseNames.indexOf(chosen)],
        y2: [rowOfMeasurement(available.length)],
        colour: "main",
        opacity: 0.1,
      },
      { kind: "rule", axis: "x", at: rowMean, colour: "second" },
      { kind: "rule", axis: "x", at: β, colour: "main", isDashed: true },
      {
        kind: "dots",
        x: others.map((i) => Number(data.y![i])),
        y: others.map((i) => mouseNames.indexOf(String(data.sample![i])) + 0.25),
        colour: "muted",
        size: 2.5,
        opacity: 0.7,
      },
      {
        kind: "segments",
        y1: rows,
        y2: rows,
        x1: means.map(({ lower }) => lower),
        x2: means.map(({ upper }) => upper),
        colour: "main",
        width: 3,
      },
      { kind: "dots", y: rows, x: effects.map((e) => e.rawMean), colour: "muted", symbol: "ring", size: 5 },
      { kind: "dots", y: rows, x: means.map(({ mean }) => mean), colour: "main", size: 5 },
      measurementDots(isIn, true),
      measurementDots(isIn, false),
    ],
  };
}

/** Where a measurement of F, counted from 0, is in the panel of mice. */
export function rowOfMeasurement(place: number): number {
  return mouseNames.length + place;
}

/** Those that are in the table, or those that are not. */
function measurementDots(isIn: readonly boolean[], areIn: boolean): Mark {
  const places = available.map((_, place) => place).filter((place) => isIn[place] === areIn);
  return {
    kind: "dots",
    x: places.map((place) => available[place]!),
    y: places.map(rowOfMeasurement),
    colour: areIn ? "second" : "muted",
    symbol: areIn ? "dot" : "cross",
    size: areIn ? 5.5 : 5,
  };
}

function sharePanel(page: LessonPage, { effects, shareOf }: Shown): Panel {
  const counts = Array.from({ length: available.length + 1 }, (_, n) => n);
  const own = effects[mouseNames.indexOf(chosen)]!;
  return {
    title: page.word("panel.share"),
    x: numberAxis(page.word("count.long"), { domain: [-0.4, available.length + 0.4] }),
    y: numberAxis(page.word("shrinkage"), { domain: [0, 1.05], format: "percent" }),
    height: 0.7,
    marks: [
      { kind: "line", x: counts, y: counts.map(shareOf), colour: "muted", width: 1.2 },
      { kind: "dots", x: counts, y: counts.map(shareOf), colour: "muted", size: 3 },
      { kind: "dots", x: [own.n], y: [own.shrinkage], colour: "main", symbol: "ring", size: 7 },
    ],
  };
}

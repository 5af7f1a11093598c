/** The places of the marks of a panel, and what a pointer that rests there is told. */

import { visible } from "../../text/visible.ts";
import type { Axis, Colour, LegendEntry, Mark, Panel } from "../picture.ts";
import { formatTick } from "../ticks.ts";

/** One place, in units of the data. */
export interface MarkPlace {
  readonly x: number;
  readonly y: number;
  /** A few lines: what it is, and its numbers. */
  readonly text: string;
}

/** How many places a panel has. */
export function countPlaces({ marks }: Panel): number {
  return marks.reduce((sum, mark) => sum + lengthOf(mark), 0);
}

/** The place with this number, counted through all marks; null where there is none, or nothing is drawn. */
export function placeAt(panel: Panel, legend: readonly LegendEntry[], number: number): MarkPlace | null {
  let rest = number;
  for (const mark of panel.marks) {
    if (rest < lengthOf(mark)) return placeOf(panel, legend, mark, rest);
    rest -= lengthOf(mark);
  }
  return null;
}

/** The number of the place that is nearest, if it is near; `distance` is in pixels. */
export function nearestPlace(
  panel: Panel,
  distance: (x: number, y: number) => number,
  most = 40,
): number | null {
  let [best, nearest, number] = [null as number | null, most, 0];
  for (const mark of panel.marks) {
    for (let i = 0; i < lengthOf(mark); i++, number++) {
      const far = distance(...middleOf(mark, i));
      if (far < nearest) [best, nearest] = [number, far];
    }
  }
  return best;
}

function lengthOf(mark: Mark): number {
  switch (mark.kind) {
    case "line":
    case "dots":
    case "area":
      return mark.x.length;
    case "boxes":
    case "segments":
      return mark.x1.length;
    case "rule":
    case "texts":
      return 0;
  }
}

/** Where a pointer finds it: of what has an extent its middle, of areas their upper edge. */
function middleOf(mark: Mark, i: number): [x: number, y: number] {
  switch (mark.kind) {
    case "line":
    case "dots":
      return [mark.x[i]!, mark.y[i]!];
    case "area":
      return [mark.x[i]!, mark.upper[i]!];
    case "boxes":
    case "segments":
      return [(mark.x1[i]! + mark.x2[i]!) / 2, (mark.y1[i]! + mark.y2[i]!) / 2];
    case "rule":
    case "texts":
      return [Number.NaN, Number.NaN];
  }
}

function placeOf(panel: Panel, legend: readonly LegendEntry[], mark: Mark, i: number): MarkPlace | null {
  const [x, y] = middleOf(mark, i);
  if (!Number.isFinite(x) || !Number.isFinite(y)) return null;
  const name = nameOf(mark, i) ?? legend.find(({ colour }) => isSame(colour, mark.colour))?.text ?? "";
  const across = panel.x.label ?? panel.title ?? "";
  const isTitled = panel.x.label !== null || panel.y.names !== null;
  const lines = [
    name,
    numberLine(panel.x, across, isSpread(mark, "x") ? [mark.x1[i]!, mark.x2[i]!] : [x]),
    numberLine(
      panel.y,
      panel.y.label ?? (isTitled ? (panel.title ?? "") : ""),
      isSpread(mark, "y") ? [mark.y1[i]!, mark.y2[i]!] : mark.kind === "area" ? [mark.lower[i]!, y] : [y],
    ),
  ];
  return { x, y, text: lines.filter((line) => line !== "").join("\n") };
}

type Spread = Extract<Mark, { readonly x1: ArrayLike<number> }>;

/** Whether it goes from one number to another one on this side. */
function isSpread(mark: Mark, _side: "x" | "y"): mark is Spread {
  return mark.kind === "boxes" || mark.kind === "segments";
}

function nameOf(mark: Mark, i: number): string | null {
  if (mark.kind === "line") return mark.name === undefined ? null : visible(mark.name);
  const names = "names" in mark ? mark.names : undefined;
  return names?.[i] === undefined ? null : visible(names[i]);
}

/** Empty for an axis whose numbers say nothing. */
function numberLine({ names, isBare, format }: Axis, label: string, values: readonly number[]): string {
  if (names !== null) {
    const name = names[Math.round(values[0]!)];
    return name === undefined ? "" : visible(name);
  }
  if (isBare) return "";
  const shown = [...new Set(values.map((value) => formatTick(Number(value.toPrecision(5)), format)))];
  return `${visible(label)} ${shown.join(" to ")}`.trimStart();
}

function isSame(a: Colour, b: Colour): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** One panel as SVG, by Observable Plot: its marks for ours, its scales and axes. */

import * as Plot from "@observablehq/plot";
import { distinctNames } from "../distinct-names.ts";
import type { Palette } from "../palette.ts";
import type { Axis, Panel } from "../picture.ts";
import { formatTick } from "../ticks.ts";
import { plotMarks } from "./marks.ts";
import { letterWidth, shortened } from "./words.ts";

const marginRight = 12;

/** Where a panel is drawn, in pixels. */
export interface PanelBox {
  readonly width: number;
  readonly height: number;
  readonly marginLeft: number;
  readonly marginBottom: number;
}

/** Numbers beside each other, in pixels from one to the next: of narrow panels there are fewer. */
const spaced = { ticks: undefined, tickSpacing: 70 };

/** An element of the document. */
export function drawPanel(panel: Panel, box: PanelBox, palette: Palette, document: Document): Element {
  const { x, y } = panel;
  const drawn = Plot.plot({
    document,
    ...box,
    marginTop: 8,
    marginRight,
    style: {
      background: "none",
      color: palette.text,
      fontSize: "11px",
      fontFamily: "inherit",
      overflow: "visible",
    },
    x: scaleOf(x, false),
    y: scaleOf(y, true),
    marks: [
      ...axisMarks(x, "x", box, palette),
      ...axisMarks(y, "y", box, palette),
      Plot.frame({ stroke: palette.grid }),
      ...panel.marks.flatMap((mark) => plotMarks(mark, palette, panel.isClipped === true)),
    ],
  } as Plot.PlotOptions) as Element;
  // The whole is told by the picture's description: names of parts that are no objects for a reader may not be spoken (WAI-ARIA 1.2, 5.2.8.6).
  for (const part of drawn.querySelectorAll("[aria-label]")) {
    part.setAttribute("data-part", part.getAttribute("aria-label")!);
    part.removeAttribute("aria-label");
  }
  return drawn;
}

/** Pixels of a name below a panel. */
function roomBelow(count: number, { width, marginLeft }: PanelBox): number {
  return (width - marginLeft - marginRight) / (count + 0.2) - 6;
}

function scaleOf({ scale, domain, names }: Axis, isVertical: boolean): Plot.ScaleOptions {
  return {
    type: scale,
    ...(domain === null ? { nice: false, inset: 4 } : { domain: [...domain] }),
    ...(isVertical && names !== null ? { reverse: true } : {}),
    label: null,
    axis: null,
  };
}

function axisMarks(
  { names, isBare, format, label }: Axis,
  side: "x" | "y",
  box: PanelBox,
  palette: Palette,
): Plot.Markish[] {
  if (isBare) return [];
  const labelled =
    label === null ? {} : { label, labelArrow: "none" as const, labelAnchor: "center" as const };
  const look = { color: palette.subtle, tickSize: 4, label: null, ...labelled };
  const ofNumbers = { ...look, ticks: 5, tickFormat: (value: number) => formatTick(value, format) };
  const room = side === "y" ? box.marginLeft - 12 : roomBelow(names?.length ?? 0, box);
  const shown = distinctNames(names ?? [], {
    most: Math.floor(room / letterWidth),
    shortened,
    ellipsis: "…",
  });
  const nameAt = (i: number): string => shown[i] ?? "";
  const ofNames = { ...look, tickSize: 0, color: palette.text, tickFormat: nameAt };
  const grid = { stroke: palette.grid, strokeOpacity: 1, ticks: 5 };
  const places = names === null ? null : [...names.keys()];
  if (side === "x")
    return places === null
      ? [Plot.gridX({ ...grid, ...spaced }), Plot.axisX({ ...ofNumbers, ...spaced })]
      : [Plot.axisX(places, ofNames)];
  return places === null ? [Plot.gridY(grid), Plot.axisY(ofNumbers)] : [Plot.axisY(places, ofNames)];
}

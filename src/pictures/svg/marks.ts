/** Marks as Observable Plot has them: a function for each kind. */

import * as Plot from "@observablehq/plot";
import { visible } from "../../text/visible.ts";
import { type Palette, paintOf } from "../palette.ts";
import type { Mark } from "../picture.ts";

/** What is drawn for a mark, the lowest first; only what lies between the axes if it is clipped. */
export function plotMarks(mark: Mark, palette: Palette, isClipped: boolean): Plot.Markish[] {
  const draw = drawers[mark.kind] as (one: Mark, colour: string) => Plot.Markish[];
  const drawn = draw(mark, paintOf(mark.colour, palette));
  // Every mark of Observable Plot has this option, and reads it when it is drawn.
  if (isClipped) for (const one of drawn) Object.assign(one as object, { clip: "frame" });
  return drawn;
}

type Drawer<Kind extends Mark["kind"]> = (
  mark: Extract<Mark, { readonly kind: Kind }>,
  colour: string,
) => Plot.Markish[];

const drawers: { readonly [Kind in Mark["kind"]]: Drawer<Kind> } = {
  line: (mark, stroke) => [
    Plot.line(places(mark.x), {
      x: at(mark.x),
      y: at(mark.y),
      stroke,
      strokeWidth: mark.width ?? 1.5,
      strokeOpacity: mark.opacity ?? 1,
      curve: curveOf(mark),
      ...dashes(mark),
    }),
  ],
  dots: (mark, colour) => [
    Plot.dot(places(mark.x), {
      x: at(mark.x),
      y: at(mark.y),
      r: mark.size ?? 3,
      ...(mark.symbol === "cross" ? { symbol: "times" as const } : {}),
      ...(mark.symbol === undefined || mark.symbol === "dot"
        ? { fill: colour, fillOpacity: mark.opacity ?? 1 }
        : { stroke: colour, strokeWidth: 1.4, strokeOpacity: mark.opacity ?? 1 }),
      ...titles(mark.names),
    }),
  ],
  area: (mark, fill) => [
    Plot.areaY(places(mark.x), {
      x: at(mark.x),
      y1: at(mark.lower),
      y2: at(mark.upper),
      fill,
      fillOpacity: mark.opacity ?? 1,
      curve: curveOf(mark),
    }),
  ],
  boxes: (mark, fill) => [
    Plot.rect(places(mark.x1), {
      ...ends(mark),
      fill,
      // Opacities are what they are, and not to be scaled to the largest of them.
      fillOpacity:
        mark.opacities === undefined
          ? (mark.opacity ?? 1)
          : ({ value: at(mark.opacities), scale: null } as unknown as number),
      ...titles(mark.names),
    }),
  ],
  segments: (mark, stroke) => {
    const look = { stroke, strokeWidth: mark.width ?? 1.5, strokeOpacity: mark.opacity ?? 1 };
    const options = { ...ends(mark), ...look, ...titles(mark.names) };
    return [
      mark.hasArrow
        ? Plot.arrow(places(mark.x1), { ...options, headLength: 6, inset: 0 })
        : Plot.link(places(mark.x1), { ...options, strokeLinecap: "butt" }),
    ];
  },
  rule: (mark, stroke) => {
    const look = { stroke, strokeWidth: 1.2, ...dashes(mark) };
    const words = { text: () => visible(mark.text ?? ""), fill: stroke };
    const labelled = mark.text === undefined ? [] : [mark.at];
    return mark.axis === "x"
      ? [
          Plot.ruleX([mark.at], look),
          Plot.text(labelled, {
            x: (value: number) => value,
            frameAnchor: "top",
            dx: 4,
            dy: 4,
            textAnchor: "start",
            ...words,
          }),
        ]
      : [
          Plot.ruleY([mark.at], look),
          Plot.text(labelled, {
            y: (value: number) => value,
            frameAnchor: "right",
            dx: -4,
            dy: -6,
            ...words,
          }),
        ];
  },
  texts: (mark, fill) => [
    Plot.text(places(mark.x), {
      x: at(mark.x),
      y: at(mark.y),
      text: (i: number) => visible(mark.texts[i] ?? ""),
      textAnchor: mark.anchor,
      fill,
    }),
  ],
};

function places({ length }: ArrayLike<number>): number[] {
  return Array.from({ length }, (_, i) => i);
}

function at(numbers: ArrayLike<number>): (place: number) => number {
  return (place) => {
    const number = numbers[place];
    return number !== undefined && Number.isFinite(number) ? number : Number.NaN;
  };
}

function ends(mark: {
  readonly x1: ArrayLike<number>;
  readonly x2: ArrayLike<number>;
  readonly y1: ArrayLike<number>;
  readonly y2: ArrayLike<number>;
}) {
  return { x1: at(mark.x1), x2: at(mark.x2), y1: at(mark.y1), y2: at(mark.y2) };
}

function curveOf({ isStepped }: { readonly isStepped?: boolean }): "step-after" | "linear" {
  return isStepped ? "step-after" : "linear";
}

function dashes({ isDashed }: { readonly isDashed?: boolean }): object {
  return isDashed ? { strokeDasharray: "4 3" } : {};
}

function titles(names: readonly string[] | undefined): object {
  return names === undefined ? {} : { title: (place: number) => visible(names[place] ?? "") };
}

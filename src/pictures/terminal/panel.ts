/** One panel as lines of characters: its title, the field with its marks, and the axes at the left and below. */

import { textWidth } from "../../text/lines.ts";
import { distinctNames, type NameRoom } from "../distinct-names.ts";
import type { Axis, Panel } from "../picture.ts";
import { tickPlaces } from "../tick-places.ts";
import { formatTick } from "../ticks.ts";
import { Canvas, type Piece } from "./canvas.ts";
import type { Glyphs } from "./glyphs.ts";
import { drawMark } from "./marks.ts";
import { padded, placedTexts, shortened } from "./pieces.ts";
import { type PanelScales, scalesOf } from "./scales.ts";
import type { Signs } from "./signs.ts";

/** How a panel is drawn. */
export interface PanelLook {
  /** Columns of all of it. */
  readonly width: number;
  /** Lines of its field. */
  readonly rows: number;
  readonly glyphs: Glyphs;
  readonly signs: Signs;
  readonly spell: (text: string) => string;
}

/** A label at an axis, and the column or line of the field that it stands at. */
interface Tick {
  readonly text: string;
  readonly at: number;
}

/** The lines, none of them wider than the panel. */
export function renderPanel(panel: Panel, look: PanelLook): Piece[][] {
  const { rows, glyphs, spell } = look;
  const scales = scalesOf(panel);
  const yTicks = ticksOf(
    panel.y,
    { count: rows, about: Math.max(2, Math.floor(rows / 3)) },
    scales,
    "y",
    look,
  );
  const most = Math.floor(0.4 * look.width);
  const labels = distinctNames(
    yTicks.map(({ text }) => text),
    nameRoom(most, look),
  );
  const left = Math.max(0, ...labels.map(textWidth));
  const canvas = new Canvas(Math.max(8, look.width - left - 2), rows, glyphs.grain);
  const later = panel.marks.map((mark) =>
    drawMark({ canvas, scales, glyphs, signs: look.signs, spell }, mark),
  );
  for (const draw of later) draw?.();
  const byRow = new Map(yTicks.map(({ at }, i) => [at, labels[i]!]));
  const isNamed = panel.y.names !== null;
  const field = canvas.lines().map((line, row): Piece[] => {
    const label = byRow.get(row);
    const hasTick = label !== undefined && !isNamed;
    return [
      { text: `${padded(label ?? "", left, isNamed ? "right" : "left")} `, look: isNamed ? null : "subtle" },
      { text: hasTick ? glyphs.axis.tickDown : glyphs.axis.down, look: "subtle" },
      ...line,
    ];
  });
  return [...headOf(panel, look), ...field, ...footOf(panel, canvas, left, scales, look)];
}

/** The title and what the numbers at the left are. */
function headOf({ title, y }: Panel, { width, spell, glyphs }: PanelLook): Piece[][] {
  const label = y.label === null ? "" : spell(y.label);
  if (title === null && label === "") return [];
  const head = title === null ? "" : shortened(spell(title), width, glyphs.ellipsis);
  const room = width - textWidth(head) - 2;
  const rest =
    label === "" ? "" : shortened(`${glyphs.heads.up} ${label}`, head === "" ? width : room, glyphs.ellipsis);
  if (head === "") return [[{ text: rest, look: "subtle" }]];
  if (label === "" || room < 8) return [[{ text: head, look: "title" }]];
  return [
    [
      { text: head, look: "title" },
      { text: `  ${rest}`, look: "subtle" },
    ],
  ];
}

function footOf({ x }: Panel, canvas: Canvas, left: number, scales: PanelScales, look: PanelLook): Piece[][] {
  const { glyphs, spell } = look;
  const margin: Piece = { text: " ".repeat(left + 1), look: null };
  const ticks = ticksOf(x, { count: canvas.width, about: Math.floor(canvas.width / 9) }, scales, "x", look);
  const marked = new Set(ticks.map(({ at }) => at));
  const line = Array.from({ length: canvas.width }, (_, c) =>
    marked.has(c) && x.names === null ? glyphs.axis.tickAcross : glyphs.axis.across,
  ).join("");
  const lines: Piece[][] = [[margin, { text: glyphs.axis.corner + line, look: "subtle" }]];
  if (ticks.length > 0) {
    const shown = distinctNames(
      ticks.map(({ text }) => text),
      nameRoom(canvas.width, look),
    );
    const places = ticks.map(({ at }, i) => ({ text: shown[i]!, middle: at }));
    const named = x.names === null ? "subtle" : null;
    lines.push([margin, { text: " ", look: null }, ...placedTexts(places, canvas.width, named)]);
  }
  if (x.label !== null) {
    const text = shortened(spell(x.label), canvas.width, glyphs.ellipsis);
    const middle = { text, middle: (canvas.width - 1) / 2 };
    lines.push([margin, { text: " ", look: null }, ...placedTexts([middle], canvas.width, "subtle")]);
  }
  return lines;
}

function nameRoom(most: number, { glyphs: { ellipsis } }: PanelLook): NameRoom {
  return { most, ellipsis, shortened: (text, width) => shortened(text, width, ellipsis) };
}

/** Names, or round numbers; `count` places, of which about so many are told. */
function ticksOf(
  axis: Axis,
  { count, about }: { readonly count: number; readonly about: number },
  scales: PanelScales,
  side: "x" | "y",
  { spell }: PanelLook,
): Tick[] {
  const placeOf = (share: number): number => Math.min(count - 1, Math.max(0, Math.floor(share * count)));
  if (axis.isBare && axis.names === null) return [];
  if (axis.names !== null)
    return axis.names.map((name, i) => ({ text: spell(name), at: placeOf(scales[side](i)) }));
  const ticks = tickPlaces(scales.domains[side], axis.scale, about);
  return ticks.map((value) => ({
    text: spell(formatTick(value, axis.format)),
    at: placeOf(scales[side](value)),
  }));
}

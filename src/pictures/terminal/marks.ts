/** Marks on a field of characters: a function for each kind. */

import { textWidth } from "../../text/lines.ts";
import type { Mark } from "../picture.ts";
import type { Canvas } from "./canvas.ts";
import type { Glyphs } from "./glyphs.ts";
import type { PanelScales } from "./scales.ts";
import type { Signs } from "./signs.ts";
import {
  cellPlace,
  drawStroke,
  type Filling,
  fillColumn,
  fillRow,
  finePlace,
  isInField,
  type Place,
} from "./strokes.ts";

/** Where marks are drawn. */
export interface Field {
  readonly canvas: Canvas;
  readonly scales: PanelScales;
  readonly glyphs: Glyphs;
  readonly signs: Signs;
  /** A label as it may be printed. */
  readonly spell: (text: string) => string;
}

type Of<Kind extends Mark["kind"]> = Extract<Mark, { readonly kind: Kind }>;

/** Draws a mark; what is given back is drawn when all marks are there. */
export function drawMark(field: Field, mark: Mark): (() => void) | null {
  switch (mark.kind) {
    case "line":
      return drawLine(field, mark);
    case "dots":
      return drawDots(field, mark);
    case "area":
      return drawArea(field, mark);
    case "boxes":
      return drawBoxes(field, mark);
    case "segments":
      return drawSegments(field, mark);
    case "rule":
      return drawRule(field, mark);
    case "texts":
      return () => writeTexts(field, mark);
  }
}

function placeOf({ scales }: Field, x: number | undefined, y: number | undefined): Place {
  return [scales.x(x ?? Number.NaN), scales.y(y ?? Number.NaN)];
}

function drawLine(field: Field, mark: Of<"line">): (() => void) | null {
  const { canvas } = field;
  const isOn = mark.isDashed === true ? (step: number) => step % 4 < 2 : undefined;
  let last: Place | null = null;
  for (let i = 0; i < mark.x.length; i++) {
    const place = placeOf(field, mark.x[i], mark.y[i]);
    if (Number.isNaN(place[0]) || Number.isNaN(place[1])) {
      last = null;
      continue;
    }
    if (last === null) drawStroke(canvas, place, place, mark.colour, isOn);
    else if (mark.isStepped === true) {
      drawStroke(canvas, last, [place[0], last[1]], mark.colour, isOn);
      drawStroke(canvas, [place[0], last[1]], place, mark.colour, isOn);
    } else drawStroke(canvas, last, place, mark.colour, isOn);
    last = place;
  }
  const letter = field.signs.letterOf("line", mark.colour);
  return letter === null ? null : () => letterLine(field, mark, letter);
}

/** Between two letters of a line, in columns. */
const letterGap = 14;

/** Letters along a line, those of several lines beside each other. */
function letterLine({ canvas, scales, signs }: Field, mark: Of<"line">, letter: string): void {
  const { place, of } = signs.orderOf(mark.colour);
  let next = Math.round(2 + (place * letterGap) / of);
  for (let i = 0; i < mark.x.length; i++) {
    const at: Place = [scales.x(mark.x[i]!), scales.y(mark.y[i]!)];
    if (!isInField(at)) continue;
    const [column, row] = cellPlace(canvas, at);
    if (column < next) continue;
    if (canvas.isFree(column, row)) canvas.sign(column, row, letter, mark.colour);
    while (next <= column) next += letterGap;
  }
}

/** Of more dots than this in a column on the average, each is only a dot of the finer grid. */
const mostSigns = 1.2;

function drawDots(field: Field, mark: Of<"dots">): (() => void) | null {
  const { canvas, glyphs, signs, scales } = field;
  const { symbol = "dot", colour } = mark;
  const places: Place[] = [];
  for (let i = 0; i < mark.x.length; i++) {
    const place = placeOf(field, mark.x[i], mark.y[i]);
    if (isInField(place)) places.push(place);
  }
  const isSmall = (mark.size ?? 3) < 2 && symbol === "dot";
  const hasRows = scales.hasNames.x || scales.hasNames.y;
  if (!hasRows && symbol !== "cross" && (isSmall || places.length > mostSigns * canvas.width)) {
    for (const place of places) canvas.dot(...finePlace(canvas, place), colour);
    return null;
  }
  const letter = signs.letterOf(symbol, colour) ?? glyphs[symbol];
  return () => {
    for (const place of places) canvas.sign(...cellPlace(canvas, place), letter, colour);
  };
}

/** From this opacity on, what lies below is covered. */
const opaque = { area: 0.6, boxes: 0.4 };

/** The characters that fill an area or boxes: light ones where something shines through. */
export function fillingOf(
  { glyphs, signs }: Pick<Field, "glyphs" | "signs">,
  { kind, colour, opacity = 1 }: Of<"area"> | Of<"boxes">,
): Filling {
  const { fillings } = glyphs;
  const light = opacity < opaque[kind] || colour === "band" ? 0 : fillings.length - 1;
  return fillings[Math.abs(light - signs.densityOf(colour)) % fillings.length]!;
}

function drawArea(field: Field, mark: Of<"area">): null {
  const { canvas, scales } = field;
  const filling = fillingOf(field, mark);
  const x = Array.from(mark.x, (value) => scales.x(value));
  const covers = (mark.opacity ?? 1) >= opaque.area;
  let i = 0;
  for (let column = 0; column < canvas.width; column++) {
    const middle = (column + 0.5) / canvas.width;
    while (i + 1 < x.length && x[i + 1]! < middle) i += 1;
    const next = mark.isStepped === true ? x.length : i + 1;
    if (x.length === 0 || middle < x[i]! || (i + 1 >= x.length && middle > x[i]!)) continue;
    const share = next >= x.length ? 0 : (middle - x[i]!) / (x[next]! - x[i]!);
    const between = (of: ArrayLike<number>): number => {
      const start = scales.y(of[i]!);
      return next >= x.length ? start : start + share * (scales.y(of[next]!) - start);
    };
    const ends = [between(mark.upper), between(mark.lower)] as const;
    if (ends.every(Number.isFinite)) fillColumn(canvas, column, ends, { ...filling, covers }, mark.colour);
  }
  return null;
}

/** Boxes paler than this are left out. */
const palest = 0.06;

/** The characters of a box whose opacity is its own: one of four shades. */
function shadeOf({ glyphs: { fillings } }: Field, opacity: number): Filling | null {
  if (!(opacity >= palest)) return null;
  const { full } = fillings[Math.min(fillings.length - 1, Math.floor(opacity * fillings.length))]!;
  return { full, rising: null, growing: null };
}

function drawBoxes(field: Field, mark: Of<"boxes">): null {
  const { canvas, scales } = field;
  const usual = fillingOf(field, mark);
  for (let i = 0; i < mark.x1.length; i++) {
    const [x1, y1] = placeOf(field, mark.x1[i], mark.y1[i]);
    const [x2, y2] = placeOf(field, mark.x2[i], mark.y2[i]);
    const filling = mark.opacities === undefined ? usual : shadeOf(field, mark.opacities[i]!);
    if (filling === null || ![x1, y1, x2, y2].every(Number.isFinite)) continue;
    const isRow = scales.hasNames.y;
    const cells = isRow ? cellsBetween(y1, y2, canvas.height) : cellsBetween(x1, x2, canvas.width);
    for (const cell of cells) {
      if (isRow) fillRow(canvas, cell, [x1, x2], filling, mark.colour);
      else fillColumn(canvas, cell, [y1, y2], filling, mark.colour);
    }
  }
  return null;
}

/** The places whose middles lie between two shares; at least the one that they are in. */
function cellsBetween(a: number, b: number, count: number): number[] {
  const [from, to] = [Math.min(a, b) * count, Math.max(a, b) * count];
  const first = Math.max(0, Math.ceil(from - 0.5));
  const last = Math.min(count - 1, Math.ceil(to - 0.5) - 1);
  if (last >= first) return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const alone = Math.floor((from + to) / 2);
  return alone >= 0 && alone < count ? [alone] : [];
}

function drawSegments(field: Field, mark: Of<"segments">): (() => void) | null {
  const { canvas, glyphs, scales } = field;
  const strokes = (mark.width ?? 1.5) >= 2.5 ? glyphs.thick : glyphs.thin;
  const heads: (() => void)[] = [];
  for (let i = 0; i < mark.x1.length; i++) {
    const from = placeOf(field, mark.x1[i], mark.y1[i]);
    const to = placeOf(field, mark.x2[i], mark.y2[i]);
    if (![...from, ...to].every(Number.isFinite)) continue;
    const [[c1, r1], [c2, r2]] = [cellPlace(canvas, from), cellPlace(canvas, to)];
    if (scales.hasNames.y && mark.y1[i] === mark.y2[i]) {
      if (isApart(from[0], to[0])) continue;
      for (let c = Math.min(c1, c2); c <= Math.max(c1, c2); c++)
        canvas.sign(c, r1, strokes.across, mark.colour);
    } else if (scales.hasNames.x && mark.x1[i] === mark.x2[i]) {
      if (isApart(from[1], to[1])) continue;
      for (let r = Math.min(r1, r2); r <= Math.max(r1, r2); r++)
        canvas.sign(c1, r, strokes.down, mark.colour);
    } else drawStroke(canvas, from, to, mark.colour);
    const isMoved = c1 !== c2 || r1 !== r2;
    if (mark.hasArrow === true && isMoved && isInField(to)) {
      const head = headOf(glyphs, c2 - c1, r2 - r1);
      heads.push(() => canvas.sign(c2, r2, head, mark.colour));
    }
  }
  return heads.length === 0
    ? null
    : () => {
        for (const draw of heads) draw();
      };
}

/** Both ends lie outside of the field, on the same side. */
function isApart(a: number, b: number): boolean {
  return Math.max(a, b) < 0 || Math.min(a, b) > 1;
}

function headOf({ heads }: Glyphs, columns: number, rows: number): string {
  // A line is twice as high as a character is wide.
  if (Math.abs(columns) >= 2 * Math.abs(rows)) return columns > 0 ? heads.right : heads.left;
  return rows > 0 ? heads.down : heads.up;
}

function drawRule({ canvas, scales, glyphs, spell }: Field, mark: Of<"rule">): (() => void) | null {
  const share = scales[mark.axis](mark.at);
  if (!(share >= 0 && share <= 1)) return null;
  const strokes = mark.isDashed === true ? glyphs.dashed : glyphs.thin;
  const [column, row] = cellPlace(canvas, [share, share]);
  const text = mark.text === undefined ? "" : spell(mark.text);
  const length = textWidth(text);
  if (mark.axis === "x") {
    for (let r = 0; r < canvas.height; r++) canvas.shade(column, r, strokes.down, mark.colour);
    const start = column + 2 + length <= canvas.width ? column + 2 : Math.max(0, column - length - 1);
    return text === "" ? null : () => canvas.write(start, 0, text, mark.colour);
  }
  for (let c = 0; c < canvas.width; c++) canvas.shade(c, row, strokes.across, mark.colour);
  const above = row > 0 ? row - 1 : Math.min(canvas.height - 1, row + 1);
  return text === ""
    ? null
    : () => canvas.write(Math.max(0, canvas.width - length - 1), above, text, mark.colour);
}

function writeTexts(field: Field, mark: Of<"texts">): void {
  const { canvas, spell } = field;
  mark.texts.forEach((given, i) => {
    const place = placeOf(field, mark.x[i], mark.y[i]);
    if (!isInField(place)) return;
    const [column, row] = cellPlace(canvas, place);
    const text = spell(given);
    const length = textWidth(text);
    const shift = mark.anchor === "start" ? 0 : mark.anchor === "end" ? length - 1 : Math.floor(length / 2);
    const start = Math.max(0, Math.min(column - shift, canvas.width - length));
    canvas.write(start, row, text, mark.colour);
  });
}

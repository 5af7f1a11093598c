/** Lines and blocks on a field of characters, at places that are shares of its width and height. */

import type { Colour } from "../picture.ts";
import type { Canvas, Look } from "./canvas.ts";

/** A share of the width from the left, and of the height from the top. */
export type Place = readonly [x: number, y: number];

/** A straight line in dots, cut at the edges of the field. `isOn` says of each dot of a dashed line whether it is drawn. */
export function drawStroke(
  canvas: Canvas,
  from: Place,
  to: Place,
  colour: Colour,
  isOn: (step: number) => boolean = () => true,
): void {
  const cut = cutToField(from, to);
  if (cut === null) return;
  const [x1, y1] = finePlace(canvas, cut[0]);
  const [x2, y2] = finePlace(canvas, cut[1]);
  const steps = Math.max(Math.abs(x2 - x1), Math.abs(y2 - y1));
  for (let step = 0; step <= steps; step++) {
    const share = steps === 0 ? 0 : step / steps;
    const [x, y] = [Math.round(x1 + share * (x2 - x1)), Math.round(y1 + share * (y2 - y1))];
    if (isOn(x + y)) canvas.dot(x, y, colour);
  }
}

/** The dot of the finer grid that a place is in. */
export function finePlace({ width, height, grain }: Canvas, [x, y]: Place): readonly [number, number] {
  return [within(x, width * grain.x), within(y, height * grain.y)];
}

/** The character that a place is in. */
export function cellPlace({ width, height }: Canvas, [x, y]: Place): readonly [number, number] {
  return [within(x, width), within(y, height)];
}

/** Whether a place lies in the field. */
export function isInField([x, y]: Place): boolean {
  return x >= 0 && x <= 1 && y >= 0 && y <= 1;
}

function within(share: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor(share * count)));
}

/** What of a line lies in the field (Liang and Barsky, 1984); null if nothing does, or an end is no number. */
function cutToField([x1, y1]: Place, [x2, y2]: Place): readonly [Place, Place] | null {
  const [dx, dy] = [x2 - x1, y2 - y1];
  if (!Number.isFinite(dx) || !Number.isFinite(dy)) return null;
  let [start, end] = [0, 1];
  for (const [slope, room] of [
    [-dx, x1],
    [dx, 1 - x1],
    [-dy, y1],
    [dy, 1 - y1],
  ] as const) {
    if (slope === 0 && room < 0) return null;
    if (slope < 0) start = Math.max(start, room / slope);
    if (slope > 0) end = Math.min(end, room / slope);
  }
  if (start > end) return null;
  return [
    [x1 + start * dx, y1 + start * dy],
    [x1 + end * dx, y1 + end * dy],
  ];
}

/** Characters that fill a part of their place: `eighths[k]` of k + 1 eighths. */
export interface Filling {
  readonly full: string;
  /** From the bottom upwards, and from the left to the right; null where the whole character is taken or nothing. */
  readonly rising: string | null;
  readonly growing: string | null;
  /** Whether it takes the dots away that are there. */
  readonly covers?: boolean;
}

/** A column of characters filled between two heights, as shares from the top. */
export function fillColumn(
  canvas: Canvas,
  column: number,
  [top, bottom]: readonly [number, number],
  filling: Filling,
  look: Look,
): void {
  const from = clamped(Math.min(top, bottom)) * canvas.height;
  const to = clamped(Math.max(top, bottom)) * canvas.height;
  for (let row = Math.floor(from); row < Math.ceil(to); row++) {
    const covered = Math.min(to, row + 1) - Math.max(from, row);
    const isTop = from > row;
    const glyph = glyphOf(filling, isTop && to >= row + 1 ? filling.rising : null, covered);
    if (glyph === "") continue;
    if (filling.covers === true) canvas.clear(column, row);
    canvas.shade(column, row, glyph, look);
  }
}

/** A line of characters filled from one share of the width to another. */
export function fillRow(
  canvas: Canvas,
  row: number,
  [left, right]: readonly [number, number],
  filling: Filling,
  look: Look,
): void {
  const from = clamped(Math.min(left, right)) * canvas.width;
  const to = clamped(Math.max(left, right)) * canvas.width;
  for (let column = Math.floor(from); column < Math.ceil(to); column++) {
    const covered = Math.min(to, column + 1) - Math.max(from, column);
    const isEnd = to < column + 1 && from <= column;
    const glyph = glyphOf(filling, isEnd ? filling.growing : null, covered);
    if (glyph !== "") canvas.shade(column, row, glyph, look);
  }
}

/** A part of a character in eighths, or the whole of it if more than half is covered. */
function glyphOf({ full }: Filling, eighths: string | null, covered: number): string {
  if (covered > 0.94) return full;
  if (eighths === null) return covered >= 0.5 ? full : "";
  const part = Math.round(covered * 8);
  return part === 0 ? "" : (eighths[part - 1] ?? full);
}

function clamped(share: number): number {
  return Number.isNaN(share) ? 0 : Math.min(1, Math.max(0, share));
}

/** Pieces of text with a look: how wide they are, made to fit, put side by side. */

import { textWidth } from "../../text/lines.ts";
import type { Look, Piece } from "./canvas.ts";

/** Columns that the pieces take. */
function widthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { text }) => sum + textWidth(text), 0);
}

/** Cut to so many columns, with a sign that something is missing. */
export function shortened(text: string, most: number, ellipsis: string): string {
  if (textWidth(text) <= most) return text;
  let kept = "";
  for (const letter of text) {
    if (textWidth(kept + letter) + textWidth(ellipsis) > most) break;
    kept += letter;
  }
  return (kept + ellipsis).slice(0, Math.max(0, most));
}

/** In lines of so many columns, wherever they end. */
export function broken(text: string, width: number): string[] {
  const lines = [""];
  for (const letter of text) {
    const longer = lines.at(-1)! + letter;
    if (textWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(letter);
  }
  return lines;
}

/** Filled with spaces to so many columns, on the right or on the left. */
export function padded(text: string, width: number, side: "left" | "right" = "right"): string {
  const spaces = " ".repeat(Math.max(0, width - textWidth(text)));
  return side === "right" ? text + spaces : spaces + text;
}

/** A line of so many columns. */
export function filled(pieces: readonly Piece[], width: number): Piece[] {
  const missing = width - widthOf(pieces);
  return missing > 0 ? [...pieces, { text: " ".repeat(missing), look: null }] : [...pieces];
}

/** Texts on one line at given columns, those left out that would touch the one before. */
export function placedTexts(
  texts: readonly { readonly text: string; readonly middle: number }[],
  width: number,
  look: Look,
): Piece[] {
  let line = "";
  for (const { text, middle } of texts) {
    const length = textWidth(text);
    if (length > width) continue;
    const start = Math.max(0, Math.min(Math.round(middle - (length - 1) / 2), width - length));
    const taken = textWidth(line);
    if (line !== "" && start < taken + 1) continue;
    line += " ".repeat(start - taken) + text;
  }
  return [{ text: line, look }];
}

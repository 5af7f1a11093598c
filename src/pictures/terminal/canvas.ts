/**
 * A field of characters that is drawn on in dots: braille, which has 2 × 4 in a character, or in ASCII two of them above each other.
 *
 * Each place has three layers. Below are shades and rules, above them dots, and on top letters and signs. Where dots of several colours
 * meet in one character, it has the colour of most of them.
 */

import { textWidth } from "../../text/lines.ts";
import type { Colour } from "../picture.ts";

/** Dots in a character, and what stands for them: `glyphs[bits]`. */
export interface Grain {
  readonly x: number;
  readonly y: number;
  readonly bitOf: (x: number, y: number) => number;
  readonly glyphs: (bits: number) => string;
}

const brailleBits = [
  [1, 2, 4, 64],
  [8, 16, 32, 128],
] as const;

/** Unicode's block of braille patterns, in which each bit is a dot. */
export const braille: Grain = {
  x: 2,
  y: 4,
  bitOf: (x, y) => brailleBits[x]![y]!,
  glyphs: (bits) => String.fromCodePoint(0x2800 + bits),
};

/** A dot above, a dot below, both. */
export const asciiGrain: Grain = {
  x: 1,
  y: 2,
  bitOf: (_, y) => (y === 0 ? 1 : 2),
  glyphs: (bits) => " '.:"[bits]!,
};

/** Text of one look. A colour of null is that of the text around. */
export interface Piece {
  readonly text: string;
  readonly look: Look;
}

/** What a piece of a picture is, for whoever paints it. */
export type Look = Colour | "title" | "subtle" | null;

interface Glyph {
  /** Empty at the place behind a wide letter. */
  readonly text: string;
  readonly look: Look;
}

interface Dots {
  bits: number;
  readonly counts: Map<string, { readonly colour: Colour; count: number }>;
}

/** Places are counted from 0 at the left, and from 0 at the top. */
export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly grain: Grain;
  private readonly under: (Glyph | undefined)[];
  private readonly dots: (Dots | undefined)[];
  private readonly over: (Glyph | undefined)[];

  constructor(width: number, height: number, grain: Grain) {
    this.width = width;
    this.height = height;
    this.grain = grain;
    this.under = new Array(width * height);
    this.dots = new Array(width * height);
    this.over = new Array(width * height);
  }

  /** A dot at a place of the finer grid; outside of the field nothing. */
  dot(x: number, y: number, colour: Colour): void {
    const { grain } = this;
    const [column, row] = [Math.floor(x / grain.x), Math.floor(y / grain.y)];
    const place = this.placeOf(column, row);
    if (place === null) return;
    this.dots[place] ??= { bits: 0, counts: new Map() };
    const dots = this.dots[place];
    dots.bits |= grain.bitOf(x - column * grain.x, y - row * grain.y);
    const key = keyOf(colour);
    const known = dots.counts.get(key);
    if (known === undefined) dots.counts.set(key, { colour, count: 1 });
    else known.count += 1;
  }

  /** A shade or a rule, in the place of what lay there. */
  shade(column: number, row: number, text: string, look: Look): void {
    const place = this.placeOf(column, row);
    if (place !== null) this.under[place] = { text, look };
  }

  /** Takes the dots away. */
  clear(column: number, row: number): void {
    const place = this.placeOf(column, row);
    if (place !== null) this.dots[place] = undefined;
  }

  /** A sign above all else. */
  sign(column: number, row: number, text: string, look: Look): void {
    const place = this.placeOf(column, row);
    if (place === null) return;
    // Of a wide letter that loses a half nothing is left.
    if (text !== "" && this.over[place]?.text === "") this.over[place - 1] = { text: " ", look: null };
    const isEndLost = column + 1 < this.width && this.over[place + 1]?.text === "";
    if (isEndLost) this.over[place + 1] = { text: " ", look: null };
    this.over[place] = { text, look };
  }

  /** Letters one after the other, as far as the field goes. */
  write(column: number, row: number, text: string, look: Look): void {
    let at = column;
    for (const letter of text.normalize("NFC")) {
      const width = textWidth(letter);
      if (width === 0) continue;
      if (at >= 0 && at + width <= this.width) {
        this.sign(at, row, letter, look);
        if (width === 2) this.sign(at + 1, row, "", look);
      }
      at += width;
    }
  }

  /** Whether no sign stands there. */
  isFree(column: number, row: number): boolean {
    const place = this.placeOf(column, row);
    return place !== null && this.over[place] === undefined;
  }

  /** The lines from top to bottom, each of `width` columns. */
  lines(): Piece[][] {
    return Array.from({ length: this.height }, (_, row) => {
      const pieces: Piece[] = [];
      for (let column = 0; column < this.width; column++) {
        const { text, look } = this.glyphAt(row * this.width + column, column + row);
        const last = pieces.at(-1);
        if (last !== undefined && isSameLook(last.look, look)) {
          pieces[pieces.length - 1] = { text: last.text + text, look };
        } else pieces.push({ text, look });
      }
      return pieces;
    });
  }

  private glyphAt(place: number, parity: number): Glyph {
    const over = this.over[place];
    if (over !== undefined) return over;
    const dots = this.dots[place];
    if (dots === undefined) return this.under[place] ?? { text: " ", look: null };
    const counts = [...dots.counts.values()];
    const most = counts.reduce((largest, { count }) => Math.max(largest, count), 0);
    const first = counts.filter(({ count }) => count === most);
    return { text: this.grain.glyphs(dots.bits), look: first[parity % first.length]!.colour };
  }

  private placeOf(column: number, row: number): number | null {
    const isInside = column >= 0 && column < this.width && row >= 0 && row < this.height;
    return isInside ? row * this.width + column : null;
  }
}

/** The same text for colours that are drawn alike. */
export function keyOf(colour: Colour): string {
  if (typeof colour === "string") return colour;
  return "chain" in colour ? `chain ${colour.chain % 8}` : `series ${colour.series % 8}`;
}

function isSameLook(a: Look, b: Look): boolean {
  if (a === null || b === null || typeof a === "string" || typeof b === "string") return a === b;
  return keyOf(a) === keyOf(b);
}

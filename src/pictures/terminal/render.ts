/**
 * A picture as lines of a terminal: title, legend, and the panels beside each other as far as the width goes. It can be read without
 * colours, where letters and shades stand for them, and in ASCII alone.
 */

import { textWidth, wrap } from "../../text/lines.ts";
import { visible } from "../../text/visible.ts";
import type { Colour, LegendEntry, Mark, Panel, Picture } from "../picture.ts";
import { keyOf, type Look, type Piece } from "./canvas.ts";
import { asciiGlyphs, type Glyphs, unicodeGlyphs } from "./glyphs.ts";
import { fillingOf } from "./marks.ts";
import { renderPanel } from "./panel.ts";
import { broken, filled, shortened } from "./pieces.ts";
import { type Signs, signsOf } from "./signs.ts";

/** Gives a piece of text its look. */
export type PaintPiece = (text: string, look: Exclude<Look, null>) => string;

export interface TerminalOptions {
  /** Columns; 80 if not given. */
  readonly width?: number;
  /** Only characters of ASCII. Labels that have others are the caller's to spell out; what is left becomes escapes. */
  readonly isAscii?: boolean;
  readonly spell?: (text: string) => string;
  readonly paint?: PaintPiece;
  /** Whether colours are to be seen: chains and series need no letters then. */
  readonly hasColours?: boolean;
}

const least = { panel: 34, named: 56 };
const gap = 2;
/** Pixels of an SVG that a line stands for, so that panels have the heights there that they have here. */
const pixelsOfLine = 24;
const pixels = { one: 380, many: 190 };
const mostLinesOfName = 4;
const leastLines = 3;

/** The lines, each ended. */
export function renderTerminal(picture: Picture, options: TerminalOptions = {}): string {
  const { width = 80, isAscii = false, paint = (text) => text, hasColours = false } = options;
  const glyphs = isAscii ? asciiGlyphs : unicodeGlyphs;
  const spell = (text: string): string => spelled(text, options);
  const signs = signsOf(picture, hasColours);
  const layout = { panels: picture.panels, width, glyphs, signs, spell };
  // Drawn first: the legend has the letters that found a place.
  const panels = panelLines(picture, layout);
  const lines: Piece[][] = [
    ...wrapped(spell(picture.title), width, "title"),
    ...(picture.subtitle === null ? [] : wrapped(spell(picture.subtitle), width, "subtle")),
    ...legendLines(signedEntries(picture.legend, layout, panels, hasColours), layout),
    [],
    ...panels,
  ];
  return lines.map((line) => `${paintLine(line, paint)}\n`).join("");
}

/** Spaces at the end of a line are nothing to see. */
function paintLine(line: readonly Piece[], paint: PaintPiece): string {
  const pieces = [...line];
  while (pieces.length > 0) {
    const last = pieces.pop()!;
    const text = last.text.trimEnd();
    if (text === "") continue;
    pieces.push({ text, look: last.look });
    break;
  }
  return pieces.map(({ text, look }) => (look === null ? text : paint(text, look))).join("");
}

function wrapped(text: string, width: number, look: Look): Piece[][] {
  return wrap(text, width, "")
    .split("\n")
    .flatMap((line) => broken(line, width))
    .map((line) => [{ text: line, look }]);
}

const asciiOf: Readonly<Record<string, string>> = {
  "−": "-",
  "–": "-",
  "…": "..",
  "×": "x",
  "≤": "<=",
  "≥": ">=",
  "±": "+-",
  "·": "*",
  "→": "->",
  "²": "^2",
  "“": '"',
  "”": '"',
  "’": "'",
  "†": "+",
};

/** A label on one line; in ASCII with what is outside of it as escapes. */
function spelled(text: string, { isAscii = false, spell = (one) => one }: TerminalOptions): string {
  const label = visible(spell(text));
  if (!isAscii) return label;
  return label.replace(
    /[^ -~]/gu,
    (letter) => asciiOf[letter] ?? `\\u{${letter.codePointAt(0)!.toString(16)}}`,
  );
}

interface Layout {
  readonly panels: readonly Panel[];
  readonly width: number;
  readonly glyphs: Glyphs;
  readonly signs: Signs;
  readonly spell: (text: string) => string;
}

/** An entry of the legend with what stands for it. */
interface SignedEntry {
  readonly entry: LegendEntry;
  readonly sign: string;
}

function legendLines(legend: readonly SignedEntry[], layout: Layout): Piece[][] {
  const { width, spell, glyphs } = layout;
  const lines: Piece[][] = [];
  let taken = Number.POSITIVE_INFINITY;
  for (const { entry, sign } of legend) {
    const text = shortened(` ${spell(entry.text)}`, width - textWidth(sign), glyphs.ellipsis);
    const needed = textWidth(sign) + textWidth(text);
    if (taken + 3 + needed > width) {
      lines.push([]);
      taken = 0;
    } else {
      lines.at(-1)!.push({ text: "   ", look: null });
      taken += 3;
    }
    lines.at(-1)!.push({ text: sign, look: entry.colour }, { text, look: null });
    taken += needed;
  }
  return lines;
}

/** The first area or boxes of the colour; an opaque one where there is none. */
function areaOf(panels: readonly Panel[], colour: Colour): Extract<Mark, { kind: "area" | "boxes" }> {
  for (const { marks } of panels) {
    for (const mark of marks) {
      if ((mark.kind === "area" || mark.kind === "boxes") && keyOf(mark.colour) === keyOf(colour))
        return mark;
    }
  }
  return { kind: "area", x: [], lower: [], upper: [], colour };
}

function signOf({ symbol, colour }: LegendEntry, layout: Layout, drawn: ReadonlySet<string>): string {
  const { glyphs, signs } = layout;
  if (symbol === "area") return fillingOf(layout, areaOf(layout.panels, colour)).full.repeat(2);
  const letter = signs.letterOf(symbol, colour);
  if (letter !== null && drawn.has(`${keyOf(colour)} ${letter}`)) return letter;
  return isDashedRule(layout.panels, symbol, colour) ? glyphs.dashed.across.repeat(2) : glyphs[symbol];
}

/** Where nothing else is a line of the colour. */
function isDashedRule(panels: readonly Panel[], symbol: LegendEntry["symbol"], colour: Colour): boolean {
  const marks = panels
    .flatMap((panel) => panel.marks)
    .filter(
      (mark) => keyOf(mark.colour) === keyOf(colour) && ["line", "segments", "rule"].includes(mark.kind),
    );
  return (
    symbol === "line" && marks.length > 0 && marks.every((mark) => mark.kind === "rule" && mark.isDashed)
  );
}

/** With letters that are in the picture; where colours do not tell, without those whose sign is that of one before them. */
function signedEntries(
  legend: readonly LegendEntry[],
  layout: Layout,
  panels: readonly Piece[][],
  hasColours: boolean,
): SignedEntry[] {
  const drawn = new Set<string>();
  for (const { text, look } of panels.flat()) {
    if (look === null || look === "title" || look === "subtle") continue;
    for (const letter of text) drawn.add(`${keyOf(look)} ${letter}`);
  }
  const signed = legend.map((entry) => ({ entry, sign: signOf(entry, layout, drawn) }));
  if (hasColours) return signed;
  return signed.filter(
    ({ entry, sign }, i) => entry.symbol === "area" || signed.findIndex((other) => other.sign === sign) === i,
  );
}

function panelLines(picture: Picture, layout: Layout): Piece[][] {
  const { panels } = picture;
  const needed = panels.some(({ y }) => y.names !== null) ? least.named : least.panel;
  const most = Math.max(1, Math.floor((layout.width + gap) / (needed + gap)));
  const columns = Math.max(1, Math.min(picture.columns, panels.length, most));
  const width = Math.floor((layout.width - (columns - 1) * gap) / columns);
  const lines: Piece[][] = [];
  for (let first = 0; first < panels.length; first += columns) {
    const row = panels.slice(first, first + columns);
    const rows = Math.max(...row.map((panel) => rowsOf(panel, panels.length === 1)));
    if (first > 0) lines.push([]);
    lines.push(
      ...sideBySide(
        row.map((panel) => renderPanel(panel, { ...layout, width, rows })),
        width,
      ),
    );
  }
  return lines;
}

/** Lines of the field of a panel: of names as many for each. */
function rowsOf({ height, y }: Panel, isAlone: boolean): number {
  const usual = Math.round((height * (isAlone ? pixels.one : pixels.many)) / pixelsOfLine);
  if (y.names === null) return Math.max(leastLines, usual);
  const count = Math.max(1, y.names.length);
  return count * Math.min(mostLinesOfName, Math.max(1, Math.round(usual / count)));
}

/** Panels that have titles where others have none stand on the same line with their fields. */
function sideBySide(panels: readonly Piece[][][], width: number): Piece[][] {
  if (panels.length === 1) return panels[0]!;
  const height = Math.max(...panels.map((lines) => lines.length));
  return Array.from({ length: height }, (_, row) =>
    panels.flatMap((lines, k) => {
      const line = lines[row] ?? [];
      return k === panels.length - 1
        ? line
        : [...filled(line, width), { text: " ".repeat(gap), look: null } satisfies Piece];
    }),
  );
}

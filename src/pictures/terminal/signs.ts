/**
 * What stands for colours where there are none: a digit for each chain and a letter for every other entry of the legend that shares its
 * sign with another one, and shades of different density for areas.
 */

import type { Colour, LegendEntry, Panel, Picture } from "../picture.ts";
import { keyOf } from "./canvas.ts";

/** How marks are told apart. */
export interface Signs {
  /** A digit or a letter for a line or for dots of a symbol, dots on a line having its letter; null where the sign itself is enough. */
  readonly letterOf: (symbol: LegendEntry["symbol"], colour: Colour) => string | null;
  /** 0, 1, 2, … of areas, in the order of the legend; 0 for what is not in it. */
  readonly densityOf: (colour: Colour) => number;
  /** Place of a line among those that have letters, so that these do not stand above each other. */
  readonly orderOf: (colour: Colour) => { readonly place: number; readonly of: number };
}

const alphabet = "abcdefghijklmnopqrstuvwxyz";

const keyOfSign = (symbol: LegendEntry["symbol"], colour: Colour): string => `${symbol} ${keyOf(colour)}`;

/** What letters can stand for: lines and dots. Intervals and rules look as they do without them. */
function lettered(panels: readonly Panel[]): Set<string> {
  const keys = new Set<string>();
  for (const mark of panels.flatMap(({ marks }) => marks)) {
    if (mark.kind === "line") keys.add(keyOfSign("line", mark.colour));
    if (mark.kind === "dots") keys.add(keyOfSign(mark.symbol ?? "dot", mark.colour));
  }
  return keys;
}

/** Colours of areas in the legend, and of its lines that have a ribbon of their own series. */
function areaKeys({ legend, panels }: Pick<Picture, "legend" | "panels">): string[] {
  const ribbons = new Set(
    panels.flatMap(({ marks }) =>
      marks.flatMap((mark) => (mark.kind === "area" ? [keyOf(mark.colour)] : [])),
    ),
  );
  const has = ({ symbol, colour }: LegendEntry): boolean =>
    symbol === "area" ||
    (symbol === "line" && typeof colour !== "string" && "series" in colour && ribbons.has(keyOf(colour)));
  return [...new Set(legend.filter(has).map(({ colour }) => keyOf(colour)))];
}

/** The signs of a picture. Where there are colours, no letters are needed. */
export function signsOf({ legend, panels }: Pick<Picture, "legend" | "panels">, hasColours: boolean): Signs {
  const keysOf = (symbol: LegendEntry["symbol"]): string[] => [
    ...new Set(legend.filter((entry) => entry.symbol === symbol).map(({ colour }) => keyOf(colour))),
  ];
  const letters = new Map<string, string>();
  const canHave = lettered(panels);
  let next = 0;
  for (const { symbol, colour } of hasColours ? [] : legend) {
    const key = keyOfSign(symbol, colour);
    if (!canHave.has(key) || letters.has(key) || keysOf(symbol).length < 2) continue;
    const isChain = typeof colour !== "string" && "chain" in colour;
    letters.set(key, isChain ? String((colour.chain % 8) + 1) : alphabet[next++ % alphabet.length]!);
  }
  const [lines, areas] = hasColours ? [[], []] : [keysOf("line"), areaKeys({ legend, panels })];
  return {
    letterOf: (symbol, colour) => {
      const isOfLine = symbol === "dot" && !keysOf("dot").includes(keyOf(colour));
      return letters.get(keyOfSign(isOfLine ? "line" : symbol, colour)) ?? null;
    },
    densityOf: (colour) => Math.max(0, areas.indexOf(keyOf(colour))),
    orderOf: (colour) => ({
      place: Math.max(0, lines.indexOf(keyOf(colour))),
      of: Math.max(1, lines.length),
    }),
  };
}

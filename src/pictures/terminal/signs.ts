/**
 * What stands for colours where there are none: a digit for each chain and a letter for every other entry of the legend that shares its
 * sign with another one, and shades of different density for areas.
 */

import type { Colour, LegendEntry } from "../picture.ts";
import { keyOf } from "./canvas.ts";

/** How marks are told apart. */
export interface Signs {
  /** A digit or a letter for a line or for dots of a symbol; null where the sign itself is enough. */
  readonly letterOf: (symbol: LegendEntry["symbol"], colour: Colour) => string | null;
  /** 0, 1, 2, … of areas, in the order of the legend; 0 for what is not in it. */
  readonly densityOf: (colour: Colour) => number;
  /** Place of a line among those that have letters, so that these do not stand above each other. */
  readonly orderOf: (colour: Colour) => { readonly place: number; readonly of: number };
}

const alphabet = "abcdefghijklmnopqrstuvwxyz";

/** The signs of a legend. Where there are colours, no letters are needed. */
export function signsOf(legend: readonly LegendEntry[], hasColours: boolean): Signs {
  const keysOf = (symbol: LegendEntry["symbol"]): string[] => [
    ...new Set(legend.filter((entry) => entry.symbol === symbol).map(({ colour }) => keyOf(colour))),
  ];
  const letters = new Map<string, string>();
  let next = 0;
  for (const { symbol, colour } of hasColours ? [] : legend) {
    const key = `${symbol} ${keyOf(colour)}`;
    if (symbol === "area" || letters.has(key) || keysOf(symbol).length < 2) continue;
    const isChain = typeof colour !== "string" && "chain" in colour;
    letters.set(key, isChain ? String((colour.chain % 8) + 1) : alphabet[next++ % alphabet.length]!);
  }
  const [lines, areas] = hasColours ? [[], []] : [keysOf("line"), keysOf("area")];
  return {
    letterOf: (symbol, colour) => letters.get(`${symbol} ${keyOf(colour)}`) ?? null,
    densityOf: (colour) => Math.max(0, areas.indexOf(keyOf(colour))),
    orderOf: (colour) => ({
      place: Math.max(0, lines.indexOf(keyOf(colour))),
      of: Math.max(1, lines.length),
    }),
  };
}

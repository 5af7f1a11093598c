/**
 * What stands for colours where there are none: a digit for each chain and a letter for every other entry of the legend that shares its
 * sign with another one, and shades of different density for areas.
 */

import type { Colour, LegendEntry } from "../picture.ts";
import { keyOf } from "./canvas.ts";

/** How marks are told apart. */
export interface Signs {
  /** A digit or a letter for a line or for dots; null where the sign itself is enough. */
  readonly letterOf: (colour: Colour) => string | null;
  /** 0, 1, 2, … of areas, in the order of the legend; 0 for what is not in it. */
  readonly densityOf: (colour: Colour) => number;
  /** Place of a letter among all of them, so that they do not stand above each other. */
  readonly orderOf: (colour: Colour) => { readonly place: number; readonly of: number };
}

/** The signs of a legend. Where there are colours, no letters are needed. */
export function signsOf(legend: readonly LegendEntry[], hasColours: boolean): Signs {
  const shared = (symbol: LegendEntry["symbol"]): boolean =>
    legend.filter((entry) => entry.symbol === symbol).length > 1;
  const lettered = hasColours ? [] : legend.filter(({ symbol }) => symbol !== "area" && shared(symbol));
  const letters = new Map<string, string>();
  let next = 0;
  for (const { colour } of lettered) {
    const key = keyOf(colour);
    if (letters.has(key)) continue;
    const isChain = typeof colour !== "string" && "chain" in colour;
    letters.set(key, isChain ? String((colour.chain % 8) + 1) : "abcdefghijklmnopqrstuvwxyz"[next++ % 26]!);
  }
  const keys = [...letters.keys()];
  const areas = hasColours
    ? []
    : legend.filter(({ symbol }) => symbol === "area").map(({ colour }) => keyOf(colour));
  return {
    letterOf: (colour) => letters.get(keyOf(colour)) ?? null,
    densityOf: (colour) => Math.max(0, areas.indexOf(keyOf(colour))),
    orderOf: (colour) => ({ place: Math.max(0, keys.indexOf(keyOf(colour))), of: Math.max(1, keys.length) }),
  };
}

/** Draws with the names and the numbers that files get wrong. */

import type { Draws } from "../../src/posterior/draws.ts";

export const strangeNumbers: readonly number[] = [
  Number.NaN,
  Infinity,
  -Infinity,
  -0,
  0,
  Number.MIN_VALUE,
  -Number.MAX_VALUE,
  1 / 3,
  1e-300,
  2 ** 53,
];

export const strangeNames: readonly string[] = [
  "β",
  "u[a, \"b\" 'c'|d,intercept]",
  "b[[x]]",
  "b[1.5]",
  "b[ leading and trailing ]",
  "b[]",
  "b[line\nbreak]",
  "b[😀]",
  "b[.chain]",
];

/** `value` of a variable and a place among the draws of all chains. */
export function makeDraws(
  names: readonly string[],
  chainCount: number,
  drawCount: number,
  value: (variable: number, place: number) => number,
): Draws {
  const size = chainCount * drawCount;
  const column = (v: number) => Float64Array.from({ length: size }, (_, i) => value(v, i));
  return {
    chainCount,
    drawCount,
    variables: names.map((name) => ({
      name,
      quantity: name.split("[")[0]!,
      levels: [],
      isHidden: false,
      isConstant: false,
    })),
    values: names.map((_, v) => column(v)),
    statistics: { energy: column(0).map((_, i) => i / 7), divergent: new Float64Array(size) },
  };
}

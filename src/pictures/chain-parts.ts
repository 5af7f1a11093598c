/** Parts that several kinds of pictures have: numbers of draws, legends of chains, lists of names. */

import type { Variable } from "../posterior/draws.ts";
import type { LegendEntry } from "./picture.ts";

/** 1, 2, …, as draws are counted. */
export function drawNumbers(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => i + 1);
}

/** A line of the colour of each chain; none for one chain, or for more than eight. */
export function chainLegend(chainCount: number): LegendEntry[] {
  if (chainCount < 2 || chainCount > 8) return [];
  return Array.from({ length: chainCount }, (_, chain) => ({
    colour: { chain },
    text: `chain ${chain + 1}`,
    symbol: "line" as const,
  }));
}

/** `a, b, c and 7 more`. */
export function listNames(variables: readonly Variable[], most = 8): string {
  const names = variables.map(({ name }) => name);
  if (names.length > most) return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** Panels side by side for so many of them. */
export function panelGrid(count: number): number {
  return count === 1 ? 1 : count <= 4 ? 2 : 3;
}

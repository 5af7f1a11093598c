/** Which draws are divergent, and which others stand for all that are not. */

import type { Draws } from "../posterior/draws.ts";

/** Places of the divergent draws, ascending; none where the draws came without marks. */
export function divergentPlaces({ statistics }: Pick<Draws, "statistics">): number[] {
  const { divergent } = statistics;
  return Array.from(divergent?.keys() ?? []).filter((place) => divergent![place] !== 0);
}

/** At most so many of the draws that are not divergent, spread evenly over all of them; ascending. */
export function plainPlaces({ statistics, chainCount, drawCount }: Draws, most: number): number[] {
  const { divergent } = statistics;
  const all = Array.from({ length: chainCount * drawCount }, (_, place) => place).filter(
    (place) => divergent === undefined || divergent[place] === 0,
  );
  const count = Math.min(most, all.length);
  return Array.from({ length: count }, (_, k) => all[Math.floor((k * all.length) / count)]!);
}

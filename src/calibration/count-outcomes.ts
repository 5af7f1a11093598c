/** What outcomes of simulations have in common, counted. */

import type { FitCount } from "../posterior/calibration.ts";

/** In the order in which they were met first. */
export function countFits(outcomes: readonly { readonly fit: Omit<FitCount, "count"> | null }[]): FitCount[] {
  const counts = new Map<string, FitCount>();
  for (const { fit } of outcomes) {
    if (fit === null) continue;
    const key = `${fit.method} ${fit.kernel}`;
    counts.set(key, { ...fit, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}

/** How often each word is there. */
export function countEach(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

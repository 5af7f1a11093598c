/** Values of a number at which intraclass correlations are stated: the least, the median and the largest that rows have. */

import type { Condition } from "./conditions.ts";

export interface StatedValue {
  /** "at days 0 (least)" */
  readonly words: string;
  /** Marks the rows that have the value. */
  readonly rows: Uint8Array;
}

/** In increasing order, without repetition; the median is the lower one, so that there are rows with it. None where rows were reduced. */
export function statedValues({ values, isReduced, inWords }: Condition): StatedValue[] {
  if (isReduced) return [];
  const order = Array.from({ length: values.length }, (_, row) => row).sort(
    (a, b) => values[a]! - values[b]!,
  );
  const places = [
    ["least", 0],
    ["median", Math.floor((order.length - 1) / 2)],
    ["largest", order.length - 1],
  ] as const;
  const stated = new Map<number, StatedValue>();
  for (const [name, place] of places) {
    const row = order[place]!;
    const value = values[row]!;
    if (stated.has(value)) continue;
    const rows = Uint8Array.from({ length: values.length }, (_, i) => (values[i] === value ? 1 : 0));
    stated.set(value, { words: `${inWords(row)} (${name})`, rows });
  }
  return [...stated.values()];
}

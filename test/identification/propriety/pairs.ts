/** What a pair of the tables here is: an improper posterior, and a proper one that differs in one thing. */

import type { ColumnData } from "../../../src/data/from-memory.ts";

export interface Side {
  readonly model: string;
  readonly data: ColumnData;
}

export interface Pair {
  /** What is improper, why, and what mends it: the title of a test. */
  readonly title: string;
  readonly code: string;
  readonly improper: Side;
  readonly proper: Side;
}

/** A pair whose data are the same. */
export function byModel(
  title: string,
  code: string,
  data: ColumnData,
  improper: string,
  proper: string,
): Pair {
  return { title, code, improper: { model: improper, data }, proper: { model: proper, data } };
}

/** A pair whose model is the same. */
export function byData(
  title: string,
  code: string,
  model: string,
  improper: ColumnData,
  proper: ColumnData,
): Pair {
  return { title, code, improper: { model, data: improper }, proper: { model, data: proper } };
}

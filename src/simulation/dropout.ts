/**
 * Rows that are missing in the end: each at random with one probability; or, along a column, all that come after someone left.
 *
 * `0.1 along week within subject`: from each week to the next 1 in 10 of the subjects that are still there leave, and are not seen again.
 */

import { orderLabels } from "../data/factors.ts";
import type { MemoryValue } from "../data/from-memory.ts";
import type { RandomStream } from "../numeric/random-stream.ts";
import { nearestName } from "../problems/nearest-name.ts";
import type { Problem } from "../problems/problem.ts";
import { composed } from "../text/composed.ts";
import { dropoutUnclear, wordsNotRead } from "./problems.ts";
import { numberIn, unquoted } from "./words.ts";

/** Who leaves. */
export interface Dropout {
  /** Of rows, or of those that are still there from each value of `along` to the next: from 0, below 1. */
  readonly share: number;
  readonly along: string | null;
  /** The column whose levels leave, where they do so along another. */
  readonly within: string | null;
}

const example = "0.1 along week";

/** `0.1`, `0.1 along week`, `0.1 along week within subject`; null with problems. */
export function parseDropout(given: number | string): {
  readonly dropout: Dropout | null;
  readonly problems: readonly Problem[];
} {
  const text = String(given);
  const word = '("[^"]*"|\\S+)';
  const pattern = new RegExp(`^(\\S+)(?:\\s+along\\s+${word}(?:\\s+within\\s+${word})?)?$`);
  const [, number, along, within] = pattern.exec(text.trim()) ?? [];
  const share = numberIn(number ?? "");
  const fail = (reason: string) => ({
    dropout: null,
    problems: [wordsNotRead("--dropout", text, reason, example)],
  });
  if (share === null) return fail("it is no share of the rows");
  if (share < 0 || share >= 1) return fail(`${share} is no share from 0 and below 1`);
  const columnOf = (name: string | undefined): string | null =>
    name === undefined ? null : composed(unquoted(name));
  return { dropout: { share, along: columnOf(along), within: columnOf(within) }, problems: [] };
}

/** Columns by header, with the factors that the model has among them. */
export interface DropoutTable {
  readonly columns: ReadonlyMap<string, readonly MemoryValue[]>;
  readonly factors: readonly string[];
  readonly rowCount: number;
}

/** Gives the rows that are left, ascending, of each stream anew. */
export type KeepRows = (stream: RandomStream) => Int32Array;

/** The problem says which column is not clear. */
export function rowsKept(
  { share, along, within }: Dropout,
  { columns, factors, rowCount }: DropoutTable,
): KeepRows | Problem {
  const rows = Int32Array.from({ length: rowCount }, (_, i) => i);
  if (along === null) return (stream) => rows.filter(() => stream.uniform() >= share);
  const others = factors.filter((name) => name !== along);
  const unit = within ?? (others.length === 1 ? others[0]! : null);
  for (const name of [along, unit]) {
    if (name === null || columns.has(name)) continue;
    const nearest = nearestName(name, columns.keys());
    const known = nearest === null ? [...columns.keys()] : [nearest];
    return dropoutUnclear(`there is no column \`${name}\``, known);
  }
  if (unit === null) {
    const count = others.length === 0 ? "no factor" : `${others.length} factors`;
    return dropoutUnclear(`the model has ${count} besides \`${along}\``, others);
  }
  const times = placesOf(columns.get(along)!);
  const units = placesOf(columns.get(unit)!);
  return (stream) => {
    // The first value is seen of all.
    const ends = Array.from({ length: units.count }, () => {
      let end = 1;
      while (end < times.count && stream.uniform() >= share) end++;
      return end;
    });
    return rows.filter((row) => times.places[row]! < ends[units.places[row]!]!);
  };
}

/** For each row the place of its value among all, in order. */
function placesOf(values: readonly MemoryValue[]): { readonly places: Int32Array; readonly count: number } {
  const labels = values.map(String);
  const places = new Map(orderLabels([...new Set(labels)]).map((label, i) => [label, i]));
  return { places: Int32Array.from(labels, (label) => places.get(label)!), count: places.size };
}

/** How designs, predictors and truths are written: `batch = 10, cask = 3`, `Days = 0..9`, `treatment = A, B per cask`, `β > 0 at 0.95`. */

import { composed } from "../../text/composed.ts";
import { splitAtCommas } from "../../text/numbers-by-name.ts";

/** A column and its values, which are taken by turns. */
export interface StatedValues {
  readonly column: string;
  readonly values: readonly string[];
  /** The factor that has one in each of its levels; null where nothing is said. */
  readonly per: string | null;
}

/** A statement and the posterior probability from which on it counts as told. */
export interface ToldWords {
  readonly statement: string;
  readonly level: number;
}

/** More values than this are no range that anyone lays out. */
const longestRange = 10_000;

/** `NAME = VALUES`, `NAME = VALUES per FACTOR`; null if it is none. */
export function readValues(text: string): StatedValues | null {
  const match = /^([^=]+)=(.*?)(?:\s+per\s+(\S+))?\s*$/su.exec(composed(text));
  if (match === null) return null;
  const [, column, list, per] = match;
  const values = splitAtCommas(list!).map(readRange);
  if (column!.trim() === "" || values.length === 0 || values.includes(null)) return null;
  return { column: column!.trim(), values: values.flatMap((one) => one ?? []), per: per ?? null };
}

/** `0..9` as its numbers, all else as it stands; null where there is nothing, or too much. */
function readRange(text: string): readonly string[] | null {
  const range = /^(-?\d+)\s*\.\.\s*(-?\d+)$/.exec(text);
  if (range === null) return text === "" ? null : [text.replace(/^"(.*)"$/su, "$1")];
  const [first, last] = [Number(range[1]), Number(range[2])];
  const count = last - first + 1;
  if (!(count >= 1 && count <= longestRange)) return null;
  return Array.from({ length: count }, (_, i) => String(first + i));
}

/** What is told where no level is written. */
const usualLevel = 0.95;

/** `β > 0 at 0.95`; the level may be left out. Null where it is no probability. */
export function readTold(text: string): ToldWords | null {
  const [, statement, level] = /^(.*?)(?:\s+at\s+(\S+))?\s*$/su.exec(text.trim())!;
  const value = level === undefined ? usualLevel : Number(level);
  return statement !== "" && value > 0 && value < 1 ? { statement: statement!, level: value } : null;
}

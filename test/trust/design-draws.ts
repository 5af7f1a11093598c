/** What simulated tables of ordinary designs are made of. */

import type { RandomStream } from "../../src/numeric/random-stream.ts";

export interface OrdinarySet {
  /** The model in the language. */
  readonly text: string;
  readonly data: Readonly<Record<string, readonly (number | string)[]>>;
}

/** A row of a table. */
export type Row = Readonly<Record<string, number | string>>;

/** Of rows that have the same names. */
export function columns(rows: readonly Row[]): OrdinarySet["data"] {
  return Object.fromEntries(Object.keys(rows[0]!).map((name) => [name, rows.map((row) => row[name]!)]));
}

/** An sd between groups: near 0 in one of four sets, otherwise within a factor of two about the middle. */
export function drawSd(stream: RandomStream, middle: number): number {
  return stream.uniform() < 0.25 ? 0.05 * middle * stream.uniform() : positiveSd(stream, middle);
}

/** Within a factor of two about the middle. */
export function positiveSd(stream: RandomStream, middle: number): number {
  return middle * 2 ** (2 * stream.uniform() - 1);
}

/** Both ends included. */
export function whole(stream: RandomStream, from: number, to: number): number {
  return from + Math.floor((to - from + 1) * stream.uniform());
}

/** As tables have numbers: to two decimals. */
export function round(value: number): number {
  return Number(value.toFixed(2));
}

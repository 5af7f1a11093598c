/** A small table for random models: crossed and nested factors, predictors, a column of groups, and outcomes of every kind. */

import { scattered } from "../density/harness.ts";

export type Cell = number | string;
export type RandomTable = Readonly<Record<string, readonly Cell[]>>;

/** The declaration of the columns that a random model may use. */
export const columnsText = `data {
  g: factor
  h: factor in g
  f: factor
  x: real
  t: real > 0
  n: int >= 1
  real_y: real
  positive_y: real > 0
  unit_y: real > 0 < 1
  count_y: int >= 0
  trials_y: int in 0..n
  binary_y: int in 0..1
  choice_y: int in 1..3
}
data per g {
  v: real
}
`;

/** The columns of the table that are outcomes; others are predictors and factors. */
export const outcomeColumns = [
  "real_y",
  "positive_y",
  "unit_y",
  "count_y",
  "trials_y",
  "binary_y",
  "choice_y",
] as const;

export type OutcomeColumn = (typeof outcomeColumns)[number];

/** Every combination of the factors once, which is 8 rows, then `more` rows of some of them. */
export function randomTable(seed: number, more: number): RandomTable {
  const count = 8 + more;
  const rows = Array.from({ length: count }, (_, i) => (i < 8 ? i : (i * 5 + seed) % 8));
  const uniform = (column: number): number[] =>
    scattered(count, 0.5, (seed % 1000) + 31 * column).map((one) => one + 0.5);
  const n = uniform(3).map((u) => 1 + Math.floor(6 * u));
  return {
    g: rows.map((row) => "AB"[row & 1]!),
    h: rows.map((row) => "ab"[(row >> 1) & 1]!),
    f: rows.map((row) => "pq"[(row >> 2) & 1]!),
    v: rows.map((row) => [0.5, -1.25][row & 1]!),
    x: uniform(1).map((u) => 4 * u - 2),
    t: uniform(2).map((u) => 0.1 + 3 * u),
    n,
    real_y: uniform(4).map((u) => 6 * u - 3),
    positive_y: uniform(5).map((u) => 0.05 + 4 * u),
    unit_y: uniform(6).map((u) => 0.01 + 0.98 * u),
    count_y: uniform(7).map((u) => Math.floor(9 * u * u)),
    trials_y: uniform(8).map((u, i) => Math.floor((n[i]! + 0.999) * u)),
    binary_y: uniform(9).map((u) => Math.round(u)),
    choice_y: uniform(10).map((u) => 1 + Math.floor(2.999 * u)),
  };
}

/** The rows of a table in the order of `rows`, which may leave out some and repeat others. */
export function pickRows(table: RandomTable, rows: readonly number[]): RandomTable {
  return Object.fromEntries(
    Object.entries(table).map(([name, column]) => [name, rows.map((row) => column[row]!)]),
  );
}

/** How many rows the table has. */
export function rowCount(table: RandomTable): number {
  return table.g!.length;
}

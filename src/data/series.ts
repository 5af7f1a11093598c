/**
 * Columns that are made of other rows of a table: lags and running sums. They are of all rows that the table has, also of those that
 * will be dropped since they lack a value; so the table is read twice, for the series and with them.
 */

import type { Problem } from "../problems/problem.ts";
import { isNumberText } from "./cell.ts";
import { seriesTied, seriesUnordered } from "./problems-series.ts";
import type { ColumnRequest, FactorColumn, SeriesRequest, Table, TableColumn } from "./table.ts";
import type { MadeColumn, ReadOptions, TableResult } from "./table-builder.ts";

/** Reads requested columns of one table. */
export type ReadTable = (requests: readonly ColumnRequest[], options: ReadOptions) => Promise<TableResult>;

/** Reads a table with the columns that are made of its own; as `read` does where there are none of these. */
export async function readWithSeries(
  requests: readonly ColumnRequest[],
  options: ReadOptions,
  read: ReadTable,
): Promise<TableResult> {
  const plain = requests.filter(({ series }) => series === undefined);
  if (plain.length === requests.length) return read(requests, options);
  const all = plain.map((request) => ({ ...request, mayBeMissing: true }));
  const { table } = await read(all, { ...options, dropMissing: false });
  // What is wrong with cells is told by reading them as they were asked for.
  if (table === null) return read(plain, options);
  const { made, problems } = makeSeries(requests, table);
  if (problems.length === 0) return read(plain, { ...options, made });
  const told = await read(plain, options);
  return { ...told, table: null, problems: [...told.problems, ...problems] };
}

/** The columns that are asked for, over all rows of the table. */
function makeSeries(
  requests: readonly ColumnRequest[],
  table: Table,
): { readonly made: readonly MadeColumn[]; readonly problems: readonly Problem[] } {
  const columns = new Map(table.columns);
  const made: MadeColumn[] = [];
  const problems: Problem[] = [];
  for (const request of requests) {
    const { name, series } = request;
    if (series === undefined) continue;
    const of = columns.get(series.of);
    // Of one that could not be made, that has been told.
    if (of?.kind !== "numeric") continue;
    const order = orderOf(request, series, table);
    if ("code" in order) {
      problems.push(order);
      continue;
    }
    const column = series.function === "lag" ? lagged(series, of.values, order) : summed(of.values, order);
    made.push({ request, ...column });
    const missing = column.values.filter(Number.isNaN).length;
    columns.set(name, { kind: "numeric", name, from: name, values: column.values, missing });
  }
  return { made, problems };
}

/** Makes the columns of all series of these columns, by name. */
export type SeriesColumns = (columns: ReadonlyMap<string, Float64Array>) => ReadonlyMap<string, Float64Array>;

/**
 * The series of a table, to be made of other values of its columns again and again; in which order its rows stand is found once. The table
 * is one that series were made of before, without a problem.
 */
export function makeSeriesOf(requests: readonly ColumnRequest[], table: Table): SeriesColumns {
  const orders = requests.flatMap((request) => {
    const { name, series } = request;
    if (series === undefined) return [];
    const order = orderOf(request, series, table);
    return "code" in order ? [] : [{ name, series, order }];
  });
  return (columns) => {
    const made = new Map<string, Float64Array>();
    for (const { name, series, order } of orders) {
      const column = table.columns.get(series.of);
      const own = column?.kind === "numeric" ? column.values : undefined;
      const of = made.get(series.of) ?? columns.get(series.of) ?? own;
      if (of === undefined) continue;
      made.set(name, (series.function === "lag" ? lagged(series, of, order) : summed(of, order)).values);
    }
    return made;
  };
}

/** The rows of all series, each in its order, one series after another. */
interface SeriesOrder {
  readonly rows: Int32Array;
  /** Of each row of the table, its series: rows of one have the same number. */
  readonly groups: Int32Array;
}

/** Rows without a value to be ordered by are in no series: that they lack it is told of its own column. */
function orderOf(
  { name }: ColumnRequest,
  { within, by }: SeriesRequest,
  table: Table,
): SeriesOrder | Problem {
  const groups = groupsOf(within, table);
  const column = by === null ? null : (table.columns.get(by) ?? null);
  if (column?.kind === "factor" && !isInOrder(column)) return seriesUnordered(name, column, table);
  const place = placesOf(column);
  const rows = Int32Array.from({ length: table.rowCount }, (_, i) => i)
    .filter((i) => !Number.isNaN(place(i)))
    .sort((a, b) => groups[a]! - groups[b]! || place(a) - place(b) || a - b);
  if (by === null) return { rows, groups };
  const ties: number[] = [];
  for (let k = 1; k < rows.length; k++) {
    const [before, row] = [rows[k - 1]!, rows[k]!];
    if (groups[before] === groups[row] && place(before) === place(row)) ties.push(k);
  }
  const [first] = ties;
  if (first === undefined) return { rows, groups };
  return seriesTied(name, { by, within, rows: [rows[first - 1]!, rows[first]!], count: ties.length }, table);
}

/** A row without a label is a series of its own, as it is a level of its own. */
function groupsOf(within: string | null, table: Table): Int32Array {
  const column = within === null ? undefined : table.columns.get(within);
  if (column?.kind !== "factor") return new Int32Array(table.rowCount);
  let next = column.levels.length;
  return column.codes.map((code) => (code < 0 ? next++ : code));
}

/** Where a row stands among others; of rows in the order of the table all the same. */
function placesOf(column: TableColumn | null): (row: number) => number {
  if (column === null) return () => 0;
  if (column.kind === "numeric") return (row) => column.values[row]!;
  return (row) => (column.codes[row]! < 0 ? Number.NaN : column.codes[row]!);
}

/** Whether the levels of a factor have an order that is more than one of letters. */
function isInOrder({ order, levels }: FactorColumn): boolean {
  return order != null || levels.every(isNumberText);
}

type Made = Pick<MadeColumn, "values" | "lacking">;

function lagged({ steps, first }: SeriesRequest, of: Float64Array, { rows, groups }: SeriesOrder): Made {
  const values = new Float64Array(of.length).fill(Number.NaN);
  const withoutEarlier = new Set<number>();
  let lackingRows = 0;
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]!;
    const earlier = k < steps ? undefined : rows[k - steps]!;
    const hasEarlier = earlier !== undefined && groups[earlier] === groups[row];
    values[row] = hasEarlier ? of[earlier]! : (first ?? Number.NaN);
    if (hasEarlier || first !== null) continue;
    withoutEarlier.add(groups[row]!);
    lackingRows++;
  }
  return { values, lacking: { rows: lackingRows, groups: withoutEarlier.size } };
}

/** As `cumsum` of R: the row itself is in its sum, and a missing value in all that follow it. */
function summed(of: Float64Array, { rows, groups }: SeriesOrder): Made {
  const values = new Float64Array(of.length).fill(Number.NaN);
  let sum = 0;
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]!;
    const isFirst = k === 0 || groups[rows[k - 1]!] !== groups[row];
    sum = isFirst ? of[row]! : sum + of[row]!;
    values[row] = sum;
  }
  return { values, lacking: { rows: 0, groups: 0 } };
}

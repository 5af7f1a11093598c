/** The tables of a model from wherever they are: files, columns, or rows; only the columns that the model asks for are read. */

import { type ColumnData, type RowData, tableFromColumns, tableFromRows } from "../data/from-memory.ts";
import { seriesOfCells } from "../data/problems-series.ts";
import { readWithSeries } from "../data/series.ts";
import type { ColumnRequest, Table } from "../data/table.ts";
import type { ReadOptions, TableResult } from "../data/table-builder.ts";
import type { CheckedModel, KnownMatrix } from "../language/checked-model.ts";
import { type DataTables, requestColumns } from "../model/column-requests.ts";
import { columnName } from "../model/matrices.ts";
import { unknownGroupTable } from "../model/problems.ts";
import type { Problem } from "../problems/problem.ts";
import { readCells, type TableReader } from "./read-cells.ts";

/** A file to be read, columns by name, or an array of row objects; of the type of the rows where that is known. */
export type DataSource<Row = unknown> =
  | string
  | (unknown extends Row
      ? ColumnData | RowData
      : readonly Readonly<Row>[] | { readonly [Column in keyof Row]: ArrayLike<Row[Column]> });

export interface DataSources {
  readonly main: DataSource;
  /** Whether each row of the main table is an observation, or a cell with their number, mean and sd. */
  readonly mainHolds: "rows" | "cells";
  /** Makes the main table of what is requested of it, in place of reading it. */
  readonly makeMain?: TableReader;
  /** Tables of group-level columns, by factor, and of known matrices, by name. */
  readonly groups: Readonly<Record<string, DataSource>>;
}

/** Reads a file; the browser gives another. */
export type FileReader = (
  path: string,
  requests: readonly ColumnRequest[],
  options: ReadOptions,
) => Promise<TableResult>;

/** `tables` is null if some problem is an error. */
export interface LoadedTables {
  readonly tables: DataTables | null;
  readonly problems: readonly Problem[];
}

/** For a model that declares no data. */
export const emptyTables: DataTables = {
  main: { name: "<no data>", rowCount: 0, rowsRead: 0, rowsDropped: 0, lines: null, columns: new Map() },
  groups: new Map(),
};

export async function loadTables(
  model: CheckedModel,
  sources: DataSources,
  options: ReadOptions,
  readFile: FileReader,
): Promise<LoadedTables> {
  const problems: Problem[] = [];
  const perPlates = new Set(model.columns.flatMap((column) => (column.per === null ? [] : [column.per])));
  for (const factor of Object.keys(sources.groups)) {
    if (!perPlates.has(factor) && !model.matrices.has(factor))
      problems.push(unknownGroupTable(factor, [...perPlates]));
  }
  const [made] = model.series.keys();
  if (sources.mainHolds === "cells" && made !== undefined)
    return { tables: null, problems: [seriesOfCells(made)] };
  const requests = requestColumns(model, new Set(Object.keys(sources.groups)));
  const readFrom =
    (source: DataSource, reading = options): TableReader =>
    (wanted) =>
      readSource(source, wanted, reading, readFile);
  const keep = ({ table, problems: found }: TableResult): Table | null => {
    problems.push(...found);
    return table;
  };
  const readMain = sources.makeMain ?? readFrom(sources.main);
  const main = keep(
    sources.mainHolds === "cells"
      ? await readCells(model, requests.main, options.dropMissing, readMain)
      : await readMain(requests.main),
  );
  const groups = new Map<string, Table>();
  for (const [factor, wanted] of requests.groups) {
    const table = keep(
      await readFrom(sources.groups[factor]!, { ...options, wide: null, query: null })(wanted),
    );
    if (table !== null) groups.set(factor, table);
  }
  const matrices = new Map<string, Table>();
  for (const matrix of model.matrices.values()) {
    const source = sources.groups[matrix.name];
    if (source === undefined) continue;
    const read = readFrom(source, { ...options, dropMissing: false, wide: null, query: null });
    const table = keep(await readMatrix(matrix, model, read));
    if (table !== null) matrices.set(matrix.name, table);
  }
  const hasError = problems.some((problem) => problem.severity === "error");
  return { tables: hasError || main === null ? null : { main, groups, matrices }, problems };
}

/** All columns of the table of a matrix: the labels of its rows, which stand under the name of its plate, under none, or first; and numbers. */
async function readMatrix(
  { plate }: KnownMatrix,
  { columns }: CheckedModel,
  read: TableReader,
): Promise<TableResult> {
  const look = await read([]);
  const { headers = [] } = look;
  const from = columns.find(({ name }) => name === plate)?.from;
  const key = [plate, from, ""].find((name) => name !== undefined && headers.includes(name)) ?? headers[0];
  if (key === undefined) return look;
  return read([
    requestFor(plate, key, "factor"),
    ...headers
      .filter((header) => header !== key)
      .map((header) => requestFor(columnName(header), header, "real")),
  ]);
}

function requestFor(name: string, from: string, type: ColumnRequest["type"]): ColumnRequest {
  return { name, from, type, mayBeMissing: false, within: null, reference: null };
}

/** Reads the requested columns of a source. */
export async function readSource(
  source: DataSource,
  requests: readonly ColumnRequest[],
  options: ReadOptions,
  readFile: FileReader,
): Promise<TableResult> {
  return readWithSeries(requests, options, async (wanted, reading) => {
    if (typeof source === "string") return readFile(source, wanted, reading);
    if (isRows(source)) return tableFromRows(source, wanted, reading);
    return tableFromColumns(source, wanted, reading);
  });
}

function isRows(source: ColumnData | RowData): source is RowData {
  return Array.isArray(source);
}

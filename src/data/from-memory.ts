/**
 * Tables from TypeScript: as columns, or as row objects. The same table and the same problems as from a file.
 * Names of columns are compared composed, as those of files are.
 *
 * null, undefined and NaN are missing, in factors the empty text too. Booleans are 0 and 1 as numbers. A text is never
 * taken for a number, nor `"NA"` for a missing label: in memory, types say what is meant, and `na` which values stand for nothing.
 */

import type { Problem } from "../problems/problem.ts";
import { composed } from "../text/composed.ts";
import { labelFromValue, numberFromValue } from "./cell.ts";
import { type ColumnCollector, describeValue } from "./column-collector.ts";
import { notAColumn, notARow, notATable, quote, type TableSource, unequalLengths } from "./problems.ts";
import type { ColumnRequest } from "./table.ts";
import { type ReadOptions, TableBuilder, type TableResult } from "./table-builder.ts";
import { locateCells, stageLabel } from "./wide.ts";

/** A cell as scripts have it; null, undefined and NaN are missing values. */
export type MemoryValue = number | string | boolean | null | undefined;
/** Columns by name, all of one length. */
export type ColumnData = Readonly<Record<string, ArrayLike<MemoryValue>>>;
/** Rows as objects; a cell that is no `MemoryValue` is a problem that is reported. */
export type RowData = readonly Readonly<Record<string, unknown>>[];

export interface MemoryOptions extends ReadOptions {
  /** For messages; `<data>` if left out. */
  readonly name?: string;
}

/** Only the requested columns are looked at; they must be of one length. */
export function tableFromColumns(
  data: ColumnData,
  requests: readonly ColumnRequest[],
  options: MemoryOptions,
): TableResult {
  const source: TableSource = { name: options.name ?? "<data>", unit: "row" };
  if (!isRecord(data)) return { table: null, problems: [notATable(nameOf(data), source.name)] };
  const problems: Problem[] = [];
  const found = findKeys(requests, Object.keys(data), source, problems, options).filter(
    ({ request, keys }) => {
      const odd = keys.find((key) => !isColumn(data[key]));
      if (odd === undefined) return true;
      problems.push(notAColumn(keys.length > 1 ? odd : request.from, nameOf(data[odd]), source.name));
      return false;
    },
  );
  const first = found.find(({ keys }) => keys.length > 0);
  const rowCount = first ? data[first.keys[0]!]!.length : 0;
  const ofLength = found.filter(({ request, keys }) => {
    const odd = keys.find((key) => data[key]!.length !== rowCount);
    if (odd === undefined) return true;
    const name = keys.length > 1 ? odd : request.from;
    problems.push(unequalLengths(name, data[odd]!.length, first!.request.from, rowCount, source.name));
    return false;
  });
  const builder = new TableBuilder(source, requestsOf(ofLength), options);
  for (let row = 0; row < rowCount; row++) {
    stageRows(builder, ofLength, row + 1, options, (key) => data[key]![row]);
  }
  return { ...builder.finish(problems), headers: Object.keys(data).map(composed) };
}

/** A key that a row lacks is missing there; a key that all rows lack is a problem. */
export function tableFromRows(
  rows: RowData,
  requests: readonly ColumnRequest[],
  options: MemoryOptions,
): TableResult {
  const source: TableSource = { name: options.name ?? "<data>", unit: "row" };
  if (!Array.isArray(rows)) return { table: null, problems: [notATable(nameOf(rows), source.name)] };
  const wrong = rows.findIndex((row) => !isRecord(row));
  if (wrong >= 0) return { table: null, problems: [notARow(wrong + 1, nameOf(rows[wrong]), source.name)] };
  const problems: Problem[] = [];
  const known = keysOf(rows);
  const found =
    rows.length === 0
      ? requests.map((request) => ({ request, keys: [request.from], labels: null }))
      : findKeys(requests, [...known], source, problems, options);
  const builder = new TableBuilder(source, requestsOf(found), options);
  rows.forEach((row, index) => {
    stageRows(builder, found, index + 1, options, (key) => (Object.hasOwn(row, key) ? row[key] : undefined));
  });
  return { ...builder.finish(problems), headers: [...known].map(composed) };
}

/** A request and the key of its column, which may be spelled in another form of Unicode. */
interface Found {
  readonly request: ColumnRequest;
  /** One; of a column that is made of several, each of these; none where `labels` has what it says. */
  readonly keys: readonly string[];
  readonly labels: readonly string[] | null;
}

function requestsOf(found: readonly Found[]): readonly ColumnRequest[] {
  return found.map(({ request }) => request);
}

/** The requests whose columns are there, once. */
function findKeys(
  requests: readonly ColumnRequest[],
  keys: readonly string[],
  source: TableSource,
  problems: Problem[],
  { wide = null }: MemoryOptions,
): readonly Found[] {
  const cells = locateCells(requests, keys.map(composed), wide, source, problems);
  return cells.map(({ request, places, labels }) => {
    const isOne = places.every((place) => place === places[0]);
    const own = labels !== null ? [] : isOne ? places.slice(0, 1) : places;
    return { request, keys: own.map((place) => keys[place]!), labels };
  });
}

/** The row, or the rows that are made of it. */
function stageRows(
  builder: TableBuilder,
  found: readonly Found[],
  row: number,
  options: MemoryOptions,
  cellOf: (key: string) => unknown,
): void {
  const count = options.wide?.count ?? 1;
  for (let round = 0; round < count; round++) {
    builder.collectors.forEach((collector, i) => {
      const { keys, labels } = found[i]!;
      if (labels !== null) stageLabel(collector, labels[round]!, row);
      else stageValue(collector, cellOf(keys[round] ?? keys[0]!), row, options);
    });
    builder.endRow(row);
  }
}

function stageValue(
  collector: ColumnCollector,
  given: unknown,
  row: number,
  { na = [] }: MemoryOptions,
): void {
  const value = na.length > 0 && na.includes(composed(String(given))) ? null : given;
  if (collector.kind === "factor") collector.stage(labelFromValue(value), value, row);
  else collector.stage(numberFromValue(value, collector.request.type === "int" ? "int" : "real"), value, row);
}

function keysOf(rows: RowData): Set<string> {
  const keys = new Set<string>();
  for (const row of rows) for (const key of Object.keys(row)) keys.add(key);
  return keys;
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

function isColumn(value: unknown): boolean {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function nameOf(value: unknown): string {
  if (value === null) return "null";
  if (value === undefined) return "nothing";
  return typeof value === "string" ? `the text ${quote(value)}` : describeValue(value);
}

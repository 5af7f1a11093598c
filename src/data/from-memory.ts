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
import { findColumn, type ReadOptions, TableBuilder, type TableResult } from "./table-builder.ts";

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
  const found = findKeys(requests, Object.keys(data), source, problems).filter(({ request, key }) => {
    if (isColumn(data[key])) return true;
    problems.push(notAColumn(request.from, nameOf(data[key]), source.name));
    return false;
  });
  const first = found[0];
  const rowCount = first ? data[first.key]!.length : 0;
  const ofLength = found.filter(({ request, key }) => {
    const { length } = data[key]!;
    if (length === rowCount) return true;
    problems.push(unequalLengths(request.from, length, first!.request.from, rowCount, source.name));
    return false;
  });
  const columns = ofLength.map(({ key }) => data[key]!);
  const builder = new TableBuilder(source, requestsOf(ofLength), options);
  for (let row = 0; row < rowCount; row++) {
    builder.collectors.forEach((collector, i) => {
      stageValue(collector, columns[i]![row], row + 1, options);
    });
    builder.endRow(row + 1);
  }
  return builder.finish(problems);
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
      ? requests.map((request) => ({ request, key: request.from }))
      : findKeys(requests, [...known], source, problems);
  const builder = new TableBuilder(source, requestsOf(found), options);
  rows.forEach((row, index) => {
    builder.collectors.forEach((collector, i) => {
      const { key } = found[i]!;
      stageValue(collector, Object.hasOwn(row, key) ? row[key] : undefined, index + 1, options);
    });
    builder.endRow(index + 1);
  });
  return builder.finish(problems);
}

/** A request and the key of its column, which may be spelled in another form of Unicode. */
interface Found {
  readonly request: ColumnRequest;
  readonly key: string;
}

function requestsOf(found: readonly Found[]): readonly ColumnRequest[] {
  return found.map(({ request }) => request);
}

/** The requests whose column is there, once. */
function findKeys(
  requests: readonly ColumnRequest[],
  keys: readonly string[],
  source: TableSource,
  problems: Problem[],
): readonly Found[] {
  const names = keys.map(composed);
  return requests.flatMap((request) => {
    const place = findColumn(request, names, source, problems);
    return place === null ? [] : [{ request, key: keys[place]! }];
  });
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

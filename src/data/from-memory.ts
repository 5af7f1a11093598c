/**
 * Tables from TypeScript: as columns, or as row objects. The same table and the same problems as from a file.
 *
 * null, undefined and NaN are missing, in factors the empty text too. Booleans are 0 and 1 as numbers. A text is never
 * taken for a number, nor `"NA"` for a missing label: in memory, types say what is meant.
 */

import type { Problem } from "../language/problem.ts";
import { labelFromValue, numberFromValue } from "./cell.ts";
import { type ColumnCollector, describeValue } from "./column-collector.ts";
import {
  missingColumn,
  notAColumn,
  notARow,
  notATable,
  quote,
  type TableSource,
  unequalLengths,
} from "./problems.ts";
import type { ColumnRequest } from "./table.ts";
import { type ReadOptions, TableBuilder, type TableResult } from "./table-builder.ts";

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
  const found = requests.filter((request) => {
    if (!Object.hasOwn(data, request.from)) problems.push(missingColumn(request, Object.keys(data), source));
    else if (!isColumn(data[request.from])) {
      problems.push(notAColumn(request.from, nameOf(data[request.from]), source.name));
    } else return true;
    return false;
  });
  const first = found[0];
  const rowCount = first ? data[first.from]!.length : 0;
  const ofLength = found.filter((request) => {
    const length = data[request.from]!.length;
    if (length === rowCount) return true;
    problems.push(unequalLengths(request.from, length, first!.from, rowCount, source.name));
    return false;
  });
  const columns = ofLength.map((request) => data[request.from]!);
  const builder = new TableBuilder(source, ofLength, options);
  for (let row = 0; row < rowCount; row++) {
    builder.collectors.forEach((collector, i) => {
      stageValue(collector, columns[i]![row], row + 1);
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
  const found = requests.filter((request) => {
    if (rows.length === 0 || known.has(request.from)) return true;
    problems.push(missingColumn(request, [...known], source));
    return false;
  });
  const builder = new TableBuilder(source, found, options);
  rows.forEach((row, index) => {
    for (const collector of builder.collectors) {
      const { from } = collector.request;
      stageValue(collector, Object.hasOwn(row, from) ? row[from] : undefined, index + 1);
    }
    builder.endRow(index + 1);
  });
  return builder.finish(problems);
}

function stageValue(collector: ColumnCollector, value: unknown, row: number): void {
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

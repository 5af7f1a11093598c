/**
 * Columns with one value for each level of a factor (`data per county { uranium: real }`): from a table of their own,
 * or from the main table, where constancy within each level is checked.
 */

import type { Problem } from "../problems/problem.ts";
import { orderedFactor } from "./factors.ts";
import { conflictingRows, extraLevels, keyMissing, levelsMissing, suggestion } from "./problems.ts";
import { type FactorColumn, selectEntries, type Table, type TableColumn } from "./table.ts";
import type { TableResult } from "./table-builder.ts";

/**
 * `groupTable` with one row for each of `levels`, in their order. `key` is the column of `groupTable` with the labels,
 * matched as texts. Several rows for a level must agree in all columns. Levels that `levels` has not are reported
 * as a warning and left out, and factors keep only the levels that are left.
 */
export function joinGroupTable(levels: readonly string[], groupTable: Table, key: FactorColumn): TableResult {
  const problems: Problem[] = [];
  const groupOfRow = rowsToLevels(levels, key);
  const rowOfLevel = new Int32Array(levels.length).fill(-1);
  groupOfRow.forEach((level, row) => {
    if (level >= 0 && rowOfLevel[level] === -1) rowOfLevel[level] = row;
  });
  const known = new Set(levels);
  const extra = key.levels.filter((label) => !known.has(label));
  const absent = levels.filter((_, level) => rowOfLevel[level] === -1);
  if (absent.length > 0) {
    const nearest = suggestion(absent[0]!, extra);
    problems.push(levelsMissing(key.name, absent, groupTable.name, nearest));
  }
  if (extra.length > 0) problems.push(extraLevels(key.name, extra, groupTable.name));
  if (key.missing > 0) problems.push(keyMissing(key.name, key.missing, groupTable.name));
  const columns = new Map<string, TableColumn>();
  for (const [name, column] of groupTable.columns) {
    if (column === key || name === key.name) continue;
    const conflict = findConflict(column, groupOfRow, levels, key.name, groupTable);
    if (conflict) problems.push(conflict);
    else if (absent.length === 0) columns.set(name, pickRows(column, rowOfLevel, true));
  }
  if (problems.some((problem) => problem.severity === "error")) return { table: null, problems };
  const lines = groupTable.lines && rowOfLevel.map((row) => groupTable.lines![row]!);
  return { table: { ...groupTable, rowCount: levels.length, lines, columns }, problems };
}

/**
 * A column of the main table as one value for each level of `factor`, which must not vary within a level. Missing values
 * are passed over; a level that has nothing else is missing.
 */
export function collapseToGroup(
  column: TableColumn,
  factor: FactorColumn,
  table: Table,
): { readonly column: TableColumn | null; readonly problems: readonly Problem[] } {
  const conflict = findConflict(column, factor.codes, factor.levels, factor.name, table);
  if (conflict) return { column: null, problems: [conflict] };
  const firstRow = new Int32Array(factor.levels.length).fill(-1);
  for (let row = factor.codes.length - 1; row >= 0; row--) {
    const level = factor.codes[row]!;
    if (level >= 0 && (firstRow[level] === -1 || !isMissing(column, row))) firstRow[level] = row;
  }
  return { column: pickRows(column, firstRow, false), problems: [] };
}

/** For each row of the group table its index in `levels`, -1 if it is none of them. */
function rowsToLevels(levels: readonly string[], key: FactorColumn): Int32Array {
  const position = new Map(levels.map((label, i) => [label, i]));
  const levelOfCode = Int32Array.from(key.levels, (label) => position.get(label) ?? -1);
  return key.codes.map((code) => (code < 0 ? -1 : levelOfCode[code]!));
}

/** The first two rows of one level whose values differ. */
function findConflict(
  column: TableColumn,
  groups: Int32Array,
  levels: readonly string[],
  factorName: string,
  table: Table,
): Problem | null {
  const firstRow = new Int32Array(levels.length).fill(-1);
  for (let row = 0; row < groups.length; row++) {
    const level = groups[row]!;
    if (level < 0 || isMissing(column, row)) continue;
    const first = firstRow[level]!;
    if (first === -1) firstRow[level] = row;
    else if (valueAt(column, first) !== valueAt(column, row)) {
      const place = { file: table.name, line: table.lines?.[row] ?? null, column: column.from };
      const values = [textAt(column, first), textAt(column, row)] as const;
      return conflictingRows(place, factorName, levels[level]!, values, rowsInWords(table, first, row));
    }
  }
  return null;
}

function rowsInWords({ lines, reduction }: Table, first: number, second: number): string {
  // What rows were reduced to has numbers that nobody knows.
  if (reduction !== undefined) return "its rows";
  return lines ? `lines ${lines[first]} and ${lines[second]}` : `rows ${first + 1} and ${second + 1}`;
}

/** The values of `rows`, in this order; with `isPruned`, a factor loses the levels that no row has. */
function pickRows(column: TableColumn, rows: Int32Array, isPruned: boolean): TableColumn {
  const selected = selectEntries(column, rows);
  if (selected.kind === "numeric" || !isPruned) return selected;
  const { codes, levels } = selected;
  const used = [...new Set(codes)].filter((code) => code >= 0);
  const position = new Map(used.map((code, i) => [code, i]));
  const labels = used.map((code) => levels[code]!);
  const renumbered = codes.map((code) => position.get(code) ?? -1);
  return orderedFactor(selected.name, selected.from, renumbered, labels, selected);
}

function isMissing(column: TableColumn, row: number): boolean {
  return column.kind === "numeric" ? Number.isNaN(column.values[row]!) : column.codes[row]! < 0;
}

function valueAt(column: TableColumn, row: number): number {
  return column.kind === "numeric" ? column.values[row]! : column.codes[row]!;
}

function textAt(column: TableColumn, row: number): string {
  return column.kind === "numeric" ? String(column.values[row]) : column.levels[column.codes[row]!]!;
}

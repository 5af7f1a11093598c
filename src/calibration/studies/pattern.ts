/** The rows of a table as a pattern: the groups of a study copy the predictors of its groups by turns. */

import type { MemoryValue } from "../../data/from-memory.ts";
import type { FactorColumn, TableColumn } from "../../data/table.ts";
import type { CheckedModel, Column } from "../../language/checked-model.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import type { DataTables } from "../../model/column-requests.ts";
import { remembered } from "../../model/remembered.ts";

/** What a study takes from data that there are. */
export interface DataPattern {
  readonly bound: BoundModel;
  readonly tables: DataTables;
}

/** A column of a table, and for each row of the main one where it is found in it; null where that is the main one. */
interface FoundColumn {
  readonly column: TableColumn;
  readonly key: Int32Array | null;
}

export class RowPattern {
  /** Rows of the table, group by group; all in one group where there is no factor. */
  readonly groups: readonly Int32Array[];
  private readonly checked: CheckedModel;
  private readonly tables: DataTables;
  private readonly found = new Map<string, FoundColumn | null>();

  /** The groups are the levels of the factor `by`. A row that stands for several observations counts as often. */
  constructor(checked: CheckedModel, { bound, tables }: DataPattern, by: string | null) {
    this.checked = checked;
    this.tables = tables;
    const counts = bound.cells?.counts ?? null;
    const factor = by === null ? null : this.factorOfRows(by);
    const groups = Array.from({ length: factor?.levels.length ?? 1 }, (): number[] => []);
    for (let row = 0; row < tables.main.rowCount; row++) {
      const group = groups[factor === null ? 0 : factor.codes[row]!];
      for (let i = 0; i < (counts?.[row] ?? 1); i++) group?.push(row);
    }
    this.groups = groups.filter((rows) => rows.length > 0).map((rows) => Int32Array.from(rows));
  }

  /** Whether the tables hold a column. */
  holds(column: Column): boolean {
    return this.find(column) !== null;
  }

  /** The value of a column in a row of the table; null where it is missing. */
  valueAt(column: Column, row: number): MemoryValue {
    const found = this.find(column);
    if (found === null) return null;
    const place = found.key === null ? row : found.key[row]!;
    return cellOf(found.column, place, column.within !== null);
  }

  /** The values that a column has, without those that are missing. */
  valuesOf(column: Column): readonly MemoryValue[] {
    const values = Array.from({ length: this.tables.main.rowCount }, (_, row) => this.valueAt(column, row));
    return values.filter((value) => value !== null);
  }

  private find(column: Column): FoundColumn | null {
    return remembered(this.found, column.name, () => this.look(column));
  }

  private look(column: Column): FoundColumn | null {
    const own = this.tables.main.columns.get(column.name);
    if (own !== undefined) return { column: own, key: null };
    const table = column.per === null ? undefined : this.tables.groups.get(column.per);
    const found = table?.columns.get(column.name);
    if (found === undefined || column.per === null) return null;
    return { column: found, key: this.placesIn(column.per) };
  }

  /** For each row the row of the table of groups that its level has. */
  private placesIn(factor: string): Int32Array {
    const rows = this.factorOfRows(factor);
    const key = this.tables.groups.get(factor)!.columns.get(factor) as FactorColumn;
    const places = new Map(Array.from(key.codes, (code, place) => [key.levels[code]!, place]));
    return rows.codes.map((code) => places.get(rows.levels[code]!) ?? -1);
  }

  private factorOfRows(name: string): FactorColumn {
    const column = this.tables.main.columns.get(name);
    if (column?.kind === "factor") return column;
    const { per = null } = this.checked.columns.find((one) => one.name === name) ?? {};
    const own = per === null ? undefined : this.tables.groups.get(per)?.columns.get(name);
    if (own?.kind !== "factor") throw new Error(`no factor ${name} in the tables`);
    const places = this.placesIn(per!);
    return { ...own, codes: places.map((place) => own.codes[place]!) };
  }
}

function cellOf(column: TableColumn, row: number, isJoined: boolean): MemoryValue {
  if (column.kind === "numeric") {
    const value = column.values[row] ?? Number.NaN;
    return Number.isNaN(value) ? null : value;
  }
  const code = column.codes[row] ?? -1;
  if (code < 0) return null;
  const label = column.levels[code]!;
  // `factor in batch` has its label behind that of the batch.
  return isJoined ? label.slice(label.indexOf(":") + 1) : label;
}

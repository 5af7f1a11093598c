/** Rows without a label of a factor that may be missing, `g: factor?`: each is of a new level, which no other row has. */

import { type FactorColumn, rowNumber, type Table } from "../data/table.ts";
import type { CheckedModel } from "../language/checked-model.ts";
import type { MissingValues } from "./bound-model.ts";
import { fateOfMissing } from "./data-use.ts";

/** The table with new levels in place of missing labels, and how many those are, factor by factor. */
export interface Labelled {
  readonly table: Table;
  readonly missing: readonly MissingValues[];
}

/** New levels are named by their rows, "row 17" counted among all that were read, and stand behind those of labels. */
export function withNewLevels(model: CheckedModel, table: Table): Labelled {
  const missing: MissingValues[] = [];
  const columns = new Map(table.columns);
  for (const declared of model.columns) {
    const column = table.columns.get(declared.name);
    if (column?.kind !== "factor" || column.missing === 0 || declared.per !== null) continue;
    if (fateOfMissing(model, declared) !== "levels") continue;
    missing.push({ column: declared.name, count: column.missing, became: "levels" });
    columns.set(declared.name, labelled(column, table, declared.pool !== null));
  }
  if (missing.length === 0) return { table, missing };
  const { name, rowCount, rowsRead, rowsDropped, rowNumbers } = table;
  const own: Table = {
    name,
    rowCount,
    rowsRead,
    rowsDropped,
    get lines() {
      return table.lines;
    },
    ...(rowNumbers === undefined ? {} : { rowNumbers }),
    columns,
  };
  return { table: own, missing };
}

/** `isPooled`: whether another column of the row may be of a new level among the same ones. */
function labelled(column: FactorColumn, table: Table, isPooled: boolean): FactorColumn {
  const levels = [...column.levels];
  const taken = new Set(levels);
  const codes = column.codes.map((code, row) => {
    if (code >= 0) return code;
    const label = `row ${rowNumber(table, row)}`;
    levels.push(isPooled || taken.has(label) ? `${label} without ${column.name}` : label);
    return levels.length - 1;
  });
  return { ...column, codes, levels, missing: 0 };
}

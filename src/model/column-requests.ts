/** What a model asks of its tables: the columns of the main table, and those of group-level tables. */

import type { ColumnRequest, SeriesRequest, Table } from "../data/table.ts";
import type { CheckedModel, Column } from "../language/checked-model.ts";
import { fateOfMissing, ifMissing } from "./data-use.ts";

export interface TableRequests {
  readonly main: readonly ColumnRequest[];
  /** By factor, for the factors that have a table of their own; each asks for the factor itself as key. */
  readonly groups: ReadonlyMap<string, readonly ColumnRequest[]>;
}

/** The tables of a model, read as it requested. */
export interface DataTables {
  readonly main: Table;
  readonly groups: ReadonlyMap<string, Table>;
  /** Of known matrices by name (`matrices.ts`); left out where there is none. */
  readonly matrices?: ReadonlyMap<string, Table>;
}

/** `ownTables` are the factors whose columns come from a table of their own (`--data county=FILE`). */
export function requestColumns(model: CheckedModel, ownTables: ReadonlySet<string>): TableRequests {
  const isSeparate = (column: Column): boolean => column.per !== null && ownTables.has(column.per);
  const main = model.columns
    .filter((column) => !isSeparate(column))
    .map((column) => requestOf(model, column));
  const made = [...model.series].map(([name, series]) => requestOfSeries(name, series));
  const groups = new Map<string, ColumnRequest[]>();
  for (const factor of ownTables) {
    const key = model.columns.find((column) => column.name === factor);
    if (key === undefined) continue;
    const own = model.columns.filter((column) => column.per === factor);
    const ofGroup = own.map((column) => ({ ...requestOf(model, column), per: factor }));
    const ofKey = requestOf(model, key);
    groups.set(factor, [{ ...ofKey, within: null, reference: null, order: null }, ...ofGroup]);
  }
  return { main: [...main, ...made], groups };
}

/** A column that is made of others of the table. */
function requestOfSeries(name: string, series: SeriesRequest): ColumnRequest {
  const { function: made, of, within, by, steps, first } = series;
  return {
    name,
    from: name,
    type: "real",
    mayBeMissing: false,
    within: null,
    reference: null,
    series: { function: made, of, within, by, steps, first },
  };
}

function requestOf(model: CheckedModel, column: Column): ColumnRequest {
  const { name, from, type, within, reference, order } = column;
  const mayBeMissing = fateOfMissing(model, column) !== null;
  const ifAdmitted = mayBeMissing ? null : ifMissing(model, column);
  return {
    name,
    from,
    type,
    mayBeMissing,
    within,
    reference,
    order,
    ...(ifAdmitted === null ? {} : { ifAdmitted }),
  };
}

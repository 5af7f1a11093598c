/** Columns that are `factor of team`: their levels are the labels of all of them, in one order, whether or not each has all. */

import { orderedFactor } from "../data/factors.ts";
import type { FactorColumn, TableColumn } from "../data/table.ts";
import type { CheckedModel } from "../language/checked-model.ts";
import type { DataTables } from "./column-requests.ts";

/** The tables with the levels of each pool for all of its columns; the same tables for a model without pools. */
export function withPools({ plates }: CheckedModel, tables: DataTables): DataTables {
  if (![...plates.values()].some(({ kind }) => kind === "pool")) return tables;
  const columns = new Map<string, TableColumn>(tables.main.columns);
  for (const plate of plates.values()) {
    if (plate.kind !== "pool") continue;
    const factors = plate.columns.flatMap((name) => {
      const column = columns.get(name);
      return column?.kind === "factor" ? [column] : [];
    });
    const labels = [...new Set(factors.flatMap(({ levels }) => levels))];
    for (const factor of factors) columns.set(factor.name, withLabels(factor, labels));
  }
  return { ...tables, main: { ...tables.main, columns } };
}

/** The factor with these levels, which are its own and more. */
export function withLabels(factor: FactorColumn, labels: readonly string[]): FactorColumn {
  const place = new Map(labels.map((label, i) => [label, i]));
  const codes = factor.codes.map((code) => (code < 0 ? code : place.get(factor.levels[code]!)!));
  return orderedFactor(factor.name, factor.from, codes, labels);
}

/** Shorthand for column requests: `real("y")`, `factor("cask", { within: "batch" })`. */

import type { ColumnRequest, FactorColumn, NumericColumn, Table } from "../../src/data/table.ts";
import type { TableResult } from "../../src/data/table-builder.ts";

type Extra = Partial<ColumnRequest>;

function request(name: string, type: ColumnRequest["type"], extra: Extra): ColumnRequest {
  return { name, from: name, type, mayBeMissing: false, within: null, reference: null, ...extra };
}

export const real = (name: string, extra: Extra = {}) => request(name, "real", extra);
export const int = (name: string, extra: Extra = {}) => request(name, "int", extra);
export const factor = (name: string, extra: Extra = {}) => request(name, "factor", extra);

/** The table, or an error that lists the problems. */
export function requireTable({ table, problems }: TableResult): Table {
  if (!table) throw new Error(problems.map(({ message }) => message).join("\n"));
  return table;
}

export function numbersOf(table: Table, name: string): number[] {
  return [...(table.columns.get(name) as NumericColumn).values];
}

export function factorOf(table: Table, name: string): FactorColumn {
  return table.columns.get(name) as FactorColumn;
}

/** Per row the label, null where it is missing. */
export function labelsOf(table: Table, name: string): (string | null)[] {
  const { codes, levels } = factorOf(table, name);
  return [...codes].map((code) => levels[code] ?? null);
}

export function codesOf({ problems }: { readonly problems: TableResult["problems"] }): string[] {
  return problems.map(({ code }) => code);
}

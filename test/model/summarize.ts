/** Tables of cells, made of tables of rows the obvious way. */

import type { ColumnData, MemoryValue } from "../../src/data/from-memory.ts";

/** Rows that agree in all columns but the outcome are one cell, in the order of their first row, with its `n`, `mean` and `sd`. */
export function summarize(rows: ColumnData, outcome: string): Record<string, MemoryValue[]> {
  const predictors = Object.keys(rows).filter((name) => name !== outcome);
  const cells = new Map<string, { readonly key: readonly MemoryValue[]; readonly values: number[] }>();
  Array.from(rows[outcome]!, Number).forEach((y, row) => {
    const key = predictors.map((name) => rows[name]![row]);
    const text = JSON.stringify(key);
    const cell = cells.get(text) ?? { key, values: [] };
    cells.set(text, cell);
    cell.values.push(y);
  });
  const all = [...cells.values()];
  const table: Record<string, MemoryValue[]> = {};
  predictors.forEach((name, k) => {
    table[name] = all.map(({ key }) => key[k]);
  });
  table.n = all.map(({ values }) => values.length);
  table.mean = all.map(({ values }) => meanOf(values));
  table.sd = all.map(({ values }) => (values.length === 1 ? null : deviationOf(values)));
  return table;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

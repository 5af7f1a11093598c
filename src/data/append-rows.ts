/** Rows of one table below those of another: the columns of the first, with the labels of both. */

import type { FactorColumn, NumericColumn, Table, TableColumn } from "./table.ts";
import { countMissing } from "./table.ts";

/**
 * The rows of `table`, and those of `more` behind them. Levels keep their places, and labels that only `more` has stand behind them. A column that
 * `more` lacks is missing in its rows. The name and the lines are those of `more`, of which alone there is still something to be told.
 */
export function appendRows(table: Table, more: Table): Table {
  const rowCount = table.rowCount + more.rowCount;
  const columns = new Map([...table.columns].map(([name, column]) => [name, append(column, more, name)]));
  const behind = (numbers: ArrayLike<number>): Int32Array => {
    const all = new Int32Array(rowCount);
    all.set(numbers, table.rowCount);
    return all;
  };
  let lines: Int32Array | null = null;
  return {
    name: more.name,
    rowCount,
    rowsRead: rowCount,
    rowsDropped: 0,
    get lines() {
      const own = more.lines;
      lines ??= own && behind(own);
      return lines;
    },
    rowNumbers: behind(more.rowNumbers ?? Int32Array.from({ length: more.rowCount }, (_, i) => i + 1)),
    columns,
  };
}

function append(column: TableColumn, more: Table, name: string): TableColumn {
  const other = more.columns.get(name);
  if (column.kind === "numeric")
    return appendNumbers(column, other?.kind === "numeric" ? other : null, more.rowCount);
  return appendCodes(column, other?.kind === "factor" ? other : null, more.rowCount);
}

function appendNumbers(column: NumericColumn, more: NumericColumn | null, count: number): NumericColumn {
  const longer = (own: Float64Array): Float64Array => {
    const values = new Float64Array(own.length + count).fill(Number.NaN);
    values.set(own);
    return values;
  };
  const values = longer(column.values);
  if (more !== null) values.set(more.values, column.values.length);
  const about = column.about && { ...column.about, values: longer(column.about.values) };
  return { ...column, values, missing: column.missing + (more?.missing ?? count), ...(about && { about }) };
}

function appendCodes(column: FactorColumn, more: FactorColumn | null, count: number): FactorColumn {
  const levels = [...column.levels];
  const codeOf = new Map(levels.map((label, code) => [label, code]));
  const codes = new Int32Array(column.codes.length + count).fill(-1);
  codes.set(column.codes);
  if (more !== null) {
    const newCodes = more.levels.map((label) => {
      const known = codeOf.get(label);
      if (known !== undefined) return known;
      codeOf.set(label, levels.length);
      return levels.push(label) - 1;
    });
    more.codes.forEach((code, row) => {
      if (code >= 0) codes[column.codes.length + row] = newCodes[code]!;
    });
  }
  return { ...column, codes, levels, missing: countMissing(codes) };
}

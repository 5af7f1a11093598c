/** All columns of a table as they are in it, whatever a model makes of them. */

import { type DataSource, type FileReader, readSource } from "../api/load-tables.ts";
import { isNumberText } from "../data/cell.ts";
import type { MemoryValue } from "../data/from-memory.ts";
import { rowNumber, type Table } from "../data/table.ts";
import type { ReadOptions } from "../data/table-builder.ts";
import { lookAt } from "../formula/columns.ts";
import type { Problem } from "../problems/problem.ts";

/** Labels by header, null where there is none, of all rows that were read. */
export interface RawColumns {
  readonly labels: ReadonlyMap<string, readonly (string | null)[]>;
  readonly rowCount: number;
}

/** The names of all columns; null with problems, where there is no such table. */
export async function readHeaders(
  source: DataSource,
  options: ReadOptions,
  readFile: FileReader,
): Promise<{ readonly headers: readonly string[] | null; readonly problems: readonly Problem[] }> {
  const { headers = null, problems } = await readSource(source, [], options, readFile);
  return { headers, problems };
}

/** Null with problems. */
export async function readRawColumns(
  source: DataSource,
  headers: readonly string[],
  options: ReadOptions,
  readFile: FileReader,
): Promise<{ readonly columns: RawColumns | null; readonly problems: readonly Problem[] }> {
  const plain = { ...options, dropMissing: false };
  const { table, problems } = await readSource(source, headers.map(lookAt), plain, readFile);
  if (table === null) return { columns: null, problems };
  const labels = new Map(
    [...table.columns].map(([header, column]) => [
      header,
      column.kind === "factor" ? Array.from(column.codes, (code) => column.levels[code] ?? null) : [],
    ]),
  );
  return { columns: { labels, rowCount: table.rowCount }, problems: [] };
}

/** Those of the rows of a table that was read of the same source, which may have left some out. */
export function labelsOfRows(labels: readonly (string | null)[], table: Table): (string | null)[] {
  return Array.from({ length: table.rowCount }, (_, i) => labels[rowNumber(table, i) - 1] ?? null);
}

/** Numbers, where all are and none is a label such as `007`; else texts. */
export function valuesOfLabels(labels: readonly (string | null)[]): MemoryValue[] {
  const isNumber = (text: string | null): boolean =>
    text === null || (isNumberText(text) && !/^[-+]?0\d/.test(text));
  return labels.every(isNumber) ? labels.map((text) => (text === null ? null : Number(text))) : [...labels];
}

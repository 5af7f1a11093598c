/** Columns of DuckDB's chunks as they stand in its memory. */

import { isThere } from "../cell-index.ts";
import type { AnswerKind } from "../engine.ts";
import type { BatchColumn } from "../open-table.ts";

/** A `DuckDBVector`, with what it has of DuckDB's memory. */
interface Vector {
  readonly type: { readonly typeId: number };
  readonly getItem: (i: number) => unknown;
  readonly items?: unknown;
  readonly dataView?: unknown;
  readonly validity?: { readonly data?: unknown; readonly offset?: unknown };
}

/** What stands in DuckDB's memory as long as the chunk does. */
export function columnOf(vector: Vector, rowCount: number, kind: AnswerKind): BatchColumn {
  switch (kind) {
    case "numbers":
      return { kind, values: doublesOf(vector, rowCount) };
    case "texts":
      return bytesOf(vector, rowCount) ?? valuesOf(vector, rowCount);
    case "labels":
      return wordsOf(vector) ?? valuesOf(vector, rowCount);
    case "values":
      return valuesOf(vector, rowCount);
  }
}

/** A bit for each row; null where no cell is missing, and undefined where that is not to be known. */
function validityOf({ validity }: Vector): Uint8Array | null | undefined {
  const { data, offset } = validity ?? {};
  if (data === null) return null;
  if (!(data instanceof BigUint64Array) || offset !== 0) return undefined;
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** Source: DuckDB, `duckdb_type`. */
const typeIds = { INTEGER: 4, BIGINT: 5, VARCHAR: 17 } as const;

function isOf({ type }: Vector, name: keyof typeof typeIds): boolean {
  return type.typeId === typeIds[name];
}

function doublesOf(vector: Vector, rowCount: number): Float64Array {
  const { items } = vector;
  const validity = validityOf(vector);
  if (items instanceof Float64Array && validity !== undefined) {
    if (validity === null) return items.subarray(0, rowCount);
    return items.map((item, i) => (isThere(validity, i) ? item : Number.NaN));
  }
  const values = new Float64Array(rowCount);
  for (let i = 0; i < rowCount; i++) {
    const item = vector.getItem(i);
    values[i] = item === null ? Number.NaN : Number(item);
  }
  return values;
}

/** A text of at most so many bytes stands in the vector itself: its length in four bytes, and then these (`duckdb_string_t`). */
const longestInside = 12;
const textSize = 16;

/** The places of texts in the memory of their vector; null where one is longer. */
function bytesOf(vector: Vector, rowCount: number): BatchColumn | null {
  const { dataView: view } = vector;
  const validity = validityOf(vector);
  if (!isOf(vector, "VARCHAR") || !(view instanceof DataView) || validity === undefined) return null;
  const starts = new Int32Array(rowCount);
  const ends = new Int32Array(rowCount);
  for (let i = 0; i < rowCount; i++) {
    const at = textSize * i;
    if (!isThere(validity, i)) {
      starts[i] = -1;
      continue;
    }
    const length = view.getUint32(at, true);
    if (length > longestInside) return null;
    starts[i] = at + 4;
    ends[i] = at + 4 + length;
  }
  const bytes = new Uint8Array(view.buffer, view.byteOffset, textSize * rowCount);
  return { kind: "bytes", bytes, starts, ends };
}

/** Texts, and integers of 32 and 64 bits; null for all else. */
function wordsOf(vector: Vector): BatchColumn | null {
  const { dataView, items } = vector;
  const validity = validityOf(vector);
  if (validity === undefined) return null;
  const itemAt = (i: number): string => String(vector.getItem(i));
  const column = (memory: ArrayBufferView, width: 1 | 2 | 4, textAt: (i: number) => string): BatchColumn => {
    const words = new Int32Array(memory.buffer, memory.byteOffset, memory.byteLength / 4);
    return { kind: "words", width, words, validity, textAt };
  };
  if (isOf(vector, "VARCHAR") && dataView instanceof DataView && dataView.byteOffset % 4 === 0)
    return column(dataView, 4, itemAt);
  if (isOf(vector, "INTEGER") && items instanceof Int32Array) return column(items, 1, itemAt);
  if (!isOf(vector, "BIGINT") || !(items instanceof BigInt64Array)) return null;
  const words = new Int32Array(items.buffer, items.byteOffset, 2 * items.length);
  const isSmall = (i: number): boolean => words[2 * i + 1] === words[2 * i]! >> 31;
  return column(items, 2, (i) => (isSmall(i) ? String(words[2 * i]!) : itemAt(i)));
}

function valuesOf(vector: Vector, rowCount: number): BatchColumn {
  return { kind: "values", values: Array.from({ length: rowCount }, (_, i) => vector.getItem(i)) };
}

/**
 * A table in a Parquet file, where DuckDB is not installed: by hyparquet, one group of rows after another, and of these the wanted columns.
 * Source: the Parquet format, https://parquet.apache.org/docs/file-format/.
 */

import { open } from "node:fs/promises";
import {
  type AsyncBuffer,
  type DecodedArray,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  type SchemaElement,
} from "hyparquet";
import { codecUnknown } from "../../formats/problems-tables.ts";
import { codecs } from "../../formats/tables/codecs.ts";
import { unknownCodec } from "../../formats/tables/parquet-table.ts";
import type { Batch, BatchColumn, ColumnKind, OpenTable, WantedColumn } from "../open-table.ts";
import { fileCorrupt } from "../problems.ts";
import { SourceFailure } from "../source-failure.ts";

/** Throws a `SourceFailure` for what is no such file. */
export async function openParquet(path: string): Promise<OpenTable> {
  const file = await open(path);
  try {
    const byteLength = (await file.stat()).size;
    const buffer: AsyncBuffer = {
      byteLength,
      async slice(start, end = byteLength) {
        const bytes = new Uint8Array(end - start);
        const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
        return bytes.buffer.slice(0, bytesRead);
      },
    };
    const metadata = await whole(path, parquetMetadataAsync(buffer));
    const codec = unknownCodec(metadata);
    if (codec !== null) throw new SourceFailure(codecUnknown(path, codec));
    const { children } = parquetSchema(metadata);
    return {
      columns: children.map(({ element, children: inner }) => ({
        name: element.name,
        type: inner.length > 0 ? "a list or struct" : typeName(element),
        kind: inner.length > 0 ? "other" : kindOf(element),
      })),
      close: () => file.close().catch(() => {}),
      read: (wanted) => readGroups(path, buffer, metadata, wanted),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function whole<Result>(path: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SourceFailure(fileCorrupt(path, "a Parquet file", reason));
  }
}

async function* readGroups(
  path: string,
  file: AsyncBuffer,
  metadata: FileMetaData,
  wanted: readonly WantedColumn[],
): AsyncGenerator<Batch> {
  const elements = parquetSchema(metadata).children.map(({ element }) => element);
  const columns = [...new Set(wanted.map(({ place }) => elements[place]!.name))];
  let rowStart = 0;
  for (const { num_rows: rows } of metadata.row_groups) {
    const rowEnd = rowStart + Number(rows);
    const cells = new Map<string, unknown[] | DecodedArray>();
    const onChunk = (chunk: ColumnChunk) => put(cells, chunk, rowStart, rowEnd);
    const reading = { file, metadata, columns, compressors: codecs, rowStart, rowEnd, onChunk };
    if (columns.length > 0) await whole(path, parquetRead(reading));
    yield {
      rowCount: rowEnd - rowStart,
      columns: wanted.map(({ place }) => cellsOf(cells.get(elements[place]!.name) ?? [], elements[place]!)),
    };
    rowStart = rowEnd;
  }
}

interface ColumnChunk {
  readonly columnName: string;
  readonly columnData: DecodedArray;
  readonly rowStart: number;
}

/** A chunk to the cells of its column from `from` to `to`, which it may be all of. */
function put(
  cells: Map<string, unknown[] | DecodedArray>,
  { columnName, columnData, rowStart }: ColumnChunk,
  from: number,
  to: number,
): void {
  if (rowStart === from && columnData.length === to - from) {
    cells.set(columnName, columnData);
    return;
  }
  const known = cells.get(columnName);
  const all = Array.isArray(known) ? known : Array.from<unknown>(known ?? []);
  for (let i = 0; i < columnData.length; i++) {
    const row = rowStart + i;
    if (row >= from && row < to) all[row - from] = columnData[i];
  }
  cells.set(columnName, all);
}

function typeName({ type, converted_type: converted, logical_type: logical }: SchemaElement): string {
  return logical?.type ?? converted ?? type ?? "unknown";
}

function kindOf({ type, converted_type: converted, logical_type: logical }: SchemaElement): ColumnKind {
  const name = logical?.type ?? converted;
  if (name === "DECIMAL") return "decimal";
  if (name === "DATE") return "time";
  if (type === "BYTE_ARRAY")
    return name === "STRING" || name === "UTF8" || name === "ENUM" ? "text" : "other";
  if (type === "BOOLEAN") return "yesOrNo";
  if (type === "FLOAT" || type === "DOUBLE") return "real";
  const isWhole = name === undefined || /^U?INT/.test(name);
  return (type === "INT32" || type === "INT64") && isWhole ? "whole" : "other";
}

function cellsOf(values: ArrayLike<unknown>, element: SchemaElement): BatchColumn {
  if (values instanceof Float64Array) return { kind: "numbers", values };
  const kind = kindOf(element);
  const { scale = 0 } = element;
  // A decimal is made of an integer by one multiplication, which its digits undo.
  if (kind === "decimal")
    return mapped(values, (value) => (typeof value === "number" ? value.toFixed(scale) : value));
  if (kind === "time")
    return mapped(values, (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value));
  return { kind: "values", values };
}

function mapped(values: ArrayLike<unknown>, cellOf: (value: unknown) => unknown): BatchColumn {
  return { kind: "values", values: Array.from(values, cellOf) };
}

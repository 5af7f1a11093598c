/** A table of draws from a Parquet file of any program. Columns of columns (lists, structs) are left out. */

import { type DecodedArray, type FileMetaData, parquetMetadata, parquetRead, parquetSchema } from "hyparquet";
import type { Problem } from "../../problems/problem.ts";
import { codecUnknown, columnsLeftOut } from "../problems-tables.ts";
import { codecs } from "./codecs.ts";
import { cellsOf, type DrawTable, type TableColumn } from "./table.ts";

/** Compressions that hyparquet has of its own. */
const ownCodecs: readonly string[] = ["UNCOMPRESSED", "SNAPPY"];

/** Throws an Error that says why the bytes cannot be read; null where a problem tells it. */
export async function parquetTable(
  bytes: Uint8Array,
  name: string,
  problems: Problem[],
): Promise<DrawTable | null> {
  const end = new TextDecoder("latin1").decode(bytes.subarray(-4));
  if (end !== "PAR1")
    throw new Error("it lacks the end that a Parquet file has, so it was cut off or is still being written");
  const metadata = parquetMetadata(bytes);
  const unknown = unknownCodec(metadata);
  if (unknown !== null) {
    problems.push(codecUnknown(name, unknown));
    return null;
  }
  const { children } = parquetSchema(metadata);
  const flat = children.filter((child) => child.children.length === 0).map(({ element }) => element.name);
  const nested = children.filter((child) => child.children.length > 0).map(({ element }) => element.name);
  const read = await readColumns(bytes, metadata, flat);
  const cells = flat.map((column) => ({ name: column, cells: cellsOf(joined(read.get(column) ?? [])) }));
  const strange = cells.filter((column) => column.cells === null).map((column) => column.name);
  if (nested.length + strange.length > 0) problems.push(columnsLeftOut(name, [...nested, ...strange]));
  const columns = cells.filter((column): column is TableColumn => column.cells !== null);
  const rowCount = rowsOf(columns);
  return { file: name, rowCount, columns, placeOf: (row) => `row ${row + 1}` };
}

/** A compression that is not known here; null where all are. */
export function unknownCodec({ row_groups: groups }: FileMetaData): string | null {
  for (const { columns } of groups) {
    for (const { meta_data: column } of columns) {
      const codec = column?.codec ?? "UNCOMPRESSED";
      if (!ownCodecs.includes(codec) && !Object.hasOwn(codecs, codec)) return codec;
    }
  }
  return null;
}

/** The chunks of each column, in the order of their rows. */
async function readColumns(
  bytes: Uint8Array,
  metadata: FileMetaData,
  columns: string[],
): Promise<ReadonlyMap<string, readonly DecodedArray[]>> {
  const chunks = new Map<string, { readonly start: number; readonly data: DecodedArray }[]>();
  // The bytes are all of their buffer, as `allBytes` makes it, but for the type.
  const file = bytes.slice().buffer;
  await parquetRead({
    file,
    metadata,
    columns,
    compressors: codecs,
    onChunk: ({ columnName, columnData, rowStart }) => {
      const known = chunks.get(columnName) ?? [];
      known.push({ start: rowStart, data: columnData });
      chunks.set(columnName, known);
    },
  });
  return new Map(
    [...chunks].map(([name, parts]) => [
      name,
      parts.sort((a, b) => a.start - b.start).map(({ data }) => data),
    ]),
  );
}

function joined(chunks: readonly DecodedArray[]): ArrayLike<unknown> {
  if (chunks.length === 1) return chunks[0]!;
  if (chunks.every((chunk) => chunk instanceof Float64Array)) {
    const all = new Float64Array(chunks.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const chunk of chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all;
  }
  return chunks.flatMap((chunk) => Array.from<unknown>(chunk));
}

/** Throws an Error if the columns are not of one length. */
export function rowsOf(columns: readonly TableColumn[]): number {
  const lengths = columns.map(({ cells }) => (cells.kind === "numbers" ? cells.values : cells.codes).length);
  const other = lengths.findIndex((length) => length !== lengths[0]);
  if (other >= 0)
    throw new Error(`the columns \`${columns[0]!.name}\` and \`${columns[other]!.name}\` differ in length`);
  return lengths[0] ?? 0;
}

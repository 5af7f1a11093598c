/** A table of draws from Arrow IPC bytes, a file (also called Feather) or a stream. Columns of columns are left out. */

import {
  CompressionType,
  type ExtractionOptions,
  setCompressionCodec,
  type Table,
  tableFromIPC,
} from "@uwdata/flechette";
import type { Problem } from "../../problems/problem.ts";
import { codecUnknown, columnsLeftOut, tableCut } from "../problems-tables.ts";
import { wholeMessages } from "./arrow-messages.ts";
import { codecs, unpackLz4Frame } from "./codecs.ts";
import { rowsOf } from "./parquet-table.ts";
import { cellsOf, type DrawTable, type TableColumn } from "./table.ts";

const notWritten = (): never => {
  throw new Error("nothing is packed here");
};

setCompressionCodec(CompressionType.LZ4_FRAME, { encode: notWritten, decode: unpackLz4Frame });
if (codecs.ZSTD !== undefined)
  setCompressionCodec(CompressionType.ZSTD, { encode: notWritten, decode: codecs.ZSTD });

/** Throws an Error that says why the bytes cannot be read; null where a problem tells it. */
export async function arrowTable(
  bytes: Uint8Array,
  name: string,
  problems: Problem[],
): Promise<DrawTable | null> {
  const read = readArrow(bytes, {});
  if (read === "no Zstandard") {
    problems.push(codecUnknown(name, "Zstandard"));
    return null;
  }
  const { table, isCut } = read;
  const cells = table.names.map((column, i) => ({
    name: String(column),
    cells: cellsOf(table.getChildAt<unknown>(i).toArray()),
  }));
  const strange = cells.filter((column) => column.cells === null).map((column) => column.name);
  if (strange.length > 0) problems.push(columnsLeftOut(name, strange));
  const columns = cells.filter((column): column is TableColumn => column.cells !== null);
  const rowCount = rowsOf(columns);
  if (isCut) problems.push(tableCut(name, rowCount));
  return { file: name, rowCount, columns, placeOf: (row) => `row ${row + 1}` };
}

/** The table that the bytes hold, a file or a stream; `isCut` if their end is missing. Throws an Error that says why they cannot be read. */
export function readArrow(
  bytes: Uint8Array,
  options: ExtractionOptions,
): { readonly table: Table; readonly isCut: boolean } | "no Zstandard" {
  const { stream, isCut } = wholeMessages(bytes);
  if (stream.length === 0) throw new Error("it ends before its first column");
  let table: Table;
  try {
    table = tableFromIPC(stream, options);
  } catch (error) {
    if (/Missing compression codec "?ZSTD/.test(String(error))) return "no Zstandard";
    throw error;
  }
  // A number takes a bit at least, where nothing is packed; and of what is, a byte gives 255 at most.
  const isTooLong = ({ length }: { readonly length: number }) =>
    length > 8 * 255 * bytes.length || length !== table.numRows;
  if (table.children.some(isTooLong)) throw new Error("a column does not have as many rows as the table");
  return { table, isCut };
}

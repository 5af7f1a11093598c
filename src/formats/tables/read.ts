/** Files of tables, read one after another and put together. */

import type { Problem } from "../../problems/problem.ts";
import type { ReadOptions, ReadResult } from "../format.ts";
import { allBytes, type InputFile } from "../input-file.ts";
import { drawsUnreadable } from "../problems.ts";
import { assembleTables } from "./assemble.ts";
import { readCsvTable } from "./csv-table.ts";
import { widened } from "./long.ts";
import type { DrawTable } from "./table.ts";

/** CSV, TSV and what else separates columns. */
export function readCsvFiles(files: readonly InputFile[], options: ReadOptions): Promise<ReadResult> {
  return readTables(files, "csv", options, readCsvTable);
}

/** Parquet of any program. */
export async function readParquetFiles(
  files: readonly InputFile[],
  options: ReadOptions,
): Promise<ReadResult> {
  const { parquetTable } = await import("./parquet-table.ts");
  return readTables(files, "parquet", options, ofBytes(parquetTable));
}

/** Arrow IPC, files and streams. */
export async function readArrowFiles(files: readonly InputFile[], options: ReadOptions): Promise<ReadResult> {
  const { arrowTable } = await import("./arrow-table.ts");
  return readTables(files, "arrow", options, ofBytes(arrowTable));
}

/** Reads a table, telling problems; what it throws is why the file cannot be read. Null where a problem says so. */
type ReadTable = (
  file: InputFile,
  problems: Problem[],
  onBytes: (bytes: number) => void,
) => Promise<DrawTable | null>;

function ofBytes(
  read: (bytes: Uint8Array, name: string, problems: Problem[]) => Promise<DrawTable | null>,
): ReadTable {
  return async (file, problems, onBytes) => {
    const bytes = await allBytes(file);
    onBytes(bytes.length);
    return read(bytes, file.name, problems);
  };
}

async function readTables(
  files: readonly InputFile[],
  format: string,
  options: ReadOptions,
  read: ReadTable,
): Promise<ReadResult> {
  const problems: Problem[] = [];
  const tables: DrawTable[] = [];
  const total = files.every(({ size }) => size !== null)
    ? files.reduce((sum, { size }) => sum + size!, 0)
    : null;
  let before = 0;
  for (const file of files) {
    try {
      const table = await read(file, problems, (bytes) => options.onProgress?.(before + bytes, total));
      if (table !== null) tables.push(widened(table, problems));
    } catch (error) {
      problems.push(drawsUnreadable(file.name, error instanceof Error ? error.message : String(error)));
    }
    before += file.size ?? 0;
  }
  if (problems.some(({ severity }) => severity === "error")) return { received: null, problems };
  return assembleTables(tables, format, options, problems);
}

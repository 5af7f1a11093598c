/**
 * Reads a table from a CSV file, in Node. The file is read in pieces and never held whole; what may be wrong with the file
 * itself (not there, a directory, not to be read) becomes a problem, as all else does.
 */

import { createReadStream } from "node:fs";
import { parseCsv } from "./parse-csv.ts";
import { fileIsDirectory, fileNotFound, fileUnreadable } from "./problems.ts";
import type { ColumnRequest } from "./table.ts";
import type { ReadOptions, TableResult } from "./table-builder.ts";

/** The requested columns of the file at `path`. Bytes are UTF-8, or UTF-16 with its mark; see `parse-csv.ts` for the rest. */
export async function readCsv(
  path: string,
  requests: readonly ColumnRequest[],
  options: ReadOptions,
): Promise<TableResult> {
  try {
    const pieces = createReadStream(path, { highWaterMark: 1 << 18 });
    return await parseCsv(pieces as AsyncIterable<Uint8Array>, path, requests, options);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === null) throw error;
    if (code === "ENOENT" || code === "ENOTDIR") return failure(fileNotFound(path));
    return failure(code === "EISDIR" ? fileIsDirectory(path) : fileUnreadable(path, code));
  }
}

function failure(problem: ReturnType<typeof fileNotFound>): TableResult {
  return { table: null, problems: [problem] };
}

/** `ENOENT` and the like; null if the error did not come from the file system. */
function systemErrorCode(error: unknown): string | null {
  const isCoded = error instanceof Error && "code" in error && typeof error.code === "string";
  return isCoded ? (error.code as string) : null;
}

/**
 * Reads a table from whatever `--data` names, in Node: a CSV file as ever, other files and many of them, tables of databases, and what a query
 * gives. Only the columns that are asked for are fetched, and rows come in batches. A source that needs a package is loaded when it is used.
 */

import { readCsv } from "../data/read-csv.ts";
import type { ColumnRequest } from "../data/table.ts";
import type { ReadOptions, TableResult } from "../data/table-builder.ts";
import { listedFiles } from "./files/listed-files.ts";
import { SourceFailure } from "./source-failure.ts";
import { type FilesName, parseSource, type SourceName } from "./source-name.ts";

/** The requested columns of what `text` names; `options.query` is asked there. What is wrong with it is a problem. */
export async function readTable(
  text: string,
  requests: readonly ColumnRequest[],
  options: ReadOptions,
): Promise<TableResult> {
  try {
    const source = parseSource(text);
    return source.kind === "files"
      ? await readFiles(source, requests, options)
      : await readDatabase(source, requests, options);
  } catch (error) {
    if (error instanceof SourceFailure) return { table: null, problems: [error.problem] };
    throw error;
  }
}

async function readFiles(
  { path, shown }: FilesName,
  requests: readonly ColumnRequest[],
  options: ReadOptions,
): Promise<TableResult> {
  const { query = null } = options;
  const listed = await listedFiles(path);
  if (listed === null && query === null) return readCsv(path, requests, options);
  const files = listed ?? { kind: "csv", paths: [path] };
  const { openFiles } = await import("./files/open-files.ts");
  const { readRows } = await import("./read-rows.ts");
  const table = await openFiles({ files, shown, requests, options });
  try {
    return await readRows(table, shown, requests, options);
  } finally {
    await table.close();
  }
}

async function readDatabase(
  source: Exclude<SourceName, FilesName>,
  requests: readonly ColumnRequest[],
  options: ReadOptions,
): Promise<TableResult> {
  const { openEngine } = await import("./open-engine.ts");
  const { openRelation } = await import("./engine-table.ts");
  const { relationOf } = await import("./relation.ts");
  const { readRows } = await import("./read-rows.ts");
  const engine = await openEngine(source);
  try {
    const relation = await relationOf(engine, source, options.query ?? null);
    return await readRows(await openRelation(engine, relation), source.shown, requests, options);
  } finally {
    await engine.close();
  }
}

/** Files of tables, open to be read: by DuckDB where it is installed, else one after another. */

import type { ColumnRequest } from "../../data/table.ts";
import type { ReadOptions } from "../../data/table-builder.ts";
import { type Engine, inSingleQuotes } from "../engine.ts";
import { openRelation } from "../engine-table.ts";
import type { OpenTable } from "../open-table.ts";
import { packageMissing, queryWithoutEngine } from "../problems.ts";
import { queryRelation } from "../relation.ts";
import { SourceFailure } from "../source-failure.ts";
import { openChained } from "./chained.ts";
import type { FileKind, ListedFiles } from "./listed-files.ts";

const titles: Readonly<Record<FileKind, string>> = {
  csv: "CSV",
  parquet: "Parquet",
  arrow: "Arrow",
};

/** What is read, and how. */
export interface FilesToOpen {
  readonly files: ListedFiles;
  readonly shown: string;
  readonly requests: readonly ColumnRequest[];
  readonly options: ReadOptions;
}

/** Throws a `SourceFailure`. */
export async function openFiles(given: FilesToOpen): Promise<OpenTable> {
  const { files, shown, options } = given;
  const { query = null } = options;
  if (files.kind === "arrow") {
    if (query !== null)
      throw new SourceFailure(queryWithoutEngine(shown, "Arrow files are read without an engine"));
    const { openArrow } = await import("./arrow-file.ts");
    return openChained(files.paths, openArrow);
  }
  if (files.kind === "parquet" && query === null && !(await isDuckdbThere())) {
    const { openParquet } = await import("./parquet-file.ts");
    return openChained(files.paths, openParquet);
  }
  const { engine, relation } = await engineOfFiles(given);
  try {
    return await openRelation(engine, relation, { isCounted: files.kind === "parquet" && query === null });
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** DuckDB with these files as what stands behind `from`. Throws a `SourceFailure`. */
export async function engineOfFiles({
  files,
  shown,
  requests,
  options,
}: FilesToOpen): Promise<{ readonly engine: Engine; readonly relation: string }> {
  const { query = null, wide = null } = options;
  const title = titles[files.kind];
  if (!(await isDuckdbThere()))
    throw new SourceFailure(packageMissing(shown, titleOf(files, query), "@duckdb/node-api"));
  const { openDuckdb } = await import("../engines/duckdb.ts");
  const relation =
    files.kind === "csv"
      ? await (await import("./csv-files.ts")).csvRelation(files.paths, requests, wide)
      : `read_parquet([${files.paths.map(inSingleQuotes).join(", ")}])`;
  const kind =
    query === null
      ? `${files.paths.length === 1 ? "a " : ""}${title} file${files.paths.length === 1 ? "" : "s"}`
      : null;
  const setUp = query === null ? [] : [`create temp view data as select * from ${relation}`];
  const engine = await openDuckdb({ path: null, shown, kind, setUp });
  return { engine, relation: query === null ? relation : queryRelation(query) };
}

function titleOf({ kind, paths }: ListedFiles, query: string | null): string {
  if (query !== null) return "a query of files";
  return paths.length === 1 ? `a zipped ${titles[kind]} file` : `a set of ${titles[kind]} files`;
}

/** Whether the package is installed. */
export async function isDuckdbThere(): Promise<boolean> {
  return (await import("../engines/duckdb-package.ts")).loadDuckdb() !== null;
}

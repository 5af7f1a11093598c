/** The engine that holds what a text names, and what stands behind `from` there. */

import type { ColumnRequest } from "../data/table.ts";
import type { ReadOptions } from "../data/table-builder.ts";
import type { Engine } from "./engine.ts";
import { listedFiles } from "./files/listed-files.ts";
import { parseSource } from "./source-name.ts";

/** To be closed by whoever asked for it. */
export interface OpenSource {
  readonly engine: Engine;
  readonly relation: string;
  /** For messages. */
  readonly shown: string;
}

/** Null where no engine has it: a single CSV file, Arrow files, and Parquet where DuckDB is not installed. Throws a `SourceFailure`. */
export async function openSource(
  text: string,
  requests: readonly ColumnRequest[],
  options: ReadOptions,
): Promise<OpenSource | null> {
  const source = parseSource(text);
  const { shown } = source;
  const { query = null } = options;
  if (source.kind === "files") {
    const listed = await listedFiles(source.path);
    if ((listed === null && query === null) || listed?.kind === "arrow") return null;
    const { engineOfFiles, isDuckdbThere } = await import("./files/open-files.ts");
    // Such files are read without it.
    if (listed?.kind === "parquet" && query === null && !(await isDuckdbThere())) return null;
    const files = listed ?? { kind: "csv", paths: [source.path] };
    return { ...(await engineOfFiles({ files, shown, requests, options })), shown };
  }
  const { openEngine } = await import("./open-engine.ts");
  const { relationOf } = await import("./relation.ts");
  const engine = await openEngine(source);
  try {
    return { engine, relation: await relationOf(engine, source, query), shown };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

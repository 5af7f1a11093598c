/** The engine of a database, opened. */

import { access } from "node:fs/promises";
import { fileNotFound } from "../data/problems.ts";
import type { Engine } from "./engine.ts";
import { SourceFailure } from "./source-failure.ts";
import type { DatabaseFile, ServerName } from "./source-name.ts";

/** Throws a `SourceFailure` where there is no such file or server, or its package is not installed. */
export async function openEngine(source: ServerName | DatabaseFile): Promise<Engine> {
  switch (source.kind) {
    case "duckdb": {
      await requireFile(source);
      const { openDuckdb } = await import("./engines/duckdb.ts");
      return openDuckdb({ path: source.path, shown: source.shown });
    }
    case "sqlite": {
      await requireFile(source);
      const { openSqlite } = await import("./engines/sqlite.ts");
      return openSqlite(source);
    }
    case "postgres": {
      const { openPostgres } = await import("./engines/postgres.ts");
      return openPostgres(source);
    }
    case "clickhouse": {
      const { openClickhouse } = await import("./engines/clickhouse.ts");
      return openClickhouse(source);
    }
  }
}

async function requireFile({ path }: DatabaseFile): Promise<void> {
  await access(path).catch(() => {
    throw new SourceFailure(fileNotFound(path));
  });
}

/**
 * SQLite files, by the optional package `node-sqlite3-wasm`, which is SQLite for WebAssembly and reads pages of the file as they are needed. A cell
 * has a type of its own there, whatever was declared for its column, so each is read for what it is.
 */

import { open } from "node:fs/promises";
import type { Database } from "node-sqlite3-wasm";
import {
  type AnswerBatch,
  type AnswerKind,
  type Dialect,
  type Engine,
  inDoubleQuotes,
  inSingleQuotes,
} from "../engine.ts";
import type { BatchColumn, SourceColumn } from "../open-table.ts";
import { fileCorrupt, packageMissing, statementRefused } from "../problems.ts";
import { SourceFailure } from "../source-failure.ts";
import type { DatabaseFile } from "../source-name.ts";

const batchSize = 4096;

const sqliteDialect: Dialect = {
  name: "sqlite",
  title: "SQLite",
  quoteName: inDoubleQuotes,
  quoteText: inSingleQuotes,
  asNumber: () => null,
  asLabel: (expression) => expression,
};

/** Throws a `SourceFailure` if the package is missing, or the file is none of SQLite. */
export async function openSqlite({ path, shown }: DatabaseFile): Promise<Engine> {
  const library = await import("node-sqlite3-wasm").catch(() => null);
  if (library === null) throw new SourceFailure(packageMissing(shown, "SQLite", "node-sqlite3-wasm"));
  // A package in CommonJS: its names may stand on its default export alone.
  const { Database: Sqlite } =
    "Database" in library ? library : (library as { default: typeof library }).default;
  try {
    const database = new Sqlite(path, { readOnly: true, fileMustExist: true });
    database.exec("pragma temp_store = memory");
    // Whether it is one shows when its first page is read.
    database.get("select count(*) from sqlite_schema");
    return new SqliteEngine(database, shown);
  } catch (error) {
    const reason = (await isWriteAhead(path)) ? writeAhead : messageOf(error);
    throw new SourceFailure(fileCorrupt(shown, "a database of SQLite", reason));
  }
}

const writeAhead =
  "it is in WAL mode, which asks for memory that is shared; a copy is read, made by sqlite3 FILE \"vacuum into 'copy.sqlite'\"";

/** Whether the header says so. Source: SQLite, "Database File Format", 1.3.3. */
async function isWriteAhead(path: string): Promise<boolean> {
  const file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(20), 0, 20, 0);
  await file.close();
  return bytesRead === 20 && buffer.toString("latin1", 0, 15) === "SQLite format 3" && buffer[18] === 2;
}

class SqliteEngine implements Engine {
  readonly dialect = sqliteDialect;
  private readonly database: Database;
  private readonly shown: string;

  constructor(database: Database, shown: string) {
    this.database = database;
    this.shown = shown;
  }

  readonly columnsOf = async (relation: string): Promise<readonly SourceColumn[]> =>
    this.attempt(() => {
      const { database } = this;
      database.exec(`create temp view hyperprior_columns as select * from ${relation}`);
      try {
        const rows = database.all("select name, type from pragma_table_info('hyperprior_columns')");
        return rows.map(({ name, type }) => ({ name: String(name), type: String(type), kind: "any" }));
      } finally {
        database.exec("drop view hyperprior_columns");
      }
    });

  readonly tables = async (): Promise<readonly string[]> =>
    this.attempt(() =>
      this.database
        .all(
          "select name from sqlite_schema where type in ('table', 'view') and name not like 'sqlite\\_%' escape '\\' order by 1",
        )
        .map(({ name }) => String(name)),
    );

  readonly select = async function* (
    this: SqliteEngine,
    statement: string,
    kinds: readonly AnswerKind[],
  ): AsyncGenerator<AnswerBatch> {
    const prepared = this.attempt(() => this.database.prepare(statement));
    try {
      const rows = prepared.iterate();
      for (;;) {
        const batch: (readonly unknown[])[] = [];
        this.attempt(() => {
          while (batch.length < batchSize) {
            const { done, value } = rows.next();
            if (done === true) return;
            batch.push(Object.values(value));
          }
        });
        if (batch.length === 0) return;
        yield { rowCount: batch.length, columns: kinds.map((kind, i) => columnOf(batch, kind, i)) };
      }
    } finally {
      prepared.finalize();
    }
  }.bind(this);

  readonly close = async (): Promise<void> => this.database.close();

  private attempt<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw new SourceFailure(statementRefused(this.shown, "SQLite", messageOf(error)));
    }
  }
}

function columnOf(batch: readonly (readonly unknown[])[], kind: AnswerKind, i: number): BatchColumn {
  if (kind === "numbers")
    return { kind, values: Float64Array.from(batch, (row) => Number(row[i] ?? Number.NaN)) };
  return { kind: "values", values: batch.map((row) => row[i]) };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

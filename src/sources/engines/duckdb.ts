/**
 * DuckDB, which runs within this process (the optional package `@duckdb/node-api`): Parquet and CSV files, many of them or large ones, and files of
 * its own. Rows come in chunks of 2048 and in the order that files and tables have (`preserve_insertion_order`, which is its default), with
 * any number of threads.
 */

import { tmpdir } from "node:os";
import type { DuckDBConnection, DuckDBDataChunk, DuckDBInstance, DuckDBResult } from "@duckdb/node-api";
import type { Problem } from "../../problems/problem.ts";
import {
  type AnswerBatch,
  type AnswerKind,
  type Dialect,
  type Engine,
  inDoubleQuotes,
  inSingleQuotes,
} from "../engine.ts";
import type { ColumnKind, SourceColumn } from "../open-table.ts";
import { fileCorrupt, packageMissing, statementRefused } from "../problems.ts";
import { SourceFailure } from "../source-failure.ts";
import { loadDuckdb } from "./duckdb-package.ts";
import { columnOf } from "./duckdb-vectors.ts";

const kinds: Readonly<Record<string, ColumnKind>> = {
  BOOLEAN: "yesOrNo",
  TINYINT: "whole",
  SMALLINT: "whole",
  INTEGER: "whole",
  BIGINT: "whole",
  UTINYINT: "whole",
  USMALLINT: "whole",
  UINTEGER: "whole",
  UBIGINT: "whole",
  HUGEINT: "decimal",
  UHUGEINT: "decimal",
  BIGNUM: "decimal",
  DECIMAL: "decimal",
  FLOAT: "real",
  DOUBLE: "real",
  VARCHAR: "text",
  ENUM: "text",
  UUID: "text",
  DATE: "time",
  TIME: "time",
  INTERVAL: "time",
};

/** Of a type in DuckDB's words, as `DECIMAL(10,3)`. */
function kindOf(type: string): ColumnKind {
  if (type.endsWith("]")) return "other";
  const [name = ""] = /^[A-Z]+/.exec(type) ?? [];
  return kinds[name] ?? (name === "TIMESTAMP" ? "time" : "other");
}

/** How DuckDB has names, labels and numbers. */
export const duckdbDialect: Dialect = {
  name: "duckdb",
  title: "DuckDB",
  quoteName: inDoubleQuotes,
  quoteText: inSingleQuotes,
  asNumber: (expression, kind) =>
    kind === "real" || kind === "whole" || kind === "yesOrNo" ? `cast(${expression} as double)` : null,
  asLabel,
  // Integers of 32 and 64 bits are told apart by their words, and written once. Those of 64 without a sign may be greater.
  asLookedUp: (expression, { kind, type }) =>
    kind === "whole" && type !== "UBIGINT"
      ? `cast(${expression} as ${type === "BIGINT" || type === "UINTEGER" ? "bigint" : "integer"})`
      : asLabel(expression, type === "VARCHAR" ? kind : "any"),
};

function asLabel(expression: string, kind: ColumnKind): string {
  return kind === "text" ? expression : `cast(${expression} as varchar)`;
}

/** Which database: a file, which is only read, or none, for files of tables. */
export interface DuckdbPlace {
  readonly path: string | null;
  /** For messages. */
  readonly shown: string;
  /** Of files that are read as they are, what these should be: then whatever DuckDB says is wrong with them. */
  readonly kind?: string | null;
  /** Statements that make views of files. */
  readonly setUp?: readonly string[];
}

/** Throws a `SourceFailure` if the package is missing, or the file is none of DuckDB. */
export async function openDuckdb({ path, shown, kind = null, setUp = [] }: DuckdbPlace): Promise<Engine> {
  const library = loadDuckdb();
  if (library === null) throw new SourceFailure(packageMissing(shown, "DuckDB", "@duckdb/node-api"));
  // Nothing is fetched from elsewhere, and nothing is left in the folder of the user. What has no room in memory goes to temporary files.
  const options = {
    memory_limit: "500MB",
    temp_directory: tmpdir(),
    autoinstall_known_extensions: "false",
    ...(path === null ? {} : { access_mode: "READ_ONLY" }),
  };
  let instance: DuckDBInstance;
  let connection: DuckDBConnection;
  try {
    instance = await library.DuckDBInstance.create(path ?? ":memory:", options);
    connection = await instance.connect();
  } catch (error) {
    throw new SourceFailure(fileCorrupt(shown, "a database of DuckDB", messageOf(error)));
  }
  const refuse = (reason: string): Problem =>
    kind === null ? statementRefused(shown, "DuckDB", reason) : fileCorrupt(shown, kind, reason);
  // So many bytes of rows wait for whoever takes them; with the million of DuckDB's own its threads wait more often than they work.
  await connection.run("set streaming_buffer_size = '16MB'");
  const engine = new DuckdbEngine(instance, connection, library.StatementType.SELECT, refuse);
  for (const statement of setUp) await engine.run(statement);
  return engine;
}

class DuckdbEngine implements Engine {
  readonly dialect = duckdbDialect;
  private readonly instance: DuckDBInstance;
  private readonly connection: DuckDBConnection;
  private readonly selectType: number;
  private readonly refuse: (reason: string) => Problem;

  constructor(
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    selectType: number,
    refuse: (reason: string) => Problem,
  ) {
    this.instance = instance;
    this.connection = connection;
    this.selectType = selectType;
    this.refuse = refuse;
  }

  readonly columnsOf = async (relation: string): Promise<readonly SourceColumn[]> => {
    const rows = await this.answer(`describe select * from ${relation}`);
    return rows.map(([name, type]) => ({
      name: String(name),
      type: String(type),
      kind: kindOf(String(type)),
    }));
  };

  readonly tables = async (): Promise<readonly string[]> => {
    const rows = await this.answer(
      "select case when schema_name = 'main' then name else schema_name || '.' || name end from (select schema_name, table_name as name from duckdb_tables() union all select schema_name, view_name from duckdb_views() where not internal) order by 1",
    );
    return rows.map(([name]) => String(name));
  };

  readonly select = async function* (
    this: DuckdbEngine,
    statement: string,
    answerKinds: readonly AnswerKind[],
  ): AsyncGenerator<AnswerBatch> {
    const result = await this.attempt(() => this.start(statement));
    // While a chunk is looked at, the next one is on its way. What goes wrong then is told when that is waited for.
    const ahead = (): Promise<DuckDBDataChunk | null> => {
      const chunk = result.fetchChunk();
      chunk.catch(() => {});
      return chunk;
    };
    let next = ahead();
    try {
      for (;;) {
        const chunk = await this.attempt(() => next);
        if (chunk === null || chunk.rowCount === 0) return;
        next = ahead();
        yield batchOf(chunk, answerKinds);
      }
    } finally {
      await next.catch(() => {});
    }
  }.bind(this);

  readonly close = async (): Promise<void> => {
    this.connection.interrupt();
    this.connection.closeSync();
    this.instance.closeSync();
  };

  /** A statement that gives no rows. */
  async run(statement: string): Promise<void> {
    await this.attempt(() => this.connection.run(statement));
  }

  private async answer(statement: string): Promise<readonly (readonly unknown[])[]> {
    return this.attempt(async () => (await this.connection.runAndReadAll(statement)).getRows());
  }

  /** One select, and nothing else. */
  private async start(statement: string): Promise<DuckDBResult> {
    const prepared = await this.connection.prepare(statement);
    if (prepared.statementType !== this.selectType) throw new SourceFailure(this.refuse("it is no select"));
    return prepared.stream();
  }

  private async attempt<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof SourceFailure) throw error;
      throw new SourceFailure(this.refuse(messageOf(error)));
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function batchOf(chunk: DuckDBDataChunk, answerKinds: readonly AnswerKind[]): AnswerBatch {
  const { rowCount } = chunk;
  return {
    rowCount,
    columns: answerKinds.map((kind, i) => columnOf(chunk.getColumnVector(i), rowCount, kind)),
  };
}

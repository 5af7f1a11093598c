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
import type { BatchColumn, ColumnKind, SourceColumn } from "../open-table.ts";
import { fileCorrupt, packageMissing, statementRefused } from "../problems.ts";
import { SourceFailure } from "../source-failure.ts";

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
  asLabel: (expression, kind) => (kind === "text" ? expression : `cast(${expression} as varchar)`),
};

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
  const library = await import("@duckdb/node-api").catch(() => null);
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
    for (;;) {
      const chunk = await this.attempt(() => result.fetchChunk());
      if (chunk === null || chunk.rowCount === 0) return;
      yield batchOf(chunk, answerKinds);
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
    columns: answerKinds.map((kind, i) => {
      const vector = chunk.getColumnVector(i);
      if (kind === "numbers") return { kind, values: doublesOf(vector, rowCount) };
      return (kind === "texts" ? bytesOf(vector, rowCount) : null) ?? valuesOf(vector, rowCount);
    }),
  };
}

/** What a vector has of DuckDB's memory, beside its items. */
interface VectorMemory {
  readonly items?: unknown;
  readonly dataView?: unknown;
  readonly validity?: { readonly data?: unknown };
}

type Vector = ReturnType<DuckDBDataChunk["getColumnVector"]>;

function doublesOf(vector: Vector, rowCount: number): Float64Array {
  const { items, validity } = vector as unknown as VectorMemory;
  if (items instanceof Float64Array && validity?.data === null) return items.subarray(0, rowCount);
  const values = new Float64Array(rowCount);
  for (let i = 0; i < rowCount; i++) {
    const item = vector.getItem(i);
    values[i] = item === null ? Number.NaN : Number(item);
  }
  return values;
}

/** A text of at most so many bytes stands in the vector itself: its length in four bytes, and then these (`duckdb_string_t`). */
const longestInside = 12;
const textSize = 16;

/** The places of texts in the memory of their vector; null where one is longer. */
function bytesOf(vector: Vector, rowCount: number): BatchColumn | null {
  const { dataView: view } = vector as unknown as VectorMemory;
  if (!(view instanceof DataView) || view.byteLength < textSize * rowCount) return null;
  const { data } = (vector as unknown as VectorMemory).validity ?? {};
  const starts = new Int32Array(rowCount);
  const ends = new Int32Array(rowCount);
  for (let i = 0; i < rowCount; i++) {
    const at = textSize * i;
    if (data !== null && vector.getItem(i) === null) {
      starts[i] = -1;
      continue;
    }
    const length = view.getUint32(at, true);
    if (length > longestInside) return null;
    starts[i] = at + 4;
    ends[i] = at + 4 + length;
  }
  const bytes = new Uint8Array(view.buffer, view.byteOffset, textSize * rowCount);
  return { kind: "bytes", bytes, starts, ends };
}

function valuesOf(vector: Vector, rowCount: number): BatchColumn {
  return { kind: "values", values: Array.from({ length: rowCount }, (_, i) => vector.getItem(i)) };
}

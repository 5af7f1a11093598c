/** One small table with all that cells may be, as files and in databases of every kind that runs within this process. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import sqlite from "node-sqlite3-wasm";

export const csv = [
  "y,n,code,name,flag,Größe",
  "1.5,3,007,Ann,true,1",
  "-2.25,0,012,Bob's,false,2",
  "1e9,-7,007, Ann ,true,3",
  '0.1,9007199254740991,a"b,NA,false,4',
  "NA,12,012,a label that is longer than twelve bytes,true,5",
  "3,1,ü,.,false,6",
];

/** The rows as SQL has them, typed. */
export const values = `values
  (1.5::double, 3::bigint, '007', 'Ann', true, 1::integer), (-2.25, 0, '012', 'Bob''s', false, 2), (1e9, -7, '007', ' Ann ', true, 3),
  (0.1, 9007199254740991, 'a"b', null, false, 4), (null, 12, '012', 'a label that is longer than twelve bytes', true, 5), (3, 1, 'ü', '.', false, 6)`;
export const names = `(y, n, code, name, flag, "Größe")`;

export interface Place {
  readonly at: (name: string) => string;
  readonly remove: () => Promise<void>;
}

export async function temporaryFolder(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), "hyperprior-sources-"));
  return {
    at: (name) => join(folder, name),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Statements in a database of DuckDB; in memory if there is no path. */
export async function inDuckdb(path: string | null, ...statements: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(path ?? ":memory:");
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}

export function inSqlite(path: string, ...statements: readonly string[]): void {
  const database = new sqlite.Database(path);
  for (const statement of statements) database.exec(statement);
  database.close();
}

export async function writeText(path: string, lines: readonly string[]): Promise<void> {
  await writeFile(path, `${lines.join("\n")}\n`);
}

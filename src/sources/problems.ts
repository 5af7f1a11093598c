/** What can be wrong with a source that is no single CSV file: HP1000 to HP1009, and HP1016 to HP1029. */

import { plural, quote, quoteList, suggestion, type TableSource } from "../data/problems.ts";
import type { ColumnRequest } from "../data/table.ts";
import { inFile, nowhere, problem } from "../problems/make-problem.ts";
import type { SourceColumn } from "./open-table.ts";
import { said } from "./said.ts";

export const packageMissing = (source: string, what: string, packageName: string) =>
  problem("HP1000", inFile(source), [
    `${what} is read by the package \`${packageName}\`, which is not installed`,
    `install it: npm install ${packageName}`,
  ]);

/** `kinds`: how many files of each kind there are, by its name. */
export const filesMixed = (source: string, kinds: ReadonlyMap<string, number>) => {
  const found = [...kinds].map(([kind, count]) => `${count} ${kind}`).join(", ");
  return problem("HP1001", inFile(source), [
    `expected files of one kind in ${quote(source)}, but there are ${found}`,
    "name those that are meant by their ending, as --data 'folder/*.parquet'",
  ]);
};

export const noFiles = (source: string, endings: readonly string[]) =>
  problem("HP1002", inFile(source), [
    `expected files of tables in ${quote(source)}, but there are none`,
    `files of tables end in ${quoteList(endings, 20)}; the pattern is taken relative to the current directory`,
  ]);

export const fileCorrupt = (source: string, kind: string, reason: string) =>
  problem("HP1003", inFile(source), [
    `${quote(source)} could not be read as ${kind}: ${said(reason)}`,
    "check that the file is whole, that no program is writing to it, and that its ending says what it is",
  ]);

export const typeDoesNotFit = (
  { name, from, type }: ColumnRequest,
  column: SourceColumn,
  source: TableSource,
) => {
  const wanted = type === "factor" ? "labels" : type === "int" ? "whole numbers" : "numbers";
  const hint =
    column.kind === "time"
      ? `declare ${quote(`${name}: factor`)}, or give it as a number, as by --query "select *, date_part('epoch', …) as …"`
      : 'give what is needed of it as a column of its own, by --query "select *, … as …"';
  return problem("HP1004", inFile(source.name, null, from), [
    `expected ${wanted} in column ${quote(from)}, but it is of type ${quote(column.type)}`,
    hint,
  ]);
};

export const headersDiffer = (
  file: string,
  first: string,
  lacking: readonly string[],
  more: readonly string[],
) => {
  const parts = [
    ...(lacking.length > 0 ? [`has no ${quoteList(lacking)}`] : []),
    ...(more.length > 0 ? [`has ${quoteList(more)} besides`] : []),
  ];
  const found = parts.length > 0 ? parts.join(", and ") : "has them in another order";
  return problem("HP1005", inFile(file), [
    `expected the columns of ${quote(first)}, but this file ${found}`,
    "give all files the same columns in the same order, or leave this file out by a pattern",
  ]);
};

export const typeDiffers = (file: string, first: string, { name, type }: SourceColumn) =>
  problem("HP1021", inFile(file, null, name), [
    `expected column ${quote(name)} as in ${quote(first)}, but here it is of type ${quote(type)}`,
    "write all files with the same types, or leave this file out by a pattern",
  ]);

export const tableNotNamed = (source: string, tables: readonly string[]) =>
  problem("HP1006", inFile(source), [
    `expected the name of a table, but ${quote(source)} names none${tables.length === 0 ? "" : `; there are ${quoteList(tables)}`}`,
    `write it behind the source, as ${quote(`${source}?table=${tables[0] ?? "ratings"}`)}, or give --query "select …"`,
  ]);

export const tableUnknown = (source: string, table: string, tables: readonly string[]) =>
  problem("HP1007", inFile(source), [
    `there is no table ${quote(table)}${tables.length === 0 ? ", nor any other" : ` among ${quoteList(tables)}`}`,
    `${suggestion(table, tables)}a table of another schema is written \`schema.table\`, and a name with dots or capital letters as it is in the database`,
  ]);

export const sourceMisspelt = (source: string, reason: string, hint: string) =>
  problem("HP1008", inFile(source), [`${quote(source)} names no source: ${reason}`, hint]);

export const noConnection = (
  source: string,
  reason: string,
  remedy = "check host and port, and that the server is running and may be reached from here",
) => problem("HP1009", inFile(source), [`no connection to ${quote(source)}: ${said(reason)}`, remedy]);

/** `remedy`: where the engine looks for a password. */
export const loginRefused = (source: string, reason: string, remedy: string) =>
  problem("HP1016", inFile(source), [`${quote(source)} refused the login: ${said(reason)}`, remedy]);

export const connectionLost = (source: string, reason: string) =>
  problem("HP1017", inFile(source), [
    `the connection to ${quote(source)} was lost while rows were read: ${said(reason)}`,
    "nothing was sampled; run the command again when the server is back",
  ]);

export const statementRefused = (source: string, engine: string, reason: string) =>
  problem("HP1018", inFile(source), [
    `${engine} could not answer: ${said(reason)}`,
    "a query is one `select`, of tables and columns as they are named there; nothing is written to a database",
  ]);

export const queryWithoutEngine = (source: string, reason: string) =>
  problem("HP1019", inFile(source), [
    `--query cannot be asked here: ${reason}`,
    'give --data a database, or files that the query calls `data`, as --query "select * from data where …"',
  ]);

export const valuesMissing = ({ from }: ColumnRequest, missing: number, rows: number, source: TableSource) =>
  problem("HP1022", inFile(source.name, null, from), [
    `expected a value in every row of column ${quote(from)}, but ${missing} of ${plural(rows, "row")} ${missing === 1 ? "lacks" : "lack"} it`,
    "leave such rows out with --drop-missing (`dropMissing: true` in a script), or fill them in",
  ]);

export const groupsNotAsked = (reason: string) =>
  problem("HP1023", nowhere, [
    `no engine can be asked for groups in place of rows: ${reason}`,
    "give another name or type to the column, or let rows be read: `--reduce never`",
  ]);

export const rowsChanged = (source: string, before: number, after: number) =>
  problem("HP1020", inFile(source), [
    `${quote(source)} changed while it was read: it had ${plural(before, "row")}, and then ${after}`,
    "run the command again when nothing writes to it, or give a snapshot of it",
  ]);

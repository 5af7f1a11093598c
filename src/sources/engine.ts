/** An engine that holds tables and answers statements, and its dialect: how names, labels and numbers are written there. */

import type { BatchColumn, ColumnKind, SourceColumn } from "./open-table.ts";

/** The engines that are asked in SQL. */
export type DialectName = "duckdb" | "postgres" | "clickhouse" | "sqlite";

export interface Dialect {
  readonly name: DialectName;
  /** As the engine is called. */
  readonly title: string;
  /** A name in quotes, with what would end them doubled or escaped. */
  readonly quoteName: (name: string) => string;
  /** A text in quotes. */
  readonly quoteText: (text: string) => string;
  /** An expression of a kind as a double; null where it comes as it is, and is read cell by cell. */
  readonly asNumber: (expression: string, kind: ColumnKind) => string | null;
  /** An expression of a kind as its label. */
  readonly asLabel: (expression: string, kind: ColumnKind) => string;
  /** The same where labels are looked up rather than read; left out where it is the same. */
  readonly asLookedUp?: (expression: string, column: SourceColumn) => string;
}

/** How a column of an answer comes: as doubles, as texts, as labels in whatever form an engine tells them apart soonest, or as whatever each cell is. */
export type AnswerKind = "numbers" | "texts" | "labels" | "values";

export interface Engine {
  readonly dialect: Dialect;
  /** The columns of what stands behind `from`. Throws a `SourceFailure`. */
  readonly columnsOf: (relation: string) => Promise<readonly SourceColumn[]>;
  /** The rows of one select, in batches. Throws a `SourceFailure`. */
  readonly select: (
    statement: string,
    kinds: readonly AnswerKind[],
    options?: SelectOptions,
  ) => AsyncIterable<AnswerBatch>;
  /** The names of the tables and views there are, as they are written behind `?table=`. */
  readonly tables: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

export interface SelectOptions {
  /** Whether rows are to come in the order that they have there, which keeps an engine from working on several at once. */
  readonly isOrdered?: boolean;
}

/** Some rows of an answer, column by column. */
export interface AnswerBatch {
  readonly rowCount: number;
  readonly columns: readonly BatchColumn[];
}

/** `"a ""b"""`, as standard SQL has names. */
export function inDoubleQuotes(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `'it''s'`, as standard SQL has texts. */
export function inSingleQuotes(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

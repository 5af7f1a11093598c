/**
 * A table of typed columns, all of one length.
 *
 * Missing entries are NaN in a numeric column and -1 in a factor's codes; `missing` counts them.
 */

export interface Table {
  /** For messages: the file's name, or `<data>`. */
  readonly name: string;
  /** Rows in `columns`, after rows were dropped. */
  readonly rowCount: number;
  readonly rowsRead: number;
  readonly rowsDropped: number;
  /**
   * The line of the file (header is 1) that a row came from; null where the table did not come from a file. Made when it is
   * first asked for.
   */
  readonly lines: Int32Array | null;
  /** The numbers of the rows among all that were read, from 1; left out where these are all. */
  readonly rowNumbers?: Int32Array;
  /** By the name in the model. */
  readonly columns: ReadonlyMap<string, TableColumn>;
  /** Of rows that others were reduced to; left out where the rows are those that were read. */
  readonly reduction?: ReductionReport;
}

/** What rows were reduced to. */
export interface ReductionReport {
  /** Rows that were used. */
  readonly observations: number;
  /** Groups of rows that are equal in all that a model needs to tell them apart. */
  readonly groups: number;
  /** Rows of the smallest group. */
  readonly smallest: number;
}

/** A column that was asked for, as its type in the model says. */
export type TableColumn = NumericColumn | FactorColumn;

export interface NumericColumn {
  readonly kind: "numeric";
  readonly name: string;
  /** The header it came from. */
  readonly from: string;
  readonly values: Float64Array;
  readonly missing: number;
  /** Where the values are those of no single rows, and rows that were reduced have these means, sums and products together. */
  readonly about?: Deviations;
}

/** Values as their distance from a number near to them, with the digits that the values themselves have no room for. */
export interface Deviations {
  readonly centre: number;
  readonly values: Float64Array;
}

export interface FactorColumn {
  readonly kind: "factor";
  readonly name: string;
  readonly from: string;
  /** Per row, the index of its level in `levels`. */
  readonly codes: Int32Array;
  /** Labels in order, the declared one if there is one: the reference, then numerically if every label is a number, by code point otherwise. */
  readonly levels: readonly string[];
  readonly missing: number;
  /** The label that was asked to be the first level; else they are all in order. */
  readonly reference?: string | null;
  /** Of an ordered factor: the labels that were declared, which are its first levels, whether or not they occur. */
  readonly order?: readonly string[] | null;
}

/** How many codes of a factor are those of missing entries. */
export function countMissing(codes: Int32Array): number {
  let count = 0;
  // By index: an iterator allocates for each of them.
  for (let i = 0; i < codes.length; i++) if (codes[i]! < 0) count++;
  return count;
}

/** The number of a row among all that were read, from 1. */
export function rowNumber({ rowNumbers }: Table, i: number): number {
  return rowNumbers?.[i] ?? i + 1;
}

/** Some rows of a table, in this order. Factors keep the levels of all rows. */
export function selectRows(table: Table, rows: Int32Array): Table {
  const columns = new Map([...table.columns].map(([name, column]) => [name, selectEntries(column, rows)]));
  const { name, rowsRead, rowsDropped } = table;
  let lines: Int32Array | null = null;
  return {
    name,
    rowsRead,
    rowsDropped,
    rowCount: rows.length,
    get lines() {
      const all = table.lines;
      lines ??= all && rows.map((row) => all[row]!);
      return lines;
    },
    rowNumbers: rows.map((row) => rowNumber(table, row)),
    columns,
  };
}

/** Some entries of a column, in this order. */
export function selectEntries(column: TableColumn, rows: Int32Array): TableColumn {
  if (column.kind === "factor") {
    const codes = rows.map((row) => column.codes[row]!);
    return { ...column, codes, missing: countMissing(codes) };
  }
  const pick = (all: Float64Array): Float64Array => Float64Array.from(rows, (row) => all[row]!);
  const values = pick(column.values);
  const about = column.about && { ...column.about, values: pick(column.about.values) };
  return { ...column, values, missing: values.filter(Number.isNaN).length, ...(about && { about }) };
}

/** What a column is made of that the table does not have. */
export interface SeriesRequest {
  /** The value some rows before, or the sum up to the row and with it. */
  readonly function: "lag" | "cumulative_sum";
  /** The column of the values, by its name in the model; it may be one of these itself. */
  readonly of: string;
  /** The factor that has a series in each of its levels; null where all rows are one. */
  readonly within: string | null;
  /** The column whose order the rows of a series have; null for that of the table. */
  readonly by: string | null;
  /** How many rows back, of a lag. */
  readonly steps: number;
  /** What a lag is where there are not so many rows before; null where it is missing. */
  readonly first: number | null;
}

/** What a model wants of a table. */
export interface ColumnRequest {
  /** The name in the model. */
  readonly name: string;
  /** The header in the table. */
  readonly from: string;
  readonly type: "real" | "int" | "factor";
  readonly mayBeMissing: boolean;
  /** `factor in batch`: the level is the label together with that of this factor, written `batch:label`. */
  readonly within: string | null;
  /** The label of the level that comes first, whatever the order; null: the first in order does. */
  readonly reference: string | null;
  /** The labels of its levels in their order; left out or null where labels have their usual order. */
  readonly order?: readonly string[] | null;
  /** What would become of its missing values if the model admitted them, or gave it a distribution; left out where nothing would. */
  readonly ifAdmitted?: "predicted" | "sampled" | "levels";
  /** Where a formula could admit its missing values by `mi`; left out where it could not. */
  readonly inFormula?: "outcome" | "term";
  /** Whether a formula names it, and no declaration; left out where it is declared. */
  readonly isUndeclared?: boolean;
  /** What it is made of, where the table has no such column; each behind those that it is made of. */
  readonly series?: SeriesRequest;
  /** The factor that the table has one row for each level of; left out where its rows are observations. */
  readonly per?: string;
}

/** A table that is open to be read, whatever it is of: its columns, and its rows in batches, of the columns that are wanted. */

/**
 * What the values of a column are: `time` is a date or a time, which is a label and no number; `any` a column whose cells say so one by one; `other`
 * lists, bytes and the like, which are no cells.
 */
export type ColumnKind = "real" | "whole" | "decimal" | "yesOrNo" | "text" | "time" | "any" | "other";

export interface SourceColumn {
  /** As it is written there. */
  readonly name: string;
  /** In the words of whatever holds the table. */
  readonly type: string;
  readonly kind: ColumnKind;
}

/** A column to be read, as numbers or as labels. */
export interface WantedColumn {
  /** Its place among the columns, from 0. */
  readonly place: number;
  readonly as: "numbers" | "labels";
}

/** UTF-8: cell i is `bytes[starts[i] .. ends[i]]`, and is missing where `starts[i]` is -1. */
export interface ByteColumn {
  readonly kind: "bytes";
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/**
 * Labels as words of memory. Of width 1 and 2, a cell is a whole number of 32 and of 64 bits; of width 4 its length in bytes and a text in three words, or, of more than twelve bytes, its first four bytes
 * and the address of all. Words behind the end of a text are 0.
 */
export interface WordColumn {
  readonly kind: "words";
  readonly width: 1 | 2 | 4;
  readonly words: Int32Array;
  /** A bit of each cell, the lowest first, which is 0 where it is missing; null where none is. */
  readonly validity: Uint8Array | null;
  /** What a cell that is not missing says. */
  readonly textAt: (i: number) => string;
}

/**
 * The cells of a column in some rows, one after another. Numbers have NaN where a value is missing; values are numbers, texts, bigints, booleans or
 * null, and what else there is, is no cell.
 */
export type BatchColumn =
  | { readonly kind: "numbers"; readonly values: Float64Array }
  | ByteColumn
  | WordColumn
  | { readonly kind: "values"; readonly values: ArrayLike<unknown> };

/** Some rows. Their columns are those that are wanted, in that order; they may be filled again for the next batch. */
export interface Batch {
  readonly rowCount: number;
  readonly columns: readonly BatchColumn[];
}

export interface OpenTable {
  readonly columns: readonly SourceColumn[];
  /** All rows, in the order that they have there. Where nothing is wanted, how many there are. Throws a `SourceFailure`. */
  readonly read: (wanted: readonly WantedColumn[]) => AsyncIterable<Batch>;
  /** How many rows there are, where that is known without reading them; left out where it is not. */
  readonly rowCount?: number;
  /** Lets go of files and connections; never throws. */
  readonly close: () => Promise<void>;
}

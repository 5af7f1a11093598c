/** Examples of other programs' documentation, and how each of them is written here. */

/** A data set: its columns as `name:kind`, apart by blanks; the kinds are those of `made-up-table.ts`. */
export type Columns = string;

/** One that a formula stands for. */
export interface WrittenAsFormula {
  /** What the example is called where it is from, or its data. */
  readonly name: string;
  readonly columns: Columns;
  readonly formula: string;
  readonly family?: string;
  readonly link?: string;
  /** Whether rows that lack an earlier one are dropped. */
  readonly dropMissing?: boolean;
  /** A line of the model that the formula stands for, mostly that of the outcome. */
  readonly says: string;
  /** Known matrices by name, over the levels of a factor. */
  readonly matrices?: Readonly<Record<string, string>>;
}

/** One that is written in statements. */
export interface WrittenAsStatements {
  readonly name: string;
  readonly columns: Columns;
  /** All but the declarations of columns; the last one is shown. */
  readonly statements: readonly string[];
  /** Known matrices by name, over the levels of a factor. */
  readonly matrices?: Readonly<Record<string, string>>;
}

/** One that cannot be written. */
export interface NotWritten {
  readonly name: string;
  readonly lacks: string;
}

export interface Source {
  readonly title: string;
  /** Where the examples are found. */
  readonly where: string;
  readonly formulas: readonly WrittenAsFormula[];
  readonly statements: readonly WrittenAsStatements[];
  readonly missing: readonly NotWritten[];
}

/**
 * A bound model: a checked model together with its data. Plates have sizes, levels have numbers, columns are arrays.
 */

import type { Deviations, ReductionReport } from "../data/table.ts";
import type { CheckedModel, Likelihood } from "../language/checked-model.ts";
import type { Domain, Domains } from "./domains.ts";

export interface BoundModel {
  readonly checked: CheckedModel;
  /** Values of the constants, after `--set`. */
  readonly constants: ReadonlyMap<string, number>;
  readonly domains: Domains;
  readonly columns: ReadonlyMap<string, BoundColumn>;
  readonly designs: ReadonlyMap<string, BoundDesign>;
  readonly matrices: ReadonlyMap<string, BoundMatrix>;
  /** Where each row of the table stands for several observations; null where each is one. */
  readonly cells: OutcomeCells | null;
  /** Rows whose outcome is missing, which are none of the rows of `domains`; null where there are none. */
  readonly unobserved: UnobservedRows | null;
  readonly data: DataReport;
}

/** Rows that have predictors and groups, and no outcome. */
export interface UnobservedRows {
  /** The model with these in place of its rows: other rows of the same domains, and columns and designs over them. */
  readonly model: BoundModel;
  /** Of each row its name in reports: "row 17", counted among all that were read. */
  readonly labels: readonly string[];
  /** The columns that are missing in them, in the order of their likelihoods. */
  readonly outcomes: readonly Likelihood[];
}

/** Values of a column that were missing, and what became of them. */
export interface MissingValues {
  readonly column: string;
  readonly count: number;
  readonly became: "predictions" | "parameters" | "levels";
}

/** What a table of cells says of the outcome, beside the means that are the values of its column. */
export interface OutcomeCells {
  readonly column: string;
  /** Observations per row of the table, each at least 1. */
  readonly counts: Float64Array;
  /** Sample standard deviations, with divisor n - 1; 0 where a cell has one observation. */
  readonly deviations: Float64Array;
}

/** A column over its domain: rows, or the levels of a plate. */
export interface BoundColumn {
  readonly name: string;
  readonly domain: Domain;
  /**
   * One value per element; of a factor, the number of its level from 1, as choice distributions count, or from 0 where it is the
   * outcome of a Bernoulli distribution; made when it is first asked for.
   */
  readonly values: Float64Array;
  /** Of a factor, its level names. */
  readonly levels: readonly string[] | null;
  /** As of the column of the table (`data/table.ts`). */
  readonly about?: Deviations;
}

/** A design matrix over its domain. */
export interface BoundDesign {
  readonly name: string;
  readonly domain: Domain;
  readonly columnNames: readonly string[];
  /** Row by row: `domain.size` × `columnNames.length`. */
  readonly matrix: Float64Array;
}

/** A known covariance matrix A of the levels of a plate. */
export interface BoundMatrix {
  readonly name: string;
  readonly plate: string;
  /** Of its rows and columns, that is levels. */
  readonly size: number;
  /** L of A = LLᵀ: lower, row by row, `size` × `size`, rows in the order of the plate's levels. */
  readonly factor: Float64Array;
}

/** What is told about the data in reports and in `run.json`. */
export interface DataReport {
  readonly name: string;
  readonly rowsRead: number;
  readonly rowsUsed: number;
  readonly rowsDropped: number;
  /** In all rows used, where these are cells; left out where each row is an observation. */
  readonly observations?: number;
  /** Where the rows that were used were reduced to others; left out where they were not. */
  readonly reduction?: ReductionReport;
  /** The two labels of each outcome that is a factor and binary, that of 0 and that of 1; left out where there is none. */
  readonly outcomeLabels?: Readonly<Record<string, readonly string[]>>;
  /** Missing values that the model admits, column by column; left out where there are none. */
  readonly missing?: readonly MissingValues[];
  /** Levels per grouping plate. */
  readonly groups: Readonly<Record<string, number>>;
  /** Of the columns used. */
  readonly fingerprint: string;
}

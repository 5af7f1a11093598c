/**
 * Reductions: which statistics of its rows a model needs. Rows that are equal in the keys are one group; of a normal outcome a group is
 * told by its number, means and scatter, and of any other outcome by its number alone, since the outcome is a key too.
 */

import type { ColumnRequest } from "../data/table.ts";
import type { ColumnBound } from "../language/checked-model.ts";

/** What is asked of the rows. */
export interface Reduction {
  /**
   * `moments`: the outcome is normal, and its mean is affine in the columns of `moments`, given the keys. `counts`: groups are patterns, and
   * `moments` is empty.
   */
  readonly kind: "moments" | "counts";
  /** The column of the likelihood: the last of `moments`, or one of the keys. */
  readonly outcome: string;
  /** What rows are grouped by, in the order in which the model declares columns. */
  readonly keys: readonly ReductionKey[];
  /** Columns whose sums and products are kept: predictors in the order of the declarations, products of two of them, and the outcome last. */
  readonly moments: readonly ReductionMoment[];
}

/** A column that rows are grouped by. */
export interface ReductionKey {
  readonly request: ColumnRequest;
  /** Why rows are grouped by it: "it stands inside `log`". */
  readonly because: string;
  /** The factor whose levels have one number of it each; left out where rows of a level may differ, and of labels. */
  readonly constantWithin?: string;
}

/** Whether a key is a number that each level of another key has one of, so that rows need not be grouped by it. */
export function isLevelNumber(keys: Reduction["keys"], { constantWithin: per }: ReductionKey): boolean {
  return keys.some(({ request: { name, type } }) => name === per && type === "factor");
}

/** A column of real numbers whose single values are not kept. */
export interface ReductionMoment {
  readonly request: ColumnRequest;
  /** Numbers that all its values must lie above or below. Columns whose bounds are no numbers are keys. */
  readonly bounds: readonly NumericBound[];
  /** Of a column that no table has, the product of two others, rounded as a double is: these, by their names in the model. */
  readonly factors?: readonly [string, string];
}

/** A bound whose value is written as a number. */
export interface NumericBound extends Pick<ColumnBound, "operator"> {
  readonly bound: number;
}

/**
 * What the rows say: G groups, each of equal keys, in any order, and K keys and r moments in the order of the reduction. Rows that lack
 * the value of a column are in no group.
 */
export interface Groups {
  /** Of all rows, those that were dropped too. */
  readonly rowsRead: number;
  readonly rowsDropped: number;
  /** K columns of length G. */
  readonly keys: readonly KeyColumn[];
  /** Rows of each group: whole numbers of at least 1; length G. */
  readonly counts: Float64Array;
  /** A number near the values of each moment column, which means are given from; length r. */
  readonly centres: Float64Array;
  /** Mean minus centre of each moment column in each group: G × r, row by row, each rounded once or twice. */
  readonly means: Float64Array;
  /** Σ (v - m)(v - m)' of each group: its lower triangle row by row, G × r(r + 1)/2. */
  readonly scatters: Float64Array;
}

/** The values of a key, one for each group. */
export type KeyColumn =
  | { readonly kind: "numeric"; readonly values: Float64Array }
  /** The labels as cells of a table have them, not joined to those of an outer factor. */
  | { readonly kind: "factor"; readonly labels: readonly string[]; readonly codes: Int32Array };

/** Entries of the lower triangle of an r × r matrix. */
export function triangleOf(size: number): number {
  return (size * (size + 1)) / 2;
}

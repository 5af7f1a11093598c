/** Predictions of rows, and the outcomes that were observed, as the picture of them takes them. */

import type { Interval } from "./interval.ts";

/** A column of rows, a value for each of them. */
export interface RowColumn {
  readonly name: string;
  readonly values: readonly (number | string)[];
}

/** A number that is predicted of a row. */
export interface PredictedNumber extends Interval {
  readonly outcome: string;
  /** Of the probability of a category, the category. */
  readonly category: string | null;
}

/** The outcomes of a run. */
export interface ObservedOutcome {
  readonly values: ArrayLike<number>;
  /** The columns of their rows. */
  readonly columns: readonly RowColumn[];
}

export interface PredictedRows {
  readonly kind: "expected" | "outcome" | "linear";
  /** What each number is, in words. */
  readonly definition: string;
  /** One for each row and quantity. */
  readonly numbers: readonly PredictedNumber[];
  /** Values of the rows that the numbers are of, as many as numbers; those columns first that were named first. */
  readonly columns: readonly RowColumn[];
  /** By outcome, those that can be drawn beside what is predicted. */
  readonly observed: ReadonlyMap<string, ObservedOutcome>;
}

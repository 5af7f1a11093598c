/** What differs between two runs, as data: what `diff` tells. */

import type { ComparedNumber, DrawsComparison } from "../posterior/compare-draws.ts";
import type { ChangedValue, ModelDifference } from "./model-difference.ts";

export interface RunsDifference {
  readonly names: readonly [first: string, second: string];
  /** What is different, and whether results differ by more than Monte Carlo error; without a full stop. */
  readonly sentence: string;
  /** Draws of the same variables, equal bit by bit. */
  readonly hasSameDraws: boolean;
  /** The same draws, and nothing else that differs but names of files, threads and times. */
  readonly isSame: boolean;
  readonly model: ModelDifference;
  readonly data: readonly ChangedValue[];
  readonly options: readonly ChangedValue[];
  readonly method: readonly ChangedValue[];
  readonly seed: ChangedValue | null;
  readonly version: ChangedValue | null;
  readonly verdicts: readonly ["good" | "failed", "good" | "failed"];
  readonly results: DrawsComparison;
  /** Numbers that differ by more than Monte Carlo error, the one that is most standard deviations apart first. */
  readonly beyondError: readonly DifferentNumber[];
}

/** A mean, median or sd, the second less the first. */
export interface DifferentNumber {
  readonly variable: string;
  readonly number: ComparedNumber;
  readonly inErrors: number;
  readonly inSds: number;
}

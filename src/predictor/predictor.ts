/** Numbers of the data that roles carry: predictors over the rows, and observations, raw means and information by level. */

import type { BoundModel } from "../model/bound-model.ts";
import type { IndexMap } from "../model/domains.ts";
import { readerOf } from "../model/evaluate.ts";
import type { Predictor } from "./effects.ts";
import { columnReader } from "./factor-values.ts";
import type { Outcome } from "./outcome.ts";

/** A predictor's value in each row; null for ones. */
export function predictorValues(model: BoundModel, predictor: Predictor): Float64Array | null {
  if (predictor.kind === "one") return null;
  const { rows } = model.domains;
  const value =
    predictor.kind === "data"
      ? readerOf(predictor.expression, model, rows)
      : columnReader(model, predictor, rows);
  if (value === null) throw new Error(`no value in each row: ${JSON.stringify(predictor)}`);
  return Float64Array.from({ length: rows.size }, (_, row) => value(row));
}

export interface LevelStatistics {
  /** Observations of each level: trials, where the outcome is of these. */
  readonly n: readonly number[];
  /** Mean outcome of each level; of counts out of trials, all counts over all trials. */
  readonly rawMean: readonly number[];
  /** Mean of the predictor over the rows of each level. */
  readonly meanPredictor: readonly number[];
  /** Σ z², or Σ (z/se)² with known standard errors. */
  readonly information: readonly number[];
}

/** Counts and sums of a predictor, level by level of a factor. */
export function levelStatistics(
  model: BoundModel,
  outcome: Outcome,
  map: IndexMap,
  z: Float64Array | null,
  standardErrors: Float64Array | null,
): LevelStatistics {
  const size = map.to.size;
  const y = model.columns.get(outcome.likelihood.column)!.values;
  const trials = trialsOf(model, outcome);
  const n = new Array<number>(size).fill(0);
  const sum = new Array<number>(size).fill(0);
  const weight = new Array<number>(size).fill(0);
  const predictor = new Array<number>(size).fill(0);
  const information = new Array<number>(size).fill(0);
  map.indices.forEach((level, row) => {
    const count = model.cells?.counts[row] ?? 1;
    n[level]! += count;
    sum[level]! += count * (y[row]! - outcome.origin);
    weight[level]! += trials === null ? count : trials[row]!;
    predictor[level]! += count * (z?.[row] ?? 1);
    const ratio = (z?.[row] ?? 1) / (standardErrors?.[row] ?? 1);
    information[level]! += count * (ratio * ratio);
  });
  return {
    n: trials === null ? n : weight,
    rawMean: sum.map((total, level) => total / weight[level]!),
    meanPredictor: predictor.map((total, level) => total / n[level]!),
    information,
  };
}

/** The trials of each row; null where its outcome is none of trials, or they are not known row by row. */
export function trialsOf(model: BoundModel, outcome: Outcome): Float64Array | null {
  const { trials } = outcome;
  const { rows } = model.domains;
  // A row that stands for several has their trials.
  const counts = model.cells?.counts;
  const ofRows = (values: Float64Array): Float64Array =>
    counts === undefined ? values : values.map((value, row) => value * counts[row]!);
  if (trials?.kind === "number") return ofRows(new Float64Array(rows.size).fill(trials.value));
  if (trials?.kind !== "column") return null;
  const column = model.columns.get(trials.name)!;
  return column.domain === rows ? ofRows(column.values) : null;
}

/** Mean over the observations of the product of two predictors; null stands for a predictor of ones. */
export function meanProduct({ cells }: BoundModel, a: Float64Array | null, b: Float64Array | null): number {
  const size = (a ?? b)?.length ?? 0;
  if (size === 0) return 1;
  let [sum, total] = [0, 0];
  if (cells === null && a !== null && b === null) {
    for (let i = 0; i < size; i++) sum += a[i]!;
    return sum / size;
  }
  for (let i = 0; i < size; i++) {
    const count = cells?.counts[i] ?? 1;
    sum += count * ((a?.[i] ?? 1) * (b?.[i] ?? 1));
    total += count;
  }
  return sum / total;
}

/** Predictions from a fitted model, wherever it runs: of rows of a table, or of a grid in words. */

import type { FactorColumn, Table } from "../data/table.ts";
import { defaultProb, type Estimate, type EstimateNumbers, estimate } from "../posterior/estimate.ts";
import { centralHalf, type IntervalNames, intervalNames, sortDraws } from "../posterior/quantile.ts";
import { quickEstimate } from "../posterior/quick-estimate.ts";
import { type PredictedBlock, RowPredictor } from "../prediction/predict-rows.ts";
import type { PredictedQuantity, PredictionKind } from "../prediction/row-values.ts";
import type { Problem } from "../problems/problem.ts";
import { badOption } from "../run/problems.ts";
import { failOf } from "./bind-data.ts";
import { type BoundRun, bindRun, type RunDataOptions } from "./bound-run.ts";
import { type AnswerSetting, completeRun } from "./complete-run.ts";
import type { Fitted } from "./fitted.ts";
import type { DataSource } from "./load-tables.ts";
import { isOnlyOutcome, type NewRowsOptions, readNewRows } from "./new-rows.ts";
import { predictionGrid } from "./prediction-grid.ts";
import { ProblemError } from "./problem-error.ts";

/** What is to be predicted. */
export interface PredictOptions extends RunDataOptions, Omit<NewRowsOptions, "labelModes"> {
  /** The rows: a CSV file, columns by name, or an array of row objects; those of the run if left out. Outcomes in them are not looked at. */
  readonly data?: DataSource;
  /** In place of rows every combination of values: `"Days = 0..9, Subject = new"`. */
  readonly grid?: string | readonly string[];
  /** The expected outcome (the default), a new outcome, or the linear predictor. */
  readonly kind?: PredictionKind;
  /** Probability of the intervals, 0.9 if not given. */
  readonly prob?: number;
  /** Of what is drawn: new groups, and outcomes. That of the run if not given. */
  readonly seed?: number;
}

/** A row and what is predicted of it: a quantity of several outcomes, or a category, has a row of its own. */
export interface PredictedRow extends EstimateNumbers {
  /** The number of the row, from 1. */
  readonly row: number;
  readonly outcome: string;
  /** Of an expected value that is the probability of a category, the category. */
  readonly category: string | null;
  /** Values of the columns that predictions depend on, as the table has them, with the labels that stand for new groups. */
  readonly values: Readonly<Record<string, number | string>>;
  /** With Monte Carlo standard errors; null where rows are too many for these (`mostRowsWithErrors`). */
  readonly estimate: Estimate | null;
  /** Ends of the central half of the draws; null where there are no errors either. */
  readonly half: readonly [number, number] | null;
}

/** Of more rows only the numbers are computed, without their Monte Carlo errors, which take most of the time. */
const mostRowsWithErrors = 2000;

/** What is predicted, before anything is: rows are predicted block by block. */
export interface PreparedPredictions extends IntervalNames {
  readonly kind: PredictionKind;
  readonly quantities: readonly PredictedQuantity[];
  readonly columns: readonly string[];
  /** The same, those of a grid in the order in which they were named. */
  readonly columnsAsNamed: readonly string[];
  readonly rowCount: number;
  /** What each number is, in words. */
  readonly definition: string;
  /** What stands for columns of a grid that were not named. */
  readonly notes: readonly string[];
  readonly warnings: readonly Problem[];
  /** The draws of each quantity in rows `from` to `end` - 1. */
  readonly block: (from: number, end: number) => PredictedBlock;
  /** The rows summarized, in blocks that bound the memory. */
  readonly rows: () => Generator<PredictedRow>;
}

/** Predictions of all rows. */
export interface Predictions extends Omit<PreparedPredictions, "rows" | "block"> {
  readonly rows: readonly PredictedRow[];
}

/** Numbers of a block: of all draws of its rows together. */
const numbersOfBlock = 4_000_000;

/**
 * Reads and binds the rows. Throws a `ProblemError` if the run's data are gone, if rows are at fault, or if there is no such prediction.
 */
export async function preparePredictions(
  fitted: Fitted,
  options: PredictOptions,
  setting: AnswerSetting,
): Promise<PreparedPredictions> {
  const run = await bindRun(fitted, options, setting);
  return prepareFor(run, options, setting);
}

/** The same of a run that is bound; `modes` say what labels of the rows stand for. */
export async function prepareFor(
  run: BoundRun,
  options: PredictOptions,
  setting: AnswerSetting,
  modes?: NewRowsOptions["labelModes"],
): Promise<PreparedPredictions> {
  const { kind = "expected", prob = defaultProb, data, grid } = options;
  if (data !== undefined && grid !== undefined)
    throw new ProblemError([badOption("`data` and `grid` must not be given both")], "", "");
  const made = grid === undefined ? null : predictionGrid(run, typeof grid === "string" ? [grid] : grid);
  const labelModes = made?.labelModes ?? modes;
  const rows = await readNewRows(
    run,
    made?.data ?? data ?? null,
    { ...options, ...(labelModes === undefined ? {} : { labelModes }) },
    setting,
  );
  const { fitted, model } = run;
  const seed = options.seed ?? fitted.record.options.seed;
  const predictor = new RowPredictor(rows.model, fitted.draws, { kind, seed, newLevels: rows.newLevels });
  if (predictor.lacksDraws) {
    const complete = await completeRun(run, setting);
    if (complete !== null) return prepareFor(complete, options, setting, modes);
  }
  if (predictor.problems.length > 0) failOf(model)(predictor.problems);
  const total = fitted.draws.chainCount * fitted.draws.drawCount;
  const perBlock = Math.max(1, Math.floor(numbersOfBlock / (total * predictor.quantities.length)));
  const isCareful = predictor.rowCount * predictor.quantities.length <= mostRowsWithErrors;
  const { chainCount } = fitted.draws;
  const numbersOf = (draws: Float64Array): RowNumbers =>
    isCareful ? carefulNumbers(draws, chainCount, prob) : quickNumbers(draws, prob);
  const shown = [...rows.table.columns.keys()].filter((name) => !isOnlyOutcome(model.checked, name));
  const read = new RowReader(rows.table, shown);
  return {
    ...intervalNames(prob),
    kind,
    quantities: predictor.quantities,
    columns: shown,
    columnsAsNamed: made === null ? shown : inOrderOf(Object.keys(made.data), shown, rows.table),
    rowCount: predictor.rowCount,
    definition: definitionOf(kind, predictor.quantities),
    notes: made?.notes ?? [],
    warnings: rows.problems,
    block: (from, end) => predictor.predict(from, end),
    *rows() {
      for (let from = 0; from < predictor.rowCount; from += perBlock) {
        const block = predictor.predict(from, Math.min(predictor.rowCount, from + perBlock));
        yield* summarized(block, from, predictor.quantities, read, numbersOf);
      }
    },
  };
}

/** Columns in the order of their names in a grid. */
function inOrderOf(named: readonly string[], columns: readonly string[], { columns: all }: Table): string[] {
  const placeOf = (name: string): number => {
    const place = named.indexOf(all.get(name)!.from);
    return place < 0 ? named.length : place;
  };
  return [...columns].sort((a, b) => placeOf(a) - placeOf(b));
}

/** Predictions of all rows at once; see `preparePredictions`. */
export async function predictModel(
  fitted: Fitted,
  options: PredictOptions,
  setting: AnswerSetting,
): Promise<Predictions> {
  const { rows, block: _, ...rest } = await preparePredictions(fitted, options, setting);
  return { ...rest, rows: [...rows()] };
}

/** What a row's draws say, with Monte Carlo errors or without. */
type RowNumbers = EstimateNumbers & Pick<PredictedRow, "estimate" | "half">;

function carefulNumbers(draws: Float64Array, chainCount: number, prob: number): RowNumbers {
  const sorted = sortDraws(draws);
  const found = estimate(draws, chainCount, prob, sorted);
  const { mean, sd, lower, median, upper } = found;
  return { mean, sd, lower, median, upper, estimate: found, half: centralHalf(sorted) };
}

function quickNumbers(draws: Float64Array, prob: number): RowNumbers {
  return { ...quickEstimate(draws, prob), estimate: null, half: null };
}

function* summarized(
  { values, rowCount, drawCount }: PredictedBlock,
  from: number,
  quantities: readonly PredictedQuantity[],
  read: RowReader,
  numbersOf: (draws: Float64Array) => RowNumbers,
): Generator<PredictedRow> {
  for (let i = 0; i < rowCount; i++) {
    for (const [q, quantity] of quantities.entries()) {
      const draws = values[q]!.subarray(i * drawCount, (i + 1) * drawCount);
      yield {
        row: from + i + 1,
        ...quantity,
        values: read.row(from + i),
        ...numbersOf(draws),
      };
    }
  }
}

function definitionOf(kind: PredictionKind, quantities: readonly PredictedQuantity[]): string {
  const names = [...new Set(quantities.map(({ outcome }) => outcome))].join(", ");
  switch (kind) {
    case "linear":
      return `the linear predictor of ${names}`;
    case "outcome":
      return `a new outcome ${names}, with the variation of single outcomes`;
    case "expected":
      return quantities.some(({ category }) => category !== null)
        ? `the probability of each category of ${names}, given the parameters`
        : `the expected ${names}: the mean of outcomes given the parameters`;
  }
}

/** Values of rows as they are shown. */
class RowReader {
  private readonly columns: readonly (readonly [string, (row: number) => number | string])[];

  constructor(table: Table, names: readonly string[]) {
    this.columns = names.map((name) => {
      const column = table.columns.get(name)!;
      return [name, column.kind === "numeric" ? (row) => column.values[row]! : labelReader(column)] as const;
    });
  }

  row(row: number): Record<string, number | string> {
    return Object.fromEntries(this.columns.map(([name, read]) => [name, read(row)]));
  }
}

function labelReader({ codes, levels }: FactorColumn): (row: number) => string {
  return (row) => levels[codes[row]!] ?? "";
}

/**
 * Rows whose outcome is missing. They say nothing of the parameters and stand apart from those that the model is fitted to; but they
 * have predictors, and labels whose levels are levels of the model, so that their outcomes can be predicted.
 */

import { countMissing, selectRows, type Table } from "../data/table.ts";
import type { CheckedModel, Likelihood } from "../language/checked-model.ts";
import type { Problem } from "../problems/problem.ts";
import { fateOfMissing } from "./data-use.ts";
import { noOutcomeObserved } from "./problems-missing.ts";

/** Which rows of a table have an outcome; indices, ascending. */
export interface RowSplit {
  readonly observed: Int32Array;
  readonly missing: Int32Array;
  /** Of the columns that are missing. */
  readonly outcomes: readonly Likelihood[];
}

/** The likelihoods of columns with one value for each row that may be missing, and are predicted then. */
function predictedLikelihoods(model: CheckedModel): Likelihood[] {
  return model.statements.flatMap((one) => {
    if (one.kind !== "likelihood") return [];
    const declared = model.columns.find(({ name }) => name === one.column)!;
    return fateOfMissing(model, declared) === "predictions" ? [one] : [];
  });
}

/** Null where every row has its outcome, or with problems. */
export function splitRows(model: CheckedModel, table: Table, problems: Problem[]): RowSplit | null {
  const likelihoods = predictedLikelihoods(model).filter(({ column }) => missingIn(table, column) > 0);
  const [first] = likelihoods;
  if (first === undefined) return null;
  const { name, rowCount } = table;
  const others = rowLikelihoods(model).filter((one) => one !== first);
  // Values of outcomes that are missing in other rows than one another are parameters, as those of predictors are.
  const isAlike = (one: Likelihood): boolean =>
    likelihoods.includes(one) && missesTheSame(table, first.column, one.column);
  if (!others.every(isAlike)) return null;
  if (missingIn(table, first.column) === rowCount) {
    problems.push(noOutcomeObserved(first.column, rowCount, name));
    return null;
  }
  const isMissing = missingReader(table, first.column);
  const rows = Int32Array.from({ length: rowCount }, (_, i) => i);
  return {
    observed: rows.filter((i) => !isMissing(i)),
    missing: rows.filter(isMissing),
    outcomes: likelihoods,
  };
}

/**
 * The last `count` rows of a table as those that are predicted, whether or not they have an outcome; before them those that have one. What the
 * model admits to be missing is missing in rows of neither kind.
 */
export function splitLast(
  model: CheckedModel,
  table: Table,
  count: number,
  problems: Problem[],
): RowSplit | null {
  const first = table.rowCount - count;
  const fitted = selectRows(
    table,
    Int32Array.from({ length: first }, (_, i) => i),
  );
  const observed =
    splitRows(model, fitted, problems)?.observed ?? Int32Array.from({ length: first }, (_, i) => i);
  const missing = Int32Array.from({ length: count }, (_, i) => first + i);
  return { observed, missing, outcomes: rowLikelihoods(model) };
}

function rowLikelihoods(model: CheckedModel): Likelihood[] {
  return model.statements.filter((one): one is Likelihood => one.kind === "likelihood" && one.per === null);
}

function missesTheSame(table: Table, first: string, second: string): boolean {
  const [a, b] = [missingReader(table, first), missingReader(table, second)];
  for (let i = 0; i < table.rowCount; i++) if (a(i) !== b(i)) return false;
  return true;
}

function missingIn(table: Table, name: string): number {
  const column = table.columns.get(name);
  if (column === undefined) return 0;
  return column.kind === "factor" ? countMissing(column.codes) : column.missing;
}

function missingReader(table: Table, name: string): (i: number) => boolean {
  const column = table.columns.get(name);
  if (column?.kind === "factor") return (i) => column.codes[i]! < 0;
  return (i) => Number.isNaN(column?.values[i] ?? 0);
}

/**
 * A table of cells in place of rows. A cell are the observations that agree in all predictors and factors; of a normal outcome their
 * number, mean and sd say all that the rows say of the parameters:
 *
 *   Σ (y - μ)² = n (ȳ - μ)² + (n - 1) s²
 *
 * Here is which models allow it, what is asked of such a table, and what is made of it. The mean stands in the column of the outcome.
 */

import type { ColumnRequest, Table } from "../data/table.ts";
import type { CheckedModel, Column } from "../language/checked-model.ts";
import { printDistribution, printExpression } from "../language/print-expression.ts";
import type { Problem } from "../problems/problem.ts";
import type { BoundModel, OutcomeCells } from "./bound-model.ts";
import { countName, deviationName } from "./counted-rows.ts";
import { indicesWhere, levelElement, rowElement } from "./data-checks.ts";
import { findUse } from "./data-use.ts";
import type { Domains, IndexMap } from "./domains.ts";
import { type KnownValues, readerOf } from "./evaluate.ts";
import type { Element } from "./problems.ts";
import {
  badCellCount,
  badCellDeviation,
  badWeight,
  cellColumnsMissing,
  notSummarizable,
} from "./problems-cells.ts";

/** The headers of the three columns that stand for the outcome. */
export interface CellHeaders {
  readonly count: string;
  readonly mean: string;
  readonly deviation: string;
}

/** What is asked of a table of cells. */
export interface CellQuestion {
  readonly outcome: Column;
  /** The names that the three columns may have; the table must have all three of one of these, the first that it has counts. */
  readonly spellings: readonly CellHeaders[];
}

/** The question, or why cells cannot stand for the rows of this model. */
export function askForCells(model: CheckedModel): CellQuestion | Problem {
  const likelihoods = model.statements.filter((one) => one.kind === "likelihood");
  const [likelihood, other] = likelihoods;
  if (likelihood === undefined) return notSummarizable("the model has no outcome", null);
  if (other !== undefined) {
    return notSummarizable("the model has several outcomes, and cells can hold one", other.span);
  }
  const { column: name, per, distribution } = likelihood;
  const refuse = (reason: string) => notSummarizable(reason, likelihood.span);
  if (likelihood.weight !== null)
    return refuse(`\`${name}\` has weights, and a row of it cannot be a cell as well`);
  if (per !== null) return refuse(`\`${name}\` has one value for each \`${per}\`, not one for each row`);
  if (distribution.kind !== "scalar" || distribution.distribution.name !== "normal") {
    const text = printDistribution(distribution);
    return refuse(`only for a \`normal\` outcome do they say all, not for \`${text}\``);
  }
  for (const [written, statistic] of model.statistics) {
    return notSummarizable(`\`${written}\` is of the rows, which are not known`, statistic.span);
  }
  const use = findUse(model, name);
  if (use !== null) {
    return notSummarizable(`\`${name}\` is used here, and its single values are not known`, use);
  }
  // A likelihood is of a column.
  const outcome = model.columns.find((column) => column.name === name)!;
  const spellings = spellingsFor(model, outcome);
  if (spellings.length > 0) return { outcome, spellings };
  return notSummarizable(
    `other columns of the model have the names of its columns (\`n\`, \`${outcome.from}_n\`, …)`,
    null,
  );
}

/** `y_n`, `y_mean`, `y_sd`, and `n`, `mean`, `sd`; without those that a column of the model has. */
function spellingsFor(model: CheckedModel, outcome: Column): CellHeaders[] {
  const taken = new Set(model.columns.filter((column) => column !== outcome).map((column) => column.from));
  return [`${outcome.from}_`, ""]
    .map((prefix) => ({ count: `${prefix}n`, mean: `${prefix}mean`, deviation: `${prefix}sd` }))
    .filter((headers) => !namesOf(headers).some((header) => taken.has(header)));
}

/** Number, mean, sd. */
export function namesOf({ count, mean, deviation }: CellHeaders): string[] {
  return [count, mean, deviation];
}

/** What is requested of the table of rows, with the three columns in place of the outcome. */
export function requestCells(
  rows: readonly ColumnRequest[],
  outcome: Column,
  headers: CellHeaders,
  dropMissing: boolean,
): ColumnRequest[] {
  const number = { type: "real", within: null, reference: null } as const;
  return [
    ...rows.filter(({ name }) => name !== outcome.name),
    // A number that is missing and not dropped is found in `bindCells`, as one that is no number of observations.
    { ...number, name: countName, from: headers.count, mayBeMissing: !dropMissing },
    { ...number, name: outcome.name, from: headers.mean, mayBeMissing: false },
    { ...number, name: deviationName, from: headers.deviation, mayBeMissing: true },
  ];
}

/** That a table has the three columns in no spelling; `missing` are those that it lacks of one. */
export function lackOfCells(
  model: CheckedModel,
  { outcome, spellings }: CellQuestion,
  missing: readonly string[],
  file: string,
): Problem {
  const beside = model.columns.filter((column) => column !== outcome && column.per === null);
  const others = beside.map((column) => column.from);
  return cellColumnsMissing(outcome.from, missing, spellings.map(namesOf).reverse(), others, file);
}

/** The cells of a table that was requested by `requestCells`; null for a table of rows, or with problems. */
export function bindCells(model: CheckedModel, table: Table, problems: Problem[]): OutcomeCells | null {
  const [count, deviation] = [table.columns.get(countName), table.columns.get(deviationName)];
  const likelihood = model.statements.find((one) => one.kind === "likelihood");
  if (count?.kind !== "numeric" || deviation?.kind !== "numeric" || likelihood === undefined) return null;
  const counts = count.values;
  const isBadCount = (i: number): boolean => !(Number.isSafeInteger(counts[i]) && counts[i]! >= 1);
  const isBadDeviation = (i: number): boolean => counts[i]! > 1 && !(deviation.values[i]! >= 0);
  const report = (
    isBad: (i: number) => boolean,
    make: (i: number, howMany: number, at: Element) => Problem,
  ) => {
    const bad = indicesWhere(table.rowCount, isBad);
    const [first] = bad;
    if (first !== undefined) problems.push(make(first, bad.length, rowElement(table, first)));
    return first === undefined;
  };
  const isGood = [
    report(isBadCount, (i, howMany, at) => badCellCount(count.from, counts[i]!, howMany, at)),
    report(isBadDeviation, (i, howMany, at) =>
      badCellDeviation(deviation.from, deviation.values[i]!, counts[i]!, howMany, at),
    ),
  ];
  if (isGood.includes(false)) return null;
  const deviations = deviation.values.map((sd, i) => (counts[i] === 1 ? 0 : sd));
  return { column: likelihood.column, counts, deviations };
}

/**
 * Rows that stand for several rows each, as many as their weights say: cells without spread. Null where the model has no weights, or
 * several outcomes, whose rows would stand for different numbers; or with problems, of weights that are no positive numbers.
 */
export function bindWeights(
  model: CheckedModel,
  known: KnownValues & { readonly domains: Domains },
  table: Table,
  problems: Problem[],
): OutcomeCells | null {
  const likelihoods = model.statements.filter((one) => one.kind === "likelihood");
  let cells: OutcomeCells | null = null;
  if (problems.some(({ severity }) => severity === "error")) return null;
  for (const { column, per, weight } of likelihoods) {
    if (weight === null) continue;
    const domain = known.columns.get(column)?.domain ?? known.domains.rows;
    const read = readerOf(weight, known, domain);
    if (read === null) throw new Error(`the weight of ${column} is no data`);
    const counts = Float64Array.from({ length: domain.size }, (_, i) => read(i));
    const bad = indicesWhere(domain.size, (i) => !(counts[i]! > 0 && counts[i]! < Infinity));
    const [first] = bad;
    if (first !== undefined) {
      const at = per === null ? rowElement(table, first) : levelElement(table, domain, first);
      problems.push(badWeight(printExpression(weight), counts[first]!, bad.length, at, weight.span));
    } else if (per === null && likelihoods.length === 1) {
      cells = { column, counts, deviations: new Float64Array(domain.size) };
    }
  }
  return cells;
}

/** Observations of each element of `map.to`, where `map` goes from the rows of the table; length `map.to.size`. */
export function countObservations({ cells }: BoundModel, map: IndexMap): Float64Array {
  const counts = new Float64Array(map.to.size);
  const { indices } = map;
  const own = cells?.counts;
  if (own === undefined) for (let row = 0; row < indices.length; row++) counts[indices[row]!]!++;
  else for (let row = 0; row < indices.length; row++) counts[indices[row]!]! += own[row] ?? 1;
  return counts;
}

/** Observations in all. */
export function totalCount({ counts }: OutcomeCells): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

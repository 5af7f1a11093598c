/**
 * Columns that depend on each other in the data: a duplicated predictor, a constant one beside an intercept, more columns than rows,
 * an interaction cell without rows.
 *
 * Looked for are combinations of the columns of a linear sum that are zero (`data/design/rank.ts`). The likelihood is the same
 * along such a direction of the coefficients. If all of them have flat priors the posterior is improper: an error. If
 * some prior is proper it decides: a warning, which `buildDesign` gives where all columns are of one design. Columns
 * that are independent in some of the rows are so in all, so that most models are done after a look at a few rows.
 */

import { distinctRows, findDependentColumns } from "../data/design/rank.ts";
import { dependentColumn } from "../data/problems-design.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { type DependentColumn, dependentTerms, improperPosterior } from "../model/problems.ts";
import { findLinearSums, isFlat, type LinearColumn, type LinearSum } from "../predictor/linear-sum.ts";
import type { Problem } from "../problems/problem.ts";
import { isProblem } from "../problems/problem-kind.ts";

/** Rows × columns²: with more work than this (half a second) nothing is looked for. */
const mostWork = 3e8;
const goldenRatio = 0.6180339887498949;

/** `told` is what binding has found before; what is said of a design there and is an error here is said once. */
export function checkCollinearity(model: BoundModel, told: readonly Problem[]): Problem[] {
  const found = findLinearSums(model).flatMap((sum) => checkSum(model, sum) ?? []);
  const refused = found.flatMap(({ severity, place }) =>
    severity === "error" && place.kind === "model" ? [place.span] : [],
  );
  const isRepeated = (problem: Problem): boolean =>
    isProblem(dependentColumn, problem) &&
    problem.place.kind === "model" &&
    refused.includes(problem.place.span);
  return [...told.filter((problem) => !isRepeated(problem)), ...found];
}

/** A column and those that it is a combination of; of a column of zeros there are none. */
export interface Dependence {
  readonly column: LinearColumn;
  readonly on: readonly LinearColumn[];
}

function checkSum({ checked }: BoundModel, sum: LinearSum): Problem | null {
  const flat = sum.columns.filter(({ parameter }) => isFlat(parameter));
  const [improper, ...more] = findDependences(sum, flat);
  if (improper !== undefined) {
    const involved = [improper.column, ...improper.on].map(({ parameter }) => parameter.name);
    const plate = checked.plates.get(designOf(improper) ?? "");
    const span = plate?.kind === "design" ? plate.formula.span : sum.span;
    return improperPosterior(described(improper, more.length), [...new Set(involved)], span);
  }
  if (!sum.isOfData) return null;
  const [first, ...others] = findDependences(sum, sum.columns).filter((one) => designOf(one) === null);
  return first === undefined ? null : dependentTerms(described(first, others.length), sum.span);
}

function described(dependence: Dependence, others: number): DependentColumn {
  const design = designOf(dependence);
  const nameOf = ({ name, source }: LinearColumn): string => (design === null ? name : source!.column);
  return { design, name: nameOf(dependence.column), on: dependence.on.map(nameOf), others };
}

/** The design that all of the columns are of, or null. */
function designOf({ column, on }: Dependence): string | null {
  const design = column.source?.design ?? null;
  return on.every(({ source }) => source?.design === design) ? design : null;
}

/** The columns that are combinations of others, as far as it is looked: at more and more rows, as long as some column is a combination of others in all of them. */
export function findDependences(sum: LinearSum, columns: readonly LinearColumn[]): Dependence[] {
  const { size } = sum.context;
  const width = columns.length;
  if (width === 0) return [];
  for (let count = Math.min(size, 50 * (width + 1)); ; count = Math.min(size, 16 * count)) {
    if (count * width * width > mostWork) return [];
    const found = dependencesAmong(columns, size, count);
    if (found.length === 0 || count === size) return found;
  }
}

/** Among so many of the rows: one of each `size / count`, at places that no period of the data meets. */
function dependencesAmong(columns: readonly LinearColumn[], size: number, count: number): Dependence[] {
  const width = columns.length;
  const matrix = new Float64Array(count * width);
  for (let row = 0; row < count; row++) {
    const i = Math.floor(((row + ((row * goldenRatio) % 1)) * size) / count);
    for (let k = 0; k < width; k++) matrix[row * width + k] = columns[k]!.at(i);
  }
  if (!matrix.every(Number.isFinite)) return [];
  return findDependentColumns(distinctRows(matrix, width), width).map(({ column, on }) => ({
    column: columns[column]!,
    on: on.map((k) => columns[k]!),
  }));
}

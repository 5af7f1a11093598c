/** Where a column stands other than on the left of its `~`, and what becomes of values that it lacks. */

import type { CheckedModel, CheckedStatement, Column, Expression, Plate } from "../language/checked-model.ts";
import { expressionsOf, namesInFormula, partsOf } from "../language/parts.ts";
import type { Span } from "../problems/problem.ts";
import type { MissingValues } from "./bound-model.ts";

/** The first place in expressions, bounds of other columns, or designs; null if there is none. */
export function findUse(model: CheckedModel, name: string): Span | null {
  const bounds = model.columns.filter((column) => column.name !== name).flatMap((column) => column.bounds);
  const expressions = [...model.statements.flatMap(expressionsOf), ...bounds.map(({ value }) => value)];
  const isOutcome = (part: Expression) => part.kind === "column" && part.name === name;
  const use = expressions.flatMap(partsOf).find(isOutcome);
  return use?.span ?? findDesign(model, name) ?? findSeries(model, name);
}

/** The first lag or running sum that is made of a column; null if there is none. */
function findSeries({ series }: CheckedModel, name: string): Span | null {
  const made = [...series.values()].find(({ root, within, by }) => [root, within, by].includes(name));
  return made?.span ?? null;
}

/** The first design that a column stands in; null if there is none. */
function findDesign(model: CheckedModel, name: string): Span | null {
  for (const plate of model.plates.values()) {
    if (plate.kind === "design" && namesInFormula(plate.formula).includes(name)) return plate.span;
  }
  return null;
}

/** Whether a column is used anywhere, or its levels are a plate, or a part of one. */
function isUsedAsData(model: CheckedModel, name: string): boolean {
  if (findUse(model, name) !== null) return true;
  const plates = [...model.plates.values()];
  return (
    plates.some((one) => one.name === name || partsOfPlate(one).includes(name)) ||
    model.columns.some((one) => one.per === name || one.within === name)
  );
}

function partsOfPlate(plate: Plate): readonly string[] {
  if (plate.kind === "combination") return plate.factors;
  return plate.kind === "pool" ? plate.columns : [];
}

/** What becomes of missing values of a column that is declared with `?`; null where nothing can, and of other columns. */
export function fateOfMissing(model: CheckedModel, column: Column): MissingValues["became"] | null {
  if (!column.mayBeMissing || isAmongSeveral(model, column.name)) return null;
  if (!hasLikelihood(model, column.name)) return canHaveNewLevels(model, column) ? "levels" : null;
  return isPredictable(model, column) ? "predictions" : "parameters";
}

function canHaveNewLevels(model: CheckedModel, column: Column): boolean {
  const isPlate = column.type === "factor" && column.per === null && !hasLikelihood(model, column.name);
  return isPlate && !hasOrder(model, column);
}

/** Whether the order of its levels has a meaning, in which a new level would have no place. */
function hasOrder({ statements }: CheckedModel, { name, order }: Column): boolean {
  const runsAlong = (one: CheckedStatement): boolean => {
    if (one.kind !== "parameter" || one.plates.at(-1) !== name) return false;
    const { distribution } = one;
    return (
      distribution.kind === "ordered" ||
      (distribution.kind === "vector" && distribution.distribution.chain !== undefined)
    );
  };
  return order !== null || statements.some(runsAlong);
}

/** What could be done about missing values of a column that does not admit them, in a message; null for nothing. */
export function ifMissing(model: CheckedModel, column: Column): "predicted" | "sampled" | "levels" | null {
  const isOfSeries = [...model.series.values()].some(({ root, by }) => [root, by].includes(column.name));
  if (isAmongSeveral(model, column.name) || isOfSeries) return null;
  if (isPredictable(model, column)) return "predicted";
  if (canHaveNewLevels(model, column) && column.pool === null) return "levels";
  // A column of a design is no predictor that could be a parameter.
  return column.type === "real" && findDesign(model, column.name) === null ? "sampled" : null;
}

/** Whether a column is an outcome that values which are missing can be predicted of: it has one for each row, and nothing else uses it. */
function isPredictable(model: CheckedModel, { name, per }: Column): boolean {
  return hasLikelihood(model, name) && per === null && !isUsedAsData(model, name);
}

function hasLikelihood({ statements }: CheckedModel, name: string): boolean {
  return statements.some((one) => one.kind === "likelihood" && one.columns.includes(name));
}

/** Whether it is one of several columns that are distributed together, all of which a row must have. */
function isAmongSeveral({ statements }: CheckedModel, name: string): boolean {
  return statements.some(
    (one) => one.kind === "likelihood" && one.columns.length > 1 && one.columns.includes(name),
  );
}

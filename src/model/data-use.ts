/** Where a column stands other than on the left of its `~`, and what becomes of values that it lacks. */

import type { CheckedModel, Column, Expression } from "../language/checked-model.ts";
import { expressionsOf, namesInFormula, partsOf } from "../language/parts.ts";
import type { Span } from "../problems/problem.ts";
import type { MissingValues } from "./bound-model.ts";

/** The first place in expressions, bounds of other columns, or designs; null if there is none. */
export function findUse(model: CheckedModel, name: string): Span | null {
  const bounds = model.columns.filter((column) => column.name !== name).flatMap((column) => column.bounds);
  const expressions = [...model.statements.flatMap(expressionsOf), ...bounds.map(({ value }) => value)];
  const isOutcome = (part: Expression) => part.kind === "column" && part.name === name;
  const use = expressions.flatMap(partsOf).find(isOutcome);
  return use?.span ?? findDesign(model, name);
}

/** The first design that a column stands in; null if there is none. */
export function findDesign(model: CheckedModel, name: string): Span | null {
  for (const plate of model.plates.values()) {
    if (plate.kind === "design" && namesInFormula(plate.formula).includes(name)) return plate.span;
  }
  return null;
}

/** Whether a column is used anywhere, or its levels are a plate, or a part of one. */
export function isUsedAsData(model: CheckedModel, name: string): boolean {
  if (findUse(model, name) !== null) return true;
  const plates = [...model.plates.values()];
  return (
    plates.some((one) => one.name === name || (one.kind === "combination" && one.factors.includes(name))) ||
    model.columns.some((one) => one.per === name || one.within === name)
  );
}

/** What becomes of missing values of a column that is declared with `?`; null where nothing can, and of other columns. */
export function fateOfMissing(model: CheckedModel, column: Column): MissingValues["became"] | null {
  return column.mayBeMissing && isPredictable(model, column) ? "predictions" : null;
}

/** Whether a column is an outcome that values which are missing can be predicted of: it has one for each row, and nothing else uses it. */
export function isPredictable(model: CheckedModel, { name, per }: Column): boolean {
  const isOutcome = model.statements.some((one) => one.kind === "likelihood" && one.column === name);
  return isOutcome && per === null && !isUsedAsData(model, name);
}

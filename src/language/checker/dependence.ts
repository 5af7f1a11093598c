/** What an expression depends on: parameters, ranks, the row of the table. */

import type { Expression } from "../checked-model.ts";
import { partsOf } from "../parts.ts";
import type { Scope } from "./scope.ts";

/** Whether the value changes from draw to draw. */
export function dependsOnParameters(scope: Scope, expression: Expression): boolean {
  return some(expression, (part) => {
    return part.kind === "quantity" && scope.quantity(part.name)?.meaning?.dependsOnParameters !== false;
  });
}

/** Whether the value is made from ranks, which have no derivative. */
export function dependsOnRank(scope: Scope, expression: Expression): boolean {
  return some(expression, (part) => {
    if (part.kind === "reduction") return part.reduction === "rank";
    return part.kind === "quantity" && scope.quantity(part.name)?.meaning?.dependsOnRank === true;
  });
}

/** Of an expression on a row of the table: whether it can differ from row to row. */
export function variesByRow(scope: Scope, expression: Expression): boolean {
  return some(expression, (part) => {
    if (part.kind === "column" || part.kind === "product") return true;
    if (part.kind === "reduction") return part.reduction === "rank";
    if (part.kind !== "quantity") return false;
    const isIndexedByRow = part.indices.some((index) => index.kind === "plate");
    return isIndexedByRow || scope.quantity(part.name)?.meaning?.variesByRow === true;
  });
}

function some(expression: Expression, holds: (part: Expression) => boolean): boolean {
  for (const part of partsOf(expression)) if (holds(part)) return true;
  return false;
}

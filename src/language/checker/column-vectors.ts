/** Vectors and matrices among the arguments of a distribution that several columns have together: one element for each column. */

import type { Expression } from "../checked-model.ts";
import { unlikeColumns } from "../problems.ts";
import type { Scope } from "./scope.ts";
import type { Subject } from "./subject.ts";

/**
 * Whether each argument has an element for each column; those that have not are reported. One number stands for equal elements, a
 * list has its own, and what runs along a plate runs along `levels` that number the columns.
 */
export function fitColumns(
  scope: Scope,
  { columns }: Extract<Subject, { kind: "outcome" }>,
  values: readonly Expression[],
): boolean {
  const names = columns.map(({ name }) => name);
  const before = scope.problems.length;
  for (const value of values) {
    const found = value.kind === "list" ? value.items.length : alongPlate(scope, value);
    if (found === null || found === columns.length) continue;
    const isList = value.kind === "list";
    scope.report(unlikeColumns(value.span, scope.written(value.span), isList, found, names));
  }
  return scope.problems.length === before;
}

/** How many levels the plate has that a quantity is named without; the plate where only data tell; null for one number. */
function alongPlate(scope: Scope, value: Expression): number | string | null {
  if (value.kind !== "quantity") return null;
  const plate = scope.quantity(value.name)?.plates?.[value.indices.length];
  if (plate === undefined) return null;
  const levels = scope.plates.get(plate);
  // Levels that cannot be counted have been reported.
  if (levels?.kind !== "levels") return plate;
  const count = levels.last - levels.first + 1;
  return Number.isFinite(count) ? count : null;
}

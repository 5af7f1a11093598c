/** Values that stand for outcomes until these are simulated: such as the model admits, so that a table with them can be bound. */

import type { MemoryValue } from "../../data/from-memory.ts";
import type { CheckedModel, Column } from "../../language/checked-model.ts";
import type { Problem } from "../../problems/problem.ts";
import type { RowPattern } from "./pattern.ts";
import { notLaidOut } from "./problems.ts";

/** Tried in this order. */
const reals = [0.5, 0.25, 1.5, 2, 10, -1, 1000];
const integers = [1, 0, 2, 3, 10, -1, 1000];

/** By outcome: those of the data, where there are any. */
export function standingValues(
  checked: CheckedModel,
  pattern: RowPattern | null,
): ReadonlyMap<string, readonly MemoryValue[]> | Problem {
  const found = new Map<string, readonly MemoryValue[]>();
  const names = new Set(checked.statements.flatMap((one) => (one.kind === "likelihood" ? one.columns : [])));
  for (const column of checked.columns) {
    if (!names.has(column.name)) continue;
    const values = pattern?.holds(column) ? pattern.valuesOf(column) : admitted(column);
    if (values.length === 0)
      return notLaidOut(
        `which values the outcome \`${column.name}\` may have is not known without data`,
        "give a table that has some: `--data FILE.csv`",
        column.span,
      );
    found.set(column.name, values);
  }
  if (pattern !== null) return found;
  for (const { of, span } of checked.statistics.values()) {
    const own = of.kind === "column" ? of.name : null;
    if (own === null || names.has(own))
      return notLaidOut(
        "the model has numbers that are computed of its outcomes, which are not there before a study is made",
        "write them as numbers, or give a table to compute them of: `--data FILE.csv`",
        span,
      );
  }
  return found;
}

/** Two values within the bounds of a column, or one; none of a factor, whose labels are not known. */
function admitted({ type, bounds }: Column): readonly MemoryValue[] {
  if (type === "factor") return [];
  const isWithin = (value: number): boolean =>
    bounds.every(({ operator, value: bound }) => {
      if (bound.kind !== "number") return true;
      if (operator === ">") return value > bound.value;
      if (operator === ">=") return value >= bound.value;
      return operator === "<" ? value < bound.value : value <= bound.value;
    });
  return (type === "int" ? integers : reals).filter(isWithin).slice(0, 2);
}

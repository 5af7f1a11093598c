/**
 * Classes of values whose standard deviations are the same: where the sd of the residual or of group effects differs by a factor, as between
 * new and old interviewers, each of its levels is one, with variances of its own.
 */

import type { BoundModel } from "../model/bound-model.ts";
import type { VarianceClass } from "../posterior/draws.ts";
import { type Condition, isContinuous, spreadConditions } from "./conditions.ts";
import type { HiddenVariable } from "./hidden-variable.ts";
import { refine } from "./partition.ts";
import type { Residual } from "./residual-role.ts";
import type { RowTerm } from "./row-term.ts";

/** With more classes than this none is told. */
const mostClasses = 12;

/** The classes, and what holds their variances; null where there are too many. */
export function varianceClasses(
  model: BoundModel,
  terms: readonly RowTerm[],
  residual: Residual,
): { readonly classes: readonly VarianceClass[]; readonly hidden: readonly HiddenVariable[] } | null {
  const conditions = spreadConditions(model, terms, residual);
  const [head, ...rest] = conditions.map(({ partition }) => partition);
  const varies = residual.varies || terms.some((term) => term.varies);
  if (head === undefined) return varies ? null : { classes: [], hidden: [] };
  const states = rest.reduce(refine, head);
  if (conditions.some(isContinuous) || states.size > mostClasses) return null;
  const hidden: HiddenVariable[] = [];
  const firstRows = Array.from({ length: states.size }, (_, state) => states.parts.indexOf(state));
  const classes = inOrder(conditions, firstRows).map((first) => {
    const state = states.parts[first]!;
    const rows = Float64Array.from(states.parts, (part, row) =>
      part === state ? (model.cells?.counts[row] ?? 1) : 0,
    );
    const own = classOf(conditions, first, rows, { terms, residual, number: state + 1 });
    hidden.push(...own.hidden);
    return own.told;
  });
  return { classes, hidden };
}

/** Rows by the levels that they have, of the first condition first. */
function inOrder(conditions: readonly Condition[], rows: readonly number[]): number[] {
  const compare = (a: number, b: number): number =>
    conditions.map(({ values }) => values[a]! - values[b]!).find((difference) => difference !== 0) ?? 0;
  return [...rows].sort(compare);
}

function classOf(
  conditions: readonly Condition[],
  row: number,
  rows: Float64Array,
  { terms, residual, number }: { terms: readonly RowTerm[]; residual: Residual; number: number },
) {
  const hidden: HiddenVariable[] = [];
  const keep = (variable: HiddenVariable, weights: Float64Array): string => {
    const total = weights.reduce((sum, one) => sum + one, 0);
    const name = `${variable.name.slice(0, -1)}, class ${number})`;
    hidden.push({ ...variable, name, weights: weights.map((one) => one / total) });
    return name;
  };
  const variances = terms.flatMap(({ varies, variance, levels }, k) => {
    if (!varies) return [];
    const byLevel = new Float64Array(levels.to.size);
    levels.indices.forEach((level, i) => {
      byLevel[level] = byLevel[level]! + rows[i]!;
    });
    return [[String(k), keep(variance, byLevel)] as const];
  });
  const told: VarianceClass = {
    words: conditions.map(({ inWords }) => inWords(row)).join(", "),
    at: Object.fromEntries(conditions.map(({ name, labelOf }) => [name, labelOf(row)])),
    rows: rows.reduce((sum, one) => sum + one, 0),
    residual:
      residual.hidden !== null && residual.varies ? keep(residual.hidden, rows) : residual.role.variance,
    variances: Object.fromEntries(variances),
  };
  return { told, hidden };
}

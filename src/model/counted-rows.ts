/**
 * Tables whose rows stand for several observations each, without the model saying so: cells of a normal outcome, and what rows were reduced
 * to. Their number is a column that no column of a model has the name of.
 */

import type { Table } from "../data/table.ts";
import type { CheckedModel, Expression, Likelihood } from "../language/checked-model.ts";

/** The number of observations of each row. */
export const countName = ".n";
/** Of a table of cells, the sample standard deviation of the outcome in each. */
export const deviationName = ".sd";

/** How many observations each row of a table stands for; null where each is one, and where a table of cells lacks the number. */
export function countsOf({ columns }: Table): Float64Array | null {
  const column = columns.get(countName);
  return column?.kind === "numeric" && column.missing === 0 ? column.values : null;
}

/**
 * The model with the numbers of observations as weights of its outcome, beside those that it has itself. The same model where rows are one
 * observation each, or cells, whose likelihood has the number.
 */
export function withRowCounts(checked: CheckedModel, table: Table): CheckedModel {
  if (countsOf(table) === null || table.columns.has(deviationName)) return checked;
  const weighted = (one: Likelihood): Likelihood => {
    const count: Expression = { kind: "column", name: countName, span: one.span };
    const { weight, span } = one;
    const product: Expression | null = weight && {
      kind: "call",
      function: "multiply",
      arguments: [weight, count],
      span,
    };
    return { ...one, weight: product ?? count };
  };
  const statements = checked.statements.map((one) => (one.kind === "likelihood" ? weighted(one) : one));
  return { ...checked, statements };
}

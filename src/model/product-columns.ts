/** Products of two columns in expressions, where a table has the product as a column: rows that stand for others have it, and not its factors. */

import { productName, productNames } from "../data/design/product-name.ts";
import type { Table } from "../data/table.ts";
import type {
  CheckedDistribution,
  CheckedModel,
  CheckedStatement,
  Expression,
  ExpressionOf,
  Statistic,
} from "../language/checked-model.ts";

/** The factors of a product, however it is bracketed; any other expression is its own. */
export function factorsOf(expression: Expression): readonly Expression[] {
  if (expression.kind !== "call" || expression.function !== "multiply") return [expression];
  return expression.arguments.flatMap(factorsOf);
}

/** A column by itself, which is no comparison with a label. */
export function isBareColumn(expression: Expression): expression is ExpressionOf<"column"> {
  return expression.kind === "column" && expression.test === undefined;
}

/** The model with columns of the table in place of products of two; the same model where there are none. */
export function withProductColumns(checked: CheckedModel, { columns }: Pick<Table, "columns">): CheckedModel {
  const names = new Set(productNames(columns));
  if (names.size === 0) return checked;
  const inExpression = (expression: Expression): Expression => replaced(expression, names);
  const inStatement = (one: CheckedStatement): CheckedStatement => {
    if (one.kind === "definition") return { ...one, value: inExpression(one.value) };
    return one.kind === "likelihood"
      ? { ...one, distribution: inDistribution(one.distribution, inExpression) }
      : one;
  };
  const statistics = [...checked.statistics].map(([name, one]): [string, Statistic] => [
    name,
    one.per === null ? { ...one, of: inExpression(one.of) } : one,
  ]);
  return {
    ...checked,
    statements: checked.statements.map(inStatement),
    statistics: new Map(statistics),
  };
}

/** Other rows, which are no stand-ins, with the products that a table has as columns. */
export function withProductsOf(table: Table, { columns }: Pick<Table, "columns">): Table {
  const made = new Map(table.columns);
  for (const name of productNames(columns)) {
    const [one, other] = name.split(":").map((factor) => table.columns.get(factor));
    if (one?.kind !== "numeric" || other?.kind !== "numeric") continue;
    const values = one.values.map((value, i) => value * other.values[i]!);
    made.set(name, { ...one, name, from: name, values, missing: values.filter(Number.isNaN).length });
  }
  return { ...table, columns: made };
}

/** Sums of products are of normal outcomes alone, whose distribution is not cut off. */
function inDistribution(
  distribution: CheckedDistribution,
  change: (expression: Expression) => Expression,
): CheckedDistribution {
  return distribution.kind === "scalar"
    ? { ...distribution, arguments: distribution.arguments.map(change) }
    : distribution;
}

function replaced(expression: Expression, names: ReadonlySet<string>): Expression {
  if (expression.kind !== "call") return expression;
  const given = { ...expression, arguments: expression.arguments.map((one) => replaced(one, names)) };
  if (expression.function !== "multiply") return given;
  const factors = factorsOf(given);
  for (const [i, one] of factors.entries()) {
    for (const [j, other] of factors.entries()) {
      if (j <= i || !isBareColumn(one) || !isBareColumn(other)) continue;
      const name = productName(one.name, other.name);
      if (!names.has(name)) continue;
      const product: Expression = { kind: "column", name, span: one.span };
      const rest = factors.filter((_, k) => k !== i && k !== j);
      return [product, ...rest].reduce(
        (before, factor): Expression => ({ ...expression, arguments: [factor, before] }),
      );
    }
  }
  return given;
}

/** Constants, and bounds of columns: arithmetic on numbers, constants and columns. */

import { scalarFunctions } from "../../numeric/scalar-functions.ts";
import type { ColumnBound, Constant, Expression } from "../checked-model.ts";
import { boundOfColumn, circularDefinition, constantNotConstant } from "../problems.ts";
import type { ConstantStatement, ExpressionSyntax, SyntaxTree } from "../syntax.ts";
import { checkNumber } from "./expressions.ts";
import { namesIn, sortByDependence } from "./order.ts";
import type { ColumnSymbol, Scope } from "./scope.ts";

/** The constants, each below those that it is made of. */
export function checkConstants(scope: Scope, tree: SyntaxTree): readonly Constant[] {
  const statements = tree.statements.filter((statement) => statement.kind === "constant");
  const own = statements.filter((statement) => scope.find(statement.name.text)?.span === statement.name.span);
  const sorted = sortByDependence(
    own,
    (statement) => scope.find(statement.name.text)?.name ?? "",
    (statement) => [...namesIn(statement.value)].map((name) => scope.find(name)?.name ?? ""),
  );
  for (const { path, item } of sorted.circles) scope.report(circularDefinition(item.name.span, path));
  const sound = sorted.items.filter((statement) => !sorted.inCircles.has(statement));
  return sound.flatMap((statement) => checkConstant(scope, statement) ?? []);
}

function checkConstant(scope: Scope, statement: ConstantStatement): Constant | null {
  const symbol = scope.find(statement.name.text);
  const hasOthers = [...namesIn(statement.value)].some((name) => {
    const kind = scope.find(name)?.kind;
    return kind !== undefined && kind !== "constant";
  });
  if (hasOthers) return scope.report(constantNotConstant(statement.value.span, statement.name.text));
  const value = checkNumber(scope, { kind: "row" }, statement.value);
  if (value === null || symbol?.kind !== "constant") return null;
  symbol.value = evaluate(scope, value);
  return { name: symbol.name, value, label: statement.label?.text ?? null, span: statement.span };
}

/** The number that an expression of constants is, as they are written in the model. */
function evaluate(scope: Scope, expression: Expression): number | null {
  if (expression.kind === "number") return expression.value;
  if (expression.kind === "constant") {
    const symbol = scope.find(expression.name);
    return symbol?.kind === "constant" ? symbol.value : null;
  }
  if (expression.kind !== "call") return null;
  const values = expression.arguments.map((argument) => evaluate(scope, argument));
  const known = values.filter((value) => value !== null);
  if (known.length < values.length) return null;
  const [a = 0, b = 0, c = 0] = known;
  return scalarFunctions[expression.function].value(a, b, c);
}

/** The bounds of a column, of which those that cannot be understood are left out. */
export function checkBounds(scope: Scope, column: ColumnSymbol): readonly ColumnBound[] {
  if (column.syntax.type === "factor") return [];
  return column.syntax.bounds.flatMap(({ operator, value }) => {
    const symbols = [...namesIn(value)].map((name) => scope.find(name));
    const isForeign = symbols.some((symbol) => symbol === column || symbol?.kind === "quantity");
    if (isForeign) scope.report(boundOfColumn(value.span, column.name));
    const checked = isForeign ? null : checkNumber(scope, { kind: "row" }, value);
    return checked === null ? [] : [{ operator, value: checked }];
  });
}

/** `3`, `-1`; null for anything else. */
export function wholeNumber(syntax: ExpressionSyntax): number | null {
  if (syntax.kind === "parenthesis") return wholeNumber(syntax.inner);
  if (syntax.kind === "number") return Number.isInteger(syntax.value) ? syntax.value : null;
  if (syntax.kind !== "unary") return null;
  const operand = wholeNumber(syntax.operand);
  return operand === null || syntax.operator === "+" ? operand : -operand;
}

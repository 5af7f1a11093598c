/** Expressions that are one number: names resolved, brackets checked, operators turned into functions. */

import { listed } from "../../problems/make-problem.ts";
import type { Span } from "../../problems/problem.ts";
import { unreachable } from "../../problems/unreachable.ts";
import type { Expression, Index, LevelsPlate, QuantityReference } from "../checked-model.ts";
import { functionOfOperator } from "../operators.ts";
import { partsOf } from "../parts.ts";
import {
  designAlone,
  emptyList,
  factorAsNumber,
  indexedColumn,
  levelsAlone,
  listAsNumber,
  listLength,
  matrixAlone,
  missingBrackets,
  needlessBrackets,
  noSuchLevel,
  notCoefficients,
  plateNotKnown,
  rowValueElsewhere,
  severalLevels,
  wrongIndices,
} from "../problems.ts";
import type { ExpressionSyntax, Identifier, IndexSyntax, SyntaxOf } from "../syntax.ts";
import { checkCall } from "./calls.ts";
import { checkLevelTest } from "./level-tests.ts";
import { type Context, describeContext, isKnown, poolOf, resolvePlate } from "./plates.ts";
import type { ColumnSymbol, DesignSymbol, QuantitySymbol, Scope } from "./scope.ts";

/** One number in its context; null where something is wrong, which is reported. */
export function checkNumber(scope: Scope, context: Context, syntax: ExpressionSyntax): Expression | null {
  switch (syntax.kind) {
    case "number":
      return { kind: "number", value: syntax.value, span: syntax.span };
    case "name":
      return checkName(scope, context, syntax.name);
    case "index":
      return checkIndexed(scope, context, syntax);
    case "unary":
      return checkUnary(scope, context, syntax);
    case "binary":
      return checkBinary(scope, context, syntax);
    case "call":
      return checkCall(scope, context, syntax, checkNumber);
    case "list":
      return checkPlateList(scope, context, syntax);
    case "parenthesis":
      return checkNumber(scope, context, syntax.inner);
    case "label":
    case "broken":
      return null;
    default:
      return unreachable(syntax);
  }
}

/** A number for each level of the last plate of the context: `β[X] ~ normal(0, [300, 50])`. */
function checkPlateList(scope: Scope, context: Context, syntax: SyntaxOf<"list">): Expression | null {
  const { span } = syntax;
  const plate = context.kind === "plates" ? context.plates.at(-1) : undefined;
  if (plate === undefined) return scope.report(listAsNumber(span));
  const items = checkItems(scope, context, syntax, plate);
  if (items === null) return null;
  const isFixed = items.every((item) => partsOf(item).every(({ kind }) => fixedParts.includes(kind)));
  if (!isFixed) return scope.report(listAsNumber(span));
  const written = scope.written(span);
  const name = `${written}[${plate}]`;
  scope.lists.set(name, { plate, items, span });
  return { kind: "column", name, list: { written, plate }, span };
}

const fixedParts: readonly Expression["kind"][] = ["number", "constant", "call"];

/** The values of a list, one for each level of the plate; null where something is wrong, which is reported. */
export function checkItems(
  scope: Scope,
  context: Context,
  { items: written, span }: SyntaxOf<"list">,
  plate: string | null,
): readonly Expression[] | null {
  const checked = written.map((item) => checkNumber(scope, context, item));
  const items = checked.filter((item) => item !== null);
  if (checked.length === 0) return scope.report(emptyList(span));
  if (items.length < checked.length) return null;
  const levels = plate === null ? undefined : scope.plates.get(plate);
  const size = levels?.kind === "levels" ? levels.last - levels.first + 1 : items.length;
  const isFitting = !Number.isFinite(size) || size === items.length;
  return isFitting ? items : scope.report(listLength(span, items.length, plate ?? "", size));
}

function checkName(scope: Scope, context: Context, identifier: Identifier): Expression | null {
  const { text: name, span } = identifier;
  const symbol = scope.require(identifier);
  if (symbol === null) return null;
  switch (symbol.kind) {
    case "constant":
      return { kind: "constant", name: symbol.name, span };
    case "column":
      return checkColumn(scope, context, symbol, span);
    case "levels":
      return scope.report(levelsAlone(span, name));
    case "design":
      return scope.report(designAlone(span, name));
    case "matrix":
      return scope.report(matrixAlone(span, name));
    case "quantity": {
      if (symbol.plates === null) return null;
      if (symbol.plates.length > 0) return scope.report(missingBrackets(span, name, symbol.plates));
      if (symbol.meaning === null) return null;
      if (symbol.meaning.variesByRow && context.kind !== "row") {
        return scope.report(rowValueElsewhere(span, name, describeContext(context), false));
      }
      return { kind: "quantity", name: symbol.name, indices: [], span };
    }
    default:
      return unreachable(symbol);
  }
}

function checkColumn(scope: Scope, context: Context, column: ColumnSymbol, span: Span): Expression | null {
  if (column.syntax.type === "factor") return scope.report(factorAsNumber(span, column.name));
  const isHere = context.kind === "row" || (column.per !== null && isKnown(scope, context, column.per));
  if (isHere) return { kind: "column", name: column.name, span };
  if (column.per === null) {
    return scope.report(rowValueElsewhere(span, column.name, describeContext(context), true));
  }
  return scope.report(plateNotKnown(span, column.name, column.per, describeContext(context), true));
}

function checkIndexed(scope: Scope, context: Context, syntax: SyntaxOf<"index">): Expression | null {
  const { name, span, indices } = syntax;
  const symbol = scope.require(name);
  if (symbol === null) return null;
  if (symbol.kind === "quantity") {
    const { plates, meaning } = symbol;
    if (plates === null) return null;
    if (plates.length === 0) return scope.report(needlessBrackets(span, name.text));
    if (plates.length !== indices.length) return scope.report(wrongIndices(span, name.text, plates));
    const checked = checkIndices(scope, context, symbol, indices, span);
    return meaning === null ? null : checked;
  }
  if (symbol.kind === "column") return checkIndexedColumn(scope, context, symbol, syntax);
  const refuse = {
    design: designAlone,
    levels: levelsAlone,
    constant: needlessBrackets,
    matrix: matrixAlone,
  }[symbol.kind];
  return scope.report(refuse(span, name.text));
}

/** `uranium[county]` may be written for the group-level column `uranium`. */
function checkIndexedColumn(
  scope: Scope,
  context: Context,
  column: ColumnSymbol,
  syntax: SyntaxOf<"index">,
): Expression | null {
  const [index, ...more] = syntax.indices;
  const plate = index?.kind === "plate" && column.per !== null ? resolvePlate(scope, index.plate) : null;
  if (plate === null || plate !== column.per || more.length > 0) {
    return scope.report(indexedColumn(syntax.span, column.name));
  }
  return checkColumn(scope, context, column, syntax.span);
}

/** As many indices as are given, which must be the first plates of the quantity, in order. */
export function checkIndices(
  scope: Scope,
  context: Context,
  symbol: QuantitySymbol,
  syntax: readonly IndexSyntax[],
  span: Span,
): QuantityReference | null {
  const indices: Index[] = [];
  for (const [position, index] of syntax.entries()) {
    const plate = symbol.plates?.[position];
    if (plate === undefined) return null;
    const checked = checkIndex(scope, context, symbol, plate, index);
    if (checked === null) return null;
    indices.push(checked);
  }
  return { kind: "quantity", name: symbol.name, indices, span };
}

function checkIndex(
  scope: Scope,
  context: Context,
  symbol: QuantitySymbol,
  plate: string,
  index: IndexSyntax,
): Index | null {
  if (index.kind === "label") {
    const levels = scope.plates.get(plate);
    if (levels?.kind !== "levels" || isWithin(index.label, levels))
      return { kind: "label", label: index.label, span: index.span };
    const known = levels.labels === null ? `${levels.first} to ${levels.last}` : listed(levels.labels);
    return scope.report(noSuchLevel(index.span, index.label, plate, known));
  }
  const found = resolvePlate(scope, index.plate);
  if (found === null) return null;
  const pool = scope.plates.get(plate);
  if (found !== plate && poolOf(scope, found) !== plate)
    return scope.report(wrongIndices(index.span, symbol.name, symbol.plates ?? []));
  if (isKnown(scope, context, found)) return { kind: "plate", plate: found };
  return scope.report(
    found === plate && pool?.kind === "pool"
      ? severalLevels(index.span, symbol.name, plate, pool.columns)
      : plateNotKnown(index.span, symbol.name, found, describeContext(context), false),
  );
}

function isWithin(label: string, { first, last, labels }: LevelsPlate): boolean {
  if (labels !== null) return labels.includes(label);
  const level = Number(label);
  return Number.isInteger(level) && level >= first && level <= last;
}

function checkUnary(scope: Scope, context: Context, syntax: SyntaxOf<"unary">): Expression | null {
  const operand = checkNumber(scope, context, syntax.operand);
  if (operand === null || syntax.operator === "+") return operand;
  if (operand.kind === "number") return { kind: "number", value: -operand.value, span: syntax.span };
  return { kind: "call", function: "negate", arguments: [operand], span: syntax.span };
}

function checkBinary(scope: Scope, context: Context, syntax: SyntaxOf<"binary">): Expression | null {
  if (syntax.operator === "*") {
    const design = designNamed(scope, syntax.left);
    if (design !== null) return checkProduct(scope, context, design, syntax.right, syntax.span);
    const regrouped = regroup(scope, syntax);
    if (regrouped !== null) return checkNumber(scope, context, regrouped);
  }
  if (syntax.right.kind === "label") return checkLevelTest(scope, context, syntax, syntax.right);
  const left = checkNumber(scope, context, syntax.left);
  const right = checkNumber(scope, context, syntax.right);
  if (left === null || right === null) return null;
  return {
    kind: "call",
    function: functionOfOperator[syntax.operator],
    arguments: [left, right],
    span: syntax.span,
  };
}

/** `2 * X * β` is 2 * (X * β), `-X * β` is -(X * β): a design and its coefficients belong together. */
function regroup(scope: Scope, syntax: SyntaxOf<"binary">): ExpressionSyntax | null {
  const { left, right, span } = syntax;
  const product = (design: ExpressionSyntax): ExpressionSyntax => ({ ...syntax, left: design, right });
  if (left.kind === "unary" && designNamed(scope, left.operand) !== null) {
    return { ...left, operand: product(left.operand), span };
  }
  const isChain = left.kind === "binary" && left.operator === "*" && designNamed(scope, left.right) !== null;
  return isChain ? { ...left, right: product(left.right), span } : null;
}

function designNamed(scope: Scope, syntax: ExpressionSyntax): DesignSymbol | null {
  if (syntax.kind !== "name") return null;
  const symbol = scope.find(syntax.name.text);
  return symbol?.kind === "design" ? symbol : null;
}

/** `X * β`, `Z * u[subject]` */
function checkProduct(
  scope: Scope,
  context: Context,
  design: DesignSymbol,
  right: ExpressionSyntax,
  span: Span,
): Expression | null {
  scope.use(design.name);
  if (right.kind === "broken") return null;
  if (right.kind === "parenthesis") return checkProduct(scope, context, design, right.inner, span);
  const wrong = notCoefficients(right.span, design.name);
  if (right.kind !== "name" && right.kind !== "index") return scope.report(wrong);
  const symbol = scope.require(right.name);
  if (symbol === null) return null;
  if (symbol.kind !== "quantity") return scope.report(wrong);
  if (symbol.plates === null || symbol.meaning === null) return null;
  const given = right.kind === "index" ? right.indices : [];
  // `β[X]` says what `β` says.
  const last = given.at(-1);
  const isSpeltOut = given.length === symbol.plates.length && last?.kind === "plate" && given.length > 0;
  const indices = isSpeltOut && resolvePlate(scope, last.plate) === design.name ? given.slice(0, -1) : given;
  if (symbol.plates.at(-1) !== design.name || indices.length !== symbol.plates.length - 1)
    return scope.report(wrong);
  if (context.kind !== "row" && (design.per === null || !isKnown(scope, context, design.per))) {
    return scope.report(rowValueElsewhere(span, design.name, describeContext(context), false));
  }
  const coefficients = checkIndices(scope, context, symbol, indices, right.span);
  return coefficients === null ? null : { kind: "product", design: design.name, coefficients, span };
}

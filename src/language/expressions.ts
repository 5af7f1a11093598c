/**
 * Expressions, by operator precedence (Pratt): `^` binds tightest and to the right, then signs, then `* /`, then `+ -`,
 * then comparisons, which do not chain. `-x^2` is -(x²), `2^-1` is 0.5.
 */

import type { Span } from "../problems/problem.ts";
import { balanced } from "./balanced.ts";
import { bracketsOnComputed, comparisonOfComparisons } from "./problems-text.ts";
import type {
  ArgumentSyntax,
  BinaryOperator,
  ExpressionSyntax,
  Identifier,
  IndexSyntax,
  PlateSyntax,
} from "./syntax.ts";
import { identifier, type TokenCursor } from "./token-cursor.ts";

const comparison = 1;
const sign = 4;
const power = 5;

/** How tightly each operator binds. */
const binding: { readonly [operator in BinaryOperator]: number } = {
  "<": comparison,
  "<=": comparison,
  ">": comparison,
  ">=": comparison,
  "==": comparison,
  "!=": comparison,
  "+": 2,
  "-": 2,
  "*": 3,
  "/": 3,
  "^": power,
};

/** An expression that ends what it stands in; a single broken node if any of it could not be read. */
export function parseWhole(cursor: TokenCursor): ExpressionSyntax {
  const first = cursor.current.span;
  const expression = parseExpression(cursor);
  return cursor.isBroken ? broken(cursor.spanFrom(first)) : expression;
}

/** Reads as much as is an expression; as `arithmetic` it stops before a comparison. */
export function parseExpression(
  cursor: TokenCursor,
  extent: "arithmetic" | "whole" = "whole",
): ExpressionSyntax {
  return parseBinary(cursor, extent === "whole" ? 0 : comparison + 1);
}

function broken(span: Span): ExpressionSyntax {
  return { kind: "broken", span };
}

function parseBinary(cursor: TokenCursor, weakest: number): ExpressionSyntax {
  let left: ExpressionSyntax = cursor.nested(() => parsePrefix(cursor)) ?? broken(cursor.emptySpan());
  for (;;) {
    const operator = cursor.operatorOf(binding);
    if (operator === null || binding[operator] < weakest) return balanced(left, isAlike);
    if (binding[operator] === comparison && isComparison(left)) {
      cursor.fail(comparisonOfComparisons(cursor.current.span));
      return broken(left.span);
    }
    if (!cursor.countPart()) return broken(left.span);
    cursor.next();
    const right = parseRight(cursor, operator);
    if (left.kind === "binary" && !isAlike(left.operator, operator)) left = balanced(left, isAlike);
    left = { kind: "binary", operator, left, right, span: cursor.spanFrom(left.span) };
  }
}

/** Of one sum, or of one product. */
function isAlike(one: BinaryOperator, other: BinaryOperator): boolean {
  return binding[one] === binding[other];
}

function parseRight(cursor: TokenCursor, operator: BinaryOperator): ExpressionSyntax {
  if (binding[operator] === comparison && cursor.current.kind === "text") {
    const { text, span } = cursor.next();
    return { kind: "label", label: text, span };
  }
  const weakest = operator === "^" ? power : binding[operator] + 1;
  return cursor.nested(() => parseBinary(cursor, weakest)) ?? broken(cursor.emptySpan());
}

function isComparison(expression: ExpressionSyntax): boolean {
  return expression.kind === "binary" && binding[expression.operator] === comparison;
}

function parsePrefix(cursor: TokenCursor): ExpressionSyntax {
  const token = cursor.current;
  if (cursor.at("-") || cursor.at("+")) {
    cursor.next();
    const operand = parseBinary(cursor, sign);
    return { kind: "unary", operator: token.text as "-" | "+", operand, span: cursor.spanFrom(token.span) };
  }
  const primary = parsePrimary(cursor);
  if (cursor.at("[") && !cursor.isBroken) cursor.fail(bracketsOnComputed(cursor.current.span));
  return primary;
}

function parsePrimary(cursor: TokenCursor): ExpressionSyntax {
  const token = cursor.current;
  if (token.kind === "number") {
    cursor.next();
    return { kind: "number", value: Number(token.text), text: token.text, span: token.span };
  }
  if (token.kind === "name") return parseNamed(cursor, identifier(cursor.next()));
  if (cursor.accept("(")) {
    const inner = parseExpression(cursor);
    cursor.expect(")", "write `)` where the bracket ends; a comma only stands between arguments");
    return { kind: "parenthesis", inner, span: cursor.spanFrom(token.span) };
  }
  if (cursor.accept("[")) {
    const items = parseCommaSeparated(cursor, "]", () => parseExpression(cursor));
    return { kind: "list", items, span: cursor.spanFrom(token.span) };
  }
  cursor.failExpecting(
    "a number, a name or `(`",
    "complete the expression, or leave out the operator before it",
  );
  return broken(cursor.emptySpan());
}

function parseNamed(cursor: TokenCursor, name: Identifier): ExpressionSyntax {
  if (cursor.accept("(")) {
    const args = parseCommaSeparated(cursor, ")", () => parseArgument(cursor));
    return { kind: "call", callee: name, arguments: args, span: cursor.spanFrom(name.span) };
  }
  if (cursor.accept("[")) {
    const indices = parseCommaSeparated(cursor, "]", () => parseIndex(cursor));
    return { kind: "index", name, indices, span: cursor.spanFrom(name.span) };
  }
  return { kind: "name", name, span: name.span };
}

function parseArgument(cursor: TokenCursor): ArgumentSyntax {
  const first = cursor.current;
  const following = cursor.ahead(1);
  const isNamed = first.kind === "name" && following.kind === "operator" && following.text === ":";
  const name = isNamed ? identifier(cursor.next()) : null;
  if (isNamed) cursor.next();
  const value = parseExpression(cursor);
  if (cursor.at("=") && value.kind === "name") {
    const { text } = value.name;
    cursor.failExpecting(`\`:\` after the argument's name \`${text}\``, `write \`${text}: …\``);
  }
  return { name, value, span: cursor.spanFrom(first.span) };
}

/** A plate, or one level by its label. */
export function parseIndex(cursor: TokenCursor): IndexSyntax {
  const token = cursor.current;
  if (token.kind === "text") {
    cursor.next();
    return { kind: "label", label: token.text, isQuoted: true, span: token.span };
  }
  const isNegative = cursor.accept("-");
  if (cursor.current.kind === "number") {
    const digits = cursor.next().text;
    const span = cursor.spanFrom(token.span);
    return { kind: "label", label: isNegative ? `-${digits}` : digits, isQuoted: false, span };
  }
  const plate = parsePlate(cursor);
  return { kind: "plate", plate, span: plate.span };
}

/** `sample`, `lab:day`. */
export function parsePlate(cursor: TokenCursor): PlateSyntax {
  const first = cursor.current.span;
  const hint = 'write a factor, as in `b[sample]`, or a level in quotes, as in `b["A"]`';
  const parts = [cursor.expectName("a factor's name", hint)];
  while (cursor.accept(":")) parts.push(cursor.expectName("a factor's name after `:`", "write `lab:day`"));
  return { parts, span: cursor.spanFrom(first) };
}

/** Reads items and the closing bracket. An empty list is a list: whoever wants items says so. */
export function parseCommaSeparated<Item>(
  cursor: TokenCursor,
  close: ")" | "]",
  parseItem: () => Item,
): readonly Item[] {
  const items: Item[] = [];
  if (cursor.accept(close)) return items;
  do items.push(parseItem());
  while (cursor.at(",") && cursor.countPart() && cursor.accept(","));
  cursor.expect(close, `write \`,\` between two values, \`${close}\` behind the last`);
  return items;
}

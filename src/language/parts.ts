/** What models are made of: the parts of expressions, and the expressions of statements and distributions. */

import { unreachable } from "../problems/unreachable.ts";
import type {
  CheckedDistribution,
  CheckedStatement,
  Expression,
  Plate,
  QuantityReference,
} from "./checked-model.ts";
import type { FormulaNode } from "./syntax.ts";

/** A distribution that is not one of another distribution. */
export type BaseDistribution = Extract<CheckedDistribution, { readonly arguments: readonly Expression[] }>;

/** Every part of an expression, itself first, each before its own parts. */
export function partsOf(expression: Expression): Expression[] {
  const parts: Expression[] = [];
  const waiting = [expression];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    parts.push(next);
    const within = partsWithin(next);
    for (let i = within.length - 1; i >= 0; i--) waiting.push(within[i]!);
  }
  return parts;
}

/** The parts that an expression is made of, not theirs. */
export function partsWithin(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "call":
      return expression.arguments;
    case "list":
      return expression.items;
    case "product":
      return [expression.coefficients];
    case "reduction":
      return [expression.of];
    case "number":
    case "constant":
    case "column":
    case "quantity":
    case "matrix":
      return [];
    default:
      return unreachable(expression);
  }
}

/** The names of the quantities that an expression mentions, as often as it does. */
export function mentionedQuantities(expression: Expression): string[] {
  return partsOf(expression).flatMap((part) => (part.kind === "quantity" ? [part.name] : []));
}

/** The known matrix that a vector distribution has for its covariance up to a scale; null where it has none. */
export function knownMatrixOf(distribution: CheckedDistribution): string | null {
  if (distribution.kind !== "vector") return null;
  const last = distribution.arguments.at(-1);
  return last?.kind === "matrix" ? last.name : null;
}

/** The labels among the indices of a quantity, which stand behind those that are plates. */
export function labelsIn({ indices }: QuantityReference): readonly string[] {
  return indices.flatMap((index) => (index.kind === "label" ? [index.label] : []));
}

/** Whether the levels of a plate are groups of rows. */
export function isGrouping(
  plate: Plate | undefined,
): plate is Extract<Plate, { kind: "factor" | "combination" }> {
  return plate?.kind === "factor" || plate?.kind === "combination";
}

/** The distribution without its truncation or order. */
export function baseOf(distribution: CheckedDistribution): BaseDistribution {
  return "base" in distribution ? distribution.base : distribution;
}

/** Every expression in a distribution, bounds of truncation included. */
export function argumentsOf(distribution: CheckedDistribution): readonly Expression[] {
  const { arguments: own } = baseOf(distribution);
  if (distribution.kind !== "truncated") return own;
  return [...own, ...[distribution.lower, distribution.upper].filter((bound) => bound !== null)];
}

/** What a statement is made of: the value of a definition, or all that is in a distribution, and an outcome's weight. */
export function expressionsOf(statement: CheckedStatement): readonly Expression[] {
  if (statement.kind === "definition") return [statement.value];
  const weights = statement.kind === "likelihood" && statement.weight !== null ? [statement.weight] : [];
  return [...argumentsOf(statement.distribution), ...weights];
}

/** What an outcome is called: its column, or its columns as a list, `[y1, y2]`. */
export function outcomeName(columns: readonly string[]): string {
  return columns.length === 1 ? columns[0]! : `[${columns.join(", ")}]`;
}

/** Names that the formula of a design mentions; a series is a column by itself. */
export function namesInFormula(node: FormulaNode): string[] {
  switch (node.kind) {
    case "name":
      return [node.name.text];
    case "series":
      return [node.text];
    case "call":
      return node.arguments.flatMap(namesInFormula);
    case "operator":
      return [...namesInFormula(node.left), ...namesInFormula(node.right)];
    case "sign":
      return namesInFormula(node.operand);
    case "parenthesis":
      return namesInFormula(node.inner);
    case "number":
    case "label":
    case "broken":
      return [];
  }
}

/** Whether a bound is written as infinite, with either sign. */
export function isInfinite(bound: Expression): boolean {
  if (bound.kind === "call" && bound.function === "negate") return isInfinite(bound.arguments[0]!);
  return bound.kind === "number" && !Number.isFinite(bound.value);
}

/**
 * Long sums and products as trees that are not deep: whatever walks an expression by recursion can then walk a sum of thousands of
 * terms. `a + b - c + d` becomes `(a + b) - (c - d)`: the order of the terms stays, and the signs in a right half that is taken off
 * are turned. Short ones stay as they are written, so that they are computed as they always were.
 */

import type { BinaryOperator, ExpressionSyntax } from "./syntax.ts";

/** A chain of more terms than this is balanced; a deeper expression is not read (`token-cursor.ts`). */
const longestChain = 100;

interface Term {
  /** What stands before it; of the first one, nothing that counts. */
  readonly operator: BinaryOperator;
  readonly value: ExpressionSyntax;
}

const opposites: { readonly [operator in BinaryOperator]?: BinaryOperator } = {
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
};

/** The expression, balanced if it is a long sum or product; `isAlike` says whether operators are of one chain. */
export function balanced(
  expression: ExpressionSyntax,
  isAlike: (one: BinaryOperator, other: BinaryOperator) => boolean,
): ExpressionSyntax {
  if (expression.kind !== "binary" || opposites[expression.operator] === undefined) return expression;
  const { operator } = expression;
  const terms: Term[] = [];
  let rest: ExpressionSyntax = expression;
  while (rest.kind === "binary" && isAlike(rest.operator, operator)) {
    terms.push({ operator: rest.operator, value: rest.right });
    rest = rest.left;
  }
  if (terms.length < longestChain) return expression;
  terms.push({ operator, value: rest });
  return join(terms.reverse(), 0, terms.length, false);
}

/** The terms from `start` to before `end`; `isTurned` where they are taken off or divided by as a whole. */
function join(terms: readonly Term[], start: number, end: number, isTurned: boolean): ExpressionSyntax {
  if (end - start === 1) return terms[start]!.value;
  const middle = (start + end) >> 1;
  const written = terms[middle]!.operator;
  const operator = isTurned ? opposites[written]! : written;
  const isTakenOff = operator === "-" || operator === "/";
  const left = join(terms, start, middle, isTurned);
  const right = join(terms, middle, end, isTurned !== isTakenOff);
  return { kind: "binary", operator, left, right, span: { ...left.span, end: right.span.end } };
}

/** A formula as a sum of terms, and the other way. */

import type { FormulaNode } from "../language/syntax.ts";

/** A term with its sign. */
export interface Summand {
  readonly sign: "+" | "-";
  readonly node: FormulaNode;
}

/** The terms of a sum, in the order of their writing. */
export function summands(node: FormulaNode): Summand[] {
  const found: Summand[] = [];
  let rest = node;
  while (rest.kind === "operator" && (rest.operator === "+" || rest.operator === "-")) {
    found.unshift({ sign: rest.operator, node: rest.right });
    rest = rest.left;
  }
  found.unshift(
    rest.kind === "sign" ? { sign: rest.operator, node: rest.operand } : { sign: "+", node: rest },
  );
  return found;
}

/** The sum of terms; null where there are none. */
export function sumOf(parts: readonly Summand[]): FormulaNode | null {
  const [first, ...others] = parts;
  if (first === undefined) return null;
  const { span } = first.node;
  const head: FormulaNode =
    first.sign === "+" ? first.node : { kind: "sign", operator: "-", operand: first.node, span };
  return others.reduce<FormulaNode>(
    (left, { sign, node }) => ({ kind: "operator", operator: sign, left, right: node, span }),
    head,
  );
}

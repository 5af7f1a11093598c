/** A formula as text in canonical spacing: `log(days + 1)`, `poly(x, 2)`, `a:b`. */

import type { FormulaNode, FormulaOf } from "../../language/syntax.ts";

/** Equal formulas give equal texts. */
export function printFormula(node: FormulaNode): string {
  switch (node.kind) {
    case "number":
      return String(node.value);
    case "name":
      return node.name.text;
    case "series":
      return node.text;
    case "call":
      return `${node.callee.text}(${node.arguments.map(printFormula).join(", ")})`;
    case "sign":
      return node.operator + printFormula(node.operand);
    case "parenthesis":
      return `(${printFormula(node.inner)})`;
    case "label":
      return JSON.stringify(node.label);
    case "broken":
      return "…";
    case "operator":
      return foldChain(node, printFormula, (left, { operator, right }) => {
        const isTight = operator === ":" || operator === "^";
        return left + (isTight ? operator : ` ${operator} `) + printFormula(right);
      });
  }
}

/** Works through `a + b + c` from the left, where it leans to: a loop, so that a long formula stays off the stack. */
export function foldChain<Value>(
  chain: FormulaOf<"operator">,
  first: (leftmost: FormulaNode) => Value,
  join: (left: Value, link: FormulaOf<"operator">) => Value,
): Value {
  const links: FormulaOf<"operator">[] = [];
  let leftmost: FormulaNode = chain;
  while (leftmost.kind === "operator") {
    links.push(leftmost);
    leftmost = leftmost.left;
  }
  return links.reduceRight(join, first(leftmost));
}

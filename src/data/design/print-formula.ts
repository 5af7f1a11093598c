/** A formula as text in canonical spacing: `log(days + 1)`, `poly(x, 2)`, `a:b`. */

import type { FormulaNode } from "../../language/syntax.ts";

/** Equal formulas give equal texts. */
export function printFormula(node: FormulaNode): string {
  switch (node.kind) {
    case "number":
      return String(node.value);
    case "name":
      return node.name.text;
    case "call":
      return `${node.callee.text}(${node.arguments.map(printFormula).join(", ")})`;
    case "sign":
      return node.operator + printFormula(node.operand);
    case "parenthesis":
      return `(${printFormula(node.inner)})`;
    case "broken":
      return "…";
    case "operator": {
      const links: string[] = [];
      let left: FormulaNode = node;
      while (left.kind === "operator") {
        const isTight = left.operator === ":" || left.operator === "^";
        links.push((isTight ? left.operator : ` ${left.operator} `) + printFormula(left.right));
        left = left.left;
      }
      return printFormula(left) + links.reverse().join("");
    }
  }
}

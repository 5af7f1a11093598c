/** Contrasts as R writes them in formulas, `C(f, contr.sum)`, put as designs have them, `sum(f)`. */

import type { FormulaNode, FormulaOf } from "../language/syntax.ts";

/** R's names of contrasts, by those of a design; treatment contrasts are its own. */
const codings: Readonly<Record<string, "sum" | "helmert" | "poly" | "treatment">> = {
  sum: "sum",
  "contr.sum": "sum",
  helmert: "helmert",
  "contr.helmert": "helmert",
  poly: "poly",
  "contr.poly": "poly",
  treatment: "treatment",
  "contr.treatment": "treatment",
};

/** `C(f, sum)`, `C(f, contr.poly, 2)` as designs have it, `sum(f)`, `poly(f, 2)`; null of any other term. */
function contrastOf(node: FormulaNode): FormulaNode | null {
  if (node.kind !== "call" || node.callee.text !== "C") return null;
  const [of, name, ...others] = node.arguments;
  const coding =
    name?.kind === "name" && Object.hasOwn(codings, name.name.text) ? codings[name.name.text] : null;
  if (of === undefined || coding == null) return null;
  const factor = of.kind === "name" ? asFactor(of) : of;
  if (coding === "treatment") return factor;
  return { ...node, callee: { ...node.callee, text: coding }, arguments: [factor, ...others] };
}

function asFactor(of: FormulaOf<"name">): FormulaNode {
  const callee = { text: "factor", span: of.span };
  return { kind: "call", callee, arguments: [of], span: of.span };
}

/** The terms with such calls replaced; what has none is the same node. */
export function withContrasts(node: FormulaNode): FormulaNode {
  const own = contrastOf(node);
  if (own !== null) return own;
  switch (node.kind) {
    case "operator": {
      const [left, right] = [withContrasts(node.left), withContrasts(node.right)];
      return left === node.left && right === node.right ? node : { ...node, left, right };
    }
    case "sign": {
      const operand = withContrasts(node.operand);
      return operand === node.operand ? node : { ...node, operand };
    }
    case "parenthesis": {
      const inner = withContrasts(node.inner);
      return inner === node.inner ? node : { ...node, inner };
    }
    default:
      return node;
  }
}

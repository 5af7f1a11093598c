/** Designs: their formula's names are data columns, and its functions are known. */

import { unreachable } from "../../problems/unreachable.ts";
import { formulaNumber, unknownFormulaFunction, unknownInFormula } from "../problems.ts";
import type { FormulaNode, FormulaOf } from "../syntax.ts";
import { addFactor } from "./plates.ts";
import type { DesignSymbol, Scope } from "./scope.ts";

/** The functions that a formula may apply to a column. */
const formulaFunctions: readonly string[] = [
  "center",
  "scale",
  "poly",
  "log",
  "log1p",
  "exp",
  "sqrt",
  "square",
  "abs",
];

/** Enters the design as a plate and finds whose rows it has. */
export function declareDesign(scope: Scope, design: DesignSymbol): void {
  const groups = new Set<string | null>();
  const isFine = checkFormula(scope, design.syntax.formula, groups);
  // Columns of one group only: the design has a row for each level of it.
  const [only = null] = groups;
  design.per = isFine && groups.size === 1 ? only : null;
  const { formula, span } = design.syntax;
  scope.plates.set(design.name, { kind: "design", name: design.name, formula, per: design.per, span });
}

/** Adds the group of every column to `groups`; false where something is wrong, which is reported. */
function checkFormula(scope: Scope, node: FormulaNode, groups: Set<string | null>): boolean {
  switch (node.kind) {
    case "number":
      return isIntercept(node.value) || scope.report(formulaNumber(node.span)) !== null;
    case "name":
      return checkColumn(scope, node, groups);
    case "call":
      return checkCall(scope, node, groups);
    case "operator": {
      const left = checkFormula(scope, node.left, groups);
      // The right side of a power is a count, not a term.
      const isPower = node.operator === "^" && node.right.kind === "number";
      const isWhole = isPower && Number.isInteger(node.right.value) && node.right.value > 0;
      if (node.operator === "^")
        return (isWhole || scope.report(formulaNumber(node.right.span)) !== null) && left;
      return checkFormula(scope, node.right, groups) && left;
    }
    case "sign":
      return checkFormula(scope, node.operand, groups);
    case "parenthesis":
      return checkFormula(scope, node.inner, groups);
    case "broken":
      return false;
    default:
      return unreachable(node);
  }
}

function isIntercept(value: number): boolean {
  return value === 0 || value === 1;
}

function checkColumn(scope: Scope, { name, span }: FormulaOf<"name">, groups: Set<string | null>): boolean {
  const symbol = scope.use(name.text);
  if (symbol?.kind !== "column") {
    if (symbol?.kind === "quantity" && symbol.isLost) return false;
    const nearest = symbol === null ? scope.nearest(name.text, ({ kind }) => kind === "column") : null;
    scope.report(unknownInFormula(span, name.text, nearest));
    return false;
  }
  if (symbol.syntax.type === "factor") addFactor(scope, symbol.name);
  groups.add(symbol.per);
  return true;
}

function checkCall(
  scope: Scope,
  { callee, arguments: values }: FormulaOf<"call">,
  groups: Set<string | null>,
): boolean {
  if (!formulaFunctions.includes(callee.text)) {
    scope.report(unknownFormulaFunction(callee.span, callee.text, formulaFunctions));
    return false;
  }
  return values.map((value) => value.kind === "number" || checkFormula(scope, value, groups)).every(Boolean);
}

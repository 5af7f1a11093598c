/** Designs: their formula's names are data columns, and its functions are known. */

import { unreachable } from "../../problems/unreachable.ts";
import { namesInFormula } from "../parts.ts";
import {
  formulaNumber,
  labelOfNoFactor,
  noInterceptInside,
  orderOfLabels,
  unknownFormulaFunction,
  unknownInFormula,
} from "../problems.ts";
import type { FormulaNode, FormulaOf } from "../syntax.ts";
import { addFactor, isFactor } from "./plates.ts";
import { type DesignSymbol, isLost, type Scope } from "./scope.ts";
import { checkSeriesInDesign } from "./series.ts";

/** The functions that a formula may apply to a column. */
export const formulaFunctions: readonly string[] =
  "center scale poly spline sum helmert steps I log log1p log2 log10 exp sqrt square abs".split(" ");

/** Enters the design as a plate and finds whose rows it has. */
export function declareDesign(scope: Scope, design: DesignSymbol): void {
  const { formula, span } = design.syntax;
  if (checkFormula(scope, insideOf(formula))) {
    // Columns of one group only: the design has a row for each level of it.
    const groups = new Set(namesInFormula(formula).map((name) => scope.column(name)?.per ?? null));
    design.per = groups.size === 1 ? [...groups][0]! : null;
  }
  scope.plates.set(design.name, { kind: "design", name: design.name, formula, per: design.per, span });
}

/** What `no_intercept(…)` around the whole formula is of. */
function insideOf(formula: FormulaNode): FormulaNode {
  const [only, ...others] = isNoIntercept(formula) ? formula.arguments : [];
  return only === undefined || others.length > 0 ? formula : only;
}

function isNoIntercept(node: FormulaNode): node is FormulaOf<"call"> {
  return node.kind === "call" && node.callee.text === "no_intercept";
}

/** False where something is wrong, which is reported; within a function `isArithmetic`, where numbers are numbers. */
function checkFormula(scope: Scope, node: FormulaNode, isArithmetic = false): boolean {
  const check = (part: FormulaNode): boolean => checkFormula(scope, part, isArithmetic);
  switch (node.kind) {
    case "number": {
      const isTerm = node.value === 0 || node.value === 1;
      return isArithmetic || isTerm || scope.report(formulaNumber(node.span)) !== null;
    }
    case "name":
      return checkColumn(scope, node);
    case "series":
      return checkSeriesInDesign(scope, node.series, node.text);
    case "call":
      return checkCall(scope, node);
    case "operator": {
      // Comparisons are refused where the design is made, with what they are to be written as.
      if (node.right.kind === "label") return checkDesignTest(scope, node, node.right);
      const isComparison = ["<", "<=", ">", ">=", "==", "!="].includes(node.operator);
      if (isComparison && !isArithmetic) return checkFormula(scope, { ...node, operator: "+" }, true);
      const left = check(node.left);
      if (node.operator !== "^" || isArithmetic) return check(node.right) && left;
      // The right side of a power is a count, not a term.
      const isWhole =
        node.right.kind === "number" && Number.isInteger(node.right.value) && node.right.value > 0;
      return (isWhole || scope.report(formulaNumber(node.right.span)) !== null) && left;
    }
    case "sign":
      return check(node.operand);
    case "parenthesis":
      return check(node.inner);
    case "label":
    case "broken":
      return false;
    default:
      return unreachable(node);
  }
}

function checkColumn(scope: Scope, { name, span }: FormulaOf<"name">): boolean {
  const symbol = scope.use(name.text);
  if (symbol?.kind === "column") {
    if (isFactor(symbol)) addFactor(scope, symbol.name);
    return true;
  }
  const nearest = symbol === null ? scope.nearest(name.text, ({ kind }) => kind === "column") : null;
  if (!isLost(symbol)) scope.report(unknownInFormula(span, name.text, nearest));
  return false;
}

/** `I(sex == "male")` */
function checkDesignTest(
  scope: Scope,
  { operator, left, span }: FormulaOf<"operator">,
  { label }: FormulaOf<"label">,
): boolean {
  if (left.kind === "name" && !checkColumn(scope, left)) return false;
  const symbol = left.kind === "name" ? scope.column(left.name.text) : null;
  if (symbol !== null && isFactor(symbol) && (operator === "==" || operator === "!=")) return true;
  const found = scope.written(left.span);
  scope.report(
    symbol !== null && isFactor(symbol)
      ? orderOfLabels(span, found, label)
      : labelOfNoFactor(span, found, label),
  );
  return false;
}

function checkCall(scope: Scope, node: FormulaOf<"call">): boolean {
  const { callee, arguments: values } = node;
  if (isNoIntercept(node)) {
    scope.report(noInterceptInside(callee.span));
    return false;
  }
  if (!formulaFunctions.includes(callee.text)) {
    scope.report(unknownFormulaFunction(callee.span, callee.text, formulaFunctions));
    return false;
  }
  return values.map((value) => checkFormula(scope, value, true)).every(Boolean);
}

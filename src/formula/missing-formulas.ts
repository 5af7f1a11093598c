/** `mi(x)` on the right of a formula, and the formula of x that belongs to it. */

import type { FormulaNode, Identifier } from "../language/syntax.ts";
import type { Problem } from "../problems/problem.ts";
import { missingUnmodelled, missingUnused } from "./problems-missing.ts";
import { type ModelFormula, predictorsOf, type Response } from "./syntax.ts";

/** The column of `mi(x)`; null of any other term. */
export function missingColumn(node: FormulaNode): Identifier | null {
  if (node.kind !== "call" || node.callee.text !== "mi" || node.arguments.length !== 1) return null;
  const [column] = node.arguments;
  return column?.kind === "name" ? column.name : null;
}

/** Whether it is the left side of `mi(x) ~ z`, and nothing more. */
export function isOfMissing({ column: _, mayBeMissing, isLogarithm, ...rest }: Response): boolean {
  return mayBeMissing && !isLogarithm && Object.values(rest).every((said) => said === null);
}

/** Each `mi(x)` has a formula of x, and each such formula a use. */
export function unmatchedMissing(formula: ModelFormula): Problem[] {
  const used = predictorsOf(formula).flatMap((one) => one.missing);
  const modelled = formula.missing.map(({ column }) => column);
  const lackOf = (list: readonly Identifier[], among: readonly Identifier[]) =>
    among.find((one) => !list.some(({ text }) => text === one.text));
  const [unmodelled, unused] = [lackOf(modelled, used), lackOf(used, modelled)];
  return [
    ...(unmodelled === undefined ? [] : [missingUnmodelled(unmodelled.span, unmodelled.text)]),
    ...(unused === undefined ? [] : [missingUnused(unused.span, unused.text)]),
  ];
}

/** Which columns a formula names, and as what: the factors behind bars, those of `factor(…)` and `relevel(…)`, all others. */

import type { FormulaNode, Identifier } from "../language/syntax.ts";
import { partsOf } from "./parse.ts";
import type { ModelFormula, Predictor } from "./syntax.ts";

/** Headers of columns that are groups, or that `factor(…)` says are labels. */
export function factorsOf(predictors: readonly Predictor[]): Set<string> {
  const found = new Set<string>();
  const visit = (node: FormulaNode): void => {
    const column = factorOf(node);
    if (column !== null) found.add(column.text);
    for (const part of partsOf(node)) visit(part);
  };
  for (const { population, groups } of predictors) {
    if (population !== null) visit(population);
    for (const { terms, grouping } of groups) {
      visit(terms);
      for (const { text } of identifiersIn(grouping)) found.add(text);
    }
  }
  return found;
}

/** The column that `factor(x)`, or `relevel(x, "a")`, is of; null of any other term. */
export function factorOf(node: FormulaNode): Identifier | null {
  if (node.kind !== "call" || !["factor", "as_factor", "C", "relevel"].includes(node.callee.text))
    return null;
  const [column] = node.arguments;
  return column?.kind === "name" ? column.name : null;
}

/** The columns that a node names. */
export function identifiersIn(node: FormulaNode): Identifier[] {
  const factor = factorOf(node);
  if (factor !== null) return [factor];
  return node.kind === "name" ? [node.name] : partsOf(node).flatMap(identifiersIn);
}

/** The levels that `relevel` makes the first, by the header of their factor. */
export function referencesIn(predictors: readonly Predictor[]): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (node: FormulaNode): void => {
    const [column, label] = node.kind === "call" && node.callee.text === "relevel" ? node.arguments : [];
    if (column?.kind === "name" && label?.kind === "name") found.set(column.name.text, label.name.text);
    else for (const part of partsOf(node)) visit(part);
  };
  for (const { population, groups } of predictors) {
    if (population !== null) visit(population);
    for (const { terms } of groups) visit(terms);
  }
  return found;
}

/** All columns that a formula names, as often as it does. */
export function namesOf({ response, location, scale }: ModelFormula): Identifier[] {
  const { column, trials, failures, standardError } = response;
  const ofPredictor = (one: Predictor): Identifier[] =>
    [
      ...(one.population === null ? [] : [one.population]),
      ...one.groups.flatMap(({ terms, grouping }) => [terms, grouping]),
      ...one.offsets,
    ].flatMap(identifiersIn);
  return [
    column,
    ...(trials === null ? [] : identifiersIn(trials)),
    ...[failures, standardError].filter((one) => one !== null),
    ...ofPredictor(location),
    ...(scale === null ? [] : ofPredictor(scale)),
  ];
}

/** `a/b` is a and a:b; null where there is something else than factors. */
export function groupingsOf(node: FormulaNode): readonly (readonly Identifier[])[] | null {
  if (node.kind === "name") return [[node.name]];
  if (node.kind === "parenthesis") return groupingsOf(node.inner);
  if (node.kind !== "operator") return null;
  const [left, right] = [groupingsOf(node.left), groupingsOf(node.right)];
  if (left === null || right === null) return null;
  const [outer, inner] = [left.at(-1)!, right];
  const within = inner.map((one) => [...outer, ...one]);
  if (node.operator === "/") return [...left, ...within];
  if (node.operator === ":" && left.length === 1) return within;
  return node.operator === "+" ? [...left, ...right] : null;
}

/** Distributions as numbers: a plain interpreter of formulas, the oracle of the compiler. */

import { type FormulaTree, parseFormula } from "../../src/density/graph/formula.ts";
import type { Algebra, Bound, Formula, ScalarDistribution } from "../../src/distributions/distribution.ts";
import { scalarFunctions } from "../../src/numeric/scalar-functions.ts";

export type Names = Readonly<Record<string, number>>;

function evaluateTree(tree: FormulaTree, names: Names): number {
  if (tree.kind === "number") {
    return tree.value;
  }
  if (tree.kind === "name") {
    const value = names[tree.name];
    if (value === undefined) {
      throw new Error(`unknown name ${tree.name}`);
    }
    return value;
  }
  const [a, b, c] = tree.arguments.map((argument) => evaluateTree(argument, names));
  return scalarFunctions[tree.function].value(a!, b ?? 0, c ?? 0);
}

export function evaluate(formula: Formula, names: Names): number {
  return evaluateTree(parseFormula(formula), names);
}

/** The names that a formula mentions. */
export function namesOf(tree: FormulaTree): string[] {
  if (tree.kind === "number") {
    return [];
  }
  return tree.kind === "name" ? [tree.name] : tree.arguments.flatMap(namesOf);
}

/** The arguments by name, in the order of `values`. */
export function argumentNames(distribution: ScalarDistribution, values: readonly number[]): Names {
  return Object.fromEntries(distribution.arguments.map((argument, i) => [argument.name, values[i]!]));
}

/** `x`, the arguments, and what `where` defines. */
export function allNames(distribution: ScalarDistribution, x: number, values: readonly number[]): Names {
  const names: Record<string, number> = { ...argumentNames(distribution, values), x };
  for (const [name, formula] of Object.entries(distribution.where ?? {})) {
    names[name] = evaluate(formula, names);
  }
  return names;
}

/** The log density inside the support. */
export function logDensityAt(distribution: ScalarDistribution, x: number, values: readonly number[]): number {
  const names = allNames(distribution, x, values);
  return distribution.logDensity.reduce((sum, term) => sum + evaluate(term, names), 0);
}

export function boundAt(bound: Bound, names: Names): number {
  return typeof bound === "number" ? bound : evaluate(bound, names);
}

/** A value with its slope along one name; null where it cannot change. */
interface Dual {
  readonly value: number;
  readonly slope: number | null;
}

/** Differentiates as a compiler does, by the partial derivatives of the scalar functions, in both branches of an `if`. */
function differentiateTree(tree: FormulaTree, names: Readonly<Record<string, Dual>>): Dual {
  if (tree.kind === "number") {
    return { value: tree.value, slope: null };
  }
  if (tree.kind === "name") {
    return names[tree.name]!;
  }
  const { value, partials } = scalarFunctions[tree.function];
  const inner = tree.arguments.map((argument) => differentiateTree(argument, names));
  const [a = 0, b = 0, c = 0] = inner.map((dual) => dual.value);
  const f = value(a, b, c);
  const slopes = inner.flatMap(({ slope }, i) =>
    slope === null ? [] : [slope * evaluate(partials[i]!, { a, b, c, f })],
  );
  return { value: f, slope: slopes.length === 0 ? null : sum(slopes) };
}

/** The derivative of a formula of the distribution along `x` or an argument. */
export function differentiateFormula(
  distribution: ScalarDistribution,
  formula: Formula,
  along: string,
  x: number,
  values: readonly number[],
): number {
  const names: Record<string, Dual> = {};
  for (const [name, value] of Object.entries({ ...argumentNames(distribution, values), x })) {
    names[name] = { value, slope: name === along ? 1 : null };
  }
  for (const [name, definition] of Object.entries(distribution.where ?? {})) {
    names[name] = differentiateTree(parseFormula(definition), names);
  }
  return differentiateTree(parseFormula(formula), names).slope ?? 0;
}

/** Terms that are numbers. */
export const numbers: Algebra<number> = { constant: (value) => value, formula: evaluate };

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

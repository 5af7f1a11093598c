/**
 * Densities of the priors of a run's parameters, by the names of its variables: of those whose prior is a distribution of one number with
 * arguments that are numbers. What is truncated, what depends on other parameters or on data, and vectors have none.
 */

import { type FormulaTree, parseFormula } from "../density/graph/formula.ts";
import type { Bound, ScalarDistribution } from "../distributions/distribution.ts";
import type { CheckedDistribution, CheckedModel, Expression } from "../language/checked-model.ts";
import { readModelText } from "../language/model-text.ts";
import { scalarFunctions } from "../numeric/scalar-functions.ts";
import type { Variable } from "../posterior/draws.ts";
import type { RunModel } from "../run/run.ts";

/** A density; 0 outside of the support. */
export type PriorCurve = (value: number) => number;

/** The curves of these variables; none of those that are not parameters. */
export function priorCurves(
  { text, file, constants }: RunModel,
  variables: readonly Variable[],
): Map<string, PriorCurve> {
  const { model } = readModelText(text, file);
  const curves = new Map<string, PriorCurve>();
  if (model === null) return curves;
  const byQuantity = curvesOf(model, constants);
  for (const { name, quantity, isHidden } of variables) {
    const curve = byQuantity.get(quantity);
    if (curve !== undefined && !isHidden) curves.set(name, curve);
  }
  return curves;
}

function curvesOf(
  { statements }: CheckedModel,
  constants: Readonly<Record<string, number>>,
): ReadonlyMap<string, PriorCurve> {
  const curves = new Map<string, PriorCurve>();
  for (const one of statements) {
    if (one.kind !== "parameter") continue;
    const curve = curveOf(one.distribution, constants);
    if (curve !== null) curves.set(one.name, curve);
  }
  return curves;
}

function curveOf(
  checked: CheckedDistribution,
  constants: Readonly<Record<string, number>>,
): PriorCurve | null {
  if (checked.kind !== "scalar" || checked.distribution.support.isInteger === true) return null;
  const values = checked.arguments.map((argument) => numberOf(argument, constants));
  if (values.some((value) => value === null)) return null;
  const { distribution } = checked;
  const names = new Map(distribution.arguments.map(({ name }, i) => [name, values[i]!]));
  const isProper = distribution.draw !== undefined;
  return isProper ? densityOf(distribution, names) : null;
}

/** Null where it is more than numbers and constants. */
function numberOf(expression: Expression, constants: Readonly<Record<string, number>>): number | null {
  if (expression.kind === "number") return expression.value;
  if (expression.kind === "constant") return constants[expression.name] ?? null;
  if (expression.kind !== "call") return null;
  const [a, b, c] = expression.arguments.map((argument) => numberOf(argument, constants));
  if (a === null || b === null || c === null || a === undefined) return null;
  return scalarFunctions[expression.function].value(a, b ?? 0, c ?? 0);
}

/** exp of the sum of the terms of the log density, which are formulas of the value and the arguments. */
function densityOf(
  { support, where = {}, logDensity }: ScalarDistribution,
  given: ReadonlyMap<string, number>,
): PriorCurve {
  const lower = boundOf(support.lower, given);
  const upper = boundOf(support.upper, given);
  return (x) => {
    if (!(x >= lower && x <= upper) || (support.isOpen === true && (x === lower || x === upper))) return 0;
    const names = new Map([...given, ["x", x] as const]);
    for (const [name, formula] of Object.entries(where))
      names.set(name, resultOf(parseFormula(formula), names));
    let sum = 0;
    for (const term of logDensity) sum += resultOf(parseFormula(term), names);
    return Math.exp(sum);
  };
}

function boundOf(bound: Bound, names: ReadonlyMap<string, number>): number {
  return typeof bound === "number" ? bound : resultOf(parseFormula(bound), names);
}

function resultOf(tree: FormulaTree, names: ReadonlyMap<string, number>): number {
  if (tree.kind === "number") return tree.value;
  if (tree.kind === "name") return names.get(tree.name) ?? Number.NaN;
  const [a = 0, b = 0, c = 0] = tree.arguments.map((one) => resultOf(one, names));
  return scalarFunctions[tree.function].value(a, b, c);
}

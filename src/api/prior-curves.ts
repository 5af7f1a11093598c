/**
 * Densities of the priors of a run's parameters, by the names of its variables: of those whose prior is a distribution of one number with
 * arguments that are numbers, or lists with one for each level. What is truncated, what depends on other parameters or on data, and vectors have none.
 */

import { type FormulaTree, parseFormula } from "../density/graph/formula.ts";
import type { Bound, ScalarDistribution } from "../distributions/distribution.ts";
import type {
  CheckedDistribution,
  CheckedModel,
  Expression,
  ParameterStatement,
} from "../language/checked-model.ts";
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
  for (const one of model.statements) {
    if (one.kind !== "parameter") continue;
    const elements = variables.filter(({ quantity, isHidden }) => quantity === one.name && !isHidden);
    for (const [name, curve] of curvesOfElements(one, elements, { constants, lists: model.lists }))
      curves.set(name, curve);
  }
  return curves;
}

/** By names; elements at the same place of the last plate share a curve. */
function curvesOfElements(
  parameter: ParameterStatement,
  elements: readonly Variable[],
  given: Omit<Given, "element">,
): Map<string, PriorCurve> {
  const places = placesInLastPlate(parameter, elements);
  const count = new Set(places).size;
  const ofPlaces = Array.from({ length: count }, (_, place) =>
    curveOf(parameter.distribution, { ...given, element: { place, count } }),
  );
  const curves = new Map<string, PriorCurve>();
  elements.forEach(({ name }, i) => {
    const curve = ofPlaces[places[i]!] ?? null;
    if (curve !== null) curves.set(name, curve);
  });
  return curves;
}

/** What arguments are made of, and which of the levels of the parameter's last plate they are for. */
interface Given {
  readonly constants: Readonly<Record<string, number>>;
  readonly lists: CheckedModel["lists"];
  readonly element: { readonly place: number; readonly count: number };
}

/** For each element the place of its level in the last plate, which stands last in its brackets; levels come in their order. */
function placesInLastPlate({ plates }: ParameterStatement, elements: readonly Variable[]): number[] {
  if (plates.length < 2) return [...elements.keys()];
  const labels = [...new Set(elements.map(({ levels }) => levels.at(-1)))];
  return elements.map(({ levels }) => labels.indexOf(levels.at(-1)));
}

function curveOf(checked: CheckedDistribution, given: Given): PriorCurve | null {
  if (checked.kind !== "scalar" || checked.distribution.support.isInteger === true) return null;
  const values = checked.arguments.map((argument) => argumentOf(argument, given));
  if (values.some((value) => value === null)) return null;
  const { distribution } = checked;
  const names = new Map(distribution.arguments.map(({ name }, i) => [name, values[i]!]));
  const isProper = distribution.draw !== undefined;
  return isProper ? densityOf(distribution, names) : null;
}

/** A number, or that of a list over the last plate; null where it is neither. */
function argumentOf(expression: Expression, { constants, lists, element }: Given): number | null {
  const items = expression.kind === "column" ? lists.get(expression.name)?.items : undefined;
  if (items === undefined) return numberOf(expression, constants);
  // Draws that lack some of the levels do not tell which.
  const item = items.length === element.count ? items[element.place] : undefined;
  return item === undefined ? null : numberOf(item, constants);
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

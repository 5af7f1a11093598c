/** What was proved, in the words of the model and its data, with what to write instead. */

import type { Expression, ParameterStatement } from "../../language/checked-model.ts";
import { isGrouping } from "../../language/parts.ts";
import { printDistribution, printExpression, printNumber } from "../../language/print-expression.ts";
import { labelsAt } from "../../model/domains.ts";
import { variableName } from "../../predictor/hidden-variable.ts";
import type { Problem } from "../../problems/problem.ts";
import {
  exactFit,
  separated,
  undeterminedFlat,
  uninformedFlat,
  vanishingEffects,
  type WithPrior,
  wideEffects,
  wideOutcomes,
} from "../problems-propriety.ts";
import { rangeOf } from "./equations.ts";
import type { ExactFit } from "./exact-fit.ts";
import type { Forms } from "./forms.ts";
import { describeSeparatedRows } from "./separated-rows.ts";
import type { Separation } from "./separation.ts";
import { numberIn } from "./tails.ts";
import type { Uninformed } from "./uninformed.ts";
import type { VanishingScale } from "./vanishing-scale.ts";
import type { WideScale } from "./wide-scale.ts";

/** HP0465: outcomes that can be fitted exactly as their scale goes to 0. */
export function describeExactFit(forms: Forms, fit: ExactFit): Problem {
  const { parameter, element, outcomes } = fit;
  const [{ scaleArgument, scale }] = outcomes as [ExactFit["outcomes"][number]];
  const unit = scale.units.find((one) => one.parameter === parameter)!;
  const isOwn = unit.kind === "positive" && unit.through.length === 1;
  const { expression } = scaleArgument;
  const named = namedWithPrior(forms, parameter, isOwn ? element : null);
  const text = isOwn ? named.name : printExpression(expression);
  const remedy = scaleRemedy(forms, parameter, expression, isOwn, unit.weightAt(fit.rows[0] ?? 0));
  return exactFit(exactFact(forms, fit), text, named, remedy);
}

function scaleRemedy(
  forms: Forms,
  parameter: ParameterStatement,
  expression: Expression,
  isOwn: boolean,
  weight: number,
): string {
  if (isOwn && weight < 0)
    return `give \`${parameter.name}\` a prior with a light tail, such as \`gamma(2, 1)\``;
  if (isOwn) {
    const size = printNumber(sizeOf(forms, parameter));
    return `give \`${parameter.name}\` a prior that keeps it from 0, such as \`inverse_gamma(2, ${size})\``;
  }
  if (expression.kind === "quantity") {
    return `give \`${expression.name}\` a prior that keeps it from 0, such as \`inverse_gamma(2, 1)\``;
  }
  return `write a parameter with the prior \`inverse_gamma(2, 1)\`, which keeps it from 0, in place of \`${printExpression(expression)}\``;
}

/** The scale that a prior names; 1 where it names none. */
function sizeOf({ model }: Forms, { distribution }: ParameterStatement): number {
  if (distribution.kind !== "scalar") return 1;
  const { name } = distribution.distribution;
  const [first, second] = distribution.arguments.map((one) => numberIn(model, one));
  const sizes: Readonly<Record<string, number | null | undefined>> = {
    half_normal: first,
    half_cauchy: first,
    half_student_t: second,
  };
  const size = sizes[name];
  return size !== null && size !== undefined && size > 0 && Number.isFinite(size) ? size : 1;
}

function exactFact(forms: Forms, { parameter, element, outcomes, rows }: ExactFit): string {
  const [{ likelihood, location }] = outcomes as [ExactFit["outcomes"][number]];
  const { column } = likelihood;
  const { values } = forms.model.columns.get(column)!;
  const isAll = rows.length === location.context.size;
  const where = isAll ? "" : ` of \`${nameOf(forms, parameter, element)}\``;
  const what = outcomes.length > 1 ? `\`${column}\` and other outcomes are` : `\`${column}\` is`;
  const count = rows.length === 1 ? "the one row" : isAll ? "every row" : `all ${rows.length} rows`;
  if (rows.every((row) => values[row] === values[rows[0]!])) {
    return `${what} ${printNumber(values[rows[0]!]!)} in ${count}${where}`;
  }
  const plate = plateOfEqual(forms, location.blocks, rows, values);
  if (plate !== null)
    return `${what} the same in all rows of each level of \`${plate}\`${isAll ? "" : ` in the rows${where}`}`;
  return `${what} a combination of its predictors, without any error, in ${count}${where}`;
}

/** A plate of the predictor in each of whose levels the values are equal. */
function plateOfEqual(
  forms: Forms,
  blocks: ExactFit["outcomes"][number]["location"]["blocks"],
  rows: readonly number[],
  values: Float64Array,
): string | null {
  for (const { parameter, elementAt } of blocks) {
    const isGroup = parameter.plates.some((plate) => isGrouping(forms.model.checked.plates.get(plate)));
    if (!isGroup || parameter.plates.length > 1) continue;
    const first = new Map<number, number>();
    const isEqual = rows.every((row) => {
      const known = first.get(elementAt(row));
      if (known === undefined) first.set(elementAt(row), values[row]!);
      return known === undefined || known === values[row];
    });
    if (isEqual && first.size < rows.length) return parameter.plates[0]!;
  }
  return null;
}

/** HP0466: separation, named by its coefficients and cells. */
export function describeSeparation(forms: Forms, separation: Separation): Problem {
  const { direction } = separation;
  const names = direction.map(({ parameter, element }) => nameOf(forms, parameter, element));
  const first = direction.reduce((most, one) => (Math.abs(one.value) > Math.abs(most.value) ? one : most));
  const range = rangeOf(forms.model, first.parameter);
  const remedy = range !== null && range[0] === 0 ? "half_normal(2.5)" : "normal(0, 2.5)";
  const fact = describeSeparatedRows(forms, separation);
  return separated(fact, names, namedWithPrior(forms, first.parameter, null), remedy);
}

/** HP0468: infinite mass where a scale goes to 0. */
export function describeVanishing(forms: Forms, { parameter, kind, effects }: VanishingScale): Problem {
  const named = namedWithPrior(forms, parameter, null);
  const hint =
    kind === "real"
      ? `give \`${named.name}\` a proper prior, such as \`normal(0, 1)\`, or write a scale with the prior \`half_normal(1)\` in place of its exponential`
      : `give \`${named.name}\` a proper prior, such as \`gamma(2, 1)\``;
  return vanishingEffects(named, effects, hint);
}

/** HP0467 and HP0469: a scale without end, with too few groups or rows. */
export function describeWide(
  forms: Forms,
  { kind, parameter, element, count, effects, flat }: WideScale,
): Problem {
  const named = namedWithPrior(forms, parameter, element);
  const isReal = (rangeOf(forms.model, parameter)?.[0] ?? 0) < 0;
  const remedy = isReal ? "normal(0, 1)" : "half_normal(5)";
  if (kind === "effects") return wideEffects(named, effects, count, flat, remedy);
  const outcome = forms.outcomes.find(({ scale }) =>
    scale.units.some((unit) => unit.parameter === parameter),
  );
  return wideOutcomes(named, outcome?.likelihood.column ?? "", count, flat, remedy);
}

/** HP0471: a line of flat parameters along which nothing changes. */
export function describeUndetermined(forms: Forms, names: readonly string[]): Problem {
  const last = forms.arguments.parameters.get(names[names.length - 1]!)!;
  return undeterminedFlat(names, namedWithPrior(forms, last, null), "normal(0, 10)");
}

/** HP0470: a flat parameter that no data tell of. */
export function describeUninformed(forms: Forms, { parameter, hasDirection }: Uninformed): Problem {
  const remedy = rangeOf(forms.model, parameter)?.[0] === 0 ? "half_normal(10)" : "normal(0, 10)";
  return uninformedFlat(namedWithPrior(forms, parameter, null), remedy, hasDirection);
}

function namedWithPrior(forms: Forms, parameter: ParameterStatement, element: number | null): WithPrior {
  const name = element === null ? parameter.name : nameOf(forms, parameter, element);
  return { name, prior: printDistribution(parameter.distribution), span: parameter.span };
}

/** `σ`, `σ[a]`, `β[days]`; without brackets where all elements are meant. */
function nameOf(forms: Forms, parameter: ParameterStatement, element: number | null): string {
  if (element === null) return parameter.name;
  return variableName(parameter.name, labelsAt(forms.contextOf(parameter), element));
}

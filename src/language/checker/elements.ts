/**
 * Priors of single elements, `β["days"] ~ normal(0, 1)` beside `β[X] ~ normal(0, 5)`: one distribution whose arguments depend on the
 * level, as in `β[X] ~ normal(0, if(X == "days", 1, 5))`. Where the elements have several distributions, it is one of them, and which
 * one depends on the level.
 */

import type { Bound, IntervalSupport, ScalarDistribution } from "../../distributions/distribution.ts";
import { byElement, type Cut, cut } from "../../distributions/modifiers/index.ts";
import type { FunctionName } from "../../numeric/scalar-functions.ts";
import type {
  CheckedDistribution,
  CheckedScalar,
  DistributionOf,
  Elements,
  Expression,
  QuantityReference,
} from "../checked-model.ts";
import { canonicalName } from "../names.ts";
import { argumentsOf, isInfinite } from "../parts.ts";
import { printExpression } from "../print-expression.ts";
import { elementOtherwise, elementTwice, wrongIndices } from "../problems.ts";
import type { ElementStatement } from "../syntax.ts";
import { checkDistribution } from "./distributions.ts";
import { checkIndices } from "./expressions.ts";
import { testOf } from "./level-tests.ts";
import type { Context } from "./plates.ts";
import type { QuantitySymbol, Scope } from "./scope.ts";

/** Of the elements of a parameter, which distribution each has. */
interface Parts {
  readonly distributions: readonly Part[];
  /** The number of the distribution among them, from 0. */
  readonly which: Expression;
}

type Part = DistributionOf<"scalar" | "truncated">;

/** The distribution of all with those of single elements, later ones before earlier ones; null where something is wrong, which is reported. */
export function withElements(
  scope: Scope,
  context: Context,
  symbol: QuantitySymbol,
  general: CheckedDistribution,
): CheckedDistribution | null {
  const elements = scope.elements.get(canonicalName(symbol.name)) ?? [];
  if (elements.length === 0) return general;
  const lines = new Map<string, number>();
  const single: Elements["single"][number][] = [];
  const zero: Expression = { kind: "number", value: 0, span: general.span };
  let parts: Parts | null = isPart(general) ? { distributions: [general], which: zero } : null;
  for (const statement of elements) {
    const element = elementOf(scope, context, symbol, statement, lines);
    const subject = { kind: "parameter", name: symbol.name, plates: symbol.plates ?? [] } as const;
    const own = checkDistribution(scope, context, subject, statement.distribution);
    if (element === null || own === null) parts = null;
    else if (!isPart(general) || !isPart(own)) parts = refuse(scope, statement, own);
    else parts = parts && joined(parts, conditionOf(scope, symbol, element), own);
    if (element !== null && own !== null) single.push({ element, distribution: own });
  }
  return parts && made(parts, { general, single, parts: [] });
}

function isPart(distribution: CheckedDistribution): distribution is Part {
  return distribution.kind === "scalar" || distribution.kind === "truncated";
}

function refuse(scope: Scope, { target, distribution }: ElementStatement, own: CheckedDistribution): null {
  const [written, found] = [scope.written(target.span), scope.written(distribution.span)];
  return scope.report(elementOtherwise(own.span, written, found, isPart(own)));
}

/** The element that is named, of one that is named for the first time. */
function elementOf(
  scope: Scope,
  context: Context,
  symbol: QuantitySymbol,
  { target: { indices, name, span: target } }: ElementStatement,
  lines: Map<string, number>,
): QuantityReference | null {
  const plates = symbol.plates ?? [];
  if (plates.length !== indices.length) return scope.report(wrongIndices(target, name.text, plates));
  const reference = checkIndices(scope, context, symbol, indices, target);
  if (reference === null) return null;
  const element = printExpression(reference);
  const first = lines.get(element);
  if (first !== undefined) return scope.report(elementTwice(target, element, first));
  lines.set(element, target.line);
  return reference;
}

/** Whether the level of the context is the one that is named, as a number. */
function conditionOf(scope: Scope, { plates }: QuantitySymbol, reference: QuantityReference): Expression {
  const tests = reference.indices.flatMap((index, i) => {
    if (index.kind === "plate") return [];
    const plate = plates![i]!;
    const { label, span } = index;
    return [testOf(scope, { factor: plate, plate, label, isEqual: true, span }, span)];
  });
  return tests.reduce((all, test) => callOf("multiply", all, test));
}

function callOf(name: FunctionName, ...values: readonly Expression[]): Expression {
  return { kind: "call", function: name, arguments: values, span: values.at(-1)!.span };
}

/** One more element: its arguments are among those of its distribution, if others have that one, too. */
function joined({ distributions, which }: Parts, condition: Expression, own: Part): Parts {
  const like = distributions.findIndex((one) => isAlike(one, own));
  const isNew = like < 0;
  const number: Expression = { kind: "number", value: isNew ? distributions.length : like, span: own.span };
  const isAsBefore = which.kind === "number" && which.value === number.value;
  return {
    distributions: isNew
      ? [...distributions, own]
      : distributions.map((one, k) => (k === like ? withArguments(one, condition, own) : one)),
    which: isAsBefore ? which : callOf("if", condition, number, which),
  };
}

/** Whether two have one distribution and differ in its arguments, and bounds where the other has bounds. */
function isAlike(one: Part, other: Part): boolean {
  if (!isPlain(one) || !isPlain(other) || one.distribution !== other.distribution) return false;
  const [mine, theirs] = [supportOf(one), supportOf(other)];
  return mine.lower === theirs.lower && mine.upper === theirs.upper;
}

/** A distribution of one number that is not made of others. */
function isPlain(distribution: CheckedDistribution): distribution is CheckedScalar {
  return distribution.kind === "scalar" && distribution.modified === undefined;
}

function withArguments(others: Part, condition: Expression, own: Part): Part {
  if (!isPlain(others) || !isPlain(own)) throw new Error("arguments of one distribution");
  const values = others.arguments.map((value, i): Expression => {
    const special = own.arguments[i]!;
    if (printExpression(special) === printExpression(value)) return value;
    return { ...callOf("if", condition, special, value), span: special.span };
  });
  return { ...others, arguments: values };
}

function made({ distributions, which }: Parts, elements: Elements): CheckedScalar {
  const [first, ...others] = distributions as [Part, ...Part[]];
  if (others.length === 0 && first.kind === "scalar") return { ...first, elements };
  return {
    kind: "scalar",
    distribution: byElement(distributions.map(scalarOf)),
    arguments: [which, ...distributions.flatMap(argumentsOf)],
    elements: { ...elements, parts: distributions },
    span: first.span,
  };
}

/** One that is truncated as a distribution of one number, its bounds behind the arguments. */
function scalarOf(part: Part): ScalarDistribution {
  if (part.kind === "scalar") return { ...part.distribution, support: supportOf(part) };
  const cutOf = (bound: Expression | null): Cut =>
    bound === null ? null : bound.kind === "number" ? bound.value : "argument";
  const base = { ...part.base.distribution, support: supportOf(part.base) };
  return cut(base, cutOf(part.lower), cutOf(part.upper));
}

/** The support, without the ends that are arguments and infinite. */
function supportOf({
  distribution: { support, arguments: list },
  arguments: given,
}: CheckedScalar): IntervalSupport {
  const isOpen = (end: Bound): boolean => {
    const value = given[list.findIndex(({ name }) => name === end)];
    return value !== undefined && isInfinite(value);
  };
  return {
    ...support,
    ...(isOpen(support.lower) && { lower: -Infinity }),
    ...(isOpen(support.upper) && { upper: Infinity }),
  };
}

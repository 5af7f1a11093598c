/** What stands after `~`: distributions, modifiers of distributions, and whether they suit the left side. */

import {
  type ArgumentSpecification,
  type Distribution,
  hasCumulative,
  isBinary,
  mayBeParameter,
} from "../../distributions/distribution.ts";
import { distributions, findDistribution } from "../../distributions/index.ts";
import type { Span } from "../../problems/problem.ts";
import type { CheckedDistribution, CheckedScalar, Expression } from "../checked-model.ts";
import { argumentsOf } from "../parts.ts";
import { withPlates } from "../print-expression.ts";
import {
  argumentMustBeData,
  cannotTruncate,
  censoredBeyondTruncation,
  correlationTarget,
  discreteParameter,
  factorOutcome,
  improperOutcome,
  movedLevel,
  nestedOrder,
  notABase,
  notADistribution,
  notOfColumns,
  realOutcome,
  repeatedPlate,
  truncatedWithoutBounds,
  unknownDistribution,
  unorderedPlate,
  vectorOutcome,
  vectorTarget,
  weightedWithoutWeight,
} from "../problems.ts";
import type { ArgumentSyntax, ExpressionSyntax, SyntaxOf } from "../syntax.ts";
import { placeArguments } from "./arguments.ts";
import { fitColumns } from "./column-vectors.ts";
import { dependsOnParameters } from "./dependence.ts";
import { distributionHint } from "./distribution-names.ts";
import { checkNumber } from "./expressions.ts";
import { findModifier } from "./modifiers.ts";
import type { Context } from "./plates.ts";
import type { ColumnSymbol, Scope } from "./scope.ts";
import type { Subject } from "./subject.ts";
import { checkOrder, checkSupports } from "./supports.ts";
import { checkVector } from "./vectors.ts";

type Call = SyntaxOf<"call">;

/** The distribution; null where something is wrong, which is reported. */
export function checkDistribution(
  scope: Scope,
  context: Context,
  subject: Subject,
  syntax: ExpressionSyntax,
): CheckedDistribution | null {
  if (syntax.kind === "broken") return null;
  if (syntax.kind !== "call") return reportNoCall(scope, subject, syntax);
  const name = syntax.callee.text;
  if (name === "truncated") return checkTruncated(scope, context, subject, syntax);
  if (name === "ordered") return checkOrdered(scope, context, subject, syntax);
  if (findModifier(name) !== undefined) return checkModified(scope, context, subject, syntax);
  // Of an outcome, and outermost, it has been taken off.
  if (name === "weighted") return scope.report(weightedWithoutWeight(syntax.span));
  const distribution = requireDistribution(scope, syntax);
  if (distribution === null) return null;
  const isSuitable = suits(scope, subject, distribution, syntax);
  if (!isSuitable && distribution.kind === "vector") return null;
  const checked = checkArguments(scope, context, subject, distribution, syntax);
  return isSuitable ? checked : null;
}

/** `zero_inflated(p, poisson(λ))`: what is said of it beside what is said of the distributions within. */
function checkModified(scope: Scope, context: Context, subject: Subject, syntax: Call): CheckedScalar | null {
  const name = syntax.callee.text;
  const within: CheckedScalar[] = [];
  const checkWithin = (one: ExpressionSyntax): CheckedScalar | null => {
    const checked = checkBaseSyntax(scope, context, subject, name, "other", one);
    if (checked !== null) within.push(checked);
    return checked;
  };
  const checked = findModifier(name)!(scope, context, subject, syntax, checkWithin);
  if (checked === null) return null;
  const theirs = new Set(within.flatMap((one) => one.arguments));
  const own = checked.arguments.map((value) => (theirs.has(value) ? null : value));
  requireData(scope, checked.distribution, own);
  checkSupports(scope, subject.name, checked.distribution, own);
  return checked;
}

function reportNoCall(scope: Scope, subject: Subject, syntax: ExpressionSyntax): null {
  if (syntax.kind === "name") {
    const { text, span } = syntax.name;
    if (findDistribution(text) !== undefined) return scope.report(notADistribution(span, subject.name));
  }
  // `half-normal(5)` reads as a subtraction.
  const isHyphen =
    syntax.kind === "binary" &&
    syntax.operator === "-" &&
    syntax.left.kind === "name" &&
    syntax.right.kind === "call";
  if (isHyphen) {
    const written = scope.written(syntax.span).replace(/\(.*$/s, "").replaceAll(/\s/g, "");
    return scope.report(unknownDistribution(syntax.span, written, distributionHint(written)));
  }
  return scope.report(notADistribution(syntax.span, subject.name));
}

function requireDistribution(scope: Scope, syntax: Call): Distribution | null {
  const { text, span } = syntax.callee;
  const distribution = findDistribution(text);
  if (distribution !== undefined) return distribution;
  return scope.report(unknownDistribution(span, text, distributionHint(text)));
}

/** Whether the left side can have the distribution. */
function suits(scope: Scope, subject: Subject, distribution: Distribution, syntax: Call): boolean {
  const before = scope.problems.length;
  if (subject.kind === "outcome") reportUnsuitedOutcome(scope, subject.columns, distribution, syntax);
  else reportUnsuitedParameter(scope, subject, distribution, syntax);
  return scope.problems.length === before;
}

function reportUnsuitedOutcome(
  scope: Scope,
  columns: readonly ColumnSymbol[],
  distribution: Distribution,
  call: Call,
): void {
  const [only, ...others] = columns;
  if (only !== undefined && others.length === 0) {
    reportUnsuitedColumn(scope, only, distribution, call);
    return;
  }
  const { name, kind, support } = distribution;
  if (kind !== "vector" || distribution.ofColumns !== true) {
    const names = columns.map((column) => column.name);
    const suited = distributions.filter((one) => one.kind === "vector" && one.ofColumns === true);
    const wanted = suited.map((one) => one.name);
    scope.report(notOfColumns(call.callee.span, names, name, wanted));
    return;
  }
  const isInteger = support.kind === "counts";
  for (const column of columns) {
    const { type } = column.syntax;
    if (type === "factor")
      scope.report(factorOutcome(call.callee.span, column.name, name, isInteger ? "int" : "real"));
    else if (type === "real" && isInteger) scope.report(realOutcome(call.callee.span, column.name, name));
  }
}

function reportUnsuitedColumn(
  scope: Scope,
  column: ColumnSymbol,
  distribution: Distribution,
  { callee }: Call,
): void {
  const { name, kind } = distribution;
  const { type } = column.syntax;
  const isInteger = distribution.support.kind === "interval" && distribution.support.isInteger === true;
  if (kind === "vector") scope.report(vectorOutcome(callee.span, column.name, name));
  else if (type === "factor" && kind !== "choice" && !isBinary(distribution))
    scope.report(factorOutcome(callee.span, column.name, name, isInteger ? "int" : "real"));
  else if (type === "real" && isInteger) scope.report(realOutcome(callee.span, column.name, name));
  else if (name === "flat") scope.report(improperOutcome(callee.span, column.name, name));
}

function reportUnsuitedParameter(
  scope: Scope,
  { name, plates }: Extract<Subject, { kind: "parameter" }>,
  distribution: Distribution,
  { callee }: Call,
): void {
  const { support } = distribution;
  const isInteger = support.kind === "counts" || (support.kind === "interval" && support.isInteger === true);
  const [first, second, ...more] = plates;
  if (isInteger) scope.report(discreteParameter(callee.span, name, distribution.name));
  else if (support.kind === "correlation") {
    const isMatrix = first !== undefined && first === second && more.length === 0;
    if (!isMatrix) scope.report(correlationTarget(callee.span, name, distribution.name, first ?? "Z"));
    return;
  } else if (support.kind !== "interval" && first === undefined) {
    scope.report(vectorTarget(callee.span, name, distribution.name));
  }
  if (distribution.kind === "vector" && distribution.chain !== undefined && first !== undefined)
    reportUnordered(scope, callee.span, name, plates, distribution.name);
  const twice = plates.find((plate, i) => plates.indexOf(plate) < i);
  if (twice !== undefined) scope.report(repeatedPlate(callee.span, name, twice));
}

/** A distribution along levels in their order wants a plate whose levels have one. */
function reportUnordered(
  scope: Scope,
  span: Span,
  name: string,
  plates: readonly string[],
  distribution: string,
): void {
  const last = plates[plates.length - 1]!;
  const plate = scope.plates.get(last);
  const around = plates.slice(0, -1);
  if (plate?.kind === "combination" || plate?.kind === "design") {
    const parts = plate.kind === "combination" ? plate.factors : [...around, "week"];
    scope.report(unorderedPlate(span, distribution, last, plate.kind, withPlates(name, parts)));
  } else if (plate?.kind === "factor") {
    const syntax = scope.column(last)?.syntax;
    if (plate.within !== null) scope.report(nestedOrder(span, distribution, last, plate.within, name));
    else if (syntax?.reference != null) scope.report(movedLevel(span, distribution, last));
  }
}

function checkArguments(
  scope: Scope,
  context: Context,
  subject: Subject,
  distribution: Distribution,
  syntax: Call,
): CheckedDistribution | null {
  const placed = placeArguments(scope, distribution, syntax.arguments, syntax.span);
  if (placed === null) {
    // Their own mistakes are worth knowing all the same, and they are used.
    if (distribution.kind === "scalar")
      for (const { value } of syntax.arguments) checkNumber(scope, context, value);
    return null;
  }
  const alongPlate = subject.kind === "parameter" ? (subject.plates.at(-1) ?? null) : null;
  const isAlong = distribution.kind === "vector" && subject.kind === "parameter";
  const outside = isAlong ? aroundVectors(context, distribution) : context;
  const ofArgument = new Map<string, Expression | null>();
  const values = distribution.arguments.map((specification, i): Expression | null => {
    const written = placed[i] ?? null;
    const value = written === null ? defaultOf(specification) : check(specification, written);
    ofArgument.set(specification.name, value);
    return value;
  });
  requireData(scope, distribution, values);
  checkSupports(scope, subject.name, distribution, values);
  const checked = values.filter((value) => value !== null);
  if (checked.length < values.length) return null;
  if (subject.kind === "outcome" && distribution.kind === "vector" && !fitColumns(scope, subject, checked))
    return null;
  const { kind } = distribution;
  // The kind is that of the distribution, which the compiler cannot see through the union.
  return { kind, distribution, arguments: checked, span: syntax.span } as CheckedDistribution;

  function defaultOf({ defaultArgument, defaultValue }: ArgumentSpecification): Expression | null {
    if (defaultArgument !== undefined) return ofArgument.get(defaultArgument) ?? null;
    return { kind: "number", value: defaultValue ?? 0, span: syntax.span };
  }

  function check(specification: ArgumentSpecification, written: ExpressionSyntax): Expression | null {
    if (distribution.kind === "scalar" || specification.shape === "scalar")
      return checkNumber(scope, outside, written);
    return checkVector(scope, context, written, { specification, distribution, plate: alongPlate });
  }
}

/** Where the numbers stand that a whole vector has: at a level of each plate but the last, along which it runs. */
function aroundVectors(context: Context, { support }: Distribution): Context {
  if (context.kind === "row") return context;
  return { ...context, plates: context.plates.slice(0, support.kind === "correlation" ? -2 : -1) };
}

/** An argument without a partial derivative must not depend on parameters. */
function requireData(scope: Scope, distribution: Distribution, values: readonly (Expression | null)[]): void {
  if (distribution.kind !== "scalar") return;
  for (const [i, { name }] of distribution.arguments.entries()) {
    const value = values[i] ?? null;
    if (value === null || mayBeParameter(distribution, name)) continue;
    if (dependsOnParameters(scope, value))
      scope.report(argumentMustBeData(value.span, name, distribution.name));
  }
}

function checkBase(
  scope: Scope,
  context: Context,
  subject: Subject,
  modifier: "truncated" | "ordered",
  argument: ArgumentSyntax | undefined,
): CheckedScalar | null {
  if (argument === undefined || argument.name !== null) return null;
  return checkBaseSyntax(scope, context, subject, modifier, modifier, argument.value);
}

function checkBaseSyntax(
  scope: Scope,
  context: Context,
  subject: Subject,
  modifier: string,
  example: "truncated" | "ordered" | "other",
  syntax: ExpressionSyntax,
): CheckedScalar | null {
  const checked = checkDistribution(scope, context, subject, syntax);
  if (checked === null) return null;
  return checked.kind === "scalar" ? checked : scope.report(notABase(syntax.span, modifier, example));
}

/** `truncated(normal(0, 1), lower: 0, upper: 1)` */
function checkTruncated(
  scope: Scope,
  context: Context,
  subject: Subject,
  syntax: Call,
): CheckedDistribution | null {
  const [first, ...rest] = syntax.arguments;
  const bounds = new Map<string, Expression | null>();
  let isFine = first !== undefined && first.name === null && rest.length > 0 && rest.length <= 2;
  for (const [i, { name, value }] of rest.entries()) {
    const key = name?.text ?? (i === 0 ? "lower" : "upper");
    if ((key !== "lower" && key !== "upper") || bounds.has(key)) isFine = false;
    bounds.set(key, checkNumber(scope, context, value));
  }
  const base = checkBase(scope, context, subject, "truncated", first);
  if (!isFine) return scope.report(truncatedWithoutBounds(syntax.span));
  const { lower = null, upper = null } = Object.fromEntries(bounds);
  if (base === null || [...bounds.values()].includes(null)) return null;
  const checked = { kind: "truncated", base, lower, upper, span: syntax.span } as const;
  if (lower !== null && upper !== null) checkOrder(scope, subject.name, "truncated", lower, upper);
  if (leavesTruncation(base, lower !== null, upper !== null))
    return scope.report(censoredBeyondTruncation(syntax.span));
  const isOfParameters = argumentsOf(checked).some((value) => dependsOnParameters(scope, value));
  if (!isOfParameters || hasCumulative(base.distribution)) return checked;
  return scope.report(cannotTruncate(syntax.span, base.distribution.name));
}

/** Whether values that are known to lie below (above) another one could lie below (above) the bounds. */
function leavesTruncation({ modified }: CheckedScalar, hasLower: boolean, hasUpper: boolean): boolean {
  if (modified?.modifier !== "censored") return false;
  const ways = modified.parts.map((part) => (part.kind === "argument" ? part.name : null));
  return (hasLower && ways.includes("left")) || (hasUpper && ways.includes("right"));
}

/** `ordered(normal(0, 2))` */
function checkOrdered(
  scope: Scope,
  context: Context,
  subject: Subject,
  syntax: Call,
): CheckedDistribution | null {
  if (syntax.arguments.length !== 1) return scope.report(notABase(syntax.span, "ordered", "ordered"));
  const base = checkBase(scope, context, subject, "ordered", syntax.arguments[0]);
  if (base === null) return null;
  if (subject.kind === "outcome")
    return scope.report(vectorOutcome(syntax.callee.span, subject.name, "ordered"));
  if (subject.plates.length === 0)
    return scope.report(vectorTarget(syntax.callee.span, subject.name, "ordered"));
  return { kind: "ordered", base, span: syntax.span };
}

/**
 * Supports: whether every argument of a distribution stays where it may be.
 *
 * An argument that certainly can leave is an error that says what to write; one of which that cannot be decided is left
 * to the data and to sampling. What is certain is told by `range.ts`.
 */

import type { Distribution, IntervalSupport } from "../../distributions/distribution.ts";
import type { CheckedDistribution, DistributionOf, Expression } from "../checked-model.ts";
import { printNumber } from "../print-expression.ts";
import {
  constantOutsideSupport,
  expressionOutsideSupport,
  priorOutsideSupport,
  squaredScale,
} from "../problems.ts";
import { type Interval, isRealLine, pointRange, type Range, rangeOfCall, unknownRange } from "./range.ts";
import { remedyForExpression, remedyForPrior, type Wanted } from "./remedies.ts";
import type { Scope } from "./scope.ts";
import { checkShares } from "./shares.ts";
import { checkIncreases } from "./thresholds.ts";

/** Reports each argument that can leave its support. `subject` is the name on the left side. */
export function checkSupports(
  scope: Scope,
  subject: string,
  distribution: Distribution,
  values: readonly (Expression | null)[],
): void {
  for (const [i, specification] of distribution.arguments.entries()) {
    const value = values[i] ?? null;
    // One that stands for another that is not written has been looked at.
    if (value === null || specification.shape === "matrix" || values.indexOf(value) < i) continue;
    const use = `the ${specification.name} of \`${subject}\``;
    if (specification.sumsToOne === true && !checkShares(scope, use, value)) continue;
    if (specification.increases === true && !checkIncreases(scope, use, distribution.name, value)) continue;
    const wanted = { use, support: specification.support, distribution, position: i };
    for (const item of itemsOf(scope, value)) checkSupport(scope, wanted, item);
    if (specification.name === "sd") warnOfSquare(scope, distribution, value);
  }
  const [lower = null, upper = null] = values;
  const isBounded = distribution.name === "uniform" || distribution.name === "flat";
  if (isBounded && lower !== null && upper !== null)
    checkOrder(scope, subject, distribution.name, lower, upper);
}

/** The values of a list, or the one value. */
function itemsOf(scope: Scope, value: Expression): readonly Expression[] {
  if (value.kind === "list") return value.items;
  return (value.kind === "column" ? scope.lists.get(value.name)?.items : undefined) ?? [value];
}

function checkSupport(scope: Scope, wanted: Wanted, value: Expression): void {
  const { bounds, parameters } = rangeOf(scope, value);
  if (bounds === null || isInside(bounds, wanted.support)) return;
  if (parameters !== null && parameters.size === 0) {
    const found = bounds.lower === bounds.upper ? printNumber(bounds.lower) : scope.written(value.span);
    scope.report(constantOutsideSupport(value.span, wanted.use, describeSupport(wanted.support), found));
    return;
  }
  const allowed = describeExcess(bounds, wanted.support);
  const symbol = value.kind === "quantity" ? scope.quantity(value.name) : null;
  const prior = symbol?.meaning?.prior ?? null;
  if (symbol === null || prior === null) {
    const written = scope.written(value.span);
    const remedy = remedyForExpression(wanted, written);
    scope.report(expressionOutsideSupport(value.span, wanted.use, written, allowed, remedy));
    return;
  }
  const remedy = remedyForPrior(scope, wanted, symbol.name, prior);
  const written = scope.written(prior.span);
  scope.report(priorOutsideSupport(prior.span, symbol.name, wanted.use, written, allowed, remedy));
}

function limits(support: IntervalSupport): Interval {
  const { lower, upper } = support;
  // A bound that is a formula depends on other arguments; it is left to the data.
  return {
    lower: typeof lower === "number" ? lower : -Infinity,
    upper: typeof upper === "number" ? upper : Infinity,
  };
}

function isInside(bounds: Interval, support: IntervalSupport): boolean {
  const { lower, upper } = limits(support);
  if (bounds.lower < lower || bounds.upper > upper) return false;
  if (bounds.lower < bounds.upper) return true;
  // One number: then the end itself matters, and whether it is whole.
  if (support.isOpen && Number.isFinite(bounds.lower) && (bounds.lower === lower || bounds.lower === upper))
    return false;
  return !(support.isInteger && !Number.isInteger(bounds.lower));
}

function describeSupport(support: IntervalSupport): string {
  const { lower, upper } = limits(support);
  const number = support.isInteger ? "a whole number" : "a number";
  if (lower === 0 && upper === Infinity) {
    if (support.isInteger) return "a whole number of at least 0";
    return support.isOpen ? "greater than 0" : "at least 0";
  }
  if (upper === Infinity) return lower === -Infinity ? number : `${number} above ${printNumber(lower)}`;
  if (lower === -Infinity) return `${number} below ${printNumber(upper)}`;
  return `${number} between ${printNumber(lower)} and ${printNumber(upper)}`;
}

function describeExcess(bounds: Interval, support: IntervalSupport): string {
  const { lower, upper } = limits(support);
  const isBelow = bounds.lower < lower;
  const isAbove = bounds.upper > upper;
  if (isBelow && isAbove) return `values outside ${printNumber(lower)} to ${printNumber(upper)}`;
  if (isAbove) return `values above ${printNumber(upper)}`;
  return lower === 0 ? "negative values" : `values below ${printNumber(lower)}`;
}

/** The values that an expression certainly takes, see `range.ts`. */
export function rangeOf(scope: Scope, expression: Expression): Range {
  switch (expression.kind) {
    case "number":
      return pointRange(expression.value);
    case "constant": {
      const symbol = scope.find(expression.name);
      const value = symbol?.kind === "constant" ? symbol.value : null;
      return value === null ? unknownRange : pointRange(value);
    }
    case "quantity":
      return scope.quantity(expression.name)?.meaning?.range ?? { bounds: null, parameters: null };
    case "call": {
      const ranges = expression.arguments.map((argument) => rangeOf(scope, argument));
      return rangeOfCall(expression.function, ranges);
    }
    case "product":
    case "reduction": {
      const inner = rangeOf(scope, expression.kind === "product" ? expression.coefficients : expression.of);
      const isLinear =
        expression.kind === "product" || expression.reduction === "sum" || expression.reduction === "mean";
      return isLinear && isRealLine(inner.bounds) ? inner : { ...inner, bounds: null };
    }
    case "column":
    case "list":
    case "matrix":
      return unknownRange;
  }
}

/** The support of a prior, as the range of its parameter. */
export function boundsOfPrior(scope: Scope, prior: CheckedDistribution): Interval | null {
  switch (prior.kind) {
    case "truncated": {
      const base = boundsOfPrior(scope, prior.base);
      const lower = prior.lower === null ? base : rangeOf(scope, prior.lower).bounds;
      const upper = prior.upper === null ? base : rangeOf(scope, prior.upper).bounds;
      if (base === null || lower === null || upper === null) return null;
      return { lower: Math.max(base.lower, lower.lower), upper: Math.min(base.upper, upper.upper) };
    }
    case "ordered":
      return boundsOfPrior(scope, prior.base);
    case "vector":
      return boundsOfVector(prior.distribution.support.kind);
    case "scalar":
    case "choice": {
      const lower = endOf(scope, prior, "lower");
      const upper = endOf(scope, prior, "upper");
      return lower === null || upper === null ? null : { lower, upper };
    }
  }
}

function boundsOfVector(kind: string): Interval {
  if (kind === "simplex") return { lower: 0, upper: 1 };
  if (kind === "correlation") return { lower: -1, upper: 1 };
  return { lower: -Infinity, upper: Infinity };
}

/** A bound that is a formula is only understood where it is the name of an argument. */
function endOf(scope: Scope, prior: DistributionOf<"scalar" | "choice">, end: keyof Interval): number | null {
  const bound = prior.distribution.support[end];
  if (typeof bound === "number") return bound;
  const position = prior.distribution.arguments.findIndex(({ name }) => name === bound);
  const argument = prior.arguments[position];
  return argument === undefined ? null : (rangeOf(scope, argument).bounds?.[end] ?? null);
}

/** `uniform(1, 0)`, `truncated(normal(0, 1), lower: 1, upper: 0)`: nothing lies between such bounds. */
export function checkOrder(
  scope: Scope,
  subject: string,
  distribution: string,
  lower: Expression,
  upper: Expression,
): void {
  const least = rangeOf(scope, lower).bounds;
  const most = rangeOf(scope, upper).bounds;
  if (least === null || most === null || least.lower < most.upper) return;
  const use = `the upper of \`${subject}\` in \`${distribution}\``;
  const wanted = `above the lower, ${scope.written(lower.span)}`;
  scope.report(constantOutsideSupport(upper.span, use, wanted, scope.written(upper.span)));
}

/** `normal(0, σ^2)` is what a variance would look like. */
function warnOfSquare(scope: Scope, distribution: Distribution, value: Expression): void {
  if (value.kind !== "call") return;
  const [base, exponent] = value.arguments;
  const isSquare =
    value.function === "square" ||
    (value.function === "power" && exponent?.kind === "number" && exponent.value === 2);
  if (!isSquare || base?.kind !== "quantity") return;
  const symbol = scope.quantity(base.name);
  const isScale = symbol?.syntax.kind === "distribution" && (symbol.meaning?.range.bounds?.lower ?? -1) >= 0;
  const [square, scale] = [scope.written(value.span), scope.written(base.span)];
  if (isScale) scope.report(squaredScale(value.span, square, "sd", distribution.name, scale));
}

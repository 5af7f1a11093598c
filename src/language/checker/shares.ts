/**
 * Arguments that are shares: the probabilities of `categorical`, which sum to one.
 *
 * A parameter must have a prior of shares. Of a list, and of values that are defined, the sum is looked at in two points of
 * the parameters: what is not one there, is not one; what the data decide is left to them.
 */

import type { Expression } from "../checked-model.ts";
import { sharesPrior, sharesSum, sharesVary } from "../problems.ts";
import type { Scope } from "./scope.ts";
import { TrialPoint } from "./trial-point.ts";

/** How far sums of decimal fractions may be from one. (As in Stan.) */
const tolerance = 1e-8;

/** Whether an argument may be shares, as far as can be told; what cannot is reported. `use` is "the probabilities of `y`". */
export function checkShares(scope: Scope, use: string, value: Expression): boolean {
  const symbol = value.kind === "quantity" ? scope.quantity(value.name) : null;
  const prior = symbol?.meaning?.prior ?? null;
  if (symbol !== null && prior !== null) {
    // One number where a vector is wanted is another mistake, and is told when data are bound.
    if (symbol.plates === null || symbol.plates.length === 0) return true;
    if (prior.kind === "vector" && prior.distribution.support.kind === "simplex") return true;
    const target = scope.written(symbol.syntax.target.span);
    scope.report(sharesPrior(prior.span, symbol.name, use, scope.written(prior.span), target));
    return false;
  }
  const sum = sumOf(scope, value);
  if (sum === null || isNear(sum, 1)) return true;
  if (sum === "varies") scope.report(sharesVary(value.span, use, scope.written(value.span)));
  else scope.report(sharesSum(value.span, use, Number(sum.toPrecision(6))));
  return false;
}

/** The sum of a vector whatever its parameters are; null where it is not known without data. */
function sumOf(scope: Scope, value: Expression): number | "varies" | null {
  const data = new Map<string, number>();
  const points = [1, 2].map((seed) => new TrialPoint(scope, 7919 * seed, data));
  const [first = null, second = null] = points.map((point) => total(point.vectorOf(value)));
  if (first === null || second === null) return null;
  if (!isNear(first, second)) return "varies";
  return !isNear(first, 1) && points.some(({ restsOnData }) => restsOnData) ? null : first;
}

function total(values: readonly (number | null)[] | null): number | null {
  return values?.reduce((sum, one) => (sum === null || one === null ? null : sum + one), 0) ?? null;
}

function isNear(a: number | "varies", b: number): boolean {
  return a !== "varies" && Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b));
}

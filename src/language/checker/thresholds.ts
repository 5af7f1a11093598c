/**
 * Arguments that increase: the thresholds of `ordered_logistic`, which part categories that come one after another.
 *
 * A parameter must have an ordered prior. A list, and values that are defined, are looked at in some points of the parameters: what
 * does not increase in one of them need not increase; what the data decide is left to them.
 */

import type { CheckedDistribution, Expression } from "../checked-model.ts";
import { thresholdsFall, thresholdsPrior, thresholdsVary } from "../problems.ts";
import { dependsOnParameters } from "./dependence.ts";
import { isRealLine } from "./range.ts";
import type { QuantitySymbol, Scope } from "./scope.ts";
import { TrialPoint } from "./trial-point.ts";

/** Two numbers in any order are found out in all but one of a thousand lists or so. */
const pointCount = 10;

/** Whether an argument may increase, as far as can be told; what cannot is reported. `use` is "the thresholds of `y`". */
export function checkIncreases(scope: Scope, use: string, distribution: string, value: Expression): boolean {
  const symbol = value.kind === "quantity" ? scope.quantity(value.name) : null;
  const prior = symbol?.meaning?.prior ?? null;
  if (symbol !== null && prior !== null) {
    if (prior.kind === "ordered" || !isLong(scope, symbol)) return true;
    const remedy = remedyFor(scope, symbol, prior, distribution);
    scope.report(thresholdsPrior(prior.span, symbol.name, use, scope.written(prior.span), remedy));
    return false;
  }
  if (!falls(scope, value)) return true;
  const problem = dependsOnParameters(scope, value) ? thresholdsVary : thresholdsFall;
  scope.report(problem(value.span, use, scope.written(value.span)));
  return false;
}

/** One number where a vector is wanted is another mistake, told when data are bound; a vector of one number increases. */
function isLong(scope: Scope, { plates }: QuantitySymbol): boolean {
  const last = plates?.at(-1);
  if (last === undefined) return false;
  const plate = scope.plates.get(last);
  return plate?.kind !== "levels" || plate.last > plate.first;
}

function remedyFor(
  scope: Scope,
  { syntax, meaning }: QuantitySymbol,
  prior: CheckedDistribution,
  distribution: string,
): string {
  const target = scope.written(syntax.target.span);
  const isWide = prior.kind === "scalar" && isRealLine(meaning?.range.bounds ?? null);
  const ordered = `ordered(${isWide ? scope.written(prior.span) : "normal(0, 3)"})`;
  const other = distribution === "ordered_logistic" ? "; `adjacent_logit` takes thresholds in any order" : "";
  return `write \`${target} ~ ${ordered}\`${other}`;
}

/** Whether a number is not larger than the one before, for some values of the parameters and whatever the data. */
function falls(scope: Scope, value: Expression): boolean {
  const data = new Map<string, number>();
  for (let seed = 1; seed <= pointCount; seed++) {
    const point = new TrialPoint(scope, 7919 * seed, data);
    const numbers = point.vectorOf(value) ?? [];
    const isFalling = numbers.some((one, i) => {
      const before = i === 0 ? null : (numbers[i - 1] ?? null);
      return one !== null && before !== null && one <= before;
    });
    if (isFalling && !point.restsOnData) return true;
  }
  return false;
}

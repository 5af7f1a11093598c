/**
 * Whether the components of a mixture can exchange places: two of one distribution whose arguments differ only in parameters of equal
 * priors, with weights that do not tell them apart. The posterior then has a copy of itself for each order of the components.
 * Source: Stephens (2000), Journal of the Royal Statistical Society B 62, 795-809.
 */

import type { Span } from "../../problems/problem.ts";
import type { CheckedScalar, Expression } from "../checked-model.ts";
import { mentionedQuantities } from "../parts.ts";
import { printDistribution, printExpression } from "../print-expression.ts";
import { labelsMaySwitch } from "../problems.ts";
import type { Scope } from "./scope.ts";

/** Warns of the first two components that can exchange places. */
export function warnOfLabels(
  scope: Scope,
  components: readonly CheckedScalar[],
  weights: readonly Expression[],
  span: Span,
): void {
  for (const [i, first] of components.entries()) {
    for (const [k, second] of components.entries()) {
      if (k <= i || !areExchangeable(scope, weights[i]!, weights[k]!)) continue;
      const pair = exchangedPair(scope, first, second);
      if (pair === null) continue;
      scope.report(labelsMaySwitch(span, pair[0], pair[1]));
      return;
    }
  }
}

/** The texts of two arguments that may exchange their values; null where the components are told apart. */
function exchangedPair(
  scope: Scope,
  first: CheckedScalar,
  second: CheckedScalar,
): readonly [string, string] | null {
  if (first.distribution.name !== second.distribution.name) return null;
  let pair: readonly [string, string] | null = null;
  for (const [i, one] of first.arguments.entries()) {
    const other = second.arguments[i]!;
    const texts = [printExpression(one), printExpression(other)] as const;
    if (texts[0] === texts[1]) continue;
    if (!areExchangeable(scope, one, other)) return null;
    pair ??= texts;
  }
  return pair;
}

/** Whether two expressions are the same but for parameters with equal priors and no order among them. */
function areExchangeable(scope: Scope, one: Expression, other: Expression): boolean {
  const [text, otherText] = [printExpression(one), printExpression(other)];
  if (text === otherText) return true;
  const names = [one, other].map(mentionedQuantities);
  if (names.some((list) => list.length === 0) || names[0]!.length !== names[1]!.length) {
    // `p` and `1 - p`: one number tells both.
    return one.kind === "quantity" || other.kind === "quantity";
  }
  return names[0]!.every((name, i) => priorText(scope, name) === priorText(scope, names[1]![i]!));
}

/** What is said of a quantity; of one in order, a text that is no other's. */
function priorText(scope: Scope, name: string): string | symbol {
  const symbol = scope.quantity(name);
  const prior = symbol?.meaning?.prior;
  if (prior === undefined || prior === null || prior.kind === "ordered") return Symbol(name);
  return printDistribution(prior);
}

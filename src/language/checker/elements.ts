/**
 * Priors of single elements, `β["days"] ~ normal(0, 1)` beside `β[X] ~ normal(0, 5)`: one statement whose arguments depend on the
 * level, `β[X] ~ normal(0, if(X == "days", 1, 5))`.
 */

import type { CheckedDistribution, CheckedScalar, Expression } from "../checked-model.ts";
import { canonicalName } from "../names.ts";
import { printExpression } from "../print-expression.ts";
import { elementOtherwise, elementTwice, wrongIndices } from "../problems.ts";
import type { ElementStatement } from "../syntax.ts";
import { checkDistribution } from "./distributions.ts";
import { checkIndices } from "./expressions.ts";
import { testOf } from "./level-tests.ts";
import type { Context } from "./plates.ts";
import type { QuantitySymbol, Scope } from "./scope.ts";

/** The distribution of all with those of single elements, later ones before earlier ones; null where something is wrong, which is reported. */
export function withElements(
  scope: Scope,
  context: Context,
  symbol: QuantitySymbol,
  general: CheckedDistribution,
): CheckedDistribution | null {
  const lines = new Map<string, number>();
  let result: CheckedDistribution | null = general;
  for (const element of scope.elements.get(canonicalName(symbol.name)) ?? []) {
    const condition = conditionOf(scope, context, symbol, element, lines);
    const subject = { kind: "parameter", name: symbol.name, plates: symbol.plates ?? [] } as const;
    const own = checkDistribution(scope, context, subject, element.distribution);
    if (condition === null || own === null || result === null) result = null;
    else result = joined(scope, element, condition, own, result);
  }
  return result;
}

/** Whether the level of the context is the one that is named, as a number. */
function conditionOf(
  scope: Scope,
  context: Context,
  symbol: QuantitySymbol,
  { target: { indices, name, span: target } }: ElementStatement,
  lines: Map<string, number>,
): Expression | null {
  const plates = symbol.plates ?? [];
  if (plates.length !== indices.length) return scope.report(wrongIndices(target, name.text, plates));
  const reference = checkIndices(scope, context, symbol, indices, target);
  if (reference === null) return null;
  const element = printExpression(reference);
  const first = lines.get(element);
  if (first !== undefined) return scope.report(elementTwice(target, element, first));
  lines.set(element, target.line);
  const tests = reference.indices.flatMap((index, i) => {
    if (index.kind === "plate") return [];
    const plate = plates[i]!;
    const { label, span } = index;
    return [testOf(scope, { factor: plate, plate, label, isEqual: true, span }, span)];
  });
  return tests.reduce((all, test) => ({
    kind: "call",
    function: "multiply",
    arguments: [all, test],
    span: target,
  }));
}

function joined(
  scope: Scope,
  element: ElementStatement,
  condition: Expression,
  own: CheckedDistribution,
  others: CheckedDistribution,
): CheckedScalar | null {
  const written = scope.written(element.target.span);
  const found = scope.written(element.distribution.span);
  const [one, other] = [plain(own), plain(others)];
  if (other === null) return scope.report(elementOtherwise(own.span, written, found, null));
  if (one === null || one.distribution !== other.distribution)
    return scope.report(elementOtherwise(own.span, written, found, other.distribution.name));
  const values = other.arguments.map((value, i): Expression => {
    const special = one.arguments[i]!;
    if (printExpression(special) === printExpression(value)) return value;
    return { kind: "call", function: "if", arguments: [condition, special, value], span: special.span };
  });
  return { ...other, arguments: values };
}

/** A distribution of one number that is not made of others. */
function plain(distribution: CheckedDistribution): CheckedScalar | null {
  return distribution.kind === "scalar" && distribution.modified === undefined ? distribution : null;
}

/** Labels in expressions: `sex == "male"` is 1 where the level of the factor is that one, and 0 elsewhere. */

import type { Expression, LevelTest, Likelihood } from "../checked-model.ts";
import { printTest } from "../print-expression.ts";
import { labelOfNoFactor, labelOfOutcome, levelElsewhere, orderOfLabels } from "../problems.ts";
import type { SyntaxOf } from "../syntax.ts";
import { addFactor, type Context, describeContext, isFactor, isKnown } from "./plates.ts";
import { type ColumnSymbol, isLost, type Scope } from "./scope.ts";

/** The column of 1 and 0 that stands for the comparison; null where something is wrong, which is reported. */
export function checkLevelTest(
  scope: Scope,
  context: Context,
  { operator, left, span }: SyntaxOf<"binary">,
  { label, span: place }: SyntaxOf<"label">,
): Expression | null {
  if (left.kind === "broken") return null;
  const symbol = left.kind === "name" ? scope.require(left.name) : null;
  if (left.kind === "name" && (symbol === null || isLost(symbol))) return null;
  const found = scope.written(left.span);
  const isPlate = symbol !== null && context.kind === "plates" && context.plates.includes(symbol.name);
  if (isPlate && !isFactor(symbol) && (operator === "==" || operator === "!="))
    return testOf(
      scope,
      { factor: symbol.name, plate: symbol.name, label, isEqual: operator === "==", span: place },
      span,
    );
  if (!isFactor(symbol)) return scope.report(labelOfNoFactor(span, found, label));
  if (operator !== "==" && operator !== "!=") return scope.report(orderOfLabels(span, found, label));
  const plate = levelOf(scope, context, symbol);
  if (plate === undefined) return scope.report(levelElsewhere(span, symbol.name, describeContext(context)));
  return testOf(scope, { factor: symbol.name, plate, label, isEqual: operator === "==", span: place }, span);
}

/** The column of a test, which is then among those of the model. */
export function testOf(scope: Scope, test: LevelTest, span: Expression["span"]): Expression {
  const name = `${printTest(test)}${test.plate === null ? "" : `[${test.plate}]`}`;
  if (!scope.levelTests.has(name)) scope.levelTests.set(name, test);
  return { kind: "column", name, test, span };
}

/** The plate whose level the context has, null where it is the column's own; undefined where there is none. */
function levelOf(scope: Scope, context: Context, { name, per }: ColumnSymbol): string | null | undefined {
  if (context.kind === "row") return null;
  if (context.plates.includes(name)) return name;
  if (per !== null && isKnown(scope, context, per)) return null;
  if (context.plates.length === 0) return undefined;
  // A factor that the plates are nested in: whether they are, the data tell.
  addFactor(scope, name);
  return isKnown(scope, context, name) ? name : undefined;
}

/** Reports labels of outcomes, which are other ones whenever data are drawn from the model. */
export function refuseTestsOfOutcomes(scope: Scope, likelihoods: readonly Likelihood[]): void {
  const outcomes = new Set(likelihoods.map(({ column }) => column));
  for (const { factor, span } of scope.levelTests.values())
    if (outcomes.has(factor)) scope.report(labelOfOutcome(span, factor));
}

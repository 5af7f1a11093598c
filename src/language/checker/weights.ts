/** `weighted(normal(μ, σ), w)`: an outcome of which each row stands for w rows. */

import type { Expression } from "../checked-model.ts";
import { partsOf } from "../parts.ts";
import { weightedWithoutWeight, weightOfParameters } from "../problems.ts";
import type { ExpressionSyntax } from "../syntax.ts";
import { checkNumber } from "./expressions.ts";
import type { Context } from "./plates.ts";
import type { Scope } from "./scope.ts";

/** The distribution without its weight, and that; null where something is wrong with it, which is reported. */
export function readWeighted(
  scope: Scope,
  context: Context,
  syntax: ExpressionSyntax,
): { readonly distribution: ExpressionSyntax; readonly weight: Expression | null } | null {
  if (syntax.kind !== "call" || syntax.callee.text !== "weighted")
    return { distribution: syntax, weight: null };
  const [distribution, weight, ...more] = syntax.arguments;
  const isForm = distribution?.name === null && more.length === 0;
  if (weight === undefined || !isForm || ![undefined, "weight"].includes(weight.name?.text))
    return scope.report(weightedWithoutWeight(syntax.span));
  const value = checkNumber(scope, context, weight.value);
  if (value === null) return null;
  const isData = partsOf(value).every(({ kind }) => ["number", "constant", "column", "call"].includes(kind));
  if (!isData) return scope.report(weightOfParameters(value.span));
  return { distribution: distribution.value, weight: value };
}

/**
 * Which factors have effects of their own whose spread (or mean) is estimated, read from the statements alone, so that it is
 * known before the data are found to fit: `b[g] ~ normal(0, τ)`, and `z[g] ~ normal(0, 1)` where `τ * z[g]` is used.
 */

import type { CheckedModel, Expression } from "../language/checked-model.ts";
import { expressionsOf, isGrouping, mentionedQuantities } from "../language/parts.ts";
import { mentionsParameter } from "./effects.ts";

/** By factor, the parameters over it and no other factor. */
export function groupEffectsByFactor(model: CheckedModel): ReadonlyMap<string, readonly string[]> {
  const effects = new Map<string, string[]>();
  const scaled = scaledQuantities(model);
  for (const statement of model.statements) {
    if (statement.kind !== "parameter") continue;
    const groupings = statement.plates.filter((name) => isGrouping(model.plates.get(name)));
    const [factor] = groupings;
    if (groupings.length !== 1 || model.plates.get(factor!)?.kind !== "factor") continue;
    const isHierarchical = expressionsOf(statement).some((one) => mentionsParameter(model, one));
    if (!isHierarchical && !scaled.has(statement.name)) continue;
    effects.set(factor!, [...(effects.get(factor!) ?? []), statement.name]);
  }
  return effects;
}

/** The quantities that are somewhere multiplied by what holds a parameter. */
function scaledQuantities(model: CheckedModel): ReadonlySet<string> {
  const scaled = new Set<string>();
  const visit = (expression: Expression): void => {
    if (expression.kind !== "call") return;
    expression.arguments.forEach(visit);
    if (expression.function !== "multiply") return;
    const [left, right] = expression.arguments as [Expression, Expression];
    for (const [one, other] of [[left, right] as const, [right, left] as const]) {
      if (mentionsParameter(model, other)) for (const name of mentionedQuantities(one)) scaled.add(name);
    }
  };
  for (const statement of model.statements) expressionsOf(statement).forEach(visit);
  return scaled;
}

/**
 * Which effects are group effects: draws from a population of groups, with a share of the variance, and not one free parameter for
 * each level.
 *
 * An effect whose spread is estimated is one. A known spread does not tell: `b[g] ~ normal(0, 2)` may be a population of groups
 * of known sd or a weak prior on the coefficients of a few conditions. It is a population where its mean is estimated or its sd has
 * a name or is data; and, about a mean that the predictor has beside it, where it is of a factor whose effects are of groups or
 * where no other effect is of groups.
 */

import type { Expression, ParameterStatement } from "../language/checked-model.ts";
import { baseOf } from "../language/parts.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { type GroupEffect, isHierarchical, mentionsParameter } from "./effects.ts";
import { argumentOf } from "./outcome.ts";
import { groupName } from "./variance-formula.ts";

export interface ChosenEffects {
  readonly groups: readonly GroupEffect[];
  /** What could be group effects of known spread, and is taken for population effects because there are others. */
  readonly doubtful: readonly GroupEffect[];
}

/** Sorts the effects of a linear predictor. */
export function chooseGroupEffects(
  model: BoundModel,
  location: Expression,
  effects: readonly GroupEffect[],
): ChosenEffects {
  const { checked } = model;
  const estimated = effects.filter((effect) => isHierarchical(checked, effect));
  const isGroup = (effect: GroupEffect): boolean =>
    estimated.includes(effect) ||
    priorArgument(effect.statement, "scale").some(hasName) ||
    priorArgument(effect.statement, "location").some((mean) => mentionsParameter(checked, mean)) ||
    (isAboutMean(effect) && estimated.some((other) => isWithin(model, effect, other)));
  const predictorHasMean = hasMean(model, location);
  const isAboutMean = ({ statement }: GroupEffect): boolean =>
    predictorHasMean &&
    priorArgument(statement, "location").every((mean) => mean.kind === "number" && mean.value === 0);
  const certain = effects.filter(isGroup);
  const doubtful = effects.filter((effect) => !certain.includes(effect) && isAboutMean(effect));
  return certain.length > 0 ? { groups: certain, doubtful } : { groups: doubtful, doubtful: [] };
}

/** What to write, so that effects that are in doubt are group effects. */
export function doubtRemark(effect: GroupEffect): string {
  const { name } = effect.statement;
  return (
    `${name}[${groupName(effect)}] has a known sd and counts as coefficients, not as effects of groups; ` +
    `a named sd (\`constant s = …\`) makes it a component of the variance`
  );
}

/** The argument that is the location or the scale of the prior, if it has these: one, or none. */
function priorArgument({ distribution }: ParameterStatement, which: "location" | "scale"): Expression[] {
  const base = baseOf(distribution);
  if (base.kind !== "scalar") return [];
  const name = base.distribution.locationScale?.[which];
  const argument = name === undefined ? null : argumentOf(base, name);
  return argument === null ? [] : [argument];
}

/** Whether it is made of constants with names, or columns. */
function hasName(expression: Expression): boolean {
  if (expression.kind === "call") return expression.arguments.some(hasName);
  return expression.kind === "constant" || expression.kind === "column";
}

function isWithin({ domains }: BoundModel, inner: GroupEffect, outer: GroupEffect): boolean {
  return domains.mapTo(domains.ofPlates(inner.plates), outer.plates) !== null;
}

/** Whether a term of the sum is one number for all rows, or a design with an intercept. Definitions are looked through, each once. */
function hasMean(model: BoundModel, written: Expression): boolean {
  const seen = new Set<string>();
  const waiting = [written];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { kind } = next;
    if (kind === "constant" || (kind === "number" && next.value !== 0)) return true;
    if (kind === "product" && model.designs.get(next.design)?.columnNames[0] === "intercept") return true;
    if (kind === "call" && ["add", "subtract"].includes(next.function)) waiting.push(...next.arguments);
    if (kind !== "quantity" || seen.has(next.name)) continue;
    const { name, indices } = next;
    seen.add(name);
    const statement = model.checked.declarations.get(name);
    if (statement?.kind === "definition") waiting.push(statement.value);
    else if (indices.length === 0) return true;
  }
  return false;
}

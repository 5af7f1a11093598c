/**
 * Which effects are group effects: draws from a population of groups, with a share of the variance, and not one free parameter for
 * each level.
 *
 * An effect whose spread is estimated is one. A known spread does not tell: `b[g] ~ normal(0, 2)` may be a population of groups
 * of known sd or a weak prior on the coefficients of a few conditions. It is a population where its mean is estimated or its sd has
 * a name or is data; and, about a mean that the predictor has beside it, where it is of a factor whose effects are of groups or
 * where no other effect is of groups.
 */

import type { CheckedDistribution, Expression, ParameterStatement } from "../language/checked-model.ts";
import type { BoundModel } from "./bound-model.ts";
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
    hasNamedSpread(effect.statement) ||
    meanOf(effect.statement).some((mean) => mentionsParameter(checked, mean)) ||
    (isAboutMean(effect) && estimated.some((other) => isWithin(model, effect, other)));
  const predictorHasMean = hasMean(model, location, new Set());
  const isAboutMean = ({ statement }: GroupEffect): boolean =>
    predictorHasMean && meanOf(statement).every((mean) => mean.kind === "number" && mean.value === 0);
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

function scalarBase(
  distribution: CheckedDistribution,
): Extract<CheckedDistribution, { kind: "scalar" }> | null {
  const base = "base" in distribution ? distribution.base : distribution;
  return base.kind === "scalar" ? base : null;
}

function meanOf({ distribution }: ParameterStatement): readonly Expression[] {
  const base = scalarBase(distribution);
  const location = base?.distribution.locationScale?.location;
  const mean = base === null || location === undefined ? null : argumentOf(base, location);
  return mean === null ? [] : [mean];
}

/** Whether the scale is a constant with a name, or a column. */
function hasNamedSpread({ distribution }: ParameterStatement): boolean {
  const base = scalarBase(distribution);
  const name = base?.distribution.locationScale?.scale;
  const scale = base === null || name === undefined ? null : argumentOf(base, name);
  return scale !== null && hasName(scale);
}

function hasName(expression: Expression): boolean {
  if (expression.kind === "call") return expression.arguments.some(hasName);
  return expression.kind === "constant" || expression.kind === "column";
}

function isWithin({ domains }: BoundModel, inner: GroupEffect, outer: GroupEffect): boolean {
  return domains.mapTo(domains.ofPlates(inner.plates), outer.plates) !== null;
}

/** Whether a term of the sum is one number for all rows, or a design with an intercept; `seen` are the definitions looked through. */
function hasMean(model: BoundModel, expression: Expression, seen: Set<string>): boolean {
  switch (expression.kind) {
    case "quantity": {
      const statement = model.checked.statements.find(
        (one) => one.kind === "definition" && one.name === expression.name,
      );
      if (statement?.kind !== "definition") return expression.indices.length === 0;
      if (seen.has(expression.name)) return false;
      seen.add(expression.name);
      return hasMean(model, statement.value, seen);
    }
    case "product":
      return model.designs.get(expression.design)?.columnNames[0] === "intercept";
    case "call":
      return (
        ["add", "subtract"].includes(expression.function) &&
        expression.arguments.some((one) => hasMean(model, one, seen))
      );
    case "number":
      return expression.value !== 0;
    case "constant":
      return true;
    case "column":
    case "reduction":
    case "list":
      return false;
  }
}

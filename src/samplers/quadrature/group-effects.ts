/**
 * Which parameters of a model are the effects of one factor's groups, a few numbers for each group, and how few numbers are left when these
 * are integrated out. Nothing is compiled here.
 */

import type { ParameterStatement } from "../../language/checked-model.ts";
import { isGrouping } from "../../language/parts.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import type { Domain } from "../../model/domains.ts";
import { sampledDimension } from "../sampled-dimension.ts";

/** The effects of a factor, and what is left beside them. */
export interface FactorEffects {
  readonly factor: string;
  /** Its levels. */
  readonly groups: Domain;
  readonly effects: readonly ParameterStatement[];
  /** Numbers of effects of each group. */
  readonly width: number;
  /** Numbers on the unconstrained scale that are left. */
  readonly left: number;
}

/** Numbers of one group that are integrated over: nodes of a product rule are those of a line to that power. */
const mostEffects = 2;
/** Numbers that are left to be sampled at most: more are not explored. */
const mostLeft = 12;

/** The factors that could be integrated out, that which leaves fewest numbers first; or in words why there is none. */
export function factorsWithEffects(model: BoundModel): readonly FactorEffects[] | string {
  const { checked, domains } = model;
  const factors = domains.plateNames().filter((plate) => isGrouping(checked.plates.get(plate)));
  const found = factors.flatMap((factor) => effectsOf(model, factor) ?? []);
  if (found.length === 0) return "no parameter is over the levels of a factor";
  const narrow = found.filter(({ width }) => width <= mostEffects);
  if (narrow.length === 0) {
    const { factor, width } = found[0]!;
    return `each ${factor} has ${width} numbers to integrate out, and quadrature is over ${mostEffects} at most`;
  }
  narrow.sort((a, b) => a.left - b.left);
  const { factor, left } = narrow[0]!;
  const few = narrow.filter((one) => one.left <= mostLeft);
  return few.length > 0
    ? few
    : `${left} numbers are left when the effects of ${factor} are integrated out: too many to explore`;
}

/** Null where no parameter is over the factor. */
function effectsOf(model: BoundModel, factor: string): FactorEffects | null {
  const { checked, domains } = model;
  const parameters = checked.statements.filter((one) => one.kind === "parameter");
  const effects = parameters.filter((one) => isOverGroups(model, one, factor));
  if (effects.length === 0) return null;
  const groups = domains.ofPlates([factor]);
  const width = effects.reduce((sum, { plates }) => sum + domains.ofPlates(plates).size / groups.size, 0);
  const sampled = parameters.filter((one) => !effects.includes(one));
  return { factor, groups, effects, width, left: sampledDimension({ model, sampled }) };
}

/** Whether a parameter has its numbers for each level of the factor and of no other one. */
function isOverGroups({ checked }: BoundModel, { plates }: ParameterStatement, factor: string): boolean {
  const own = plates.filter((plate) => isGrouping(checked.plates.get(plate)));
  return own.length === 1 && own[0] === factor;
}

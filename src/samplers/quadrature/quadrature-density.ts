/** The density of what is left as those see it who explore and sample it: by a rule, with the finer one at hand. */

import type { ExploredDensity } from "../exploration/modes.ts";
import { GroupIntegrals } from "./group-integrals.ts";
import type { GroupedModelRecipe } from "./grouped-model.ts";
import type { RuleRecipe } from "./node-grid.ts";
import type { StartRecipe } from "./placement.ts";

/** Those of this thread: what was compiled while it was explored is not compiled again for its chains. */
const known = new WeakMap<GroupedModelRecipe, GroupIntegrals>();

/** The integrals of a model, one for all who ask in a thread: they take turns. */
export function integralsOf(recipe: GroupedModelRecipe, start: StartRecipe | null): GroupIntegrals {
  const found = known.get(recipe) ?? new GroupIntegrals(recipe, start);
  found.placement.start = start;
  known.set(recipe, found);
  return found;
}

/** log π(φ) by a rule that may be changed. */
export class QuadratureDensity implements ExploredDensity {
  readonly dimension: number;
  readonly integrals: GroupIntegrals;
  rule: RuleRecipe;

  constructor(integrals: GroupIntegrals, rule: RuleRecipe) {
    this.integrals = integrals;
    this.dimension = integrals.recipe.sampled.length;
    this.rule = rule;
  }

  value(position: Float64Array): number {
    return this.integrals.value(position, this.rule);
  }

  evaluate(position: Float64Array, gradient: Float64Array): number {
    return this.integrals.evaluate(position, this.rule, gradient);
  }

  logPrior(position: Float64Array): number {
    return this.integrals.logPrior(position);
  }
}

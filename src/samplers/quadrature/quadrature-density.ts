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

/**
 * Integrals at two positions, that of a chain and the one that is tried, so that neither is computed anew: a chain that stays has those of where
 * it is, one that moves has those of where it went.
 */
export class IntegralsOfTwo {
  private readonly pair: readonly [GroupIntegrals, GroupIntegrals];
  private kept = 0;

  constructor(recipe: GroupedModelRecipe, start: StartRecipe) {
    const second = new GroupIntegrals(recipe, start);
    this.pair = [integralsOf(recipe, start), second];
  }

  /** Those that are at a position, or those that are free to go there. */
  for(position: Float64Array): GroupIntegrals {
    const [one, other] = this.pair;
    if (one.isAt(position)) return one;
    if (other.isAt(position)) return other;
    return this.kept === 0 ? other : one;
  }

  /** Those at a position, which stay there while others are tried. */
  keep(position: Float64Array): GroupIntegrals {
    const integrals = this.for(position);
    this.kept = integrals === this.pair[0] ? 0 : 1;
    return integrals;
  }
}

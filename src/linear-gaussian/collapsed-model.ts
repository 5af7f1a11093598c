/**
 * A model with large crossed factors compiled: statistics and generated code, as plain data that can be sent to a worker, and
 * what a run must know of its draws; or why it is not a model for collapsed Gibbs sampling.
 */

import { HyperparameterDensity } from "../density/hyperparameter-density.ts";
import type { Roles, Variable } from "../posterior/draws.ts";
import type { LinearGaussian } from "../structure/linear-gaussian.ts";
import { type CollapsedRecipe, makeCollapsedRecipe } from "./collapsed-recipe.ts";
import type { FactorSplit } from "./factor-split.ts";
import type { HyperparametersRecipe } from "./hyperparameters.ts";
import { MultiplierValues } from "./multiplier-values.ts";
import { accumulateCrossProducts } from "./statistics/cross-products.ts";
import { accumulateCrossed } from "./statistics/crossed-statistics.ts";

/** Everything that a chain needs. */
export interface CollapsedGibbsRecipe extends HyperparametersRecipe {
  readonly collapsed: CollapsedRecipe;
  /** What the prior's generated code leaves out of the log density. */
  readonly droppedConstant: number;
}

/** A compiled model. */
export interface CollapsedGibbsModel {
  readonly recipe: CollapsedGibbsRecipe;
  readonly variables: readonly Variable[];
  readonly roles: Roles;
  /** The parameter that each number which is sampled belongs to. */
  readonly sampledNames: readonly string[];
}

/**
 * Compiles a linear-Gaussian model whose factors have been split, with a few passes over its rows. Draws hold what `isKept` says, by the names
 * of parameters and definitions.
 */
export function compileCollapsedGibbs(
  structure: LinearGaussian,
  split: FactorSplit,
  isKept: (name: string) => boolean = () => true,
): CollapsedGibbsModel {
  const cross = accumulateCrossProducts(split.small);
  const statistics = accumulateCrossed(split.family, split.large, split.small, cross);
  const hyperparameterDensity = new HyperparameterDensity(structure.model, {
    integrated: new Set(structure.integrated.map(({ name }) => name)),
    likelihoods: new Set(structure.otherLikelihoods),
  });
  const { joint, dimension } = hyperparameterDensity;
  const values = new MultiplierValues();
  const offsetOf = (parameter: string): number => hyperparameterDensity.offsetOf(parameter);
  const collapsed = makeCollapsedRecipe(split, cross, statistics, values, offsetOf);
  const { recipe, variables, roles } = hyperparameterDensity.compile(values.nodes(joint), isKept);
  const places = hyperparameterDensity.sampled();
  const sampled = Int32Array.from(places, ({ place }) => place);
  const { droppedConstant } = joint;
  return {
    recipe: { hyperparameterDensity: recipe, dimension, sampled, collapsed, droppedConstant },
    variables,
    roles,
    sampledNames: places.map(({ name }) => name),
  };
}

/**
 * A linear-Gaussian model compiled: cross-products and generated code, as plain data that can be sent to a worker, and what
 * a run must know of its draws.
 */

import { HyperparameterDensity } from "../density/hyperparameter-density.ts";
import type { AdjustableEffect, Centering } from "../density/joint/centering.ts";
import type { Parameterization } from "../density/joint/parameters.ts";
import type { Roles, Variable } from "../posterior/draws.ts";
import type { HyperparametersRecipe } from "./hyperparameters.ts";
import { type MarginalRecipe, makeMarginalRecipe } from "./marginal-recipe.ts";
import { MultiplierValues } from "./multiplier-values.ts";
import type { Arrangement } from "./statistics/arrangement.ts";
import type { CrossProducts } from "./statistics/cross-products.ts";
import type { Reduction } from "./statistics/patterns.ts";

/** Everything that a chain needs. */
export interface MarginalModelRecipe extends HyperparametersRecipe {
  readonly marginal: MarginalRecipe;
  /** The innermost nested factor of the nesting whose effects a draw holds or needs; as many as there are nested factors for none. */
  readonly innermost: number;
  /** Nested factors inside of this one are drawn from streams of their own, so that chains are those of a run that does not draw them. */
  readonly apart: number;
}

/** What draws hold, by the names of parameters and definitions. */
export interface Keeping {
  readonly isKept: (name: string) => boolean;
  /** Of what is kept: whether chains must not notice that it is; nothing if not given. */
  readonly isApart?: (name: string) => boolean;
}

export interface MarginalModel {
  readonly recipe: MarginalModelRecipe;
  readonly variables: readonly Variable[];
  readonly roles: Roles;
  /** The parameter that each number which is sampled belongs to. */
  readonly sampledNames: readonly string[];
  /** How each parameter that is sampled was put to the sampler. */
  readonly parameterizations: ReadonlyMap<string, Parameterization>;
  /** Sampled group effects whose coordinates may be chosen; they have their places in the model's own position. */
  readonly effects: readonly AdjustableEffect[];
  /** The same model with other coordinates of these. */
  readonly recentered: (centering: Centering) => MarginalModel;
}

/** Compiles an arranged model with its statistics. Draws hold all quantities if nothing else is said. */
export function compileMarginal(
  arrangement: Arrangement,
  cross: CrossProducts,
  reduction: Reduction,
  keeping: Keeping = { isKept: () => true },
  centering: Centering = new Map(),
): MarginalModel {
  const { structure } = arrangement;
  const hyperparameterDensity = new HyperparameterDensity(structure.model, {
    integrated: new Set(structure.integrated.map(({ name }) => name)),
    likelihoods: new Set(structure.otherLikelihoods),
    centering,
  });
  const { joint, dimension, parameterizations } = hyperparameterDensity;
  const values = new MultiplierValues();
  const offsetOf = (parameter: string): number => hyperparameterDensity.offsetOf(parameter);
  const marginal = makeMarginalRecipe(arrangement, cross, reduction, values, offsetOf);
  const { recipe, variables, roles, isUsed } = hyperparameterDensity.compile(
    values.nodes(joint),
    keeping.isKept,
  );
  const sampled = hyperparameterDensity.sampled();
  const innermostOf = (isDrawn: (parameter: string) => boolean): number => {
    const found = arrangement.nesting.findIndex(({ latents }) =>
      latents.some(({ parameter }) => isDrawn(parameter)),
    );
    return found < 0 ? arrangement.nesting.length : found;
  };
  const innermost = innermostOf(isUsed);
  const { isKept, isApart } = keeping;
  const noticed = isApart && hyperparameterDensity.usedWith((name) => isKept(name) && !isApart(name));
  const apart = noticed === undefined ? innermost : innermostOf((name) => noticed.has(name));
  return {
    recipe: {
      hyperparameterDensity: recipe,
      innermost,
      apart,
      dimension,
      sampled: Int32Array.from(sampled, ({ place }) => place),
      marginal: { ...marginal, logConstant: marginal.logConstant + joint.droppedConstant },
    },
    variables,
    roles,
    sampledNames: sampled.map(({ name }) => name),
    parameterizations,
    effects: joint.adjustable,
    recentered: (other) => compileMarginal(arrangement, cross, reduction, keeping, other),
  };
}

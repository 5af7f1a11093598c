/**
 * A linear-Gaussian model compiled: cross-products and generated code, as plain data that can be sent to a worker, and what
 * a run must know of its draws.
 */

import type { DensityRecipe } from "../density/compile.ts";
import { compileHyperdensity } from "../density/hyperdensity.ts";
import type { AdjustableEffect, Centering } from "../density/joint/centering.ts";
import type { Parameterization } from "../density/joint/parameters.ts";
import type { Roles, Variable } from "../posterior/draws.ts";
import type { Slot } from "../structure/linear-form.ts";
import { type MarginalRecipe, makeMarginalRecipe } from "./marginal-recipe.ts";
import { slotNode } from "./slot-values.ts";
import type { Arrangement } from "./statistics/arrangement.ts";
import type { CrossProducts } from "./statistics/cross-products.ts";
import type { Reduction } from "./statistics/patterns.ts";

/** Everything that a chain needs. */
export interface MarginalModelRecipe {
  /** The priors of what is sampled, with the values of the slots; its position is the model's, and then the adjoints. */
  readonly hyperdensity: DensityRecipe;
  /** Numbers of the model's own position. */
  readonly dimension: number;
  /** The places in the position that are sampled. */
  readonly sampled: Int32Array;
  readonly marginal: MarginalRecipe;
  /** The innermost link of the chain whose effects a draw holds or needs; as many as there are links for none. */
  readonly innermost: number;
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

/** Compiles an arranged model with its statistics. Draws hold what `isKept` says, by the names of parameters and definitions. */
export function compileMarginal(
  arrangement: Arrangement,
  cross: CrossProducts,
  reduction: Reduction,
  isKept: (name: string) => boolean = () => true,
  centering: Centering = new Map(),
): MarginalModel {
  const { structure } = arrangement;
  const slots: Slot[] = [];
  const offsets = new Map<string, number>();
  let marginal: MarginalRecipe | null = null;
  const compiled = compileHyperdensity(structure.model, {
    integrated: new Set(structure.integrated.map(({ name }) => name)),
    likelihoods: new Set(structure.otherLikelihoods),
    isKept,
    centering,
    makeValues: (joint) => {
      for (const { name, node } of joint.inputs) offsets.set(name, node.offset);
      marginal = makeMarginalRecipe(arrangement, cross, reduction, slots, (name) => offsets.get(name)!);
      return slots.map((slot) => slotNode(joint, slot));
    },
  });
  if (marginal === null) throw new Error("the hyperdensity was compiled without its values");
  const { recipe: hyperdensity, dimension, variables, roles, parameterizations, joint, isUsed } = compiled;
  const integrated = new Set(structure.integrated.map(({ name }) => name));
  const sampled = joint.inputs
    .filter(({ name }) => !integrated.has(name))
    .flatMap(({ name, node }) =>
      Array.from({ length: node.domain.size }, (_, i) => ({ name, place: node.offset + i })),
    );
  const used = arrangement.chain.findIndex(({ latents }) =>
    latents.some(({ parameter }) => isUsed(parameter)),
  );
  return {
    recipe: {
      hyperdensity,
      innermost: used < 0 ? arrangement.chain.length : used,
      dimension,
      sampled: Int32Array.from(sampled, ({ place }) => place),
      marginal: {
        ...(marginal as MarginalRecipe),
        logConstant: (marginal as MarginalRecipe).logConstant + joint.droppedConstant,
      },
    },
    variables,
    roles,
    sampledNames: sampled.map(({ name }) => name),
    parameterizations,
    effects: joint.adjustable,
    recentered: (other) => compileMarginal(arrangement, cross, reduction, isKept, other),
  };
}

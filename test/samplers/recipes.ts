/** Recipes of chains with their types known, for tests that look into them or change them. */

import type { CollapsedGibbsChainRecipe } from "../../src/samplers/collapsed-gibbs/collapsed-gibbs.ts";
import type { GibbsChainRecipe } from "../../src/samplers/gibbs/gibbs-chain.ts";
import type { JointChainRecipe } from "../../src/samplers/joint/joint-chain.ts";
import type { MarginalChainRecipe } from "../../src/samplers/marginal/marginal-chain.ts";
import type { QuadratureChainRecipe } from "../../src/samplers/quadrature/quadrature-chain.ts";
import type { ChainRecipe } from "../../src/samplers/sampler.ts";

/** By sampler. */
interface Recipes {
  readonly nuts: JointChainRecipe;
  readonly hmc: JointChainRecipe;
  readonly marginal: MarginalChainRecipe | JointChainRecipe;
  readonly quadrature: QuadratureChainRecipe | JointChainRecipe;
  readonly "collapsed gibbs": CollapsedGibbsChainRecipe;
  readonly gibbs: GibbsChainRecipe;
}

/** Throws if the recipe is of another sampler. */
export function dataOf<Name extends keyof Recipes>(recipe: ChainRecipe, name: Name): Recipes[Name] {
  if (recipe.sampler !== name)
    throw new Error(`expected a recipe of ${name}, found one of ${recipe.sampler}`);
  return recipe.data as Recipes[Name];
}

export function recipeOf<Name extends keyof Recipes>(sampler: Name, data: Recipes[Name]): ChainRecipe {
  return { sampler, data };
}

/** Over all parameters, of whatever sampler; null of others. */
export function jointOf({ sampler, data }: ChainRecipe): JointChainRecipe | null {
  const isJoint =
    ["nuts", "hmc", "marginal", "quadrature"].includes(sampler) &&
    (data as { kind?: string }).kind === "joint";
  return isJoint ? (data as JointChainRecipe) : null;
}

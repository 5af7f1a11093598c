/**
 * What a chain of any sampler is made from, as plain data that can be sent to a worker, and the making. The list of samplers'
 * kinds is here: a new one is a case of the union and a line in `instantiateRecipe`.
 */

import type { ChainMaker } from "./chain.ts";
import { type CollapsedGibbsChainRecipe, collapsedGibbsChains } from "./collapsed-gibbs/collapsed-gibbs.ts";
import { type GibbsChainRecipe, gibbsChains } from "./gibbs/gibbs-chain.ts";
import { type JointChainRecipe, jointChains } from "./joint-chain.ts";
import { type MarginalChainRecipe, marginalChains } from "./marginal/marginal-chain.ts";

export type ChainRecipe =
  | JointChainRecipe
  | MarginalChainRecipe
  | CollapsedGibbsChainRecipe
  | GibbsChainRecipe;

/** Makes the chains of a recipe. */
export function instantiateRecipe(recipe: ChainRecipe): ChainMaker {
  switch (recipe.kind) {
    case "joint":
      return jointChains(recipe);
    case "marginal":
      return marginalChains(recipe);
    case "collapsed gibbs":
      return collapsedGibbsChains(recipe);
    case "gibbs":
      return gibbsChains(recipe);
  }
}

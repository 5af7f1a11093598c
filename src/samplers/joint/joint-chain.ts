/** Chains over every parameter of a model at once, by any kernel. */

import { type DensityRecipe, instantiate } from "../../density/compile.ts";
import type { ChainMaker } from "../chain.ts";
import { type KernelRecipe, kernelChains } from "../kernels/index.ts";

/** What chains of one model are made from. */
export interface JointChainRecipe {
  readonly kind: "joint";
  readonly density: DensityRecipe;
  readonly kernel: KernelRecipe;
}

/** Makes the chains of a recipe. */
export function jointChains({ density: recipe, kernel: wanted }: JointChainRecipe): ChainMaker {
  const model = instantiate(recipe);
  const { density, constrain } = model;
  // A model without parameters has one state.
  const kernel: KernelRecipe = density.dimension === 0 ? { kind: "exact" } : wanted;
  return { width: recipe.width, model, ...kernelChains(kernel, density, constrain) };
}

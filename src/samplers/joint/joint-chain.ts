/** Chains over every parameter of a model at once, by any kernel. */

import { type DensityRecipe, instantiate } from "../../density/compile.ts";
import type { Chain, ChainMaker } from "../chain.ts";
import { type KernelRecipe, resumeMoves, startMoves } from "../kernels/index.ts";
import type { Moves } from "../kernels/kernel.ts";

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
  const asChain = (moves: Moves): Chain => ({
    transition: () => moves.transition(),
    save: (draw) => constrain(moves.position, draw),
    adaptation: () => moves.adaptation(),
    state: () => ({ position: moves.state(), adaptation: moves.adaptation() }),
  });
  return {
    width: recipe.width,
    model,
    start: (place, observer) => {
      const { moves, failedPosition } = startMoves(kernel, density, place, observer);
      return moves === null ? { chain: null, failedPosition } : { chain: asChain(moves), failedPosition };
    },
    resume: (stream, state, observer) => asChain(resumeMoves(kernel, density, stream, state, observer)),
  };
}

/**
 * Chains over what is left when the latents are integrated out: an independence sampler in few dimensions, NUTS in more, and
 * nothing at all where every variance is known. Each draw is completed by an exact draw of what was integrated out.
 */

import { MarginalDensity } from "../../linear-gaussian/marginal-density.ts";
import type { MarginalModelRecipe } from "../../linear-gaussian/marginal-model.ts";
import { NestedEffectsDraw } from "../../linear-gaussian/nested-effects-draw.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import type { Chain, ChainMaker } from "../chain.ts";
import type { ExactKernel } from "../kernels/exact.ts";
import type { IndependenceKernel } from "../kernels/independence.ts";
import { type NutsKernel, resumeMoves, startMoves } from "../kernels/index.ts";
import type { Moves } from "../kernels/kernel.ts";

/** How what is left is sampled; nothing is left where draws are exact. */
export type MarginalKernel = NutsKernel | IndependenceKernel | ExactKernel;

/** What chains of one model are made from. */
export interface MarginalChainRecipe {
  readonly kind: "marginal";
  readonly model: MarginalModelRecipe;
  readonly kernel: MarginalKernel;
}

/** Makes the chains of a recipe. */
export function marginalChains({ model, kernel }: MarginalChainRecipe): ChainMaker {
  const density = new MarginalDensity(model);
  const joint = new NestedEffectsDraw(density.likelihood, model.innermost);
  const whole = new Float64Array(model.hyperparameterDensity.dimension);
  const asChain = (moves: Moves, stream: RandomStream): Chain => ({
    transition: () => moves.transition(),
    adaptation: () => moves.adaptation(),
    state: () => ({ position: moves.state(), adaptation: moves.adaptation() }),
    save: (draw) => {
      density.complete(moves.position, joint, stream, whole);
      density.hyperparameters.constrain(whole, draw);
    },
  });
  return {
    width: model.hyperparameterDensity.width,
    start: (place, observer) => {
      const { moves } = startMoves(kernel, density, place, observer);
      if (moves === null) return { chain: null, failedPosition: whole };
      return { chain: asChain(moves, place.stream), failedPosition: null };
    },
    resume: (stream, state, observer) =>
      asChain(resumeMoves(kernel, density, stream, state, observer), stream),
  };
}

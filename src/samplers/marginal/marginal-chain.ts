/**
 * Chains over what is left when the latents are integrated out: an independence sampler in few dimensions, NUTS in more, and
 * nothing at all where every variance is known. Each draw is completed by an exact draw of what was integrated out.
 */

import { marginalDensityOf } from "../../linear-gaussian/marginal-density.ts";
import type { MarginalModelRecipe } from "../../linear-gaussian/marginal-model.ts";
import { NestedEffectsDraw } from "../../linear-gaussian/nested-effects-draw.ts";
import type { ChainMaker } from "../chain.ts";
import type { ExactKernel } from "../kernels/exact.ts";
import type { IndependenceKernel } from "../kernels/independence.ts";
import { kernelChains, type NutsKernel } from "../kernels/index.ts";

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
  const density = marginalDensityOf(model);
  const joint = new NestedEffectsDraw(density.likelihood, model.innermost, model.apart);
  const whole = new Float64Array(model.hyperparameterDensity.dimension);
  const chains = kernelChains(kernel, density, (position, draw, stream) => {
    density.complete(position, joint, stream, whole);
    density.hyperparameters.constrain(whole, draw);
  });
  return {
    ...chains,
    width: model.hyperparameterDensity.width,
    start: (place, observer) => {
      const begun = chains.start(place, observer);
      return begun.chain === null ? { chain: null, failedPosition: whole } : begun;
    },
  };
}

/** Chains that move in whitened coordinates, and are watched in those of the density. */

import { type DensityRecipe, instantiate } from "../../density/compile.ts";
import type { ChainMaker, ChainObserver } from "../chain.ts";
import { kernelChains } from "../kernels/index.ts";
import type { RotationKernel } from "./rotation-kernel.ts";
import { roomFor, unwhiten, unwhitenMomentum, WhitenedDensity, type Whitening } from "./whitening.ts";

/** What chains of one model are made from. */
export interface WhitenedChainRecipe {
  readonly kind: "whitened";
  readonly density: DensityRecipe;
  readonly whitening: Whitening;
  readonly kernel: RotationKernel;
}

/** Makes the chains of a recipe. */
export function whitenedChains({ density: recipe, whitening, kernel }: WhitenedChainRecipe): ChainMaker {
  const model = instantiate(recipe);
  const { density, constrain } = model;
  const position = new Float64Array(density.dimension);
  const room = roomFor(whitening);
  const chains = kernelChains(kernel, new WhitenedDensity(density, whitening), (z, draw) => {
    unwhiten(whitening, z, position, room);
    constrain(position, draw);
  });
  return {
    width: recipe.width,
    model,
    start: (place, observer) => chains.start(place, observer && watched(observer, whitening)),
    resume: (stream, state, observer) =>
      chains.resume(stream, state, observer && watched(observer, whitening)),
  };
}

/** Is told of positions and momenta of the density's own. */
function watched({ onLeapfrog, ...rest }: ChainObserver, whitening: Whitening): ChainObserver {
  if (onLeapfrog === undefined) return rest;
  const position = new Float64Array(whitening.center.length);
  const momentum = new Float64Array(whitening.center.length);
  const room = roomFor(whitening);
  return {
    ...rest,
    onLeapfrog: (state) => {
      unwhiten(whitening, state.position, position, room);
      unwhitenMomentum(whitening, state.position, state.momentum, momentum);
      onLeapfrog({ ...state, position, momentum });
    },
  };
}

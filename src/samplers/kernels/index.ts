/** The kernels: each a line here. Recipes name theirs by its kind. */

import type { RandomStream } from "../../numeric/random-stream.ts";
import type { FieldShape } from "../adaptation-shape.ts";
import type { Chain, ChainAdaptation, ChainMaker } from "../chain.ts";
import { type HamiltonianKernelRecipe, hamiltonianKernel } from "../hamiltonian/hamiltonian-kernel.ts";
import { type NutsAdaptation, nutsAdaptationShape } from "../hamiltonian/metric/adapted-metric.ts";
import { createHmcChain, hmcAdaptationShape, resumeHmcChain } from "../hmc/hmc.ts";
import type { HmcOptions } from "../hmc/options.ts";
import { createNutsChain, resumeNutsChain } from "../nuts/nuts.ts";
import type { NutsOptions } from "../nuts/options.ts";
import { type RotationKernel, rotationKernel } from "../whitened/rotation-kernel.ts";
import { type ExactKernel, exactKernel } from "./exact.ts";
import { type IndependenceKernel, independenceKernel } from "./independence.ts";
import type { Kernel, KernelDensity, Moves } from "./kernel.ts";

/** The no-U-turn sampler as a recipe has it. */
export interface NutsKernel extends HamiltonianKernelRecipe<NutsOptions, NutsAdaptation> {
  readonly kind: "nuts";
}

/** Static HMC as a recipe has it. */
export interface HmcKernel extends HamiltonianKernelRecipe<HmcOptions> {
  readonly kind: "hmc";
}

/** What moves a position, as plain data. */
export type KernelRecipe = NutsKernel | HmcKernel | IndependenceKernel | ExactKernel | RotationKernel;

const kernels = {
  nuts: hamiltonianKernel(nutsAdaptationShape, createNutsChain, resumeNutsChain),
  hmc: hamiltonianKernel(hmcAdaptationShape, createHmcChain, resumeHmcChain),
  independence: independenceKernel,
  exact: exactKernel,
  rotation: rotationKernel,
};

/** The shapes of what kernels adapt: those of all of them together. */
export const kernelAdaptation: { readonly [field: string]: FieldShape } = Object.assign(
  {},
  ...Object.values(kernels).map(({ adaptation }) => adaptation),
);

/** Makes the chains of a kernel over a density; `save` puts the numbers of a draw at a position into `draw`. */
export function kernelChains(
  recipe: KernelRecipe,
  density: KernelDensity,
  save: (position: Float64Array, draw: Float64Array, stream: RandomStream) => void,
): Pick<ChainMaker, "start" | "resume"> {
  // The types of a kernel are those of its recipe's kind.
  const kernel = kernels[recipe.kind] as unknown as Kernel<KernelRecipe, ChainAdaptation>;
  const chainOf = (moves: Moves, stream: RandomStream): Chain => ({
    transition: () => moves.transition(),
    save: (draw) => save(moves.position, draw, stream),
    adaptation: () => moves.adaptation(),
    state: () => ({
      position: moves.state?.() ?? Array.from(moves.position),
      adaptation: moves.adaptation(),
    }),
  });
  return {
    start: (place, observer) => {
      const { moves, failedPosition } = kernel.start(recipe, density, place, observer);
      if (moves === null) return { chain: null, failedPosition };
      return { chain: chainOf(moves, place.stream), failedPosition: null };
    },
    resume: (stream, state, observer) =>
      chainOf(kernel.resume(recipe, density, stream, state, observer), stream),
  };
}

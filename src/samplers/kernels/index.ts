/** The kernels: each a line here. Recipes name theirs by its kind. */

import type { RandomStream } from "../../numeric/random-stream.ts";
import type { FieldShape } from "../adaptation-shape.ts";
import type { ChainAdaptation, ChainObserver, ChainPlace, ChainState } from "../chain.ts";
import { type HamiltonianKernelRecipe, hamiltonianKernel } from "../hamiltonian/hamiltonian-kernel.ts";
import { nutsAdaptationShape } from "../hamiltonian/metric/adapted-metric.ts";
import { createHmcChain, hmcAdaptationShape, resumeHmcChain } from "../hmc/hmc.ts";
import type { HmcOptions } from "../hmc/options.ts";
import { createNutsChain, resumeNutsChain } from "../nuts/nuts.ts";
import type { NutsOptions } from "../nuts/options.ts";
import { type ExactKernel, exactKernel } from "./exact.ts";
import { type IndependenceKernel, independenceKernel } from "./independence.ts";
import type { Kernel, KernelDensity, Moves, MovesStart } from "./kernel.ts";

/** The no-U-turn sampler as a recipe has it. */
export interface NutsKernel extends HamiltonianKernelRecipe<NutsOptions> {
  readonly kind: "nuts";
}

/** Static HMC as a recipe has it. */
export interface HmcKernel extends HamiltonianKernelRecipe<HmcOptions> {
  readonly kind: "hmc";
}

/** By gradients. */
export type HamiltonianRecipe = NutsKernel | HmcKernel;

/** What moves a position, as plain data. */
export type KernelRecipe = HamiltonianRecipe | IndependenceKernel | ExactKernel;

const kernels = {
  nuts: hamiltonianKernel(nutsAdaptationShape, createNutsChain, resumeNutsChain),
  hmc: hamiltonianKernel(hmcAdaptationShape, createHmcChain, resumeHmcChain),
  independence: independenceKernel,
  exact: exactKernel,
};

/** The shapes of what kernels adapt: those of all of them together. */
export const kernelAdaptation: { readonly [field: string]: FieldShape } = Object.assign(
  {},
  ...Object.values(kernels).map(({ adaptation }) => adaptation),
);

/** The kernel of a recipe; its types are those of the recipe's kind. */
function kernelOf({ kind }: KernelRecipe): Kernel<KernelRecipe, ChainAdaptation> {
  return kernels[kind] as unknown as Kernel<KernelRecipe, ChainAdaptation>;
}

/** Moves at their start, by the kernel that the recipe names. */
export function startMoves(
  recipe: KernelRecipe,
  density: KernelDensity,
  place: ChainPlace,
  observer?: ChainObserver,
): MovesStart {
  return kernelOf(recipe).start(recipe, density, place, observer);
}

/** Of a state that moves of this recipe were in. */
export function resumeMoves(
  recipe: KernelRecipe,
  density: KernelDensity,
  stream: RandomStream,
  state: ChainState,
  observer?: ChainObserver,
): Moves {
  return kernelOf(recipe).resume(recipe, density, stream, state, observer);
}

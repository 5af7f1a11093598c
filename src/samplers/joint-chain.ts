/** Chains over every parameter of a model at once, by a Hamiltonian sampler. */

import { type DensityRecipe, instantiate } from "../density/compile.ts";
import type { LogDensity } from "../density/log-density.ts";
import type { RandomStream } from "../numeric/random-stream.ts";
import type {
  Chain,
  ChainMaker,
  ChainObserver,
  ChainStart,
  ChainState,
  HmcAdaptation,
  NutsAdaptation,
  PositionChain,
} from "./chain.ts";
import { findInitialPosition } from "./hamiltonian/initial-position.ts";
import { createHmcChain, resumeHmcChain } from "./hmc/hmc.ts";
import type { HmcOptions } from "./hmc/options.ts";
import { createNutsChain, type NutsOptions, resumeNutsChain } from "./nuts/nuts.ts";

/** What chains of one model are made from. */
export interface JointChainRecipe {
  readonly kind: "joint";
  readonly density: DensityRecipe;
  readonly kernel: JointKernel;
  /** Chain by chain a place to begin at, as far as there are places. */
  readonly starts: readonly Float64Array[];
}

/** How all parameters are sampled. */
export type JointKernel =
  | { readonly kind: "nuts"; readonly options: NutsOptions }
  | { readonly kind: "hmc"; readonly options: HmcOptions };

/** Makes the chains of a recipe. */
export function jointChains({ density: recipe, kernel, starts }: JointChainRecipe): ChainMaker {
  const model = instantiate(recipe);
  const { density, constrain } = model;
  const asChain = (chain: PositionChain): Chain => ({
    transition: () => chain.transition(),
    save: (draw) => constrain(chain.position, draw),
    adaptation: () => chain.adaptation(),
    state: () => ({ position: Array.from(chain.position), adaptation: chain.adaptation() }),
  });
  return {
    width: recipe.width,
    model,
    start: (stream, warmup, observer, number) => {
      if (density.dimension === 0) return fixedChain(density, constrain);
      const found = findInitialPosition(density, stream, number, starts);
      if (found.kind === "missing") return { chain: null, failedPosition: found.position };
      const initialPosition = found.position;
      const chain = startKernel(kernel, { density, stream, observer, warmup, initialPosition });
      return { chain: asChain(chain), failedPosition: null };
    },
    resume: (stream, state, observer) => {
      if (density.dimension === 0) return requireChain(fixedChain(density, constrain));
      return asChain(resumeKernel(kernel, { density, stream, observer }, state));
    },
  };
}

interface KernelInput {
  readonly density: LogDensity;
  readonly stream: RandomStream;
  readonly observer: ChainObserver | undefined;
}

function startKernel(
  kernel: JointKernel,
  input: KernelInput & { readonly warmup: number; readonly initialPosition: Float64Array },
): PositionChain {
  switch (kernel.kind) {
    case "nuts":
      return createNutsChain({ ...input, options: kernel.options });
    case "hmc":
      return createHmcChain({ ...input, options: kernel.options });
  }
}

/** The state is of a chain that `startKernel` made, and so is its adaptation. */
function resumeKernel(
  kernel: JointKernel,
  input: KernelInput,
  { position, adaptation }: ChainState,
): PositionChain {
  switch (kernel.kind) {
    case "nuts":
      return resumeNutsChain({ ...input, options: kernel.options }, position, adaptation as NutsAdaptation);
    case "hmc":
      return resumeHmcChain({ ...input, options: kernel.options }, position, adaptation as HmcAdaptation);
  }
}

/** The chain of a model without parameters: it has one state. */
function fixedChain(
  density: LogDensity,
  constrain: (position: Float64Array, draw: Float64Array) => void,
): ChainStart {
  const position = new Float64Array(0);
  const logDensity = density.evaluate(position, new Float64Array(0));
  if (!Number.isFinite(logDensity)) return { chain: null, failedPosition: position };
  const statistics = { logDensity, acceptanceRate: 1 };
  return {
    chain: {
      transition: () => statistics,
      save: (draw) => constrain(position, draw),
      adaptation: () => ({}),
      state: () => ({ position: [], adaptation: {} }),
    },
    failedPosition: null,
  };
}

/** Where a chain has been there is a finite density. */
function requireChain({ chain, failedPosition }: ChainStart): Chain {
  if (chain === null) throw new Error(`a chain cannot go on from ${Array.from(failedPosition)}`);
  return chain;
}

/** Chains over every parameter of a model at once, by a Hamiltonian sampler, or by an independence sampler where they are few numbers. */

import { type DensityRecipe, instantiate } from "../density/compile.ts";
import type { LogDensity } from "../density/log-density.ts";
import type { RandomStream } from "../numeric/random-stream.ts";
import type {
  Chain,
  ChainAdaptation,
  ChainMaker,
  ChainObserver,
  ChainStart,
  ChainState,
  HamiltonianStatistics,
  HmcAdaptation,
  NutsAdaptation,
  PositionChain,
  TransitionStatistics,
} from "./chain.ts";
import { createProposal, type ProposalRecipe } from "./exploration/proposal.ts";
import { findInitialPosition } from "./hamiltonian/initial-position.ts";
import { createHmcChain, resumeHmcChain } from "./hmc/hmc.ts";
import type { HmcOptions } from "./hmc/options.ts";
import { describeComponent, IndependenceChain, type ProposalUse } from "./independence-chain.ts";
import { createNutsChain, resumeNutsChain } from "./nuts/nuts.ts";
import type { NutsOptions } from "./nuts/options.ts";

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
  | { readonly kind: "hmc"; readonly options: HmcOptions }
  | IndependenceKernel;

/** Proposals that do not depend on where the chain is. */
export interface IndependenceKernel extends ProposalUse {
  readonly kind: "independence";
  readonly proposal: ProposalRecipe;
}

/** Makes the chains of a recipe. */
export function jointChains({ density: recipe, kernel, starts }: JointChainRecipe): ChainMaker {
  const model = instantiate(recipe);
  const { density, constrain } = model;
  const asChain = (moves: Moves): Chain => ({
    transition: () => moves.transition(),
    save: (draw) => constrain(moves.position, draw),
    adaptation: () => moves.adaptation(),
    state: () => ({ position: moves.state(), adaptation: moves.adaptation() }),
  });
  const independence = ({ proposal }: IndependenceKernel) => {
    const gradient = new Float64Array(density.dimension);
    return {
      evaluate: (at: Float64Array): number => density.evaluate(at, gradient),
      proposal: createProposal(proposal, density),
    };
  };
  return {
    width: recipe.width,
    model,
    start: (stream, warmup, observer, number) => {
      if (density.dimension === 0) return fixedChain(density, constrain);
      if (kernel.kind === "independence") {
        const { evaluate, proposal } = independence(kernel);
        const chain = IndependenceChain.create(evaluate, proposal, kernel, stream);
        if (chain === null) return { chain: null, failedPosition: proposal.start() };
        return { chain: asChain(independenceMoves(chain, kernel)), failedPosition: null };
      }
      const found = findInitialPosition(density, stream, number, starts);
      if (found.kind === "missing") return { chain: null, failedPosition: found.position };
      const initialPosition = found.position;
      const chain = startKernel(kernel, { density, stream, observer, warmup, initialPosition });
      return { chain: asChain(hamiltonianMoves(chain)), failedPosition: null };
    },
    resume: (stream, state, observer) => {
      if (density.dimension === 0) return requireChain(fixedChain(density, constrain));
      if (kernel.kind === "independence") {
        const { evaluate, proposal } = independence(kernel);
        const chain = IndependenceChain.resume(evaluate, proposal, kernel, stream, state.position);
        return asChain(independenceMoves(chain, kernel));
      }
      return asChain(hamiltonianMoves(resumeKernel(kernel, { density, stream, observer }, state)));
    },
  };
}

interface Moves {
  readonly position: Float64Array;
  transition(): TransitionStatistics | HamiltonianStatistics;
  adaptation(): ChainAdaptation;
  /** As in `ChainState`. */
  state(): number[];
}

function hamiltonianMoves(chain: PositionChain): Moves {
  return {
    position: chain.position,
    transition: () => chain.transition(),
    adaptation: () => chain.adaptation(),
    state: () => Array.from(chain.position),
  };
}

function independenceMoves(
  chain: IndependenceChain,
  { proposal: { mixture, inner }, tries }: IndependenceKernel,
): Moves {
  const adaptation = {
    components: mixture.map(describeComponent),
    tries,
    ...(inner === null
      ? {}
      : { given: { inner: inner.inner, anchor: [...inner.anchor], widths: [...inner.widths] } }),
  };
  return {
    position: chain.position,
    transition: () => chain.transition(),
    adaptation: () => adaptation,
    state: () => chain.state(),
  };
}

interface KernelInput {
  readonly density: LogDensity;
  readonly stream: RandomStream;
  readonly observer: ChainObserver | undefined;
}

/** By gradients. */
export type HamiltonianKernel = Exclude<JointKernel, IndependenceKernel>;

function startKernel(
  kernel: HamiltonianKernel,
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
  kernel: HamiltonianKernel,
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

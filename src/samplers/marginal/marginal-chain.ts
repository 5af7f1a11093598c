/**
 * Chains over what is left when the latents are integrated out: an independence sampler in few dimensions, NUTS in more, and
 * nothing at all where every variance is known. Each draw is completed by an exact draw of what was integrated out.
 */

import { JointDraw } from "../../linear-gaussian/joint-draw.ts";
import { MarginalDensity } from "../../linear-gaussian/marginal-density.ts";
import type { MarginalModelRecipe } from "../../linear-gaussian/marginal-model.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import type {
  Chain,
  ChainAdaptation,
  ChainMaker,
  ChainObserver,
  ChainState,
  HamiltonianStatistics,
  NutsAdaptation,
  PositionChain,
  TransitionStatistics,
} from "../chain.ts";
import { MixtureSampler, type TMixture } from "../exploration/t-mixture.ts";
import { findInitialPosition } from "../hamiltonian/initial-position.ts";
import { describeComponent, IndependenceChain, type ProposalUse } from "../independence-chain.ts";
import { createNutsChain, resumeNutsChain } from "../nuts/nuts.ts";
import type { NutsOptions } from "../nuts/options.ts";

/** How what is left is sampled. */
export type MarginalKernel =
  | ({ readonly kind: "independence"; readonly proposal: TMixture } & ProposalUse)
  /** Chain by chain a place to begin at, as far as there are places. */
  | {
      readonly kind: "nuts";
      readonly options: NutsOptions;
      readonly starts: readonly Float64Array[];
    }
  /** Nothing is left: draws are exact and independent. */
  | { readonly kind: "exact" };

/** What chains of one model are made from. */
export interface MarginalChainRecipe {
  readonly kind: "marginal";
  readonly model: MarginalModelRecipe;
  readonly kernel: MarginalKernel;
}

/** Makes the chains of a recipe. */
export function marginalChains({ model, kernel }: MarginalChainRecipe): ChainMaker {
  const density = new MarginalDensity(model);
  const joint = new JointDraw(density.likelihood, model.innermost);
  const whole = new Float64Array(model.hyperdensity.dimension);
  const asChain = (moves: Moves, stream: RandomStream): Chain => ({
    transition: () => moves.transition(),
    adaptation: () => moves.adaptation(),
    state: () => ({ position: moves.state(), adaptation: moves.adaptation() }),
    save: (draw) => {
      density.complete(moves.position, joint, stream, whole);
      density.constrain(whole, draw);
    },
  });
  return {
    width: model.hyperdensity.width,
    start: (stream, warmup, observer, number) => {
      const moves = startKernel(density, kernel, { stream, warmup, observer, number });
      if (moves === null) return { chain: null, failedPosition: whole };
      return { chain: asChain(moves, stream), failedPosition: null };
    },
    resume: (stream, state, observer) =>
      asChain(resumeKernel(density, kernel, stream, state, observer), stream),
  };
}

interface Moves {
  readonly position: Float64Array;
  transition(): TransitionStatistics | HamiltonianStatistics;
  adaptation(): ChainAdaptation;
  /** As in `ChainState`. */
  state(): number[];
}

/** What a chain begins with; its number is from 1. */
interface KernelStart {
  readonly stream: RandomStream;
  readonly warmup: number;
  readonly observer: ChainObserver | undefined;
  readonly number: number | undefined;
}

/** Null where no finite density is found. */
function startKernel(
  density: MarginalDensity,
  kernel: MarginalKernel,
  { stream, warmup, observer, number }: KernelStart,
): Moves | null {
  switch (kernel.kind) {
    case "exact":
      return exactMoves(density);
    case "independence": {
      const proposal = new MixtureSampler(kernel.proposal);
      const chain = IndependenceChain.create((at) => density.value(at), proposal, kernel, stream);
      return chain === null ? null : independenceMoves(chain, kernel);
    }
    case "nuts": {
      const { options, starts } = kernel;
      const initialPosition = starts[(number ?? 1) - 1] ?? findPosition(density, stream, number);
      if (initialPosition === null) return null;
      return nutsMoves(createNutsChain({ density, stream, warmup, initialPosition, options, observer }));
    }
  }
}

function findPosition(density: MarginalDensity, stream: RandomStream, number?: number): Float64Array | null {
  const found = findInitialPosition(density, stream, number);
  return found.kind === "missing" ? null : found.position;
}

function resumeKernel(
  density: MarginalDensity,
  kernel: MarginalKernel,
  stream: RandomStream,
  { position, adaptation }: ChainState,
  observer?: ChainObserver,
): Moves {
  switch (kernel.kind) {
    case "exact":
      return requireMoves(exactMoves(density));
    case "independence": {
      const evaluate = (at: Float64Array): number => density.value(at);
      const proposal = new MixtureSampler(kernel.proposal);
      return independenceMoves(
        IndependenceChain.resume(evaluate, proposal, kernel, stream, position),
        kernel,
      );
    }
    case "nuts": {
      // The state is of a chain that `startKernel` made.
      const adapted = adaptation as NutsAdaptation;
      return nutsMoves(
        resumeNutsChain({ density, stream, options: kernel.options, observer }, position, adapted),
      );
    }
  }
}

/** Where a chain has been there is a finite density. */
function requireMoves(moves: Moves | null): Moves {
  if (moves === null) throw new Error("a chain cannot go on where the density is not finite");
  return moves;
}

/** Nothing moves: every draw is completed independently. Null where the density is not finite. */
function exactMoves(density: MarginalDensity): Moves | null {
  const position = new Float64Array(0);
  const statistics = { logDensity: density.value(position), acceptanceRate: 1 };
  if (!Number.isFinite(statistics.logDensity)) return null;
  return { position, transition: () => statistics, adaptation: () => ({}), state: () => [] };
}

function independenceMoves(
  chain: IndependenceChain,
  { proposal, tries }: Extract<MarginalKernel, { kind: "independence" }>,
): Moves {
  const components = proposal.map(describeComponent);
  const adaptation = { components, tries };
  return {
    position: chain.position,
    transition: () => chain.transition(),
    adaptation: () => adaptation,
    state: () => chain.state(),
  };
}

function nutsMoves(chain: PositionChain): Moves {
  return {
    position: chain.position,
    transition: () => chain.transition(),
    adaptation: () => chain.adaptation(),
    state: () => Array.from(chain.position),
  };
}

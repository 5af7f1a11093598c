/**
 * Chains over what is left when the latents are integrated out: an independence sampler in few dimensions, NUTS in more, and
 * nothing at all where every variance is known. Each draw is completed by an exact draw of what was integrated out.
 */

import type { RandomStream } from "../../numeric/random-stream.ts";
import type {
  Chain,
  ChainAdaptation,
  ChainMaker,
  ChainStart,
  HamiltonianStatistics,
  TransitionStatistics,
} from "../chain.ts";
import { findInitialPosition } from "../hamiltonian/initial-position.ts";
import { createNutsChain, type NutsOptions } from "../nuts/nuts.ts";
import { IndependenceChain } from "./independence-chain.ts";
import { JointDraw } from "./joint-draw.ts";
import { MarginalDensity } from "./marginal-density.ts";
import type { MarginalModelRecipe } from "./marginal-model.ts";
import type { Proposal } from "./proposal.ts";

/** How what is left is sampled. */
export type MarginalKernel =
  | { readonly kind: "independence"; readonly proposal: Proposal; readonly tries: number }
  | { readonly kind: "nuts"; readonly options: NutsOptions }
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
  const start = (stream: RandomStream, warmup: number): ChainStart => {
    const moves = startKernel(density, kernel, stream, warmup);
    if (moves === null) return { chain: null, failedPosition: whole };
    const chain: Chain = {
      transition: () => moves.transition(),
      adaptation: () => moves.adaptation(),
      save: (draw) => {
        density.complete(moves.position, joint, stream, whole);
        density.constrain(whole, draw);
      },
    };
    return { chain, failedPosition: null };
  };
  return { width: model.hyperdensity.width, start };
}

interface Moves {
  readonly position: Float64Array;
  transition(): TransitionStatistics | HamiltonianStatistics;
  adaptation(): ChainAdaptation;
}

/** Null where no finite density is found. */
function startKernel(
  density: MarginalDensity,
  kernel: MarginalKernel,
  stream: RandomStream,
  warmup: number,
): Moves | null {
  switch (kernel.kind) {
    case "exact": {
      const position = new Float64Array(0);
      const statistics = { logDensity: density.value(position), acceptanceRate: 1 };
      if (!Number.isFinite(statistics.logDensity)) return null;
      return { position, transition: () => statistics, adaptation: () => ({}) };
    }
    case "independence": {
      const { proposal, tries } = kernel;
      const chain = IndependenceChain.create((at) => density.value(at), proposal, tries, stream);
      if (chain === null) return null;
      const adaptation = {
        location: [...proposal.location],
        factor: [...proposal.factor],
        tries,
        efficiency: proposal.efficiency,
      };
      return {
        position: chain.position,
        transition: () => chain.transition(),
        adaptation: () => adaptation,
      };
    }
    case "nuts": {
      const found = findInitialPosition(density, stream);
      if (found.kind === "missing") return null;
      return createNutsChain({
        density,
        stream,
        warmup,
        initialPosition: found.position,
        options: kernel.options,
      });
    }
  }
}

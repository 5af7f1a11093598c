/**
 * What a chain of any sampler is made from, as plain data that can be sent to a worker, and the making. The list of samplers'
 * kinds is here: a new one is a case of the union and a line in `instantiateRecipe`.
 */

import { type DensityRecipe, instantiate } from "../density/compile.ts";
import type { LogDensity } from "../density/log-density.ts";
import type { RandomStream } from "../numeric/random-stream.ts";
import type { ChainMaker, ChainStart } from "./chain.ts";
import { type CollapsedGibbsChainRecipe, collapsedGibbsChains } from "./collapsed-gibbs/collapsed-gibbs.ts";
import { findInitialPosition } from "./hamiltonian/initial-position.ts";
import { type MarginalChainRecipe, marginalChains } from "./marginal/marginal-chain.ts";
import { createNutsChain, type NutsOptions } from "./nuts/nuts.ts";

export type ChainRecipe = JointChainRecipe | MarginalChainRecipe | CollapsedGibbsChainRecipe;

/** Every parameter is sampled, by NUTS. */
export interface JointChainRecipe {
  readonly kind: "joint";
  readonly density: DensityRecipe;
  readonly options: NutsOptions;
}

/** Makes the chains of a recipe. */
export function instantiateRecipe(recipe: ChainRecipe): ChainMaker {
  switch (recipe.kind) {
    case "joint":
      return jointChains(recipe);
    case "marginal":
      return marginalChains(recipe);
    case "collapsed gibbs":
      return collapsedGibbsChains(recipe);
  }
}

function jointChains({ density: recipe, options }: JointChainRecipe): ChainMaker {
  const { density, constrain } = instantiate(recipe);
  const start = (stream: RandomStream, warmup: number): ChainStart => {
    if (density.dimension === 0) return fixedChain(density, constrain);
    const found = findInitialPosition(density, stream);
    if (found.kind === "missing") return { chain: null, failedPosition: found.position };
    const chain = createNutsChain({ density, stream, warmup, initialPosition: found.position, options });
    return {
      chain: {
        transition: () => chain.transition(),
        save: (draw) => constrain(chain.position, draw),
        adaptation: () => chain.adaptation(),
      },
      failedPosition: null,
    };
  };
  return { width: recipe.width, start };
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
    },
    failedPosition: null,
  };
}

/**
 * Chains over what is left when the effects of a factor's groups are integrated out by quadrature, each draw completed by one of the effects
 * given the rest. Few numbers are sampled by an independence sampler in two stages; where none fits, by NUTS under the finer rule.
 */

import { instantiateFunction } from "../../density/compile.ts";
import { createFork, type RandomStream } from "../../numeric/random-stream.ts";
import type { Chain, ChainMaker } from "../chain.ts";
import { createProposal } from "../exploration/proposal.ts";
import {
  adaptationOf,
  type IndependenceAdaptation,
  type IndependenceKernel,
} from "../kernels/independence.ts";
import { IndependenceChain } from "../kernels/independence-chain.ts";
import { kernelChains, type NutsKernel } from "../kernels/index.ts";
import { CorrectedMoves } from "./corrected-moves.ts";
import { drawRule, EffectsDraw } from "./effects-draw.ts";
import type { GroupedModelRecipe } from "./grouped-model.ts";
import type { RuleRecipe } from "./node-grid.ts";
import type { StartRecipe } from "./placement.ts";
import { IntegralsOfTwo, integralsOf, QuadratureDensity } from "./quadrature-density.ts";

/** What chains of one model are made from. */
export interface QuadratureChainRecipe {
  readonly kind: "quadrature";
  readonly model: GroupedModelRecipe;
  readonly start: StartRecipe;
  /** Of the first stage, and of the second. */
  readonly rule: RuleRecipe;
  readonly finer: RuleRecipe;
  /** What the logs of the two differ by at most, as far as is known. */
  readonly bound: number;
  readonly kernel: IndependenceKernel | NutsKernel;
}

/** Makes the chains of a recipe. */
export function quadratureChains(recipe: QuadratureChainRecipe): ChainMaker {
  const { model, start, rule, finer, kernel } = recipe;
  const nodes = drawRule(rule, finer, model.width);
  const pair = new IntegralsOfTwo(model, start);
  const integrals = integralsOf(model, start);
  const effects = new EffectsDraw(integrals);
  const constrain = instantiateFunction(model.constrain);
  const fork = createFork();
  const save = (position: Float64Array, draw: Float64Array, stream: RandomStream): void => {
    const own = pair.keep(position);
    if (model.isDrawn) effects.draw(own, position, nodes, model.isApart ? fork(stream) : stream);
    else own.logPrior(position);
    constrain(own.whole, draw);
  };
  const chains =
    kernel.kind === "nuts"
      ? kernelChains(kernel, new QuadratureDensity(integrals, finer), save)
      : twoStages(recipe, kernel, pair, save);
  return {
    width: model.draw,
    resume: chains.resume,
    start: (place, observer) => {
      const begun = chains.start(place, observer);
      return begun.chain === null
        ? { chain: null, failedPosition: integrals.whole.slice(0, model.dimension) }
        : begun;
    },
  };
}

function twoStages(
  { model, start, rule, finer, bound }: QuadratureChainRecipe,
  kernel: IndependenceKernel,
  pair: IntegralsOfTwo,
  save: (position: Float64Array, draw: Float64Array, stream: RandomStream) => void,
): Pick<ChainMaker, "start" | "resume"> {
  const density = new QuadratureDensity(integralsOf(model, start), rule);
  const evaluate = (at: Float64Array): number => pair.for(at).value(at, rule);
  const differenceAt = (at: Float64Array, logDensity: number): number =>
    pair.for(at).value(at, finer) - logDensity;
  const adaptation: IndependenceAdaptation = adaptationOf(kernel);
  const chainOf = (moves: CorrectedMoves, stream: RandomStream): Chain => ({
    transition: () => moves.transition(),
    save: (draw) => save(moves.position, draw, stream),
    adaptation: () => adaptation,
    state: () => ({ position: moves.state(), adaptation }),
  });
  const proposal = createProposal(kernel.proposal, density);
  return {
    start: ({ stream }) => {
      const chain = IndependenceChain.create(evaluate, proposal, kernel, stream);
      if (chain === null) return { chain: null, failedPosition: proposal.start() };
      return {
        chain: chainOf(new CorrectedMoves(chain, stream, differenceAt, bound), stream),
        failedPosition: null,
      };
    },
    resume: (stream, { position }) => {
      const { chain: ofChain, own } = CorrectedMoves.ownOf(position);
      const chain = IndependenceChain.resume(evaluate, proposal, kernel, stream, ofChain);
      return chainOf(new CorrectedMoves(chain, stream, differenceAt, bound).resume(own), stream);
    },
  };
}

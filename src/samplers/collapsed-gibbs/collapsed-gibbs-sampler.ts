/**
 * The collapsed Gibbs sampler in the plan: for a normal outcome with crossed factors of many levels, where factoring what is left of a
 * factor would cost more than passing over the pairs of levels that meet.
 */

import { type CollapsedGibbsModel, compileCollapsedGibbs } from "../../linear-gaussian/collapsed-model.ts";
import { jointDrawRefusal } from "../../linear-gaussian/crossed-effects-draw.ts";
import { type FactorSplit, splitFactors } from "../../linear-gaussian/factor-split.ts";
import { Hyperparameters } from "../../linear-gaussian/hyperparameters.ts";
import { arrange } from "../../linear-gaussian/statistics/arrangement.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import { createRandomStream } from "../../numeric/random-stream.ts";
import type { LinearGaussian } from "../../structure/linear-gaussian.ts";
import { coordinateScales, isInDataUnit } from "../exploration/coordinate-scales.ts";
import { findStartBox, type StartBox } from "../exploration/start-box.ts";
import { gibbsOptions } from "../gibbs/options.ts";
import type { ModelStructure } from "../model-structure.ts";
import { valuesOf } from "../options/option-group.ts";
import { sizeOfQuantity } from "../quantity-size.ts";
import { sampledDimension } from "../sampled-dimension.ts";
import { defineSampler, type OwnOffer, type PlanRequest, type PreparedSampler } from "../sampler.ts";
import { collapsedBlocks } from "./block-names.ts";
import {
  type CollapsedGibbsChainRecipe,
  collapsedGibbsAdaptationShape,
  collapsedGibbsChains,
  createCollapsedGibbsChain,
} from "./collapsed-gibbs.ts";
import { mixingRate, worstMixingRate } from "./mixing-rate.ts";
import { collapsedSchedule } from "./schedule-text.ts";
import { sweepOperations } from "./sweep-cost.ts";

/** Sweeps for an independent draw that a prediction goes by: half of what was measured on crossed designs. */
const sweepsPerDraw = 2;
/** Adaptation needs no more sweeps than this, however many are asked for. */
const mostWarmup = 300;
/** Sweeps of the pilot that the mixing rate is computed after. */
const pilotSweeps = 25;
const pilotStream = 0;

export const collapsedGibbsSampler = defineSampler({
  name: "collapsed gibbs",
  method: "gibbs",
  words: "one block after another",
  options: [gibbsOptions],
  adaptation: collapsedGibbsAdaptationShape,
  chains: collapsedGibbsChains,
  offer,
});

function offer(
  { linearGaussian }: ModelStructure,
  request: PlanRequest,
): OwnOffer<CollapsedGibbsChainRecipe> | string {
  if (!valuesOf(gibbsOptions, request.options).collapse)
    return "is to draw every block from its full conditional";
  const { structure } = linearGaussian;
  if (structure === null) return "is for normal outcomes with effects that can be integrated out";
  const { split, refusal } = splitFactors(arrange(structure));
  if (split === null) return `the model ${refusal}`;
  const { large, small } = split;
  const names = large.map(({ domain }) => `${domain.name} (${domain.size} levels)`);
  const integrated = small.dense.map(({ domain }) => domain.name);
  const sweep = sweepOperations(split);
  return {
    kernel: "collapsed_sweeps",
    dimension: sampledDimension(structure),
    integrated: structure.integrated,
    notes: [
      `effects of ${names.join(" and ")} are drawn in turn, their sds with these effects integrated out`,
      `population effects${integrated.length === 0 ? "" : ` and those of ${integrated.join(", ")}`} are integrated out in every step`,
    ],
    schedule: () => collapsedSchedule(large),
    operations: sweep,
    operationsPerDraw: sweepsPerDraw * sweep,
    prepare: () => prepare(structure, split, request),
  };
}

function prepare(
  structure: LinearGaussian,
  split: FactorSplit,
  request: PlanRequest,
): PreparedSampler<CollapsedGibbsChainRecipe> {
  const isKept = (name: string): boolean => request.isKept(name, sizeOfQuantity(structure.model, name));
  const model = compileCollapsedGibbs(structure, split, isKept);
  return {
    recipe: { model: model.recipe, blocks: collapsedBlocks(split.large), box: boxOf(model, structure.model) },
    variables: model.variables,
    roles: model.roles,
    warmup: Math.min(request.warmup, mostWarmup),
    notes: judgeMixing(model, request.seed),
    kernel: "collapsed_sweeps",
    parameterizations: {},
    centering: {},
  };
}

/** Where its hyperparameters begin: the prior of what is sampled knows nothing of the outcomes. */
function boxOf({ recipe, sampledNames }: CollapsedGibbsModel, model: BoundModel): StartBox | null {
  const hyperparameters = new Hyperparameters(recipe);
  const logPrior = (at: Float64Array): number => {
    hyperparameters.position.set(at);
    return hyperparameters.evaluate();
  };
  const scales = coordinateScales(model, sampledNames);
  return findStartBox({ logPrior, scales, isInDataUnit: isInDataUnit(model) });
}

/** How fast effects that are drawn in turn forget where they were, known before the chains begin. */
function judgeMixing({ recipe }: CollapsedGibbsModel, seed: number): string[] {
  const stream = createRandomStream(seed, pilotStream);
  const pilot = createCollapsedGibbsChain({ recipe, stream, warmup: pilotSweeps });
  if (pilot === null) return [];
  for (let i = 0; i < pilotSweeps; i++) pilot.transition();
  const rate = mixingRate(recipe, pilot.position);
  if (Number.isNaN(rate)) return [];
  const least = (1 - rate) / (1 + rate);
  const words = `mixing rate ρ² = ${rate.toFixed(2)}: at least ${least.toFixed(2)} effective draws of any effect in a sweep`;
  if (rate <= worstMixingRate) return [words];
  const obstacle = jointDrawRefusal(recipe);
  return [
    words,
    obstacle === null
      ? "so all effects are drawn jointly"
      : `they are not drawn jointly: the model ${obstacle}`,
  ];
}

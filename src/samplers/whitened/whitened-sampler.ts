/**
 * All parameters in coordinates in which the posterior is nearly standard normal, where there are such. Where there are none, what else there is: group
 * effects integrated out by quadrature if that is cheaper than NUTS, as it is with one number a group, and NUTS otherwise.
 */

import type { CompiledModel } from "../../density/compile.ts";
import { scanStarts } from "../exploration/scan-starts.ts";
import { nutsAdaptationShape } from "../hamiltonian/metric/adapted-metric.ts";
import { type JointChainRecipe, jointChains } from "../joint/joint-chain.ts";
import { operationsOf, preparedOf, prepareJoint } from "../joint/joint-offer.ts";
import type { ModelStructure } from "../model-structure.ts";
import { nutsOptions } from "../nuts/options.ts";
import { valuesOf } from "../options/option-group.ts";
import { quadratureSampler } from "../quadrature/quadrature-sampler.ts";
import {
  type ChainRecipe,
  defineSampler,
  isOffer,
  type PlanRequest,
  type PreparedSampler,
} from "../sampler.ts";
import { whitenJoint } from "./whiten-joint.ts";
import { type WhitenedChainRecipe, whitenedChains } from "./whitened-chains.ts";

/** Gradients of a trajectory, and trajectories for an independent draw, that a prediction goes by. */
const gradientsPerDraw = 3 * 2;
const gradientsOfNuts = 30;
const notNormal = "the posterior is not nearly normal in any coordinates that were found";
/** Transitions of warm-up at most: what is adapted a pilot has adapted, and the way from where a chain begins is short. */
const mostWarmup = 50;
/** So few numbers without group effects are better explored: their tails may be anything. */
const mostPlain = 10;
const gradientsOfPlain = 60;

export const whitenedSampler = defineSampler({
  name: "whitened",
  method: "whitened",
  words: "sample everything where it is nearly normal",
  options: [nutsOptions],
  adaptation: { ...nutsAdaptationShape, ...quadratureSampler.adaptation },
  chains: (recipe: WhitenedRecipe) => {
    if ("sampler" in recipe) return quadratureSampler.chains(recipe.data);
    return recipe.kind === "whitened" ? whitenedChains(recipe) : jointChains(recipe);
  },
  offer: (structure, request) => {
    const { joint: compiled } = structure;
    const { dimension } = compiled.recipe;
    const isPlain = compiled.joint.adjustable.length === 0 && dimension <= mostPlain;
    const operations = operationsOf(compiled);
    return {
      kernel: "rotation",
      dimension,
      integrated: [],
      notes: [],
      operations,
      operationsPerDraw: (isPlain ? gradientsOfPlain : gradientsPerDraw) * operations,
      passes: compiled.passes,
      parameterizations: compiled.parameterizations,
      choosesCoordinates: true,
      prepare: () =>
        prepareWhitened(compiled, request) ??
        prepareByQuadrature(structure, request, operations) ??
        prepareByNuts(compiled, request),
    };
  },
});

/** Of the way that was taken; a recipe of another sampler has its name. */
type WhitenedRecipe = WhitenedChainRecipe | JointChainRecipe | ChainRecipe;
type Prepared = PreparedSampler<WhitenedRecipe>;

/** Null where no coordinates are found in which the posterior is nearly normal, or climbs find modes apart. */
function prepareWhitened(
  given: CompiledModel,
  { seed, warmup, chains, options }: PlanRequest,
): Prepared | null {
  const { targetAcceptance } = valuesOf(nutsOptions, options);
  const found = whitenJoint(given, { chains, seed, targetAcceptance });
  if (found === null) return null;
  const { compiled, whitening, box, places, stepSize } = found;
  const { recipe: density, model, joint } = compiled;
  const operations = operationsOf(given);
  const scan = { model, recipe: density, inputs: joint.inputs, operations, chains, seed, box };
  const { modes } = scanStarts(scan);
  if (modes > 1) return null;
  return {
    ...preparedOf(compiled),
    recipe: { kind: "whitened", density, whitening, kernel: { kind: "rotation", places, stepSize } },
    modesApart: modes,
    density,
    warmup: Math.min(warmup, mostWarmup),
    notes: [],
    kernel: "rotation",
  };
}

/** Null where quadrature cannot be had, or costs more than NUTS. */
function prepareByQuadrature(
  structure: ModelStructure,
  request: PlanRequest,
  operations: number,
): Prepared | null {
  const offer = quadratureSampler.offer(structure, request);
  if (!isOffer(offer) || offer.operationsPerDraw > gradientsOfNuts * operations) return null;
  const prepared = offer.prepare();
  return {
    integrated: offer.integrated,
    dimension: offer.dimension,
    ...prepared,
    notes: [...prepared.notes, `${notNormal}, so group effects are integrated out by quadrature`],
  };
}

function prepareByNuts(compiled: CompiledModel, request: PlanRequest): Prepared {
  const options = valuesOf(nutsOptions, request.options);
  const prepared = prepareJoint(compiled, request, { kind: "nuts", options });
  return {
    ...prepared,
    notes: [...prepared.notes, `${notNormal}, so NUTS samples it`],
  };
}

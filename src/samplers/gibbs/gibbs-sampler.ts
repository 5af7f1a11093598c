/** The general Gibbs sampler in the plan: for any model, where a user asks for it. */

import { codeOf } from "../../density/compile.ts";
import { coordinatesOf } from "../../density/joint/coordinates.ts";
import { scanStarts } from "../exploration/scan-starts.ts";
import type { ModelStructure } from "../model-structure.ts";
import { sizeOfQuantity } from "../quantity-size.ts";
import { defineSampler, type OwnOffer, type PlanRequest, type PreparedSampler } from "../sampler.ts";
import { type ScheduledUpdate, scheduleUpdates } from "./blocks.ts";
import { describeUpdate } from "./conditional-text.ts";
import { type GibbsChainRecipe, gibbsAdaptationShape, gibbsChains } from "./gibbs-chain.ts";
import { GibbsGraph } from "./gibbs-graph.ts";
import { withModeJump } from "./mode-jump-recipe.ts";
import { gibbsOptions } from "./options.ts";

/** Passes over the rows for an update that a prediction goes by: slices and trajectories look several times. */
const passesPerUpdate = 4;
/** Sweeps for an independent draw that a prediction goes by. */
const sweepsPerDraw = 10;

export const gibbsSampler = defineSampler({
  name: "gibbs",
  method: "gibbs",
  words: "one block after another",
  options: [gibbsOptions],
  adaptation: gibbsAdaptationShape,
  chains: gibbsChains,
  onRequest: "draws blocks of parameters in turn, which mixes slowly where they depend on each other",
  offer,
});

function offer(structure: ModelStructure, request: PlanRequest): OwnOffer<GibbsChainRecipe> | string {
  const graph = new GibbsGraph(structure.model);
  if (graph.dimension === 0) return "the model has no parameters";
  const blocks = scheduleUpdates(graph);
  // Looked for only by those who want to know: the density is explored.
  const sweep = (): readonly ScheduledUpdate[] => withModeJump(graph, structure, blocks, request.seed);
  const operations = graph.joint.terms.reduce((sum, { domain }) => sum + 5 * domain.size, 0);
  return {
    kernel: "sweeps",
    dimension: graph.dimension,
    integrated: [],
    notes: [],
    schedule: () => sweep().map((update) => describeUpdate(graph, update)),
    operations,
    operationsPerDraw: operations * blocks.length * passesPerUpdate * sweepsPerDraw,
    prepare: () => prepare(graph, sweep(), request, operations),
  };
}

function prepare(
  graph: GibbsGraph,
  updates: readonly ScheduledUpdate[],
  { warmup, isKept, chains, seed }: PlanRequest,
  operations: number,
): PreparedSampler<GibbsChainRecipe> {
  const { model, joint } = graph;
  const { recipe, variables, roles } = codeOf(joint, (name) => isKept(name, sizeOfQuantity(model, name)));
  const { inputs } = joint;
  const { starts, modes: modesApart } = scanStarts({ model, recipe, inputs, operations, chains, seed });
  return {
    recipe: { density: recipe, updates: updates.map((one) => one.recipe), starts },
    variables,
    roles,
    warmup,
    notes: [],
    modesApart,
    kernel: "sweeps",
    parameterizations: {},
    centering: {},
    coordinates: coordinatesOf(inputs),
  };
}

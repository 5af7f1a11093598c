/** NUTS over every parameter: what any model can be sampled by. */

import { type CompiledModel, compile } from "../../density/compile.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import type { Offer, PlanRequest, PreparedSampler, Sampler } from "../offer.ts";
import { chooseCentering } from "./centering.ts";

/** Gradients of a trajectory, and trajectories for an independent draw, that a prediction goes by. */
const gradientsPerDraw = 15 * 2;

export const nutsSampler: Sampler = { method: "nuts", offer };

function offer(model: BoundModel, request: PlanRequest): Offer {
  const compiled = compile(model);
  const operations = compiled.passes.reduce((sum, pass) => sum + pass.size * pass.operations, 0);
  return {
    method: "nuts",
    kernel: "nuts",
    dimension: compiled.recipe.dimension,
    integrated: [],
    notes: [],
    operations,
    operationsPerDraw: gradientsPerDraw * operations,
    prepare: () => prepare(compiled, request),
  };
}

/** Group effects are centered as far as a pilot chain says. */
function prepare(given: CompiledModel, { seed, nuts, warmup }: PlanRequest): PreparedSampler {
  const centering = given.joint.adjustable.length === 0 ? new Map() : chooseCentering(given, seed, nuts);
  const compiled = centering.size === 0 ? given : compile(given.model, centering);
  return {
    recipe: { kind: "joint", density: compiled.recipe, options: nuts },
    variables: compiled.variables,
    roles: compiled.roles,
    warmup,
    notes: [],
    kernel: "nuts",
    parameterizations: Object.fromEntries(compiled.parameterizations),
    centering: Object.fromEntries(
      [...compiled.joint.centering].map(([name, weights]) => [name, [...weights]]),
    ),
  };
}

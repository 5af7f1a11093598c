/** What every sampler of all parameters offers: the joint density, its group effects centered as far as a pilot chain says. */

import { type CompiledModel, compile } from "../density/compile.ts";
import { coordinatesOf } from "../density/coordinates.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { scanStarts } from "./exploration/scan-starts.ts";
import type { JointKernel } from "./joint-chain.ts";
import { adjustableJoint } from "./nuts/adjustable-density.ts";
import { chooseCentering } from "./nuts/centering.ts";
import type { Offer, PlanRequest, PreparedSampler } from "./offer.ts";

/** The offer of a kernel that takes so many gradients for an independent draw. */
export function offerJoint(
  model: BoundModel,
  request: PlanRequest,
  kernel: JointKernel,
  gradientsPerDraw: number,
): Offer {
  const compiled = compile(model);
  const operations = compiled.passes.reduce((sum, pass) => sum + pass.size * pass.operations, 0);
  return {
    method: kernel.kind,
    kernel: kernel.kind,
    dimension: compiled.recipe.dimension,
    integrated: [],
    notes: [],
    operations,
    operationsPerDraw: gradientsPerDraw * operations,
    prepare: () => prepare(compiled, request, kernel, operations),
  };
}

function prepare(
  given: CompiledModel,
  { seed, nuts, warmup, chains }: PlanRequest,
  kernel: JointKernel,
  operations: number,
): PreparedSampler {
  const centering =
    given.joint.adjustable.length === 0 ? new Map() : chooseCentering(adjustableJoint(given), seed, nuts);
  const compiled = centering.size === 0 ? given : compile(given.model, centering);
  const { recipe: density, model, joint } = compiled;
  const starts = scanStarts({ model, recipe: density, inputs: joint.inputs, operations, chains, seed });
  return {
    recipe: { kind: "joint", density, kernel, starts },
    variables: compiled.variables,
    roles: compiled.roles,
    warmup,
    notes: [],
    kernel: kernel.kind,
    parameterizations: Object.fromEntries(compiled.parameterizations),
    centering: Object.fromEntries(
      [...compiled.joint.centering].map(([name, { share }]) => [name, [...share]]),
    ),
    coordinates: coordinatesOf(compiled.joint.inputs),
  };
}

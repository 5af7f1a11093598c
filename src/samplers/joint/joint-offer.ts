/** What every sampler of all parameters offers: the joint density, its group effects centered as far as a pilot chain says. */

import { type CompiledModel, compile, instantiate } from "../../density/compile.ts";
import { coordinatesOf } from "../../density/joint/coordinates.ts";
import { adjustableJoint } from "../centering/adjustable-density.ts";
import { chooseCentering } from "../centering/centering.ts";
import { scanStarts } from "../exploration/scan-starts.ts";
import { startBoxOfJoint } from "../exploration/start-box.ts";
import type { HmcKernel, NutsKernel } from "../kernels/index.ts";
import type { ModelStructure } from "../model-structure.ts";
import { nutsOptions } from "../nuts/options.ts";
import { warmedUp } from "../nuts/warmed-up.ts";
import { valuesOf } from "../options/option-group.ts";
import type { OwnOffer, PlanRequest, PreparedSampler } from "../sampler.ts";
import type { JointChainRecipe } from "./joint-chain.ts";

/** A Hamiltonian kernel before it is known where its chains begin. */
export type UnplacedKernel = Omit<NutsKernel, "starts"> | Omit<HmcKernel, "starts">;

/** The offer of a kernel that takes so many gradients for an independent draw. */
export function offerJoint(
  { joint: compiled }: ModelStructure,
  request: PlanRequest,
  kernel: UnplacedKernel,
  gradientsPerDraw: number,
): OwnOffer<JointChainRecipe> {
  const operations = operationsOf(compiled);
  return {
    kernel: kernel.kind,
    dimension: compiled.recipe.dimension,
    integrated: [],
    notes: [],
    operations,
    operationsPerDraw: gradientsPerDraw * operations,
    passes: compiled.passes,
    parameterizations: compiled.parameterizations,
    choosesCoordinates: compiled.joint.adjustable.length > 0,
    prepare: () => prepareJoint(compiled, request, kernel),
  };
}

/** Of one evaluation of log density and gradient. */
export function operationsOf({ passes }: Pick<CompiledModel, "passes">): number {
  // What has no loop is not nothing.
  return Math.max(
    1,
    passes.reduce((sum, { size, operations }) => sum + size * operations, 0),
  );
}

/** A Hamiltonian sampler of a model that was compiled without centering; begins at `places` by turns, if coordinates stay and there are any. */
export function prepareJoint(
  given: CompiledModel,
  request: PlanRequest,
  kernel: UnplacedKernel,
  places: readonly Float64Array[] = [],
): PreparedSampler<JointChainRecipe> {
  const { seed, options, warmup, chains } = request;
  const centering =
    given.joint.adjustable.length === 0
      ? new Map()
      : chooseCentering(adjustableJoint(given), seed, valuesOf(nutsOptions, options), {
          places: [],
          box: startBoxOfJoint(given.model, given.joint.inputs),
        });
  const compiled = centering.size === 0 ? given : compile(given.model, centering);
  const { recipe: density, model, joint } = compiled;
  const operations = operationsOf(given);
  const { starts, modes: modesApart } = scanStarts({
    model,
    recipe: density,
    inputs: joint.inputs,
    operations,
    chains,
    seed,
    known: centering.size === 0 ? places : [],
  });
  const placed = { ...kernel, starts };
  const moves =
    placed.kind === "nuts" && modesApart < 2
      ? warmedUp(placed, instantiate(density).density, operations, request)
      : { kernel: placed, warmup };
  return {
    ...preparedOf(compiled),
    recipe: { kind: "joint", density, kernel: moves.kernel },
    modesApart,
    density,
    warmup: moves.warmup,
    notes: [],
    kernel: kernel.kind,
  };
}

/** What is known of a compiled model whatever samples it. */
export function preparedOf({
  variables,
  roles,
  parameterizations,
  joint,
}: CompiledModel): Pick<
  PreparedSampler,
  "variables" | "roles" | "parameterizations" | "centering" | "coordinates"
> {
  return {
    variables,
    roles,
    parameterizations: Object.fromEntries(parameterizations),
    centering: Object.fromEntries([...joint.centering].map(([name, { share }]) => [name, [...share]])),
    coordinates: coordinatesOf(joint.inputs),
  };
}

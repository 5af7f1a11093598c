/** What every sampler of all parameters offers: the joint density, its group effects centered as far as a pilot chain says. */

import { type CompiledModel, compile, instantiate } from "../../density/compile.ts";
import { coordinatesOf } from "../../density/joint/coordinates.ts";
import { adjustableJoint } from "../centering/adjustable-density.ts";
import { chooseCentering } from "../centering/centering.ts";
import { scanStarts } from "../exploration/scan-starts.ts";
import { type ChainStarts, startBoxOfJoint } from "../exploration/start-box.ts";
import type { HmcKernel, NutsKernel } from "../kernels/index.ts";
import type { ModelStructure } from "../model-structure.ts";
import { nutsOptions } from "../nuts/options.ts";
import { type CommonWarmup, warmUpTogether } from "../nuts/warm-up-together.ts";
import { valuesOf } from "../options/option-group.ts";
import type { OwnOffer, PlanRequest, PreparedSampler } from "../sampler.ts";
import type { JointChainRecipe } from "./joint-chain.ts";

/** Of a costlier density each chain warms up by itself, as its progress is told. */
const mostOperationsTogether = 300_000;
/** Transitions of each chain after chains have warmed up together: that those which begin at one place part. */
const warmupAfterCommon = 50;

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
  { seed, options, warmup, chains }: PlanRequest,
  kernel: UnplacedKernel,
  places: readonly Float64Array[] = [],
): PreparedSampler<JointChainRecipe> {
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
  const isOneMode = modesApart < 2 && density.dimension > 0;
  const common =
    kernel.kind === "nuts" && isOneMode && operations <= mostOperationsTogether
      ? warmUpTogether(instantiate(density).density, kernel.options, starts, { seed, warmup })
      : null;
  return {
    ...preparedOf(compiled),
    recipe: { kind: "joint", density, kernel: placed(kernel, starts, common, chains) },
    modesApart,
    density,
    warmup: common === null ? warmup : Math.min(warmup, warmupAfterCommon),
    notes: [],
    kernel: kernel.kind,
  };
}

/** Where its chains begin, and with what. */
function placed(
  kernel: UnplacedKernel,
  starts: ChainStarts,
  common: CommonWarmup | null,
  chains: number,
): NutsKernel | HmcKernel {
  if (common === null || kernel.kind !== "nuts") return { ...kernel, starts };
  const places = Array.from({ length: chains }, (_, c) => common.places[c % common.places.length]!);
  return { ...kernel, starts: { ...starts, places }, adapted: common.adaptation };
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

/**
 * Models of which nothing can be integrated out, but whose parameters are few numbers: all of them are sampled by an independence sampler, if
 * one fits their density (`exploration/explore-joint.ts`), otherwise by NUTS.
 */

import { type CompiledModel, instantiate } from "../../density/compile.ts";
import { coordinatesOf } from "../../density/joint/coordinates.ts";
import type { Reference, Variable } from "../../posterior/draws.ts";
import type { ExplorationReport } from "../exploration/exploration-report.ts";
import {
  exploreJoint,
  type JointExploration,
  mostJointNumbers,
  mostJointOperations,
  splitNumbers,
} from "../exploration/explore-joint.ts";
import { greatWeight, isFitting, notFitting, triesOf } from "../exploration/proposal-choice.ts";
import { type JudgeTails, referenceQuantiles } from "../exploration/reference-quantiles.ts";
import type { WeightedSample } from "../exploration/weighted-points.ts";
import type { JointChainRecipe } from "../joint/joint-chain.ts";
import { operationsOf, prepareJoint } from "../joint/joint-offer.ts";
import type { ModelStructure } from "../model-structure.ts";
import { nutsOptions } from "../nuts/options.ts";
import { valuesOf } from "../options/option-group.ts";
import { sampledDimension } from "../sampled-dimension.ts";
import type { OwnOffer, PlanRequest, PreparedSampler } from "../sampler.ts";

/** Positions that each transition chooses among; fewer where each takes a climb. */
const usualTries = 3;
const nestedTries = 2;
/** Evaluations for a position that takes a climb, by the numbers that climb. */
const evaluationsOfClimb = 10;
const evaluationsPerNumber = 4;
/** Points that judge a proposal, and those that draws of another sampler are held against. */
const proposalPoints = 2000;
const referencePoints = 6000;
/** A reference with a heavier tail of weights, or of fewer effective points, is none. */
export const mostParetoK = 0.7;
const leastEffective = 200;

/** The joint density with its operations; null where there are more numbers, which is seen without compiling it, or it is too costly. */
function explorable(structure: ModelStructure): { compiled: CompiledModel; operations: number } | null {
  const { model } = structure;
  const sampled = model.checked.statements.filter((statement) => statement.kind === "parameter");
  const dimension = sampledDimension({ model, sampled });
  if (dimension === 0 || dimension > mostJointNumbers) return null;
  const compiled = structure.joint;
  const operations = operationsOf(compiled);
  return operations > mostJointOperations ? null : { compiled, operations };
}

/** Null where there are more, or the density is too costly to be explored; `obstacles` say why nothing is integrated out. */
export function offerFewNumbers(
  structure: ModelStructure,
  request: PlanRequest,
  obstacles: string,
): OwnOffer<JointChainRecipe> | null {
  const known = explorable(structure);
  if (known === null) return null;
  const { compiled, operations } = known;
  const { inner, outer } = splitNumbers(compiled.joint.inputs);
  const isNested = inner.length > 0 && outer.length > 0;
  const evaluations = isNested ? 1 + evaluationsOfClimb + evaluationsPerNumber * inner.length : 1;
  return {
    kernel: "independence",
    dimension: compiled.recipe.dimension,
    integrated: [],
    notes: [obstacles],
    operations,
    operationsPerDraw: 2 * evaluations * operations,
    passes: compiled.passes,
    parameterizations: compiled.parameterizations,
    prepare: () => prepare(compiled, operations, request),
  };
}

function prepare(
  compiled: CompiledModel,
  operations: number,
  request: PlanRequest,
): PreparedSampler<JointChainRecipe> {
  const found = exploreJoint(compiled, operations, proposalPoints, request.seed);
  if (found === null || !isFitting(found.report)) {
    const places = found === null ? [] : found.modes.map(({ position }) => position);
    const options = valuesOf(nutsOptions, request.options);
    const byNuts = prepareJoint(compiled, request, { kind: "nuts", options }, places);
    const note = found === null ? "no mode of the density was found" : notFitting(found.report);
    return { ...byNuts, notes: [note], exploration: found && reportOf(found, false, null) };
  }
  const { proposal, report } = found;
  const tries = triesOf(proposal.inner === null ? usualTries : nestedTries, report.efficiency);
  // The chains' density has no constants.
  const great = greatWeight(report, tries) - compiled.joint.droppedConstant;
  return {
    recipe: {
      kind: "joint",
      density: compiled.recipe,
      kernel: { kind: "independence", proposal, tries, great },
    },
    variables: compiled.variables,
    roles: compiled.roles,
    warmup: 0,
    notes: [],
    kernel: "independence",
    parameterizations: Object.fromEntries(compiled.parameterizations),
    centering: {},
    exploration: reportOf(found, true, null),
    coordinates: coordinatesOf(compiled.joint.inputs),
  };
}

/** What draws of another sampler are held against; null where the model has more numbers, or was not explored well enough. */
export function exploreFewNumbers(
  structure: ModelStructure,
  seed: number,
  judgeTails: JudgeTails,
): ExplorationReport | null {
  const known = explorable(structure);
  if (known === null) return null;
  const { compiled, operations } = known;
  const found = exploreJoint(compiled, operations, referencePoints, seed);
  if (found === null || found.report.paretoK > mostParetoK) return null;
  const { constrain } = instantiate(compiled.recipe);
  const reference = quantilesOf(compiled.variables, () => true, constrain, found.sample, judgeTails);
  return reference && reportOf(found, false, reference);
}

function reportOf(
  { modes, proposal, report }: JointExploration,
  isProposal: boolean,
  reference: Reference | null,
): ExplorationReport {
  return { ...report, isProposal, modes: modes.length, components: proposal.mixture.length - 1, reference };
}

/** Quantiles of variables in a sample, whose positions `constrain` makes draws of; null where it is of too few effective points. */
export function quantilesOf(
  variables: readonly Variable[],
  isWanted: (variable: Variable) => boolean,
  constrain: (position: Float64Array, draw: Float64Array) => void,
  sample: WeightedSample,
  judgeTails: JudgeTails,
): Reference | null {
  const places = variables.flatMap((variable, v) =>
    variable.isHidden || variable.isConstant || !isWanted(variable) ? [] : [v],
  );
  const draw = new Float64Array(variables.length);
  const reference = referenceQuantiles(
    sample,
    places.map((v) => variables[v]!.name),
    (position) => {
      constrain(position, draw);
      return places.map((v) => draw[v]!);
    },
    judgeTails,
  );
  return reference.effective < leastEffective ? null : reference;
}

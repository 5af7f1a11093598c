/**
 * What the marginal density says of a model that another sampler has: its few numbers are explored, and their quantiles are what the draws
 * are held against.
 */

import { MarginalDensity } from "../../linear-gaussian/marginal-density.ts";
import type { MarginalModel } from "../../linear-gaussian/marginal-model.ts";
import { arrange } from "../../linear-gaussian/statistics/arrangement.ts";
import { createRandomStream } from "../../numeric/random-stream.ts";
import { coordinateScales } from "../exploration/coordinate-scales.ts";
import { type ExplorationReport, reportOf } from "../exploration/exploration-report.ts";
import { type Exploration, explore } from "../exploration/explore.ts";
import type { JudgeTails } from "../exploration/reference-quantiles.ts";
import type { ModelStructure } from "../model-structure.ts";
import { sampledDimension } from "../sampled-dimension.ts";
import { exploreFewNumbers, mostParetoK, quantilesOf } from "./few-numbers.ts";
import { mostIndependent } from "./prepare-marginal.ts";
import { compileReduced, operationsOf, type ReducedModel, reduceArranged } from "./reduced-model.ts";

/** Costlier densities are not explored for a comparison. */
const mostOperations = 20_000;
/** Points of a round at most. */
const roundPoints = 1000;
/** As in the marginal sampler: chains count from 1. */
const explorationStream = 0;

/** Null where the model has no such density and many numbers, or one that is too large, or not explored well enough. */
export function exploreReference(
  known: ModelStructure,
  seed: number,
  judgeTails: JudgeTails,
): ExplorationReport | null {
  if (known.linearGaussian.structure === null) return exploreFewNumbers(known, seed, judgeTails);
  const explored = exploreMarginal(known, seed);
  const report = explored && reportOf(explored.exploration, false);
  if (explored === null || report === null || report.paretoK > mostParetoK) return null;
  const { compiled, density, exploration } = explored;
  const { recipe, variables, sampledNames } = compiled;
  const whole = new Float64Array(recipe.hyperparameterDensity.dimension);
  // Of all variables of parameters that are not integrated out.
  const reference = quantilesOf(
    variables,
    ({ quantity }) => sampledNames.includes(quantity),
    (position, draw) => {
      for (let i = 0; i < position.length; i++) whole[recipe.sampled[i]!] = position[i]!;
      density.hyperparameters.constrain(whole, draw);
    },
    exploration.adapted!.sample(),
    judgeTails,
  );
  return reference && { ...report, reference };
}

/** The marginal density of a model, and what was found of it. */
export interface ExploredMarginal {
  readonly reduced: ReducedModel;
  readonly compiled: MarginalModel;
  readonly density: MarginalDensity;
  readonly exploration: Exploration;
}

/** It is asked for by the Gibbs sampler, by what explains it, and for the reference. */
const explorations = new WeakMap<
  ModelStructure,
  { readonly seed: number; readonly explored: ExploredMarginal | null }
>();

/** Null where the model has no such density, or one of too many numbers or operations, or without a mode. */
export function exploreMarginal(known: ModelStructure, seed: number): ExploredMarginal | null {
  const before = explorations.get(known);
  if (before?.seed === seed) return before.explored;
  const explored = exploreAnew(known, seed);
  explorations.set(known, { seed, explored });
  return explored;
}

function exploreAnew({ model, linearGaussian }: ModelStructure, seed: number): ExploredMarginal | null {
  const { structure } = linearGaussian;
  if (structure === null) return null;
  const dimension = sampledDimension(structure);
  if (dimension === 0 || dimension > mostIndependent) return null;
  const reduced = reduceArranged(arrange(structure));
  if (reduced === null) return null;
  const operations = operationsOf(reduced);
  if (operations > mostOperations) return null;
  const names = new Set(structure.sampled.map(({ name }) => name));
  const compiled = compileReduced(reduced, { isKept: (name) => names.has(name) });
  const density = new MarginalDensity(compiled.recipe);
  const noncentered = [...compiled.parameterizations].flatMap(([name, one]) =>
    one === "noncentered" ? [name] : [],
  );
  const exploration = explore({
    density,
    logPrior: (at) => density.logPrior(at),
    scales: coordinateScales(model, compiled.sampledNames, new Set(noncentered)),
    operations,
    points: roundPoints,
    isReference: true,
    stream: createRandomStream(seed, explorationStream),
  });
  return exploration === null ? null : { reduced, compiled, density, exploration };
}

/**
 * The exploration of the density of all parameters of a model, where these are few numbers and nothing is integrated out.
 *
 * Its modes are looked for as in `explore.ts`. Where there are parameters over plates a mixture is fitted to the density of the others, with
 * those integrated out by Laplace's approximation; proposals draw them given the others. What that says of the posterior is judged by points
 * of the whole proposal, whose weights are exact. Where there are none, or where that does not fit, a mixture is fitted to all numbers.
 */

import { type CompiledModel, instantiate } from "../../density/compile.ts";
import { logPriorOf } from "../../density/hyperparameter-density.ts";
import { namesOf, type ParameterInput } from "../../density/joint/joint.ts";
import type { LogDensity } from "../../density/log-density.ts";
import { scalarDomain } from "../../model/domains.ts";
import { createRandomStream, type RandomStream } from "../../numeric/random-stream.ts";
import { adaptMixture } from "./adapt-mixture.ts";
import { coordinateScales } from "./coordinate-scales.ts";
import { fitMixture, type Survey, surveyModes } from "./explore.ts";
import { InnerBlock, type InnerBlockRecipe } from "./inner-block.ts";
import { type ExploredDensity, type Mode, widthsOf } from "./modes.ts";
import type { Box, PriorRange } from "./prior-range.ts";
import { createProposal, type ProposalRecipe } from "./proposal.ts";
import { MixtureSampler } from "./t-mixture.ts";
import { judgeWeights, type WeightReport } from "./weight-report.ts";
import type { WeightedSample } from "./weighted-points.ts";

export interface JointExploration {
  /** Of all numbers; the one of most evidence first. */
  readonly modes: readonly Mode[];
  readonly proposal: ProposalRecipe;
  readonly report: WeightReport;
  readonly sample: WeightedSample;
}

/** More numbers are not explored. */
export const mostJointNumbers = 10;
/** Densities whose evaluation takes more operations are not explored. */
export const mostJointOperations = 20_000;
/** Points of a round of adaptation at most. */
const roundPoints = 2000;
/** Climbs begin anew so often in the widths that they have ended in. */
const renewals = 4;
/** Rounds and points of them where numbers are integrated out. */
const rounds = 8;
const nestedPoints = 300;
const nestedPointsPerDimension = 100;
const enough = 0.85;
/** What may be spent on climbs of the inner numbers: where they lead along a ridge, or in noise, each takes hundreds of evaluations. */
const nestedOperations = 2e8;
/** A share of effective points, and a tail of the weights, that need no second look. */
const goodEfficiency = 0.3;
const goodParetoK = 0.5;
const goodUncovered = 0.02;
/** Weights with a heavier tail have no mean that points tell. */
const mostParetoK = 0.7;
/** Chains count from 1. */
const explorationStream = 0;

/**
 * `judgingPoints` judge a proposal in which numbers are integrated out. Null where no point with a finite density was found, or no mixture
 * could be fitted.
 */
export function exploreJoint(
  { model, recipe, joint }: CompiledModel,
  operations: number,
  judgingPoints: number,
  seed: number,
): JointExploration | null {
  const stream = createRandomStream(seed, explorationStream);
  const density = valued(instantiate(recipe).density, joint.droppedConstant);
  const task = {
    density,
    logPrior: logPriorOf(model),
    scales: coordinateScales(model, namesOf(joint.inputs)),
    operations,
    points: roundPoints,
    renewals,
    stream,
  };
  const survey = surveyModes(task);
  if (survey === null) return null;
  const { modes } = survey;
  const most = nestedOperations / operations;
  const nested = exploreNested(density, joint.inputs, survey, { most, judgingPoints }, stream);
  if (nested !== null && isGood(nested.report)) return nested;
  const adapted = fitMixture(task, survey);
  if (adapted === null) return nested;
  const { mixture, report } = adapted;
  const plain = { modes, proposal: { mixture, inner: null }, report, sample: adapted.sample() };
  return nested !== null && isBetter(nested.report, plain.report) ? nested : plain;
}

function isGood({ efficiency, paretoK, uncovered }: WeightReport): boolean {
  return efficiency >= goodEfficiency && paretoK <= goodParetoK && uncovered <= goodUncovered;
}

/** Weights without a mean are the worse, and otherwise those of fewer effective points. */
function isBetter(one: WeightReport, other: WeightReport): boolean {
  const hasMean = ({ paretoK }: WeightReport): boolean => paretoK <= mostParetoK;
  if (hasMean(one) !== hasMean(other)) return hasMean(one);
  return one.efficiency > other.efficiency;
}

function valued(density: LogDensity, constant: number): ExploredDensity {
  const gradient = new Float64Array(density.dimension);
  return {
    dimension: density.dimension,
    evaluate: (position, target) => density.evaluate(position, target) + constant,
    value: (position) => density.evaluate(position, gradient) + constant,
  };
}

/** Null where no parameter is over a plate, or all are, or climbs take more than `most` evaluations. */
function exploreNested(
  density: ExploredDensity,
  inputs: readonly ParameterInput[],
  { modes, range }: Survey,
  { most, judgingPoints }: { readonly most: number; readonly judgingPoints: number },
  stream: RandomStream,
): JointExploration | null {
  const recipe = innerRecipe(inputs, modes[0]!);
  if (recipe === null) return null;
  const { outer } = recipe;
  const block = new InnerBlock(density, recipe);
  const outerModes = modes.map((mode) => outerMode(mode, outer));
  const budget = { points: nestedPoints + nestedPointsPerDimension * outer.length, rounds, enough };
  const place = (at: Float64Array): number => (block.evaluations > most ? -Infinity : block.place(at));
  const adapted = adaptMixture(place, outerModes, outerRange(range, outer), budget, stream);
  if (adapted === null || block.evaluations > most) return null;
  const proposal = { mixture: adapted.mixture, inner: recipe };
  return { modes, proposal, ...judge(density, proposal, outer, judgingPoints, stream) };
}

/** Places of the numbers of parameters over plates, the inner ones, and of all others. */
export function splitNumbers(inputs: readonly ParameterInput[]) {
  const isInner = inputs.flatMap(({ node }) =>
    new Array<boolean>(node.domain.size).fill(node.domain !== scalarDomain),
  );
  const all = [...isInner.keys()];
  return { inner: all.filter((i) => isInner[i]), outer: all.filter((i) => !isInner[i]) };
}

/** Null where all are inner, or none. */
function innerRecipe(inputs: readonly ParameterInput[], mode: Mode): InnerBlockRecipe | null {
  const { inner, outer } = splitNumbers(inputs);
  if (inner.length === 0 || outer.length === 0) return null;
  const widths = widthsOf(mode.covariance, mode.position.length);
  return {
    inner,
    outer,
    anchor: Float64Array.from(inner, (i) => mode.position[i]!),
    widths: Float64Array.from(inner, (i) => widths[i]!),
  };
}

/** Laplace's approximation about a mode has the covariance of some numbers whatever the others. */
function outerMode({ position, covariance, value, logEvidence }: Mode, outer: readonly number[]): Mode {
  return {
    position: Float64Array.from(outer, (i) => position[i]!),
    covariance: Float64Array.from(
      outer.flatMap((i) => outer.map((j) => covariance[i * position.length + j]!)),
    ),
    value,
    logEvidence,
  };
}

function outerRange({ center, scale, boxes }: PriorRange, outer: readonly number[]): PriorRange {
  const take = (numbers: Float64Array): Float64Array => Float64Array.from(outer, (i) => numbers[i]!);
  return {
    center: take(center),
    scale: take(scale),
    boxes: boxes.map(({ lower, upper }): Box => ({ lower: take(lower), upper: take(upper) })),
  };
}

/** Points of the whole proposal, which took no part in making it. */
function judge(
  density: ExploredDensity,
  recipe: ProposalRecipe,
  outer: readonly number[],
  judgingPoints: number,
  stream: RandomStream,
) {
  const proposal = createProposal(recipe, density);
  const all = new MixtureSampler(recipe.mixture);
  const fitted = new MixtureSampler(recipe.mixture.slice(0, -1));
  const positions: Float64Array[] = [];
  const logWeights = new Float64Array(judgingPoints);
  const logRatios = new Float64Array(judgingPoints);
  for (let n = 0; n < judgingPoints; n++) {
    const position = new Float64Array(density.dimension);
    const logProposal = proposal.draw(stream, position);
    const value = density.value(position);
    const at = Float64Array.from(outer, (i) => position[i]!);
    logWeights[n] = Number.isNaN(value) ? -Infinity : value - logProposal;
    logRatios[n] = logWeights[n]! + all.logDensity(at) - fitted.logDensity(at);
    positions.push(position);
  }
  return { report: judgeWeights(logWeights, logRatios), sample: { positions, logWeights } };
}

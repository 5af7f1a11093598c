/**
 * The exploration of a density of few numbers before anything is sampled: where its prior lies, which modes it has, and a mixture
 * fitted to all of it.
 */

import type { RandomStream } from "../../numeric/random-stream.ts";
import { type AdaptedMixture, adaptMixture } from "./adapt-mixture.ts";
import { type ExploredDensity, findModes, type Mode } from "./modes.ts";
import { type CoordinateScales, findFinite, findPriorRange, type PriorRange } from "./prior-range.ts";

export interface ExplorationTask {
  readonly density: ExploredDensity;
  readonly logPrior: (position: Float64Array) => number;
  readonly scales: CoordinateScales;
  /** Operations of one evaluation of the density: what is costly is explored by fewer points. */
  readonly operations: number;
  /** Points of a round of adaptation at most. */
  readonly points: number;
  readonly stream: RandomStream;
  /** How often a climb that has ended begins anew, in the widths that its end has: of a joint density they may be any. Without it never. */
  readonly renewals?: number;
  /** Whether rounds go on as long as anything is gained, since their points are what draws are held against. */
  readonly isReference?: boolean;
}

export interface Exploration {
  /** The one of most evidence first; at least one. */
  readonly modes: readonly Mode[];
  /** Null where no mode has a covariance. */
  readonly adapted: AdaptedMixture | null;
}

/** What is known before a mixture is fitted. */
export interface Survey {
  /** The one of most evidence first; at least one. */
  readonly modes: readonly Mode[];
  readonly range: PriorRange;
}

/**
 * The share of effective points that is good enough for a proposal in one dimension, and what each further one leaves of it: of the bundled
 * models all have it in the second round, and gain two hundredths at most in further ones.
 */
const ordinaryEfficiency = 0.8;
const efficiencyPerDimension = 0.97;
/** Points and climbs of the search for modes, by dimension, and what operations may be spent on each of the two. */
const pointsPerDimension = 96;
const mostSpread = 1200;
const leastSpread = 48;
const climbs = 24;
const leastClimbs = 4;
const searchOperations = 4e6;
const gradientsPerClimb = 60;
/** Points of a round of adaptation, and rounds. */
const roundPoints = 300;
const roundPointsPerDimension = 100;
const rounds = 8;
/** A round of a costly density has the points that so many operations allow, but no fewer than these. */
const roundOperations = 2e7;
const leastRoundPoints = 100;

/** Null if no point with a finite density was found. */
export function explore(task: ExplorationTask): Exploration | null {
  const survey = surveyModes(task);
  if (survey === null) return null;
  return { modes: survey.modes, adapted: fitMixture(task, survey) };
}

/** Where the prior lies, and the modes; null if no point with a finite density was found. */
export function surveyModes(task: ExplorationTask): Survey | null {
  const { density, logPrior, scales, operations, renewals = 0 } = task;
  const size = density.dimension;
  const start = findFinite(logPrior, size);
  if (start === null) return null;
  const range = findPriorRange(logPrior, start, scales);
  const affordable = searchOperations / operations;
  const modes = findModes(density, range, {
    points: within(Math.min(pointsPerDimension * size, affordable), leastSpread, mostSpread),
    climbs: within(affordable / gradientsPerClimb, leastClimbs, climbs),
    renewals,
  });
  return modes.length === 0 ? null : { modes, range };
}

/** A mixture over all numbers; null where no mode has a covariance. */
export function fitMixture(
  { density, operations, points, stream, isReference }: ExplorationTask,
  { modes, range }: Survey,
): AdaptedMixture | null {
  const size = density.dimension;
  const wanted = Math.min(roundPoints + roundPointsPerDimension * size, roundOperations / operations);
  const budget = {
    points: Math.min(within(wanted, leastRoundPoints, 5000), Math.max(points, 10 * size)),
    rounds,
    enough: isReference === true ? 1 : ordinaryShare(size),
  };
  return adaptMixture((at) => density.value(at), modes, range, budget, stream);
}

function ordinaryShare(size: number): number {
  let share = ordinaryEfficiency;
  for (let k = 1; k < size; k++) share *= efficiencyPerDimension;
  return share;
}

function within(value: number, least: number, most: number): number {
  return Math.round(Math.max(least, Math.min(value, most)));
}

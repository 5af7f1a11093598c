/**
 * A mixture fitted to a density of few numbers, by rounds of importance sampling.
 *
 * It begins with a component for each mode, and a defensive one as wide as the prior, which bounds the weights where no mode is
 * near. Each round draws points; all points of all rounds are weighted by the target over the mixture of all that was drawn from
 * (Owen & Zhou 2000; AMIS: Cornuet, Marin, Mira & Robert 2012), and the components are moved to where the weights are by a step of
 * expectation maximization (Cappé et al. 2008). Where one point holds much of the weight, there is mass that no component covers, and
 * one is added there (IMIS: Raftery & Bao 2010). Each mixture is judged by the points that were drawn from it, which took no part in
 * making it.
 */

import { exp } from "../../numeric/exponential.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import { componentOf, componentsOfMode, defensiveComponent, normalize, slightDefence } from "./components.ts";
import { longSides } from "./long-sides.ts";
import type { Mode } from "./modes.ts";
import type { PriorRange } from "./prior-range.ts";
import type { TComponent, TMixture } from "./t-mixture.ts";
import type { WeightReport } from "./weight-report.ts";
import { type Evaluate, WeightedPoints, type WeightedSample } from "./weighted-points.ts";

export interface AdaptedMixture {
  readonly mixture: TMixture;
  /** Of the points of its round, drawn with as much defence as the fitting has. */
  readonly report: WeightReport;
  /** All points of all rounds. */
  sample(): WeightedSample;
}

export interface AdaptationBudget {
  /** Points of a round. */
  readonly points: number;
  /** Rounds at most. */
  readonly rounds: number;
  /** The share of effective points from which on a mixture is good enough. */
  readonly enough: number;
}

/** Of a round, the points of the first one, which only shows where to begin. */
const firstRound = 0.5;
/** The share of a mode at first, at least. */
const leastModeShare = 0.02;
/** Of a long side beside its mode. */
const sideShare = 0.15;
/** More components than this beyond two for each mode are not made. */
const mostAdded = 6;
/** A hundredth of the target uncovered costs as much as a tenth of the effective points. */
const uncoveredCost = 10;
/** Besides enough effective points, weights have a light tail; a heavier one costs as many of the effective points as it is above that. */
const enoughParetoK = 0.3;
const mostTailCost = 0.5;
/** Where no more than that is uncovered, and the weights have no heavier tail, a slighter defence will do. */
const littleUncovered = 0.002;
const lightParetoK = 0.5;
/** A round that adds less to the share of effective points is one of those that lead nowhere; after three the fitting ends. */
const leastGain = 0.02;
const mostIdle = 3;

/** Null where no mode has a covariance. */
export function adaptMixture(
  evaluate: Evaluate,
  modes: readonly Mode[],
  range: PriorRange,
  budget: AdaptationBudget,
  stream: RandomStream,
): AdaptedMixture | null {
  const begun = beginMixture(evaluate, modes, range);
  if (begun === null) return null;
  const points = new WeightedPoints(evaluate, range.center.length);
  const most = begun.length + modes.length + mostAdded;
  let mixture = begun;
  let best: Omit<AdaptedMixture, "sample"> | null = null;
  for (let round = 0, idle = 0; round < budget.rounds && idle < mostIdle; round++) {
    if (round > 0) mixture = points.refit(mixture, most);
    // The points of a round took no part in making its mixture.
    const count = round === 0 ? Math.ceil(firstRound * budget.points) : budget.points;
    const report = points.draw(mixture, count, stream);
    const before = best === null ? -1 : qualityOf(best.report);
    const quality = qualityOf(report);
    // As long as much is uncovered, there is something to gain.
    if (quality > 0) idle = quality < before + leastGain ? idle + 1 : 0;
    // What was begun with has been fitted once at least.
    if (quality > before || round === 1) best = { mixture, report };
    if (round > 0 && best !== null && isEnough(best.report, budget)) break;
  }
  if (best === null) return null;
  const share = isCovered(best.report) ? slightDefence : undefined;
  return { report: best.report, mixture: normalize(best.mixture, share), sample: () => points.sample() };
}

/** Whether the fitted components have all that was found, so that a slighter defence bounds the weights as well. */
function isCovered({ uncovered, paretoK }: WeightReport): boolean {
  return uncovered <= littleUncovered && paretoK <= lightParetoK;
}

function isEnough(report: WeightReport, { enough }: AdaptationBudget): boolean {
  return qualityOf(report) >= enough && report.paretoK < enoughParetoK;
}

/**
 * The share of effective points, less where there is mass that the fitted components have too little of, and where the tail of the
 * weights is heavy: chains stay long where there is a great one.
 */
function qualityOf({ efficiency, uncovered, paretoK }: WeightReport): number {
  const tailCost = Math.min(mostTailCost, Math.max(0, paretoK - enoughParetoK));
  return efficiency * (1 - Math.min(1, uncoveredCost * uncovered)) * (1 - tailCost);
}

/** Modes with shares by their evidence, their long sides, and the prior. */
function beginMixture(evaluate: Evaluate, modes: readonly Mode[], range: PriorRange): TMixture | null {
  const components: TComponent[] = [];
  for (const mode of modes) {
    const share = Math.max(leastModeShare, exp(mode.logEvidence - modes[0]!.logEvidence));
    const made = componentsOfMode(mode.position, mode.covariance, share);
    if (made.length === 0) continue;
    components.push(...made);
    for (const { location, covariance } of longSides(evaluate, mode)) {
      const side = componentOf(location, covariance, sideShare * share);
      if (side !== null) components.push(side);
    }
  }
  if (components.length === 0) return null;
  return normalize([...components, defensiveComponent(range)]);
}

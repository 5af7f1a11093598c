/**
 * Where chains begin that no mode is known for: a box as wide as the prior, which knows the unit of a parameter, and no wider than what
 * the outcomes are, which know it, too. Coordinates about which the prior says nothing else have a box of 2 about 0, the bulk of a
 * standard normal number.
 */

import { logPriorOf } from "../../density/hyperparameter-density.ts";
import { namesOf, type ParameterInput } from "../../density/joint/joint.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import { log } from "../../numeric/logarithm.ts";
import { coordinateScales, isInDataUnit } from "./coordinate-scales.ts";
import { type CoordinateScales, findFinite, findPriorRange } from "./prior-range.ts";

/** By coordinate of the unconstrained scale; plain data. */
export interface StartBox {
  readonly center: Float64Array;
  /** Positive. */
  readonly halfWidth: Float64Array;
}

/** Where the chains of a run begin; plain data. */
export interface ChainStarts {
  /** Chain by chain, by their numbers from 1, a place to begin at, as far as there are places. */
  readonly places: readonly Float64Array[];
  /** Where other chains begin at random; null: within 2 of 0. */
  readonly box: StartBox | null;
}

/** What the box of a density is looked for by. */
export interface StartBoxTask {
  readonly logPrior: (position: Float64Array) => number;
  readonly scales: CoordinateScales;
  /** Whether locations and sds are in the unit of the outcomes: otherwise these say nothing of them. */
  readonly isInDataUnit: boolean;
}

/** Of more coordinates the prior is not asked: they are group effects, in their units. */
const mostAsked = 100;
/** Half the width where neither prior nor outcomes say anything else. */
const usual = 2;
/** Sds begin between the data's divided by e³ and the data's times e; where these say nothing of them, as far from 1. */
const belowData = 3;
const aboveData = 1;
const aboutUnit = 4;

/** The box of the density of all parameters; null where the prior has no place. */
export function startBoxOfJoint(model: BoundModel, inputs: readonly ParameterInput[]): StartBox | null {
  const task = {
    logPrior: logPriorOf(model),
    scales: coordinateScales(model, namesOf(inputs)),
    isInDataUnit: isInDataUnit(model),
  };
  return findStartBox(task, fewest(inputs));
}

/** Places of the parameters of the fewest numbers. */
function fewest(inputs: readonly ParameterInput[]): number[] {
  const places: number[] = [];
  for (const { node } of inputs.toSorted((a, b) => a.node.domain.size - b.node.domain.size)) {
    if (places.length + node.domain.size > mostAsked) break;
    for (let i = 0; i < node.domain.size; i++) places.push(node.offset + i);
  }
  return places;
}

/** The prior is asked about `places`, all of them by default; null where it has no place. */
export function findStartBox(
  { logPrior, scales, isInDataUnit: hasUnit }: StartBoxTask,
  places: readonly number[] = scales.isLog.map((_, i) => i).slice(0, mostAsked),
): StartBox | null {
  const center = new Float64Array(scales.isLog.length);
  const halfWidth = new Float64Array(center.length).fill(usual);
  const whole = center.slice();
  const logPriorAt = (at: Float64Array): number => {
    for (let k = 0; k < places.length; k++) whole[places[k]!] = at[k]!;
    return logPrior(whole);
  };
  const own = { ...scales, isLog: places.map((place) => scales.isLog[place]!) };
  const start = findFinite(logPriorAt, places.length);
  if (start === null) return null;
  const range = findPriorRange(logPriorAt, start, own);
  const [bulk] = range.boxes;
  places.forEach((place, k) => {
    const prior = [bulk!.lower[k]!, bulk!.upper[k]!] as const;
    const [lower, upper] = own.isLog[k]
      ? common(prior, logRange(own, hasUnit))
      : nearest(range.center[k]!, prior, hasUnit ? Math.max(usual, own.dataExtent) : usual);
    center[place] = (lower + upper) / 2;
    halfWidth[place] = (upper - lower) / 2;
  });
  return { center, halfWidth };
}

type Interval = readonly [lower: number, upper: number];

/** Where the logarithms of sds are. */
function logRange({ dataSd }: CoordinateScales, hasUnit: boolean): Interval {
  return hasUnit ? [log(dataSd) - belowData, log(dataSd) + aboveData] : [-aboutUnit, aboutUnit];
}

/** What a prior and the data agree about; the data's where they do not. */
function common(prior: Interval, data: Interval): Interval {
  const lower = Math.max(prior[0], data[0]);
  const upper = Math.min(prior[1], data[1]);
  return lower < upper ? [lower, upper] : data;
}

/** The part of a prior that is within reach of its center. */
function nearest(center: number, prior: Interval, reach: number): Interval {
  return [Math.max(prior[0], center - reach), Math.min(prior[1], center + reach)];
}

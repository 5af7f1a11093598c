/**
 * Whether the density of all parameters has modes apart, and where chains begin if it has: each in another one.
 *
 * Chains that begin in a box of a fixed width about 0 may all begin in one basin, and then agree on it. So climbs begin from many random
 * places: group effects and what else is many numbers like a standard normal number, parameters that are few numbers far and wide,
 * logarithms of scales about the scale of the data. Where they all end at one mode nothing is changed. It is a look, not a proof: a mode
 * with a basin that no climb begins in is not found.
 */

import type { DensityRecipe } from "../../density/compile.ts";
import { type InstantiatedModel, instantiate } from "../../density/compile.ts";
import type { ParameterInput } from "../../density/joint/joint.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import { log } from "../../numeric/logarithm.ts";
import { createRandomStream, type RandomStream } from "../../numeric/random-stream.ts";
import { Climb } from "./climb.ts";
import { coordinateScales } from "./coordinate-scales.ts";
import { isSameMode, type Mode, modeAt } from "./modes.ts";
import type { CoordinateScales } from "./prior-range.ts";

export interface StartScan {
  readonly model: BoundModel;
  readonly recipe: DensityRecipe;
  /** Of the density's position. */
  readonly inputs: readonly ParameterInput[];
  /** Operations of one evaluation with its gradient. */
  readonly operations: number;
  readonly chains: number;
  readonly seed: number;
}

/** More numbers than this, or costlier densities, are not scanned: climbs would take as long as the chains. */
const mostDimensions = 60;
const mostOperations = 20_000;
const climbs = 32;
const mostSteps = 80;
/** A parameter of so many numbers is varied far and wide. */
const fewNumbers = 3;
/** Widths of that, in turn. */
const widths = [2, 10, 50, 250];
/** Scales are looked for from the data's divided by e⁵ to the data's times e. */
const belowData = 5;
const aboveData = 1;
/** Modes with e⁻⁶ of the evidence do not count: chains that begin there would be told apart for nothing. */
const leastShare = -6;
/** Between two modes the log density falls by that much at least, seen at the places that divide the way in so many parts. */
const leastValley = 0.1;
const waypoints = 8;
/** The stream of random numbers that the scan draws from; chains count from 1. */
const scanStream = 0;

/** Where chains begin. */
export interface ScannedStarts {
  /** For each chain, in modes by turns; none where only one mode was found, or nobody looked. */
  readonly places: readonly Float64Array[];
  /** Modes apart; 0 where nobody looked. */
  readonly modes: number;
}

/** Looks for modes apart by climbs, if the density is not too large for that. */
export function scanStarts({ model, recipe, inputs, operations, chains, seed }: StartScan): ScannedStarts {
  const { dimension } = recipe;
  if (dimension === 0 || dimension > mostDimensions || operations > mostOperations)
    return { places: [], modes: 0 };
  const { density } = instantiate(recipe);
  const modes = scanModes(density, inputs, model, createRandomStream(seed, scanStream));
  if (modes.length < 2) return { places: [], modes: modes.length };
  const places = Array.from({ length: chains }, (_, c) => modes[c % modes.length]!.position);
  return { places, modes: modes.length };
}

function scanModes(
  density: InstantiatedModel["density"],
  inputs: readonly ParameterInput[],
  model: BoundModel,
  stream: RandomStream,
): Mode[] {
  const names = inputs.flatMap(({ name, node }) => new Array<string>(node.domain.size).fill(name));
  const isFew = inputs.flatMap(({ node }) =>
    new Array<boolean>(node.domain.size).fill(node.domain.size <= fewNumbers),
  );
  const scales = coordinateScales(model, names, new Set());
  const unit = new Float64Array(density.dimension).fill(1);
  const modes: Mode[] = [];
  for (let k = 0; k < climbs; k++) {
    const climb = new Climb(density, drawPlace(scales, isFew, widths[k % widths.length]!, stream), unit);
    if (!climb.isUsable) continue;
    let steps = 0;
    while (steps < mostSteps && climb.step()) steps++;
    // What rises without end, as into the neck of a funnel, is no mode.
    if (steps === mostSteps) continue;
    const mode = modeAt(density, climb, unit);
    if (!modes.some((known) => isSameMode(known, mode) || isNoValley(density, known, mode))) modes.push(mode);
  }
  modes.sort((a, b) => b.logEvidence - a.logEvidence);
  return modes.filter(({ logEvidence }) => logEvidence >= modes[0]!.logEvidence + leastShare);
}

/** Whether the way from one end of a climb to another leads through no valley: two places of one ridge, where climbs end early. */
function isNoValley(density: InstantiatedModel["density"], one: Mode, other: Mode): boolean {
  const gradient = new Float64Array(density.dimension);
  const lower = Math.min(one.value, other.value);
  for (let k = 1; k < waypoints; k++) {
    const share = k / waypoints;
    const place = one.position.map((from, i) => from + share * (other.position[i]! - from));
    if (!(density.evaluate(place, gradient) >= lower - leastValley)) return false;
  }
  return true;
}

function drawPlace(
  { isLog, dataSd }: CoordinateScales,
  isFew: readonly boolean[],
  width: number,
  stream: RandomStream,
): Float64Array {
  return Float64Array.from(isFew, (few, i) => {
    if (!few) return stream.normal();
    if (isLog[i]) return log(dataSd) - belowData + (belowData + aboveData) * stream.uniform();
    return width * (2 * stream.uniform() - 1);
  });
}

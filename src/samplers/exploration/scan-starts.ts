/**
 * Whether the density of all parameters has modes apart, and where chains begin if it has: each in another one.
 *
 * Chains that begin in a box of a fixed width about 0 may all begin in one basin, and then agree on it. So climbs begin from many random
 * places: all parameters like the prior, by turns with group effects and what else is many numbers like a standard normal number, parameters
 * that are few numbers far and wide, and logarithms of scales about the scale of the data. Where they all end at one mode nothing is changed. It is a look, not a proof: a mode
 * with a basin that no climb begins in is not found.
 */

import type { DensityRecipe } from "../../density/compile.ts";
import { type InstantiatedModel, instantiate } from "../../density/compile.ts";
import { namesOf, type ParameterInput } from "../../density/joint/joint.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import { log } from "../../numeric/logarithm.ts";
import { createRandomStream, type RandomStream } from "../../numeric/random-stream.ts";
import { Climb } from "./climb.ts";
import { coordinateScales } from "./coordinate-scales.ts";
import { isAtMode, isSameMode, type Mode, modeAt } from "./modes.ts";
import type { CoordinateScales } from "./prior-range.ts";
import { type ChainStarts, type StartBox, startBoxOfJoint } from "./start-box.ts";

export interface StartScan {
  readonly model: BoundModel;
  readonly recipe: DensityRecipe;
  /** Of the density's position. */
  readonly inputs: readonly ParameterInput[];
  /** Operations of one evaluation with its gradient. */
  readonly operations: number;
  readonly chains: number;
  readonly seed: number;
  /** Of the density, where it is known. */
  readonly box?: StartBox | null;
  /** Modes that were found before; if they are several, nobody looks for more. */
  readonly known?: readonly Float64Array[];
}

/** More numbers than this, or costlier densities, are not scanned: climbs would take as long as the chains. */
const mostDimensions = 60;
const mostOperations = 20_000;
/** Of climbs: from each width, and from the prior. */
const turns = 8;
const mostSteps = 80;
/** A parameter of so many numbers is varied far and wide. */
const fewNumbers = 3;
/** Widths of that, in turn. */
const widths = [2, 10, 50, 250];
/** So many times as wide as the box that is the prior's bulk. */
const beyond = 1.5;
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

/** Where chains begin: in modes by turns; anywhere in the box where only one mode was found, or nobody looked. */
export interface ScannedStarts {
  readonly starts: ChainStarts;
  /** Modes apart; 0 where nobody looked. */
  readonly modes: number;
}

/** Looks for modes apart by climbs, if the density is not too large for that. */
export function scanStarts(scan: StartScan): ScannedStarts {
  const { model, recipe, inputs, operations, chains, known = [] } = scan;
  const box = scan.box === undefined ? startBoxOfJoint(model, inputs) : scan.box;
  const isTooLarge =
    recipe.dimension === 0 || recipe.dimension > mostDimensions || operations > mostOperations;
  if (known.length < 2 && isTooLarge) return { starts: { places: [], box }, modes: 0 };
  const modes = known.length < 2 ? lookForModes(scan, box) : known;
  const places = modes.length < 2 ? [] : Array.from({ length: chains }, (_, c) => modes[c % modes.length]!);
  return { starts: { places, box }, modes: modes.length };
}

function lookForModes({ model, recipe, inputs, seed }: StartScan, box: StartBox | null): Float64Array[] {
  const begins = placesOf(model, inputs, box, createRandomStream(seed, scanStream));
  return scanModes(instantiate(recipe).density, begins).map(({ position }) => position);
}

function scanModes(density: InstantiatedModel["density"], places: Iterable<Float64Array>): Mode[] {
  const unit = new Float64Array(density.dimension).fill(1);
  const modes: Mode[] = [];
  for (const place of places) {
    const climb = new Climb(density, place, unit);
    if (!climb.isUsable) continue;
    let steps = 0;
    while (steps < mostSteps && climb.step()) steps++;
    // What rises without end, as into the neck of a funnel, is no mode.
    if (steps === mostSteps) continue;
    // Before the curvature there, which takes longer than the climb.
    if (modes.some((known) => isAtMode(known, climb.position))) continue;
    const mode = modeAt(density, climb, unit);
    if (!modes.some((known) => isSameMode(known, mode) || isNoValley(density, known, mode))) modes.push(mode);
  }
  modes.sort((a, b) => b.logEvidence - a.logEvidence);
  return modes.filter(({ logEvidence }) => logEvidence >= modes[0]!.logEvidence + leastShare);
}

/** Where climbs begin: spread like the prior by turns, and far and wide whatever the prior. */
function* placesOf(
  model: BoundModel,
  inputs: readonly ParameterInput[],
  box: StartBox | null,
  stream: RandomStream,
): Generator<Float64Array> {
  const isFew = inputs.flatMap(({ node }) =>
    new Array<boolean>(node.domain.size).fill(node.domain.size <= fewNumbers),
  );
  const scales = coordinateScales(model, namesOf(inputs));
  for (let turn = 0; turn < turns; turn++) {
    for (const width of widths) yield drawPlace(scales, isFew, width, stream);
    if (box === null) continue;
    yield box.center.map((center, i) => center + beyond * box.halfWidth[i]! * (2 * stream.uniform() - 1));
  }
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

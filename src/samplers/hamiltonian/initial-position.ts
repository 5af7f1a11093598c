/**
 * Where a chain starts: a random position at which the log density and its gradient are finite. Uniform(-2, 2) in each
 * coordinate of the unconstrained scale is Stan's choice. Departs from Stan in that the box is that of the prior and the data's scale where
 * it is known (`exploration/start-box.ts`); in that it shrinks when it is full of trouble, down to its center; in that two chains begin on
 * different sides of each coordinate: modes that are mirror images of each other, such as those of θ² = 4, are then met by different
 * chains, and R-hat tells; and in that a place where a step uphill promises much is left uphill: a wide prior is far from the
 * posterior, and the way there is no part of it.
 */

import type { LogDensity } from "../../density/log-density.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import { Climb } from "../exploration/climb.ts";
import type { ChainStarts, StartBox } from "../exploration/start-box.ts";
import { findFarPlace, scalesAt, searchByCoordinates } from "./far-places.ts";

const radius = 2;
const shrinkages = 10;
const usualAttempts = 100;
/** A climb keeps a square matrix. */
const mostClimbed = 300;
const mostSteps = 60;
/** Of a climb that begins where another one was stuck. */
const mostStepsAgain = 300;
const mostTurns = 8;
/** Twice the gain that a step promises of a number that is normal and a standard deviation away. */
const promisePerNumber = 1;
/** What the log density of a number that is normal falls by within three standard deviations. */
const fallPerNumber = 4.5;
const shortest = 1e-6;
/**
 * A climb that ends where a step still promises so much for each number is stuck, and one that has gained so much has come through slopes of so
 * many sizes that what it has learned of the curvature may be wrong.
 */
const stuckPerNumber = 1000;
const steepPerNumber = 1e6;

/** A place to begin at, or where none was found the last that was tried, the center. */
export interface InitialPosition {
  readonly kind: "found" | "missing";
  /** Length of the density's dimension; the caller's to keep. */
  readonly position: Float64Array;
  readonly attempts: number;
}

/** Whether a chain begins above (1) or below (-1) zero in a coordinate: of two chains with numbers 2k - 1 and 2k one does each. */
export function sideOf(coordinate: number, chain: number): number {
  const scattered = Math.imul(coordinate + 1, 0x9e3779b1) >>> 24;
  // Parity of the bits that the chain's number has in common with an odd mask.
  let common = (chain - 1) & (scattered | 1);
  let parity = scattered >>> 7;
  for (; common !== 0; common &= common - 1) parity ^= 1;
  return parity === 0 ? 1 : -1;
}

/** Within 2 of 0. */
const anywhere: ChainStarts = { places: [], box: null };

/**
 * Takes the chain's place if there is one. Otherwise tries a random position on those sides of the box's center that are the chain's, by
 * its number from 1, then `attempts` - 1 of the whole box, then a tenth as many in each of ten boxes half as wide as the one before, and
 * last the center. From the position in a box that is the prior's it climbs as long as a step promises much; where that box has none, one is
 * looked for within 2 of 0, and then far out of both. Where a climb is stuck, one begins where steps along the coordinates lead.
 */
export function findInitialPosition(
  density: LogDensity,
  stream: RandomStream,
  chain = 1,
  { places, box }: ChainStarts = anywhere,
  attempts = usualAttempts,
): InitialPosition {
  const place = places[chain - 1];
  if (place !== undefined && isUsable(density, place))
    return { kind: "found", position: place.slice(), attempts: 1 };
  const around = (one: StartBox) => lookAround(density, stream, chain, one, attempts);
  const approached = (from: Float64Array, one: StartBox) => approach(density, from, one);
  const found = box === null ? null : around(box);
  if (found?.kind === "found") return { ...found, position: approached(found.position, box!) };
  const usual = usualBox(density.dimension);
  const near = around(usual);
  if (near.kind === "found") return near;
  for (const one of box === null ? [usual] : [box, usual]) {
    const place = findFarPlace(one, stream, (position) => isUsable(density, position));
    if (place !== null) return { ...near, kind: "found", position: approached(place, one) };
  }
  return near;
}

/** A usable position on the chain's sides of the box, or near its center; null if there is none. No way uphill is taken. */
export function findAnyPosition(
  density: LogDensity,
  stream: RandomStream,
  chain: number,
  box: StartBox | null,
): Float64Array | null {
  const { kind, position } = lookAround(
    density,
    stream,
    chain,
    box ?? usualBox(density.dimension),
    usualAttempts,
  );
  return kind === "found" ? position : null;
}

function usualBox(size: number): StartBox {
  return { center: new Float64Array(size), halfWidth: new Float64Array(size).fill(radius) };
}

function lookAround(
  density: LogDensity,
  stream: RandomStream,
  chain: number,
  { center, halfWidth }: StartBox,
  attempts: number,
): InitialPosition {
  const position = new Float64Array(density.dimension);
  const shrunkAttempts = Math.ceil(attempts / 10);
  let tried = 0;
  for (let shrinkage = 0, part = 1; shrinkage <= shrinkages; shrinkage++, part /= 2) {
    const count = shrinkage === 0 ? attempts : shrunkAttempts;
    for (let attempt = 0; attempt < count; attempt++) {
      const isFirst = shrinkage === 0 && attempt === 0;
      for (let i = 0; i < position.length; i++) {
        const share = isFirst ? sideOf(i, chain) * stream.uniform() : 2 * stream.uniform() - 1;
        position[i] = center[i]! + part * halfWidth[i]! * share;
      }
      tried++;
      if (isUsable(density, position)) return { kind: "found", position, attempts: tried };
    }
  }
  position.set(center);
  return { kind: isUsable(density, position) ? "found" : "missing", position, attempts: tried + 1 };
}

/** Whether log density and gradient are finite. */
export function isUsable(density: LogDensity, position: Float64Array): boolean {
  const gradient = new Float64Array(density.dimension);
  return Number.isFinite(density.evaluate(position, gradient)) && gradient.every(Number.isFinite);
}

/**
 * Towards where a step uphill promises no more than chance takes away, and no further than to where the density is within what chance takes
 * away of what it is there: the position stays on its side.
 */
function approach(density: LogDensity, from: Float64Array, box: StartBox): Float64Array {
  const size = from.length;
  if (size > mostClimbed) return from;
  const climb = climbOut(density, from, box);
  const begun = density.evaluate(from, new Float64Array(size));
  const least = climb.value - fallPerNumber * size;
  if (begun >= least) return from;
  const gradient = new Float64Array(size);
  for (let part = 0.5; part > shortest; part /= 2) {
    const between = climb.position.map((end, i) => end + part * (from[i]! - end));
    if (density.evaluate(between, gradient) >= least && gradient.every(Number.isFinite)) return between;
  }
  return climb.position;
}

/** A climb from there; where it may be stuck, others by turns with steps along the coordinates, as long as they come higher. */
function climbOut(density: LogDensity, from: Float64Array, { center, halfWidth }: StartBox): Climb {
  const size = from.length;
  const enough = promisePerNumber * size;
  const begin = (at: Float64Array, scale: Float64Array, most: number): Climb => {
    const climb = new Climb(density, at, scale, { enough });
    for (let step = 0; step < most && climb.step(); step++);
    return climb;
  };
  const isStuck = ({ promise }: Climb): boolean => !(promise <= stuckPerNumber * size);
  const begun = density.evaluate(from, new Float64Array(size));
  let climb = begin(from, halfWidth, mostSteps);
  if (!isStuck(climb) && climb.value - begun < steepPerNumber * size) return climb;
  for (let turn = 0; turn < mostTurns; turn++) {
    const found = [climb.position, ...(turn === 0 ? [center] : [])]
      .filter((place) => isUsable(density, place))
      .map((place) => searchByCoordinates(density, place, halfWidth, enough))
      .reduce((best, one) => (one.value > best.value ? one : best));
    const other = begin(found.position, scalesAt(density, found.position, halfWidth), mostStepsAgain);
    const gain = other.value - climb.value;
    if (gain > 0) climb = other;
    if (!(gain > enough)) break;
  }
  return climb;
}

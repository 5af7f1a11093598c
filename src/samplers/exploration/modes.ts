/**
 * The modes of a log density of few numbers: points are spread over the prior's range and beyond it, and the best of them that
 * no near one outdoes are climbed from, until they meet a mode that is known.
 */

import type { LogDensity } from "../../density/log-density.ts";
import { choleskyFactor, solveLower } from "../../numeric/cholesky.ts";
import { symmetricEigen } from "../../numeric/eigen-symmetric.ts";
import { log } from "../../numeric/logarithm.ts";
import { Climb } from "./climb.ts";
import type { PriorRange } from "./prior-range.ts";
import { spreadPoints } from "./spread-points.ts";

export interface Mode {
  readonly position: Float64Array;
  /** The log density there. */
  readonly value: number;
  /** The inverse of the negative Hessian, its eigenvalues kept positive; row by row. */
  readonly covariance: Float64Array;
  /** Laplace's approximation: log ∫ of the density about the mode. */
  readonly logEvidence: number;
}

/** A log density that can be had without its gradient. */
export interface ExploredDensity extends LogDensity {
  value(position: Float64Array): number;
}

export interface ModeSearch {
  /** Points that are spread. */
  readonly points: number;
  /** Climbs at most. */
  readonly climbs: number;
  /** How often a climb that has ended begins anew, in the widths that its end has; without it never. */
  readonly renewals?: number;
}

const mostSteps = 60;
/** A point is not climbed from if one of so many nearest ones is better. */
const neighbours = 6;
/** In scales, a step may always go so far. */
const leastReach = 0.05;
/** Two positions are of one mode if they are nearer than this, in standard deviations of the mode. */
const sameMode = 0.5;
/** A climb that comes so near to a mode, without being higher, is given up. */
const nearMode = 1;
/** Modes with e⁻²⁰ of the evidence do not count. */
const leastShare = -20;
/** Equal coordinates, besides: on log scales, units of any size. */
const diagonals = [0, 2, -2, 5, -5, 10, -10, 20, -20, 50, -50, 100, -100, 300, -300, 600, -600];

/** The modes that were found, the one of most evidence first; none if no point has a finite density. */
export function findModes(density: ExploredDensity, range: PriorRange, search: ModeSearch): Mode[] {
  const modes: Mode[] = [];
  const surroundings: Surroundings[] = [];
  for (const start of chooseStarts(density, range, search)) {
    const climb = new Climb(density, start.position, range.scale, { longest: start.longestStep });
    const isKnown = (climb: Climb, step: number): boolean =>
      surroundings.some(
        (one, k) => climb.value <= modes[k]!.value + 0.1 && one.reach(climb.position) < nearMode,
      ) ||
      (step % stepsPerLook === 0 && modes.some((mode) => leadsUp(density, climb, mode)));
    if (!climb.isUsable || isKnown(climb, 0) || !climbUp(climb, isKnown)) continue;
    let mode: Mode | null = modeAt(density, climb, range.scale);
    for (let renewal = 0; renewal < (search.renewals ?? 0) && mode !== null; renewal++)
      mode = climbAnew(density, mode, isKnown);
    if (mode === null || modes.some((known) => isSameMode(known, mode))) continue;
    modes.push(mode);
    surroundings.push(new Surroundings(mode));
  }
  modes.sort((a, b) => b.logEvidence - a.logEvidence);
  return modes.filter(({ logEvidence }) => logEvidence >= modes[0]!.logEvidence + leastShare);
}

/** How far below a mode a climb is that may be of its hill: from further down all ways lead up. */
const nearHeight = 6;
/** Parts of the way from a place to a mode at which the density is looked at, and steps of a climb from one look to the next. */
const parts = [0.06, 0.13, 0.22, 0.33, 0.46, 0.6, 0.78];
const stepsPerLook = 2;

/**
 * Whether the density rises all along the straight way from where a climb is to a mode, and along each coordinate, so that it would end there
 * (Ursem 1999, "Multinational evolutionary algorithms": two places are of one hill if there is no valley between them).
 */
function leadsUp(density: ExploredDensity, climb: Climb, mode: Mode): boolean {
  if (!(climb.value > mode.value - nearHeight && climb.risesTowards(mode.position))) return false;
  const at = new Float64Array(climb.position.length);
  let before = climb.value;
  for (const part of parts) {
    for (let i = 0; i < at.length; i++)
      at[i] = climb.position[i]! + part * (mode.position[i]! - climb.position[i]!);
    const here = density.value(at);
    if (!(here > before)) return false;
    before = here;
  }
  return mode.value > before;
}

/** To where the climb ends; false if that is known. */
function climbUp(climb: Climb, isKnown: (climb: Climb, step: number) => boolean): boolean {
  for (let step = 1; step <= mostSteps && climb.step(); step++) if (isKnown(climb, step)) return false;
  return true;
}

/** The top that is reached where each coordinate is measured in its width at the end of a climb; null if it is known. */
function climbAnew(
  density: ExploredDensity,
  mode: Mode,
  isKnown: (climb: Climb, step: number) => boolean,
): Mode | null {
  const widths = widthsOf(mode.covariance, mode.position.length);
  const climb = new Climb(density, mode.position, widths);
  return climb.isUsable && climbUp(climb, isKnown) ? modeAt(density, climb, widths) : null;
}

/** Standard deviations of a covariance. */
export function widthsOf(covariance: Float64Array, size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => Math.sqrt(covariance[i * size + i]!));
}

/** Where a climb begins, and how far a step may go: half as far as the nearest better point. */
interface Start {
  readonly position: Float64Array;
  readonly longestStep: number;
}

function chooseStarts(density: ExploredDensity, range: PriorRange, search: ModeSearch): Start[] {
  const size = density.dimension;
  const points = [
    ...diagonals.map((shift) => new Float64Array(size).fill(shift)),
    range.center,
    ...spreadPoints(range.boxes, search.points),
  ];
  const ranked = points
    .map((position) => ({ position, value: density.value(position) }))
    .filter(({ value }) => value > -Infinity)
    .sort((a, b) => b.value - a.value);
  const neighbourhood = new Neighbourhood(
    ranked.map(({ position }) => position),
    range.scale,
  );
  const chosen: Start[] = [];
  for (let rank = 0; rank < ranked.length && chosen.length < search.climbs; rank++) {
    const better = rank === 0 ? Infinity : neighbourhood.reach(rank);
    if (better < 0) continue;
    chosen.push({
      position: ranked[rank]!.position,
      longestStep: Math.max(leastReach, Math.sqrt(better) / 2),
    });
  }
  return chosen;
}

/** Points from the best to the worst, each coordinate in its scale. One loop over all others is compiled sooner than a search among sorted ones. */
class Neighbourhood {
  private readonly size: number;
  private readonly count: number;
  /** Coordinates, point by point. */
  private readonly scaled: Float64Array;

  constructor(positions: readonly Float64Array[], scale: Float64Array) {
    this.size = scale.length;
    this.count = positions.length;
    this.scaled = new Float64Array(this.count * this.size);
    let at = 0;
    for (const position of positions)
      for (let i = 0; i < this.size; i++) this.scaled[at++] = position[i]! / scale[i]!;
  }

  /** The squared distance to the nearest better point; -1 if fewer worse points than count as its neighbours are nearer. */
  reach(rank: number): number {
    const { scaled, size, count } = this;
    let better = Infinity;
    let nearer = 0;
    for (let other = 0; other < count; other++) {
      if (other === rank) continue;
      let squares = 0;
      for (let i = 0; i < size && squares < better; i++) {
        const difference = scaled[rank * size + i]! - scaled[other * size + i]!;
        squares += difference * difference;
      }
      if (!(squares < better)) continue;
      if (other < rank) better = squares;
      else if (++nearer === neighbours) return better;
    }
    return -1;
  }
}

/** Whether two climbs have ended at one mode. */
export function isSameMode(a: Mode, b: Mode): boolean {
  return isAtMode(a, b.position) || isAtMode(b, a.position);
}

/** Whether a climb that has ended at a position has ended at that mode. */
export function isAtMode(mode: Mode, position: Float64Array): boolean {
  return new Surroundings(mode).reach(position) < sameMode;
}

/** How far positions are from a mode. */
class Surroundings {
  private readonly center: Float64Array;
  /** Of the covariance; null where it has none. */
  private readonly factor: Float64Array | null;
  private readonly deviation: Float64Array;

  constructor({ position, covariance }: Mode) {
    const factor = covariance.slice();
    this.center = position;
    this.factor = choleskyFactor(factor, position.length) ? factor : null;
    this.deviation = new Float64Array(position.length);
  }

  /** In standard deviations of the mode; infinite where it has none. */
  reach(position: Float64Array): number {
    const { center, factor, deviation } = this;
    if (factor === null) return Infinity;
    for (let i = 0; i < center.length; i++) deviation[i] = position[i]! - center[i]!;
    solveLower(factor, center.length, deviation);
    let squares = 0;
    for (let i = 0; i < center.length; i++) squares += deviation[i]! * deviation[i]!;
    return Math.sqrt(squares);
  }
}

/** The mode that a climb has ended at; each coordinate is measured in its scale. */
export function modeAt(density: LogDensity, { position, value }: Climb, scale: Float64Array): Mode {
  const size = position.length;
  const { covariance, logDeterminant } = covarianceAt(density, position, scale);
  const logEvidence = value + 0.5 * (size * log(2 * Math.PI) + logDeterminant);
  return { position, value, covariance, logEvidence };
}

/** The widest difference, in the scale of a coordinate, and in standard deviations of a mode. */
const width = 1e-3;
const widthOfMode = 0.05;
/** A direction that is flat at a mode is given a variance of 4 squared scales. */
const leastCurvature = 0.25;

/** The inverse of the negative Hessian with positive eigenvalues, and the log of its determinant, by central differences of gradients. */
export function covarianceAt(
  density: LogDensity,
  position: Float64Array,
  scale: Float64Array,
): { readonly covariance: Float64Array; readonly logDeterminant: number } {
  const size = position.length;
  const hessian = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    const column = curvatureAlong(density, position, j, scale[j]!);
    for (let i = 0; i < size; i++) {
      const second = scale[i]! * scale[j]! * column[i]!;
      hessian[i * size + j]! += 0.5 * second;
      hessian[j * size + i]! += 0.5 * second;
    }
  }
  const values = new Float64Array(size);
  const isDecomposed = symmetricEigen(hessian, size, values);
  const covariance = new Float64Array(size * size);
  let logDeterminant = 0;
  for (let k = 0; k < size; k++) {
    const variance = isDecomposed ? 1 / Math.max(values[k]!, leastCurvature) : 1;
    logDeterminant += log(variance) + 2 * log(scale[k]!);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const product = isDecomposed
          ? hessian[k * size + i]! * hessian[k * size + j]!
          : Number(i === k && j === k);
        covariance[i * size + j]! += variance * product * scale[i]! * scale[j]!;
      }
    }
  }
  return { covariance, logDeterminant };
}

/** A column of the negative Hessian, by a difference that is narrow beside the mode. */
function curvatureAlong(
  density: LogDensity,
  position: Float64Array,
  coordinate: number,
  scale: number,
): Float64Array {
  const [up, down] = [new Float64Array(position.length), new Float64Array(position.length)];
  const column = new Float64Array(position.length);
  const trial = position.slice();
  for (let step = width * scale; ; step /= 4) {
    trial[coordinate] = position[coordinate]! + step;
    density.evaluate(trial, up);
    trial[coordinate] = position[coordinate]! - step;
    density.evaluate(trial, down);
    for (let i = 0; i < column.length; i++) column[i] = (down[i]! - up[i]!) / (2 * step);
    const second = Math.abs(column[coordinate]!);
    if (!(second * step * step > widthOfMode * widthOfMode) || step < 1e-12 * scale) return column;
  }
}

/**
 * The place about which a posterior is whitened: the mode of its scales φ when all else, u, is integrated out by Laplace's method,
 *
 *     f(φ) = log π(φ, û(φ)) - ½ log det H(φ),
 *
 * û(φ) being the mode of u given φ and H minus the Hessian in u there. φ are the few numbers that group effects have their scales from. The
 * joint mode will not do: as a scale grows effects in non-centered coordinates are punished ever less. Only a place and a shape are taken
 * from f: what is sampled is the posterior itself. Source: Tierney & Kadane (1986), JASA 81:82; Rue, Martino & Chopin (2009), §3.
 */

import type { LogDensity } from "../../density/log-density.ts";
import { choleskyFactor, solveLower } from "../../numeric/cholesky.ts";
import { Climb } from "../exploration/climb.ts";
import { columnOf, InnerPrecision, type Precision, type PrecisionFinder } from "./precision.ts";

/** Steps to the mode of u. */
const mostSteps = 80;
/** Twice the gain of a step below which the mode of u is found: what is left of a slope in u is seen in that of f. */
const closeEnough = 1e-9;
/** A step that promises more than this share of what the one before it did has the Hessian made anew. */
const slowShare = 0.1;
const mostHalvings = 20;
/** What is added to the diagonal where the Hessian is not definite, as a share of it, at first and at most. */
const firstRidge = 1e-3;
const largestRidge = 1e3;
/** Distance in φ of two values of log det H that a slope is the difference of, and of two slopes; φ are logarithms of scales and the like. */
const valueStep = 0.01;
const slopeStep = 0.1;
/** A step in φ moves none by more. */
const longestStep = 1;
const mostScaleSteps = 30;
/** Slopes of f so many standard deviations off are to be this share of a normal density's at least: chosen on the models of `models/`. */
const tailDistance = 2;
const leastTailSlope = 0.25;
/** Twice the gain of a step in φ below which it does not matter for a place. */
const scaleEnough = 0.001;
/** More than this it does. */
const clearlyMore = 0.1;

/** Where a posterior is whitened about. */
export interface LaplaceMode {
  /** (φ̂, û), a whole position. */
  readonly position: Float64Array;
  /** Minus the Hessian of f at φ̂, row by row. */
  readonly curvature: Float64Array;
}

/** Null where no mode with a definite curvature is found. `scales` are the places of φ in a position. */
export function findLaplaceMode(
  density: LogDensity,
  finder: PrecisionFinder,
  scales: readonly number[],
  start: Float64Array,
): LaplaceMode | null {
  const marginal = new LaplaceMarginal(density, finder, scales, start);
  const begin = Float64Array.from(scales, (place) => start[place]!);
  let top = topFrom(marginal, begin, true);
  // By the curvature there it may be no top.
  if (top !== null && top.promise > clearlyMore) top = topFrom(marginal, top.at, false);
  if (top === null || marginal.isSkewed(top.at, top.curvature)) return null;
  return { position: top.position, curvature: top.curvature };
}

/** Where a climb of f has ended, with twice the gain that the curvature there promises. */
interface Top extends LaplaceMode {
  readonly at: Float64Array;
  readonly promise: number;
}

/** Null where none with a definite curvature is found. */
function topFrom(marginal: LaplaceMarginal, begin: Float64Array, endsAtOnce: boolean): Top | null {
  const size = begin.length;
  const unit = begin.map(() => 1);
  const limits = { longest: longestStep, enough: scaleEnough, endsAtOnce };
  const climb = new Climb(marginal, begin, unit, limits);
  if (!climb.isUsable) return null;
  for (let steps = 0; size > 0 && climb.step(); steps++) if (steps === mostScaleSteps) return null;
  const at = climb.position;
  const slope = new Float64Array(size);
  if (!Number.isFinite(marginal.evaluate(at, slope))) return null;
  const position = marginal.position.slice();
  const curvature = marginal.curvatureAt(at);
  const factor = curvature?.slice();
  if (curvature === null || factor === undefined || !choleskyFactor(factor, size)) return null;
  solveLower(factor, size, slope);
  return { at, position, curvature, promise: slope.reduce((sum, one) => sum + one * one, 0) };
}

/** The density as a function of φ. */
export class LaplaceMarginal implements LogDensity {
  readonly dimension: number;
  /** Of the last slope: φ with the mode of u. */
  position: Float64Array;
  private readonly density: LogDensity;
  private readonly finder: PrecisionFinder;
  private readonly scales: readonly number[];
  private readonly inner: InnerPrecision;
  /** Of places a little off. */
  private readonly other: InnerPrecision;
  private precision: Precision | null = null;
  private readonly gradient: Float64Array;

  constructor(density: LogDensity, finder: PrecisionFinder, scales: readonly number[], start: Float64Array) {
    this.density = density;
    this.finder = finder;
    this.scales = scales;
    this.dimension = scales.length;
    this.position = start.slice();
    this.gradient = new Float64Array(density.dimension);
    this.inner = new InnerPrecision(finder.pattern, scales);
    this.other = new InnerPrecision(finder.pattern, scales);
  }

  /** f; NaN where the mode of u is not found. */
  height(at: ArrayLike<number>): number {
    this.scales.forEach((place, k) => {
      this.position[place] = at[k]!;
    });
    const value = this.climb();
    return value === null ? NaN : value - 0.5 * this.inner.logDeterminant();
  }

  /** f and its slope; NaN where the mode of u is not found. */
  evaluate(at: Float64Array, slope: Float64Array): number {
    this.scales.forEach((place, k) => {
      this.position[place] = at[k]!;
    });
    const value = this.climb();
    if (value === null) return NaN;
    const here = this.inner.logDeterminant();
    this.scales.forEach((place, k) => {
      const ahead = this.logDeterminantAlong(place);
      slope[k] = this.gradient[place]! - (0.5 * (ahead - here)) / valueStep;
    });
    return value - 0.5 * here;
  }

  /** Minus the derivative of the slope, by differences; symmetric. Null where something is not finite. */
  curvatureAt(at: Float64Array): Float64Array | null {
    const size = at.length;
    const curvature = new Float64Array(size * size);
    for (let k = 0; k < size; k++) {
      const slopes = [-slopeStep, slopeStep].map((one) => {
        const moved = at.slice();
        moved[k] = moved[k]! + one;
        const slope = new Float64Array(size);
        return Number.isFinite(this.evaluate(moved, slope)) && slope.every(Number.isFinite) ? slope : null;
      });
      const [below, above] = slopes;
      if (below == null || above == null) return null;
      for (let i = 0; i < size; i++) curvature[k * size + i] = (below[i]! - above[i]!) / (2 * slopeStep);
    }
    return curvature.map((one, k) => 0.5 * (one + curvature[(k % size) * size + Math.floor(k / size)]!));
  }

  /**
   * Whether f falls off too slowly on a side, as the posterior of a scale does that may be 0: there a chain would be for long, and seldom. A
   * normal density's slope two standard deviations off is 2.
   */
  isSkewed(at: Float64Array, curvature: Float64Array): boolean {
    return at.some((_, k) => {
      const root = Math.sqrt(curvature[k * at.length + k]!);
      return [-tailDistance, tailDistance].some((side) => {
        const moved = at.slice();
        moved[k] = moved[k]! + side / root;
        const slope = new Float64Array(at.length);
        const isFound = Number.isFinite(this.evaluate(moved, slope));
        return !isFound || -slope[k]! / root / side < leastTailSlope;
      });
    });
  }

  /** log det H a little further in one of φ, u going along with its mode; NaN where it is not definite. */
  private logDeterminantAlong(place: number): number {
    const along = this.inner.solve(columnOf(this.precision!, place));
    const moved = this.position.map((x, i) => x - valueStep * along[i]!);
    moved[place] = moved[place]! + valueStep;
    const gradient = new Float64Array(moved.length);
    if (!Number.isFinite(this.density.evaluate(moved, gradient))) return NaN;
    const found = this.finder.at(moved, gradient);
    return found !== null && this.other.update(found, 0) ? this.other.logDeterminant() : NaN;
  }

  /** To the mode of u given φ, by Newton's steps with a Hessian for as long as it serves, and with that of the mode at last; the log density there. */
  private climb(): number | null {
    let value = this.density.evaluate(this.position, this.gradient);
    if (!Number.isFinite(value) || !this.gradient.every(Number.isFinite)) return null;
    let isFresh = this.precision === null;
    if (isFresh && !this.refresh()) return null;
    let before = Infinity;
    for (let step = 0; step < mostSteps; step++) {
      const direction = this.inner.solve(this.gradient);
      const promise = direction.reduce((sum, one, i) => sum + one * this.gradient[i]!, 0);
      if (!(promise > closeEnough)) return (isFresh || this.refresh()) && this.inner.isExact ? value : null;
      if (promise > slowShare * before && !isFresh) {
        if (!this.refresh()) return null;
        isFresh = true;
        before = Infinity;
        continue;
      }
      before = promise;
      const better = this.advance(value, direction, promise);
      if (better === null) {
        if (isFresh || !this.refresh()) return null;
        isFresh = true;
        before = Infinity;
        continue;
      }
      value = better;
      isFresh = false;
    }
    return null;
  }

  /** A new Hessian where it is, made definite. */
  private refresh(): boolean {
    const found = this.finder.at(this.position, this.gradient);
    if (found === null) return false;
    this.precision = found;
    if (this.inner.update(found, 0)) return true;
    for (let ridge = firstRidge; ridge <= largestRidge; ridge *= 10)
      if (this.inner.update(found, ridge)) return true;
    return false;
  }

  /** Along the direction as far as the density rises as it should; the log density there. */
  private advance(value: number, direction: Float64Array, promise: number): number | null {
    let fraction = 1;
    const slope = new Float64Array(direction.length);
    for (let halvings = 0; halvings < mostHalvings; halvings++) {
      const moved = this.position.map((x, i) => x + fraction * direction[i]!);
      const there = this.density.evaluate(moved, slope);
      if (
        there >= value + 1e-4 * fraction * promise - 1e-9 * Math.abs(value) &&
        slope.every(Number.isFinite)
      ) {
        this.position = moved;
        this.gradient.set(slope);
        return there;
      }
      fraction /= 2;
    }
    return null;
  }
}

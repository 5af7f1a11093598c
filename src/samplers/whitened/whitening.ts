/**
 * Coordinates w in which a posterior is nearly standard normal: x = x̂ + P'L⁻ᵀz, LL' being the precision at x̂, and z = g(w) number by number, where
 * one is mapped.
 *
 * It changes what a trajectory moves in, and nothing of the posterior. Source: Neal (2011), MCMC using Hamiltonian dynamics, §4.1, for linear
 * transformations; arXiv:2603.02437 for that of a Laplace approximation.
 */

import type { LogDensity } from "../../density/log-density.ts";
import { log } from "../../numeric/logarithm.ts";
import {
  fullRowsOf,
  type SparseFactor,
  solveSparseLower,
  solveSparseLowerTransposed,
} from "../../numeric/sparse-cholesky.ts";
import { evaluateMap, type MarginalMap, unmapped } from "./marginal-map.ts";

/** As plain data. */
export interface Whitening {
  /** x̂ */
  readonly center: Float64Array;
  readonly factor: SparseFactor;
  /** Of the numbers of z that are not w themselves. */
  readonly maps: readonly MarginalMap[];
}

/** Room for what a position is made by. */
export interface WhiteningRoom {
  /** L⁻ᵀz */
  readonly moved: Float64Array;
  /** g, g' and g'' of each map. */
  readonly maps: readonly Float64Array[];
}

/** Room for positions of a whitening. */
export function roomFor({ center, maps }: Whitening): WhiteningRoom {
  return { moved: new Float64Array(center.length), maps: maps.map(() => new Float64Array(3)) };
}

/** The position at w, into `position`, which may not be `w`. */
export function unwhiten(
  { center, factor, maps }: Whitening,
  w: Float64Array,
  position: Float64Array,
  room: WhiteningRoom,
): void {
  const { order } = factor;
  const { moved } = room;
  moved.set(w);
  for (let m = 0; m < maps.length; m++) {
    const { place } = maps[m]!;
    evaluateMap(maps[m]!, w[place]!, room.maps[m]!);
    moved[place] = room.maps[m]![0]!;
  }
  solveSparseLowerTransposed(factor, moved);
  for (let k = 0; k < order.length; k++) {
    const i = order[k]!;
    position[i] = center[i]! + moved[k]!;
  }
}

/** The momentum P'Lq of the same motion, q being the momentum p in w over the stretches there, into `momentum`, which may not be `p`. */
export function unwhitenMomentum(
  { factor, maps }: Whitening,
  w: Float64Array,
  p: Float64Array,
  momentum: Float64Array,
): void {
  const { order, starts, rows, values } = factor;
  const own = p.slice();
  const stretches = new Float64Array(3);
  for (const map of maps) {
    evaluateMap(map, w[map.place]!, stretches);
    own[map.place]! /= stretches[1]!;
  }
  momentum.fill(0);
  for (let k = 0; k < order.length; k++) {
    for (let at = starts[k]!; at < starts[k + 1]!; at++)
      momentum[order[rows[at]!]!]! += values[at]! * own[k]!;
  }
}

/** w at a position, a new one; before maps it is z = L'P(x - x̂). */
export function whiten({ center, factor, maps }: Whitening, position: Float64Array): Float64Array {
  const { order, starts, rows, values } = factor;
  const moved = Float64Array.from(order, (i) => position[i]! - center[i]!);
  const z = moved.map((own, k) => {
    const start = starts[k]!;
    let sum = own * values[start]!;
    for (let p = start + 1; p < starts[k + 1]!; p++) sum += values[p]! * moved[rows[p]!]!;
    return sum;
  });
  for (const map of maps) z[map.place] = unmapped(map, z[map.place]!);
  return z;
}

/** A density in w, but for its constant. */
export class WhitenedDensity implements LogDensity {
  readonly dimension: number;
  private readonly position: Float64Array;
  private readonly density: LogDensity;
  private readonly whitening: Whitening;
  private readonly room: WhiteningRoom;
  private readonly slope: Float64Array;
  private readonly fullRows: number;

  constructor(density: LogDensity, whitening: Whitening) {
    this.density = density;
    this.whitening = whitening;
    this.dimension = density.dimension;
    this.position = new Float64Array(density.dimension);
    this.slope = new Float64Array(density.dimension);
    this.room = roomFor(whitening);
    this.fullRows = fullRowsOf(whitening.factor);
  }

  evaluate(w: Float64Array, gradient: Float64Array): number {
    const { room, slope, position } = this;
    const { factor, maps } = this.whitening;
    const { order } = factor;
    unwhiten(this.whitening, w, position, room);
    let value = this.density.evaluate(position, slope);
    for (let k = 0; k < order.length; k++) gradient[k] = slope[order[k]!]!;
    // L⁻¹Pg
    solveSparseLower(factor, gradient, this.fullRows);
    for (let m = 0; m < maps.length; m++) {
      const { place } = maps[m]!;
      const stretch = room.maps[m]![1]!;
      value += log(stretch);
      gradient[place] = gradient[place]! * stretch + room.maps[m]![2]! / stretch;
    }
    return value;
  }
}

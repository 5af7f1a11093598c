/**
 * Coordinates z in which a posterior is nearly standard normal: x = x̂ + P'L⁻ᵀz, LL' being the precision at x̂.
 *
 * It changes what a trajectory moves in, and nothing of the posterior. Source: Neal (2011), MCMC using Hamiltonian dynamics, §4.1, for linear
 * transformations; arXiv:2603.02437 for that of a Laplace approximation.
 */

import type { LogDensity } from "../../density/log-density.ts";
import {
  type SparseFactor,
  solveSparseLower,
  solveSparseLowerTransposed,
} from "../../numeric/sparse-cholesky.ts";

/** As plain data. */
export interface Whitening {
  /** x̂ */
  readonly center: Float64Array;
  readonly factor: SparseFactor;
}

/** The position at z, into `position`, which may not be `z`. */
export function unwhiten(whitening: Whitening, z: Float64Array, position: Float64Array): void {
  unwhitenWith(whitening, z, position, new Float64Array(z.length));
}

/** The same with room for L⁻ᵀz. */
function unwhitenWith(
  { center, factor }: Whitening,
  z: Float64Array,
  position: Float64Array,
  moved: Float64Array,
): void {
  const { order } = factor;
  moved.set(z);
  solveSparseLowerTransposed(factor, moved);
  for (let k = 0; k < order.length; k++) {
    const i = order[k]!;
    position[i] = center[i]! + moved[k]!;
  }
}

/** The momentum P'Lp of the same motion, into `momentum`, which may not be `p`. */
export function unwhitenMomentum({ factor }: Whitening, p: Float64Array, momentum: Float64Array): void {
  const { order, starts, rows, values } = factor;
  momentum.fill(0);
  for (let k = 0; k < order.length; k++) {
    for (let at = starts[k]!; at < starts[k + 1]!; at++) momentum[order[rows[at]!]!]! += values[at]! * p[k]!;
  }
}

/** z = L'P(x - x̂), a new one. */
export function whiten({ center, factor }: Whitening, position: Float64Array): Float64Array {
  const { order, starts, rows, values } = factor;
  const moved = Float64Array.from(order, (i) => position[i]! - center[i]!);
  return moved.map((own, k) => {
    const start = starts[k]!;
    let sum = own * values[start]!;
    for (let p = start + 1; p < starts[k + 1]!; p++) sum += values[p]! * moved[rows[p]!]!;
    return sum;
  });
}

/** A density in z, but for its constant. */
export class WhitenedDensity implements LogDensity {
  readonly dimension: number;
  private readonly position: Float64Array;
  private readonly density: LogDensity;
  private readonly whitening: Whitening;
  private readonly moved: Float64Array;
  private readonly slope: Float64Array;

  constructor(density: LogDensity, whitening: Whitening) {
    this.density = density;
    this.whitening = whitening;
    this.dimension = density.dimension;
    this.position = new Float64Array(density.dimension);
    this.moved = new Float64Array(density.dimension);
    this.slope = new Float64Array(density.dimension);
  }

  evaluate(z: Float64Array, gradient: Float64Array): number {
    const { moved, slope, position } = this;
    const { factor } = this.whitening;
    const { order } = factor;
    unwhitenWith(this.whitening, z, position, moved);
    const value = this.density.evaluate(position, slope);
    for (let k = 0; k < order.length; k++) gradient[k] = slope[order[k]!]!;
    // L⁻¹Pg
    solveSparseLower(factor, gradient);
    return value;
  }
}

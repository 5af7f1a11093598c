/** Minus the Hessian of a log density at a place as a sparse matrix: how it is confirmed, multiplied with, and factored. */

import type { LogDensity } from "../../density/log-density.ts";
import { log } from "../../numeric/logarithm.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import { SparseCholesky, solveSparse } from "../../numeric/sparse-cholesky.ts";
import type { SparsePattern } from "../../numeric/sparse-pattern.ts";

/** Steps of differences, in standard deviations given all else. */
export const stepShare = 1e-3;
/** Of a product with a random vector, by differences and by the matrix. */
const largestDifference = 0.02;

/** A symmetric matrix of a pattern: below its diagonal as the pattern has them, and on it. */
export interface Precision {
  readonly pattern: SparsePattern;
  readonly below: Float64Array;
  readonly diagonal: Float64Array;
}

/** Finds Hessians of one density at several places. */
export interface PrecisionFinder {
  readonly pattern: SparsePattern;
  /** Of one matrix, in gradients. */
  readonly cost: number;
  /** At a place with this gradient. Null where something is not finite. */
  readonly at: (position: Float64Array, gradient: Float64Array) => Precision | null;
}

/** Whether the matrix is that of the density: its product with a random vector is compared with a difference of gradients. */
export function agrees(
  density: LogDensity,
  found: Precision,
  position: Float64Array,
  gradient: Float64Array,
  stream: RandomStream,
): boolean {
  const size = position.length;
  const steps = found.diagonal.map((curvature) => stepShare / Math.sqrt(Math.abs(curvature) || 1));
  const vector = steps.map((step) => step * stream.normal());
  const place = position.map((x, i) => x + vector[i]!);
  const moved = new Float64Array(size);
  if (!Number.isFinite(density.evaluate(place, moved)) || !moved.every(Number.isFinite)) return false;
  const product = multiply(found, vector);
  let [wrong, all] = [0, 0];
  for (let i = 0; i < size; i++) {
    // In units of standard deviations given all else.
    const difference = (gradient[i]! - moved[i]! - product[i]!) * steps[i]!;
    wrong += difference * difference;
    const own = product[i]! * steps[i]!;
    all += own * own;
  }
  return wrong <= largestDifference * largestDifference * all;
}

/** The matrix times a vector. */
export function multiply({ pattern, below, diagonal }: Precision, x: Float64Array): Float64Array {
  const product = diagonal.map((value, i) => value * x[i]!);
  for (let j = 0; j < x.length; j++) {
    for (let p = pattern.starts[j]!; p < pattern.starts[j + 1]!; p++) {
      const i = pattern.rows[p]!;
      product[i]! += below[p]! * x[j]!;
      product[j]! += below[p]! * x[i]!;
    }
  }
  return product;
}

/** A column of a symmetric matrix. */
export function columnOf({ pattern, below, diagonal }: Precision, j: number): Float64Array {
  const column = new Float64Array(pattern.size);
  for (let c = 0; c < pattern.size; c++) {
    for (let p = pattern.starts[c]!; p < pattern.starts[c + 1]!; p++) {
      const i = pattern.rows[p]!;
      if (c === j) column[i] = below[p]!;
      else if (i === j) column[c] = below[p]!;
    }
  }
  column[j] = diagonal[j]!;
  return column;
}

/** Of a symmetric matrix the part of all numbers but `apart`, factored; those have ones in its place. */
export class InnerPrecision {
  /** Whether nothing was added to the diagonal. */
  isExact = false;
  private readonly cholesky: SparseCholesky;
  private readonly apart: readonly number[];
  private readonly isApart: Uint8Array;
  private readonly work: Float64Array;

  constructor(pattern: SparsePattern, apart: readonly number[]) {
    this.cholesky = new SparseCholesky(pattern);
    this.apart = apart;
    this.isApart = new Uint8Array(pattern.size);
    for (const i of apart) this.isApart[i] = 1;
    this.work = new Float64Array(pattern.size);
  }

  /** With a share of the diagonal added; false if it is not positive definite. */
  update({ pattern: { size, starts, rows }, below, diagonal }: Precision, ridge: number): boolean {
    const { isApart } = this;
    const own = diagonal.map((value, i) => (isApart[i] === 1 ? 1 : value + ridge * Math.abs(value)));
    const rest = below.slice();
    for (let j = 0; j < size; j++) {
      for (let p = starts[j]!; p < starts[j + 1]!; p++)
        if (isApart[j] === 1 || isApart[rows[p]!] === 1) rest[p] = 0;
    }
    this.isExact = ridge === 0;
    return this.cholesky.update(rest, own);
  }

  logDeterminant(): number {
    const { starts, values } = this.cholesky.factor;
    let total = 0;
    for (let k = 0; k < starts.length - 1; k++) total += log(values[starts[k]!]!);
    return 2 * total;
  }

  /** H⁻¹x, with zeros for numbers apart. */
  solve(vector: Float64Array): Float64Array {
    const solved = vector.slice();
    for (const i of this.apart) solved[i] = 0;
    solveSparse(this.cholesky.factor, solved, this.work);
    return solved;
  }
}

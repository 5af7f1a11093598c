/** A metric with correlations: M⁻¹ is any positive definite matrix. A velocity costs n² multiplications instead of n. */

import { choleskyFactor, multiplySymmetric, solveLowerTransposed } from "../../../numeric/cholesky.ts";
import type { RandomStream } from "../../../numeric/random-stream.ts";
import type { Metric } from "./metric.ts";

/** The unit metric until `update`. Matrices are n × n, row by row. */
export class DenseMetric implements Metric {
  private readonly dimension: number;
  private readonly inverseMass: Float64Array;
  /** L of M⁻¹ = LLᵀ, in the lower triangle. */
  private readonly factor: Float64Array;

  constructor(dimension: number) {
    this.dimension = dimension;
    this.inverseMass = unitMatrix(dimension);
    this.factor = unitMatrix(dimension);
  }

  /** Copies a symmetric matrix; one that is not positive definite in floating point leaves the metric as it was. */
  update(inverseMass: Float64Array): boolean {
    const factor = inverseMass.slice();
    if (!choleskyFactor(factor, this.dimension)) return false;
    this.inverseMass.set(inverseMass);
    this.factor.set(factor);
    return true;
  }

  /** Lᵀp = z with z ~ N(0, I), so that p ~ N(0, (LLᵀ)⁻¹). */
  drawMomentum(stream: RandomStream, momentum: Float64Array): void {
    for (let i = 0; i < this.dimension; i++) momentum[i] = stream.normal();
    solveLowerTransposed(this.factor, this.dimension, momentum);
  }

  velocity(momentum: Float64Array, velocity: Float64Array): void {
    multiplySymmetric(this.inverseMass, this.dimension, momentum, velocity);
  }

  inverseMassMatrix(): number[] {
    return Array.from(this.inverseMass);
  }
}

function unitMatrix(dimension: number): Float64Array {
  const matrix = new Float64Array(dimension * dimension);
  for (let i = 0; i < dimension; i++) matrix[i * dimension + i] = 1;
  return matrix;
}

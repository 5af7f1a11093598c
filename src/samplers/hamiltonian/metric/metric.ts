/**
 * A metric: the mass matrix M of the Hamiltonian, of which the sampler needs two things, momenta p ~ N(0, M) and
 * velocities M⁻¹p. The closer M⁻¹ is to the covariance of the posterior, the rounder the posterior looks.
 */

import type { RandomStream } from "../../../numeric/random-stream.ts";
import type { LowRankTerm } from "./adapted-metric.ts";

export interface Metric {
  /** p ~ N(0, M). */
  drawMomentum(stream: RandomStream, momentum: Float64Array): void;
  /** velocity = M⁻¹ momentum; the two are different arrays. */
  velocity(momentum: Float64Array, velocity: Float64Array): void;
  /** The diagonal (n), or the full matrix row by row (n²), as a copy. */
  inverseMassMatrix(): number[];
  /** Directions with a scale of their own, as a copy; a metric without this method has none. */
  lowRankTerms?(): LowRankTerm[];
}

/** Independent scales: M⁻¹ = diag(scale²). The unit metric until `update`. */
export class DiagonalMetric implements Metric {
  readonly dimension: number;
  private readonly inverseMass: Float64Array;
  private readonly momentumScale: Float64Array;

  constructor(dimension: number) {
    this.dimension = dimension;
    this.inverseMass = new Float64Array(dimension).fill(1);
    this.momentumScale = new Float64Array(dimension).fill(1);
  }

  /** Sets one element of the diagonal of M⁻¹; leaves it as it was if the value is not positive and finite. */
  update(index: number, inverseMass: number): void {
    if (!(inverseMass > 0 && inverseMass < Infinity)) return;
    this.inverseMass[index] = inverseMass;
    // M = 1 / M⁻¹, and a momentum has standard deviation √M.
    this.momentumScale[index] = 1 / Math.sqrt(inverseMass);
  }

  /** √(M⁻¹)ᵢᵢ: how far the posterior reaches along a coordinate. */
  scale(index: number): number {
    return Math.sqrt(this.inverseMass[index]);
  }

  drawMomentum(stream: RandomStream, momentum: Float64Array): void {
    for (let i = 0; i < momentum.length; i++) momentum[i] = this.momentumScale[i] * stream.normal();
  }

  velocity(momentum: Float64Array, velocity: Float64Array): void {
    for (let i = 0; i < momentum.length; i++) velocity[i] = this.inverseMass[i] * momentum[i];
  }

  inverseMassMatrix(): number[] {
    return Array.from(this.inverseMass);
  }
}

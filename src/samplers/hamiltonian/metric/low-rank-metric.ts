/**
 * A diagonal metric with a few directions of its own scale,
 *
 *     M⁻¹ = S·(I + V(Λ - I)Vᵀ)·S = D + W(Λ - I)Wᵀ,   D = S² diagonal, V (n × r) with VᵀV = I, W = S·V
 *
 * Λ diagonal and positive. A velocity costs 2nr multiplications more than a diagonal metric's. Without directions it is
 * the diagonal metric, bit for bit.
 */

import type { RandomStream } from "../../../numeric/random-stream.ts";
import type { LowRankTerm } from "./adapted-metric.ts";
import type { DiagonalMetric, Metric } from "./metric.ts";

/** A direction v of unit length in coordinates scaled by S, and the variance λ along it, which would be 1 without it. */
export interface ScaledDirection {
  readonly vector: Float64Array;
  readonly variance: number;
}

export class LowRankMetric implements Metric {
  /** S and D; may be updated between trajectories, `rescale` being called afterwards. */
  readonly diagonal: DiagonalMetric;
  private directions: readonly ScaledDirection[] = [];
  /** Rows of Wᵀ, and Vᵀ: one direction after the other, and zeros to a multiple of four. */
  private readonly scaled: Float64Array;
  private readonly vectors: Float64Array;
  /** λ - 1 and 1/√λ - 1. */
  private readonly excesses: Float64Array;
  private readonly momentumExcesses: Float64Array;
  private readonly dimension: number;

  /** Has room for `mostDirections`, and none to begin with. */
  constructor(diagonal: DiagonalMetric, mostDirections: number) {
    this.diagonal = diagonal;
    this.dimension = diagonal.dimension;
    const rows = 4 * Math.ceil(mostDirections / 4);
    this.scaled = new Float64Array(rows * diagonal.dimension);
    this.vectors = new Float64Array(rows * diagonal.dimension);
    this.excesses = new Float64Array(rows);
    this.momentumExcesses = new Float64Array(rows);
  }

  /** Copies orthonormal directions with positive variances in place of those that there are. */
  setDirections(directions: readonly ScaledDirection[]): void {
    this.directions = directions;
    // Of the directions before nothing remains in the rows that fill up a four.
    for (const rows of [this.scaled, this.vectors, this.excesses, this.momentumExcesses]) rows.fill(0);
    directions.forEach(({ vector, variance }, k) => {
      this.vectors.set(vector, k * this.dimension);
      this.excesses[k] = variance - 1;
      this.momentumExcesses[k] = 1 / Math.sqrt(variance) - 1;
    });
    this.rescale();
  }

  /** W = S·V anew, after the diagonal has changed. */
  rescale(): void {
    const { dimension, vectors, scaled, diagonal } = this;
    for (let k = 0; k < this.directions.length; k++) {
      const row = k * dimension;
      for (let i = 0; i < dimension; i++) scaled[row + i] = diagonal.scale(i) * vectors[row + i];
    }
  }

  /** p = S⁻¹(I + V(Λ^-½ - I)Vᵀ)z with z ~ N(0, I), so that the covariance of p is M. */
  drawMomentum(stream: RandomStream, momentum: Float64Array): void {
    if (this.directions.length === 0) {
      this.diagonal.drawMomentum(stream, momentum);
      return;
    }
    const { dimension, vectors, momentumExcesses } = this;
    for (let i = 0; i < dimension; i++) momentum[i] = stream.normal();
    // The directions being orthonormal, adding to some leaves the products with the others as they were.
    for (let k = 0; k < this.directions.length; k += 4) {
      addFourProjections(vectors, k * dimension, momentum, momentumExcesses, k, momentum);
    }
    for (let i = 0; i < dimension; i++) momentum[i] /= this.diagonal.scale(i);
  }

  /** v = Dp + W(Λ - I)Wᵀp */
  velocity(momentum: Float64Array, velocity: Float64Array): void {
    const { dimension, scaled, excesses } = this;
    this.diagonal.velocity(momentum, velocity);
    for (let k = 0; k < this.directions.length; k += 4) {
      addFourProjections(scaled, k * dimension, momentum, excesses, k, velocity);
    }
  }

  inverseMassMatrix(): number[] {
    return this.diagonal.inverseMassMatrix();
  }

  lowRankTerms(): LowRankTerm[] {
    return this.directions.map(({ variance, vector }) => ({ variance, vector: Array.from(vector) }));
  }
}

/**
 * into += Σ weightₖ·(wₖ·x)·wₖ over four rows w, of which the first begins at `row`; `into` may be `x`. Four at a time
 * because four sums that do not wait for each other take little longer than one.
 */
function addFourProjections(
  rows: Float64Array,
  row: number,
  x: Float64Array,
  weights: Float64Array,
  first: number,
  into: Float64Array,
): void {
  const length = x.length;
  const row1 = row + length;
  const row2 = row1 + length;
  const row3 = row2 + length;
  let product0 = 0;
  let product1 = 0;
  let product2 = 0;
  let product3 = 0;
  for (let i = 0; i < length; i++) {
    const xi = x[i];
    product0 += rows[row + i] * xi;
    product1 += rows[row1 + i] * xi;
    product2 += rows[row2 + i] * xi;
    product3 += rows[row3 + i] * xi;
  }
  product0 *= weights[first];
  product1 *= weights[first + 1];
  product2 *= weights[first + 2];
  product3 *= weights[first + 3];
  for (let i = 0; i < length; i++) {
    into[i] +=
      product0 * rows[row + i] +
      product1 * rows[row1 + i] +
      (product2 * rows[row2 + i] + product3 * rows[row3 + i]);
  }
}

/**
 * The directions along which a posterior, rescaled coordinate by coordinate, is still far from round.
 *
 * Of the covariances Cₓ of draws and C_g of the gradients at them, the geometric mean A of Cₓ and C_g⁻¹,
 *
 *     A·C_g·A = Cₓ,
 *
 * minimizes the Fisher divergence between N(0, A) and the posterior; for a normal posterior Cₓ = C_g⁻¹ = A. It is
 * computed within the span of the leading principal directions of both: where draws vary most the posterior is long, where
 * gradients vary most it is narrow. Directions whose variance in A is near 1 are left as they are. Source: Seyboldt,
 * Carlson & Carpenter (arXiv:2603.18845) and nuts-rs, `transform/adapt/low_rank.rs`.
 *
 * Departs from nuts-rs in that the span is of the leading directions and not of all draws and gradients, which keeps
 * the matrices small, and in the regularization: I is added as if seen in `priorCount` draws.
 */

import { choleskyFactor, solveLowerTransposed } from "../../../numeric/cholesky.ts";
import { symmetricEigen } from "../../../numeric/eigen-symmetric.ts";
import type { ScaledDirection } from "./low-rank-metric.ts";

// Leading directions of draws, and of gradients, that span where the geometric mean is computed.
const spanPerKind = 20;
// Of directions with five times the variance of what is left out, all but a thousandth is in the span.
const spanRounds = 4;
// A variance within [½, 2] is round enough (nuts-rs).
const cutoff = 2;
const priorCount = 1;
// What is left of a unit vector when those before it are taken away, if it is to count as another direction.
const smallestRemainder = 1e-6;

/**
 * At most `most` orthonormal directions, those with variances farthest from 1 first. `draws` and `gradients` are vectors
 * of length n in coordinates scaled by S: S⁻¹x and S·∇log π(x), each less their mean.
 */
export function findDirections(
  draws: readonly Float64Array[],
  gradients: readonly Float64Array[],
  most: number,
): ScaledDirection[] {
  const span = orthonormalize([
    ...principalSpan(draws, spanPerKind),
    ...principalSpan(gradients, spanPerKind),
  ]);
  const size = span.length;
  const mean = geometricMean(projectedCovariance(draws, span), projectedCovariance(gradients, span), size);
  const variances = new Float64Array(size);
  if (mean === null || !symmetricEigen(mean, size, variances)) return [];
  return descending(variances.map(distanceFromOne))
    .filter((k) => distanceFromOne(variances[k]) > cutoff)
    .slice(0, most)
    .map((k) => ({
      vector: combine(span, mean.subarray(k * size, (k + 1) * size)),
      variance: variances[k],
    }));
}

function distanceFromOne(variance: number): number {
  return Math.max(variance, 1 / variance);
}

/** Indices of the values from the largest to the smallest. */
function descending(values: Float64Array): number[] {
  return Array.from(values, (_, k) => k).sort((a, b) => values[b] - values[a]);
}

function dot(x: Float64Array, y: Float64Array): number {
  let total = 0;
  for (let i = 0; i < x.length; i++) total += x[i] * y[i];
  return total;
}

function addMultiple(x: Float64Array, factor: number, y: Float64Array): void {
  for (let i = 0; i < x.length; i++) x[i] += factor * y[i];
}

/** Σ wₖ·vectorsₖ */
function combine(vectors: readonly Float64Array[], weights: Float64Array): Float64Array {
  const total = new Float64Array(vectors[0].length);
  for (let k = 0; k < vectors.length; k++) addMultiple(total, weights[k], vectors[k]);
  return total;
}

/**
 * Vectors whose span has nearly the leading principal directions of X, the matrix whose columns are the vectors, by orthogonal
 * iteration, Y ← orth(XXᵀ·Y), from some of the vectors: what is along a direction grows by its variance in each round. Source: Golub &
 * Van Loan (2013), §8.2.4. The directions themselves are not needed.
 */
function principalSpan(vectors: readonly Float64Array[], most: number): readonly Float64Array[] {
  const dimension = vectors[0].length;
  if (dimension <= most) return unitVectors(dimension);
  // XXᵀ or XᵀX, whichever is smaller: Y = XW with W ← orth(XᵀX·W).
  const isWide = dimension <= vectors.length;
  const rows = isWide ? transpose(vectors) : vectors;
  const gram = gramMatrix(rows);
  const gramRows = rows.map((_, i) => gram.subarray(i * rows.length, (i + 1) * rows.length));
  let span: readonly Float64Array[] = evenlySpaced(isWide ? vectors : gramRows, most);
  for (let round = 0; round < spanRounds; round++) {
    span = orthonormalize(span.map((vector) => Float64Array.from(gramRows, (row) => dot(row, vector))));
  }
  return isWide ? span : span.map((weights) => combine(vectors, weights));
}

function unitVectors(dimension: number): Float64Array[] {
  return Array.from({ length: dimension }, (_, k) =>
    Float64Array.from({ length: dimension }, (_, i) => Number(i === k)),
  );
}

/** So many of the items from the first on, or all of them if they are fewer. */
function evenlySpaced<T>(items: readonly T[], most: number): readonly T[] {
  const step = Math.max(1, items.length / most);
  return items.filter((_, i) => i % step < 1);
}

function transpose(vectors: readonly Float64Array[]): Float64Array[] {
  return Array.from(vectors[0], (_, i) => Float64Array.from(vectors, (vector) => vector[i]));
}

function gramMatrix(rows: readonly Float64Array[]): Float64Array {
  const size = rows.length;
  const gram = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) gram[i * size + j] = gram[j * size + i] = dot(rows[i], rows[j]);
  }
  return gram;
}

/** An orthonormal basis of what the vectors, which are overwritten, span. Gram–Schmidt, twice (Parlett: twice is enough). */
function orthonormalize(vectors: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const vector of vectors) {
    const length = Math.sqrt(dot(vector, vector));
    for (let pass = 0; pass < 2; pass++) {
      for (const other of basis) addMultiple(vector, -dot(vector, other), other);
    }
    const rest = Math.sqrt(dot(vector, vector));
    if (!(rest > smallestRemainder * length)) continue;
    for (let i = 0; i < vector.length; i++) vector[i] /= rest;
    basis.push(vector);
  }
  return basis;
}

/** Of the coordinates of the vectors in the basis: (Σ ccᵀ + priorCount·I) / (n - 1 + priorCount). */
function projectedCovariance(vectors: readonly Float64Array[], basis: readonly Float64Array[]): Float64Array {
  const size = basis.length;
  const coordinates = basis.map((direction) =>
    Float64Array.from(vectors, (vector) => dot(direction, vector)),
  );
  const covariance = gramMatrix(coordinates);
  for (let i = 0; i < size; i++) covariance[i * size + i] += priorCount;
  const count = vectors.length - 1 + priorCount;
  for (let k = 0; k < covariance.length; k++) covariance[k] /= count;
  return covariance;
}

/**
 * A = L⁻ᵀ(LᵀCL)^½L⁻¹ with LLᵀ = G: the solution of A·G·A = C for positive definite C and G (n×n, row by row). Null if
 * one is not, in floating point.
 */
function geometricMean(c: Float64Array, g: Float64Array, size: number): Float64Array | null {
  const factor = g.slice();
  if (!choleskyFactor(factor, size)) return null;
  const inner = multiply(transposed(factor, size), multiply(c, factor, size), size);
  const values = new Float64Array(size);
  if (!symmetricEigen(inner, size, values)) return null;
  // Rows uₖ of `inner` with LᵀCL = Σ μₖ·uₖuₖᵀ: A = Σ √μₖ·(L⁻ᵀuₖ)(L⁻ᵀuₖ)ᵀ
  const mean = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    const u = inner.subarray(k * size, (k + 1) * size);
    solveLowerTransposed(factor, size, u);
    const root = Math.sqrt(Math.max(values[k], 0));
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) mean[i * size + j] += root * u[i] * u[j];
    }
  }
  return mean;
}

function transposed(a: Float64Array, size: number): Float64Array {
  return a.map((_, k) => a[(k % size) * size + Math.floor(k / size)]);
}

function multiply(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const product = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      const factor = a[i * size + k];
      for (let j = 0; j < size; j++) product[i * size + j] += factor * b[k * size + j];
    }
  }
  return product;
}

/**
 * Orthogonal polynomials of a predictor: what R's `poly(x, degree)` gives.
 *
 * Monic polynomials orthogonal over the observed points come from the three-term recurrence (Forsythe 1957, J. SIAM 5),
 * and are then scaled to unit length. R takes the same polynomials from a QR decomposition; the recurrence's
 * coefficients are enough to evaluate them again at new points.
 *
 *   p_0 = 1,  p_{k+1} = (x - α_k) p_k - (ν_k / ν_{k-1}) p_{k-1},  α_k = Σ x p_k² / ν_k,  ν_k = Σ p_k²
 */

import { mean, sum, weightedMean } from "../../numeric/sums.ts";

/** Degree d has d values each: α_0 … α_{d-1}, and ν_0 … ν_d. */
export interface PolynomialBasis {
  readonly alpha: readonly number[];
  readonly squaredNorms: readonly number[];
}

/**
 * The basis of the given degree on `x`, or null if `x` has too few distinct values for it. Each value occurs as often as `counts`
 * says; once where that is null.
 */
export function fitPolynomials(
  x: Float64Array,
  degree: number,
  counts: Float64Array | null,
): PolynomialBasis | null {
  if (new Set(x).size <= degree) return null;
  const countAt = (i: number): number => counts?.[i] ?? 1;
  const alpha: number[] = [];
  const squaredNorms: number[] = [counts === null ? x.length : sum(counts)];
  let previous = new Float64Array(x.length);
  let current = new Float64Array(x.length).fill(1);
  // Sums about the mean lose fewer digits; α moves with the origin.
  const origin = counts === null ? mean(x) : weightedMean(x, counts);
  const shifted = x.map((value) => value - origin);
  for (let k = 0; k < degree; k++) {
    const norm = squaredNorms[k]!;
    const moment = shifted.reduce((m, value, i) => m + countAt(i) * (value * current[i]! * current[i]!), 0);
    const shiftedAlpha = moment / norm;
    const ratio = k === 0 ? 0 : norm / squaredNorms[k - 1]!;
    const next = current.map((p, i) => (shifted[i]! - shiftedAlpha) * p - ratio * previous[i]!);
    alpha.push(shiftedAlpha + origin);
    squaredNorms.push(next.reduce((square, p, i) => square + countAt(i) * (p * p), 0));
    previous = current;
    current = next;
  }
  return squaredNorms.every((norm) => norm > 0 && Number.isFinite(norm)) ? { alpha, squaredNorms } : null;
}

/** Columns of degree 1 to d at `x`, each divided by √ν_k. */
export function evaluatePolynomials(basis: PolynomialBasis, x: Float64Array): Float64Array[] {
  const { alpha, squaredNorms } = basis;
  const columns: Float64Array[] = [];
  let previous = new Float64Array(x.length);
  let current = new Float64Array(x.length).fill(1);
  alpha.forEach((a, k) => {
    const ratio = k === 0 ? 0 : squaredNorms[k]! / squaredNorms[k - 1]!;
    const next = current.map((p, i) => (x[i]! - a) * p - ratio * previous[i]!);
    const length = Math.sqrt(squaredNorms[k + 1]!);
    columns.push(next.map((p) => p / length));
    previous = current;
    current = next;
  });
  return columns;
}

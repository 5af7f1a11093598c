/**
 * Smooth curves of a column as group effects: what a curve has besides a straight line, in columns whose coefficients are independent
 * and have one sd.
 *
 * The curve is a cubic spline with its knots at quantiles of the column's different values, and its roughness is ∫ f″², as that of
 * smoothing splines. f″ is piecewise linear, Σ d_j N_j with d the divided second differences of the B-splines' coefficients, so that
 * ∫ f″² = dᵀ G d with a tridiagonal G = L·Lᵀ. With δ = Lᵀ d the roughness is |δ|², and δ ~ normal(0, τ) is the prior of penalized
 * regression. To each δ belongs a curve, up to a straight line, which is chosen so that the column is orthogonal to 1 and x over the
 * rows. Then
 *
 * - the axes of δ are turned so that the columns are orthogonal over the rows, the smoothest first (Demmler & Reinsch 1975, Numerische
 *   Mathematik 24), which does not change their prior;
 * - all are divided by one number, so that the squares of a row add up to 1 on average: τ is how far the curve is from a line, in the
 *   unit of the predictor, as an sd between groups is (after Sørbye & Rue 2014, Spatial Statistics 8, with a mean in place of a
 *   geometric one).
 *
 * Sources: Wood (2017), Generalized Additive Models, 2nd ed., §5.3 and §5.8; Wand & Ormerod (2008), Australian & New Zealand Journal of
 * Statistics 50, for this penalty with fewer knots than values; Currie & Durbán (2002), Statistical Modelling 2, for penalized
 * splines as mixed models.
 */

import { choleskyFactor, solveLowerTransposed } from "../../numeric/cholesky.ts";
import { symmetricEigen } from "../../numeric/eigen-symmetric.ts";
import { allKnots, countSplines, evaluateAt, lineCoefficients } from "./b-splines.ts";

/** So many cubic B-splines have no knot inside. */
export const fewestSplines = 4;
/** With more B-splines than this the knots are closer than data ever tell. */
export const mostSplines = 200;

/** A basis as numbers: K, the least and the greatest value, K - 4 knots between 0 and 1, and K × (K - 2) coefficients, row by row. */
export type SplineBasis = readonly number[];

/**
 * The basis of K = `size` B-splines on the values `x`, each as often as `counts` says, once where that is null; null where they are
 * fewer than K different numbers.
 */
export function fitSplineBasis(
  x: Float64Array,
  size: number,
  counts: Float64Array | null,
): SplineBasis | null {
  const different = Float64Array.from(new Set(x)).sort();
  if (different.length < size) return null;
  const [least, greatest] = [different[0]!, different.at(-1)!];
  const place = (value: number): number => (value - least) / (greatest - least);
  const inside = Array.from({ length: size - 4 }, (_, j) => place(quantile(different, (j + 1) / (size - 3))));
  if (
    !Number.isFinite(greatest - least) ||
    !inside.every((knot, j) => knot > (inside[j - 1] ?? 0) && knot < 1)
  )
    return null;
  const knots = allKnots(inside);
  const products = crossProducts(knots, x.map(place), counts);
  const curves = roughCurves(knots);
  for (const curve of curves) removeLine(curve, knots, products);
  const columns = turned(curves, products);
  if (columns === null) return null;
  return [
    size,
    least,
    greatest,
    ...inside,
    ...Array.from({ length: size }, (_, i) => columns.map((c) => c[i]!)).flat(),
  ];
}

/** The K - 2 columns at `x`. */
export function evaluateSplineBasis(basis: SplineBasis, x: Float64Array): Float64Array[] {
  const [size, least, greatest] = basis as readonly [number, number, number];
  const knots = allKnots(basis.slice(3, size - 1));
  const width = size - 2;
  const columns = Array.from({ length: width }, () => new Float64Array(x.length));
  const start = size - 1;
  x.forEach((value, row) => {
    const { first, values } = evaluateAt(knots, (value - least) / (greatest - least));
    values.forEach((share, i) => {
      const from = start + (first + i) * width;
      for (let k = 0; k < width; k++) columns[k]![row]! += share * basis[from + k]!;
    });
  });
  return columns;
}

/** Between sorted values, as R's seventh. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (place - below) * (high - low);
}

/** Means over the rows of the products of B-splines, K × K. */
function crossProducts(knots: Float64Array, places: Float64Array, counts: Float64Array | null): Float64Array {
  const size = countSplines(knots);
  const products = new Float64Array(size * size);
  let total = 0;
  places.forEach((place, row) => {
    const { first, values } = evaluateAt(knots, place);
    const count = counts?.[row] ?? 1;
    total += count;
    values.forEach((a, i) => {
      values.forEach((b, j) => {
        products[(first + i) * size + first + j]! += count * (a * b);
      });
    });
  });
  return products.map((product) => product / total);
}

/** For each δ_k = 1 with the others 0 the coefficients of a curve that has them, which begins as 0. */
function roughCurves(knots: Float64Array): Float64Array[] {
  const size = countSplines(knots);
  const width = size - 2;
  // Of the hats N_j over t_{j+2}, t_{j+3}, t_{j+4}.
  const factor = new Float64Array(width * width);
  for (let j = 0; j < width; j++) {
    factor[j * width + j] = (knots[j + 4]! - knots[j + 2]!) / 3;
    if (j === 0) continue;
    const shared = (knots[j + 3]! - knots[j + 2]!) / 6;
    factor[j * width + j - 1] = shared;
    factor[(j - 1) * width + j] = shared;
  }
  choleskyFactor(factor, width);
  return Array.from({ length: width }, (_, k) => {
    const second = new Float64Array(width);
    second[k] = 1;
    solveLowerTransposed(factor, width, second);
    return twiceSummed(knots, second);
  });
}

/** Coefficients from those of the second derivative (de Boor, chapter X, (12)), with 0 for the first two. */
function twiceSummed(knots: Float64Array, second: Float64Array): Float64Array {
  const coefficients = new Float64Array(countSplines(knots));
  let slope = 0;
  for (let i = 2; i < coefficients.length; i++) {
    slope += (second[i - 2]! * (knots[i + 2]! - knots[i]!)) / 2;
    coefficients[i] = coefficients[i - 1]! + (slope * (knots[i + 3]! - knots[i]!)) / 3;
  }
  return coefficients;
}

/** Takes the line that is nearest over the rows out of a curve, twice, for the digits that the first time loses. */
function removeLine(curve: Float64Array, knots: Float64Array, products: Float64Array): void {
  const size = curve.length;
  const ones = new Float64Array(size).fill(1);
  const line = lineCoefficients(knots);
  const middle = inner(ones, line, products);
  const centered = line.map((value) => value - middle);
  for (const direction of [ones, centered, ones, centered]) {
    const share = inner(direction, curve, products) / inner(direction, direction, products);
    for (let i = 0; i < size; i++) curve[i]! -= share * direction[i]!;
  }
}

/** The mean over the rows of the product of two curves. */
function inner(a: Float64Array, b: Float64Array, products: Float64Array): number {
  const size = a.length;
  let total = 0;
  for (let i = 0; i < size; i++) {
    for (let j = Math.max(0, i - 3); j <= Math.min(size - 1, i + 3); j++)
      total += a[i]! * products[i * size + j]! * b[j]!;
  }
  return total;
}

/** Orthogonal over the rows, the largest first, and divided by one number; null where that is 0. */
function turned(curves: readonly Float64Array[], products: Float64Array): Float64Array[] | null {
  const width = curves.length;
  const covariance = Float64Array.from({ length: width * width }, (_, at) => {
    const [i, j] = [Math.trunc(at / width), at % width];
    return inner(curves[Math.min(i, j)]!, curves[Math.max(i, j)]!, products);
  });
  let trace = 0;
  for (let k = 0; k < width; k++) trace += covariance[k * width + k]!;
  const values = new Float64Array(width);
  if (!(trace > 0) || !symmetricEigen(covariance, width, values)) return null;
  const scale = Math.sqrt(trace);
  return Array.from({ length: width }, (_, k) => {
    const from = (width - 1 - k) * width;
    const column = curves[0]!.map((_, i) =>
      curves.reduce((total, curve, m) => total + covariance[from + m]! * curve[i]!, 0),
    );
    // An eigenvector has no sign: the column ends above 0.
    const sign = column.at(-1)! < 0 ? -1 : 1;
    return column.map((value) => (sign * value) / scale);
  });
}

/**
 * Integrating out the effects of one crossed factor given those of others, and drawing them: what the levels of each pattern share at
 * given coefficients T and residual precision ω,
 *
 *     B = I + ω T'AT = LL',   V = ω L⁻¹T',   z | w ~ N(L⁻ᵀV w, B⁻¹)
 *
 * In numbers where a level has one effect, in matrices where it has more.
 */

import { log } from "../numeric/logarithm.ts";
import type { RandomStream } from "../numeric/random-stream.ts";
import { choleskyAt } from "./small-matrices.ts";
import type { CrossedFactor } from "./statistics/crossed-statistics.ts";

/** The elimination of a factor's levels by pattern; R is their number of effects. */
export abstract class CrossedElimination {
  /** For each pattern L, and V, R × R. */
  readonly factors: Float64Array;
  readonly halves: Float64Array;
  protected readonly width: number;
  /** A of each pattern. */
  protected readonly products: Float64Array;

  /** That in numbers or that in matrices. */
  static of(statistics: CrossedFactor): CrossedElimination {
    return statistics.width === 1 ? new ScalarElimination(statistics) : new MatrixElimination(statistics);
  }

  protected constructor({ width, patternProducts }: CrossedFactor) {
    this.width = width;
    this.products = patternProducts;
    this.factors = new Float64Array(patternProducts.length);
    this.halves = new Float64Array(patternProducts.length);
  }

  /** L and V of pattern p; log|B|, or NaN. */
  abstract compute(p: number, coefficients: Float64Array, weight: number): number;

  /** Draws z of a level of pattern p given w, or without a stream takes its mean; both have length R. */
  abstract draw(p: number, w: Float64Array, stream: RandomStream | null, z: Float64Array): void;

  /** (V'V)_ab of pattern p */
  shrinkage(p: number, a: number, b: number): number {
    const { halves, width } = this;
    const first = p * width * width;
    let sum = 0;
    for (let m = 0; m < width; m++) sum += halves[first + m * width + a]! * halves[first + m * width + b]!;
    return sum;
  }
}

class ScalarElimination extends CrossedElimination {
  /** B = 1 + ωτ²n */
  compute(p: number, coefficients: Float64Array, weight: number): number {
    const deviation = coefficients[0]!;
    const precision = 1 + weight * deviation * deviation * this.products[p]!;
    const root = Math.sqrt(precision);
    this.factors[p] = root;
    this.halves[p] = (weight * deviation) / root;
    return log(precision);
  }

  draw(p: number, w: Float64Array, stream: RandomStream | null, z: Float64Array): void {
    z[0] = (this.halves[p]! * w[0]! + (stream === null ? 0 : stream.normal())) / this.factors[p]!;
  }
}

class MatrixElimination extends CrossedElimination {
  private readonly scratch: Float64Array;

  constructor(statistics: CrossedFactor) {
    super(statistics);
    this.scratch = new Float64Array(this.width * this.width);
  }

  compute(p: number, coefficients: Float64Array, weight: number): number {
    const { factors, halves, scratch, products, width } = this;
    const first = p * width * width;
    for (let a = 0; a < width; a++) {
      for (let m = 0; m < width; m++) {
        let sum = 0;
        for (let b = 0; b < width; b++)
          sum += products[first + a * width + b]! * coefficients[b * width + m]!;
        scratch[a * width + m] = sum;
      }
    }
    for (let l = 0; l < width; l++) {
      for (let m = 0; m <= l; m++) {
        let sum = 0;
        for (let a = 0; a < width; a++) sum += coefficients[a * width + l]! * scratch[a * width + m]!;
        factors[first + l * width + m] = (l === m ? 1 : 0) + weight * sum;
      }
    }
    const logDeterminant = choleskyAt(factors, first, width);
    for (let a = 0; a < width; a++) {
      for (let m = 0; m < width; m++) {
        let rest = weight * coefficients[a * width + m]!;
        for (let l = 0; l < m; l++) rest -= factors[first + m * width + l]! * halves[first + l * width + a]!;
        halves[first + m * width + a] = rest / factors[first + m * width + m]!;
      }
    }
    return logDeterminant;
  }

  draw(p: number, w: Float64Array, stream: RandomStream | null, z: Float64Array): void {
    const { factors, halves, width } = this;
    const first = p * width * width;
    for (let m = 0; m < width; m++) {
      let sum = stream === null ? 0 : stream.normal();
      for (let a = 0; a < width; a++) sum += halves[first + m * width + a]! * w[a]!;
      z[m] = sum;
    }
    for (let m = width - 1; m >= 0; m--) {
      let rest = z[m]!;
      for (let l = m + 1; l < width; l++) rest -= factors[first + l * width + m]! * z[l]!;
      z[m] = rest / factors[first + m * width + m]!;
    }
  }
}

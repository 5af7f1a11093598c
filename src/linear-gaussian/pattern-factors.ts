/**
 * What the levels of each pattern share at given coefficients T and residual precision ω:
 *
 *     B = I + ω T'AT = LL',   V = ω L⁻¹T'
 */

import { log } from "../numeric/logarithm.ts";
import { choleskyAt } from "./small-matrices.ts";
import type { CrossedFactor } from "./statistics/crossed-statistics.ts";

export class PatternFactors {
  /** For each pattern L, and V, R × R. */
  readonly factors: Float64Array;
  readonly halves: Float64Array;
  private readonly width: number;
  /** A of each pattern. */
  private readonly products: Float64Array;
  private readonly scratch: Float64Array;

  constructor({ width, patternProducts }: CrossedFactor) {
    this.width = width;
    this.products = patternProducts;
    this.factors = new Float64Array(patternProducts.length);
    this.halves = new Float64Array(patternProducts.length);
    this.scratch = new Float64Array(width * width);
  }

  /** L and V of pattern p; log|B|, or NaN. */
  compute(p: number, coefficients: Float64Array, weight: number): number {
    return this.width === 1
      ? this.factorScalar(p, coefficients[0]!, weight)
      : this.factorPattern(p, coefficients, weight);
  }

  /** (V'V)_ab of pattern p */
  shrinkage(p: number, a: number, b: number): number {
    const { halves, width } = this;
    const first = p * width * width;
    let sum = 0;
    for (let m = 0; m < width; m++) sum += halves[first + m * width + a]! * halves[first + m * width + b]!;
    return sum;
  }

  /** B = 1 + ωτ²n */
  private factorScalar(p: number, deviation: number, weight: number): number {
    const precision = 1 + weight * deviation * deviation * this.products[p]!;
    const root = Math.sqrt(precision);
    this.factors[p] = root;
    this.halves[p] = (weight * deviation) / root;
    return log(precision);
  }

  /** L and V of a pattern; log|B|, or NaN. */
  private factorPattern(p: number, coefficients: Float64Array, weight: number): number {
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
}

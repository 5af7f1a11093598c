/** The elimination of patterns of one row and one latent, in numbers: B = P + t²A, M = t²/B. */

import { log } from "../numeric/logarithm.ts";
import type { RandomStream } from "../numeric/random-stream.ts";
import {
  type DrawnLevels,
  type Elimination,
  type NestingValues,
  type PatternShape,
  weighCross,
} from "./elimination.ts";
import type { PatternTable } from "./statistics/patterns.ts";

export class ScalarElimination implements Elimination {
  readonly size = 1;
  readonly shrinkage = new Float64Array(1);
  private readonly weights: Float64Array;
  private readonly isWithin: boolean;
  private readonly outer: number;
  private readonly nestedFactor: number;
  /** t and P */
  private readonly coefficient: Float64Array;
  private readonly prior: number;
  /** Of the pattern computed last where its cross-products begin, A and √B; no number at first, since engines compile anew what 0 becomes a fraction in. */
  private products: Float64Array = new Float64Array(0);
  private start = 0;
  private own = Number.NaN;
  private root = Number.NaN;
  /** What is taken away from G, its lower triangle; and E of a level. */
  private readonly taken: Float64Array;
  private readonly cross: Float64Array;

  constructor({ nestedFactors, outer }: PatternShape, { recipe, coefficients, weights }: NestingValues) {
    const { width } = recipe;
    const nestedFactor = nestedFactors[0]!;
    this.weights = weights;
    this.isWithin = recipe.isWithin;
    this.outer = outer;
    this.nestedFactor = nestedFactor;
    this.coefficient = coefficients.matrices[nestedFactor]!;
    this.prior = recipe.nestedFactors[nestedFactor]!.precisions[0]!;
    this.taken = new Float64Array((width * (width + 1)) / 2);
    this.cross = new Float64Array(width);
  }

  compute(products: Float64Array, start: number): boolean {
    const { weights, prior } = this;
    const t = this.coefficient[0]!;
    const stride = (1 + this.outer) * (1 + this.outer);
    let own = 0;
    for (let c = 0; c < weights.length; c++) own += weights[c]! * products[start + c * stride]!;
    const precision = prior + t * t * own;
    if (!(precision > 0 && precision < Infinity)) return false;
    this.products = products;
    this.start = start;
    this.own = own;
    this.root = Math.sqrt(precision);
    this.shrinkage[0] = this.isWithin ? gapOf(prior, own, precision) : (t * t) / precision;
    return true;
  }

  eliminate(table: PatternTable, remaining: Float64Array): number {
    const { prior, weights, taken, isWithin } = this;
    const { counts, products, squareStarts, squares } = table;
    const classCount = weights.length;
    const square = this.coefficient[0]! * this.coefficient[0]!;
    const weight = weights[0]!;
    const scaled = square * weight;
    taken.fill(0);
    let logDeterminant = 0;
    for (let k = 0; k < counts.length; k++) {
      const first = products[k * classCount]!;
      let precision = prior + scaled * first;
      for (let c = 1; c < classCount; c++) precision += square * weights[c]! * products[k * classCount + c]!;
      // A precision that is none makes the sum infinite, or no number. A way out from within would make the loop half as slow again.
      logDeterminant += counts[k]! * log(precision);
      const shrinkage = isWithin ? gapOf(prior, weight * first, precision) : square / precision;
      let at = squareStarts[k]!;
      if (at < 0) this.takeSingles(table, k, shrinkage);
      else {
        const factor = weight * weight * shrinkage;
        for (let e = 0; e < taken.length; e++) taken[e]! += factor * squares[at++]!;
        if (classCount > 1) this.takePairs(squares, at, shrinkage);
      }
    }
    if (!(logDeterminant > -Infinity && logDeterminant < Infinity)) return Number.NaN;
    for (let e = 0; e < taken.length; e++) remaining[e]! -= taken[e]!;
    return logDeterminant;
  }

  /** Σ_cd ω_c ω_d M Σ_j E_c'E_d but of the first class: each pair is a lower triangle of G's shape, so that they are added up in its order. */
  private takePairs(squares: Float64Array, start: number, shrinkage: number): void {
    const { weights, taken } = this;
    let at = start;
    for (let c = 1; c < weights.length; c++) {
      for (let d = 0; d <= c; d++) {
        const factor = weights[c]! * weights[d]! * shrinkage;
        for (let e = 0; e < taken.length; e++) taken[e]! += factor * squares[at++]!;
      }
    }
  }

  /** M Σ_j E'E of levels that are kept one by one. */
  private takeSingles(table: PatternTable, k: number, shrinkage: number): void {
    const { cross, taken } = this;
    const { columns, columnStarts, memberStarts } = table;
    for (let m = memberStarts[k]!; m < memberStarts[k + 1]!; m++) {
      const first = columnStarts[m]!;
      const count = weighCross(table, m, this.weights, cross);
      for (let a = 0; a < count; a++) {
        const row = (columns[first + a]! * (columns[first + a]! + 1)) >> 1;
        const left = shrinkage * cross[a]!;
        for (let b = 0; b <= a; b++) taken[row + columns[first + b]!]! += left * cross[b]!;
      }
    }
  }

  /** Where totals are within levels, Ā = π (M - A⁻¹)(M + A⁻¹) - ½ n M, and 2 (I - AM) M̄ = -2 π P/B is no difference. */
  pullBack(
    squares: Float64Array,
    count: number,
    coefficientAdjoints: readonly Float64Array[],
    weightAdjoints: Float64Array,
  ): void {
    const { own, prior, root, products, start, outer } = this;
    const square = squares[0]!;
    const shrinkage = this.shrinkage[0]!;
    const half = this.coefficient[0]! / root;
    let left: number;
    let adjoint: number;
    if (this.isWithin) {
      if (own === 0) return;
      left = -((2 * square * prior) / (root * root) + count * own);
      adjoint = square * shrinkage * (half * half + 1 / own) - 0.5 * count * half * half;
    } else {
      const inner = square * shrinkage;
      left = 2 * (own * inner - square) - count * own;
      adjoint = shrinkage * inner - 0.5 * count * shrinkage;
    }
    coefficientAdjoints[this.nestedFactor]![0]! += left * (half / root);
    const stride = (1 + outer) * (1 + outer);
    for (let c = 0; c < weightAdjoints.length; c++)
      weightAdjoints[c]! += adjoint * products[start + c * stride]!;
  }

  drawLevels({ count: levels, products, residuals, latents }: DrawnLevels, stream: RandomStream): void {
    this.compute(products, 0);
    const { weights, root } = this;
    const half = this.coefficient[0]! / root;
    const deviation = 1 / root;
    if (weights.length === 1 && this.outer === 0) {
      const scaled = half * weights[0]! * deviation;
      for (let i = 0; i < levels; i++) latents[i] = scaled * residuals[i]! + deviation * stream.normal();
      return;
    }
    for (let i = 0, at = 0; i < levels; i++) {
      let sum = 0;
      for (let c = 0; c < weights.length; c++) sum += weights[c]! * residuals[at++]!;
      latents[i] = (stream.normal() + half * sum) / root;
    }
  }
}

/** M - A⁻¹ of one number: -P / (A B); 0 for a level without rows, which has no products either. */
function gapOf(prior: number, own: number, precision: number): number {
  return own === 0 ? 0 : -prior / (own * precision);
}

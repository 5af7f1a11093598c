/**
 * The elimination of patterns of several rows or latents: of levels with what is nested in them, and of effects of several columns.
 * Formulas are at the head of `elimination.ts`.
 */

import type { RandomStream } from "../numeric/random-stream.ts";
import {
  type DrawnLevels,
  type Elimination,
  type NestingValues,
  type PatternShape,
  weighCross,
} from "./elimination.ts";
import { PatternFactor } from "./pattern-factor.ts";
import type { PatternTable } from "./statistics/patterns.ts";

export class MatrixElimination implements Elimination {
  readonly size: number;
  readonly shrinkage: Float64Array;
  private readonly weights: Float64Array;
  private readonly pattern: PatternFactor;
  /** The cross-products of the pattern that was computed last, and where in them it begins. */
  private classProducts: Float64Array = new Float64Array(0);
  private start = 0;
  private readonly full: Float64Array;
  private readonly inner: Float64Array;
  private readonly left: Float64Array;
  /** E of one level, size × its columns, and a row of VE. */
  private readonly cross: Float64Array;
  private readonly row: Float64Array;
  /** w of a level. */
  private readonly products: Float64Array;

  constructor(shape: PatternShape, values: NestingValues) {
    this.weights = values.weights;
    this.pattern = new PatternFactor(shape, values);
    const { size, latentCount } = this.pattern;
    const { width } = values.recipe;
    this.size = size;
    this.shrinkage = new Float64Array(size * size);
    this.full = new Float64Array(latentCount * size);
    this.inner = new Float64Array(size * size);
    this.left = new Float64Array(size * size);
    this.cross = new Float64Array(size * width);
    this.row = new Float64Array(width);
    this.products = new Float64Array(size);
  }

  compute(products: Float64Array, start: number): boolean {
    if (!this.pattern.compute(products, start)) return false;
    this.classProducts = products;
    this.start = start;
    this.multiplyHalf();
    return true;
  }

  /** M = V'V */
  private multiplyHalf(): void {
    const { shrinkage, size } = this;
    const { half, latentCount } = this.pattern;
    for (let a = 0; a < size; a++) {
      for (let b = 0; b <= a; b++) {
        let sum = 0;
        for (let k = 0; k < latentCount; k++) sum += half[k * size + a]! * half[k * size + b]!;
        shrinkage[a * size + b] = sum;
        shrinkage[b * size + a] = sum;
      }
    }
  }

  eliminate(table: PatternTable, remaining: Float64Array): number {
    const { pattern, weights, size } = this;
    const { counts, products, squareStarts, memberStarts } = table;
    const stride = weights.length * size * size;
    let logDeterminant = 0;
    for (let k = 0; k < counts.length; k++) {
      if (!pattern.compute(products, k * stride)) return Number.NaN;
      logDeterminant += counts[k]! * pattern.logDeterminant();
      if (squareStarts[k]! >= 0) this.takePooled(table.squares, squareStarts[k]!, remaining);
      for (let m = memberStarts[k]!; m < memberStarts[k + 1]!; m++) this.takeSingle(table, m, remaining);
    }
    return logDeterminant;
  }

  private takePooled(squares: Float64Array, start: number, remaining: Float64Array): void {
    const { weights, shrinkage, size } = this;
    this.multiplyHalf();
    const rows = size * weights.length;
    let at = start;
    for (let a = 0; a < rows; a++) {
      const left = weights[Math.floor(a / size)]!;
      const own = (a % size) * size;
      for (let b = 0; b <= a; b++) {
        const factor = left * weights[Math.floor(b / size)]! * shrinkage[own + (b % size)]!;
        for (let e = 0; e < remaining.length; e++) remaining[e]! -= factor * squares[at++]!;
      }
    }
  }

  /** (VE)'(VE) of a level that is kept by itself, row by row of VE. */
  private takeSingle(table: PatternTable, member: number, remaining: Float64Array): void {
    const { cross, row, size, weights } = this;
    const { half, latentCount } = this.pattern;
    const { columns, columnStarts } = table;
    const first = columnStarts[member]!;
    const count = weighCross(table, member, weights, cross);
    for (let m = 0; m < latentCount; m++) {
      for (let k = 0; k < count; k++) row[k] = 0;
      for (let a = 0; a < size; a++) {
        const factor = half[m * size + a]!;
        if (factor === 0) continue;
        for (let k = 0; k < count; k++) row[k]! += factor * cross[a * count + k]!;
      }
      for (let k = 0; k < count; k++) {
        const left = row[k]!;
        const start = (columns[first + k]! * (columns[first + k]! + 1)) >> 1;
        for (let l = 0; l <= k; l++) remaining[start + columns[first + l]!]! -= left * row[l]!;
      }
    }
  }

  pullBack(
    squares: Float64Array,
    count: number,
    coefficientAdjoints: readonly Float64Array[],
    weightAdjoints: Float64Array,
  ): void {
    const { size, shrinkage, full, inner, left, pattern } = this;
    const { products, places } = pattern;
    pattern.solveFull(full);
    // π M, then K = 2 (-π + A (π M)') - count · A  with (Mπ) = (πM)'
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        let sum = 0;
        for (let e = 0; e < size; e++) sum += squares[a * size + e]! * shrinkage[e * size + b]!;
        inner[a * size + b] = sum;
      }
    }
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        let sum = 0;
        for (let e = 0; e < size; e++) sum += products[a * size + e]! * inner[b * size + e]!;
        left[a * size + b] = 2 * (sum - squares[a * size + b]!) - count * products[a * size + b]!;
      }
    }
    for (const { nestedFactor, firstRow, firstLatent, rows, latents } of places) {
      const adjoint = coefficientAdjoints[nestedFactor]!;
      for (let a = 0; a < rows; a++) {
        for (let k = 0; k < latents; k++) {
          let sum = 0;
          for (let e = 0; e < size; e++)
            sum += left[(firstRow + a) * size + e]! * full[(firstLatent + k) * size + e]!;
          adjoint[a * latents + k]! += sum;
        }
      }
    }
    this.pullBackProducts(inner, count, weightAdjoints);
  }

  /** ω̄_c += ⟨Ā, Z'Z_c⟩ with Ā = M π M - ½ count · M */
  private pullBackProducts(inner: Float64Array, count: number, weightAdjoints: Float64Array): void {
    const { size, shrinkage, classProducts, start } = this;
    const { stride } = this.pattern;
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        let sum = 0;
        for (let e = 0; e < size; e++) sum += shrinkage[a * size + e]! * inner[e * size + b]!;
        const adjoint = sum - 0.5 * count * shrinkage[a * size + b]!;
        for (let c = 0; c < weightAdjoints.length; c++) {
          weightAdjoints[c]! += adjoint * classProducts[start + (c * stride + a) * stride + b]!;
        }
      }
    }
  }

  drawLevels({ count: levels, products, residuals, latents }: DrawnLevels, stream: RandomStream): void {
    const { weights, size, products: weighted } = this;
    this.pattern.compute(products, 0);
    const count = this.pattern.places.at(-1)!.latents;
    for (let i = 0; i < levels; i++) {
      const start = i * weights.length * size;
      for (let a = 0; a < size; a++) {
        let sum = 0;
        for (let c = 0; c < weights.length; c++) sum += weights[c]! * residuals[start + c * size + a]!;
        weighted[a] = sum;
      }
      this.drawOwn(latents, i * count, count, stream);
    }
  }

  /** u = L⁻ᵀ(V w + ε) of the last latents, from `at` on: the last block, which back substitution gives first. */
  private drawOwn(latents: Float64Array, at: number, count: number, stream: RandomStream): void {
    const { products, size } = this;
    const { half, factor, latentCount } = this.pattern;
    const first = latentCount - count;
    for (let k = 0; k < count; k++) {
      const row = (first + k) * size;
      let sum = stream.normal();
      for (let a = 0; a < size; a++) sum += half[row + a]! * products[a]!;
      latents[at + k] = sum;
    }
    for (let k = count - 1; k >= 0; k--) {
      const row = (first + k) * latentCount + first;
      const value = latents[at + k]! / factor[row + k]!;
      latents[at + k] = value;
      for (let l = 0; l < k; l++) latents[at + l]! -= factor[row + l]! * value;
    }
  }
}

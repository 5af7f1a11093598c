/**
 * The factors of one pattern's posterior precision at given values: B = P + T'AT = LL', A = Σ_c ω_c Z'Z_c, and V = L⁻¹T'.
 *
 * Source: Bates, Mächler, Bolker & Walker (2015), equations 34 to 36, block by block.
 */

import { choleskyFactor, solveLowerTransposed } from "../numeric/cholesky.ts";
import { log } from "../numeric/logarithm.ts";
import { rotateInto, semidefiniteRoot } from "../numeric/semidefinite-root.ts";
import type { Coefficients } from "./coefficients.ts";
import type { NestingValues, PatternShape } from "./elimination.ts";
import type { LatentBlock } from "./marginal-recipe.ts";

/** Where the rows and latents of each block of a pattern begin. */
interface BlockPlace {
  readonly nestedFactor: number;
  readonly firstRow: number;
  readonly firstLatent: number;
  readonly rows: number;
  readonly latents: number;
}

/** A pivot that is a smaller share of its diagonal element has lost half of its digits. */
const leastPivot = 1e-7;

export class PatternFactor {
  /** Rows: columns of the nesting. */
  readonly size: number;
  readonly latentCount: number;
  /** Rows of the cross-products: the pattern's own, and after them those of nested factors outside. */
  readonly stride: number;
  readonly places: readonly BlockPlace[];
  /** A, size × size. */
  readonly products: Float64Array;
  /** L, latents × latents. */
  readonly factor: Float64Array;
  /** V, latents × size. */
  readonly half: Float64Array;
  private readonly weights: Float64Array;
  private readonly coefficients: Coefficients;
  private readonly blocks: readonly LatentBlock[];
  private readonly column: Float64Array;
  private readonly full: Float64Array;
  private readonly root: Float64Array;

  constructor({ nestedFactors, outer }: PatternShape, { recipe, coefficients, weights }: NestingValues) {
    this.weights = weights;
    this.coefficients = coefficients;
    this.blocks = recipe.nestedFactors;
    let firstRow = 0;
    let firstLatent = 0;
    this.places = nestedFactors.map((nestedFactor) => {
      const { rows, columns: latents } = recipe.nestedFactors[nestedFactor]!;
      const place = { nestedFactor, firstRow, firstLatent, rows, latents };
      firstRow += rows;
      firstLatent += latents;
      return place;
    });
    this.size = firstRow;
    this.latentCount = firstLatent;
    this.stride = firstRow + outer;
    this.products = new Float64Array(firstRow * firstRow);
    this.factor = new Float64Array(firstLatent * firstLatent);
    this.half = new Float64Array(firstLatent * firstRow);
    this.column = new Float64Array(firstLatent);
    this.full = new Float64Array(firstLatent * firstRow);
    this.root = new Float64Array(firstRow * firstRow);
  }

  /**
   * The pattern whose cross-products (classes × stride × stride) begin at `start`. False if B is not positive definite: a flat prior on
   * what the data do not tell.
   */
  compute(classProducts: Float64Array, start: number): boolean {
    const { coefficients } = this;
    if (this.size === 2 && this.latentCount === 2 && this.places.length === 1) {
      if (this.computePair(classProducts, start)) return true;
    } else this.weigh(classProducts, start);
    if (this.places.length === 1) this.assembleOne(coefficients);
    else this.assemble(coefficients);
    if (!this.factorize() && !this.factorizeByRotations(coefficients)) return false;
    this.solveHalf(coefficients);
    return true;
  }

  /**
   * Of effects of two columns, an intercept and a slope: the same numbers, added up in the same order, without loops. False where B has to be
   * made of rotations, or is not positive definite; A is there all the same.
   */
  private computePair(classProducts: Float64Array, start: number): boolean {
    const { coefficients, products, factor, half, weights, stride } = this;
    let [p00, p01, p10, p11] = [0, 0, 0, 0];
    for (let c = 0; c < weights.length; c++) {
      const weight = weights[c]!;
      const first = start + c * stride * stride;
      p00 += weight * classProducts[first]!;
      p01 += weight * classProducts[first + 1]!;
      p10 += weight * classProducts[first + stride]!;
      p11 += weight * classProducts[first + stride + 1]!;
    }
    products[0] = p00;
    products[1] = p01;
    products[2] = p10;
    products[3] = p11;
    const { nestedFactor } = this.places[0]!;
    const matrix = coefficients.matrices[nestedFactor]!;
    const { precisions } = this.blocks[nestedFactor]!;
    const [t00, t01, t10, t11] = [matrix[0]!, matrix[1]!, matrix[2]!, matrix[3]!];
    // AT, and the lower triangle of P + T'AT
    const f00 = p00 * t00 + p01 * t10;
    const f10 = p10 * t00 + p11 * t10;
    const b00 = precisions[0]! + t00 * f00 + t10 * f10;
    const b10 = t01 * f00 + t11 * f10;
    const b11 = precisions[1]! + t01 * (p00 * t01 + p01 * t11) + t11 * (p10 * t01 + p11 * t11);
    if (!(b00 > 0 && b00 < Infinity)) return false;
    const l00 = Math.sqrt(b00);
    const l10 = b10 / l00;
    const rest = b11 - l10 * l10;
    if (!(rest > 0 && rest < Infinity)) return false;
    const l11 = Math.sqrt(rest);
    if (l00 * l00 < leastPivot * b00 || l11 * l11 < leastPivot * b11) return false;
    factor[0] = l00;
    factor[1] = 0;
    factor[2] = l10;
    factor[3] = l11;
    const [h00, h01] = [t00 / l00, t10 / l00];
    half[0] = h00;
    half[1] = h01;
    half[2] = (t01 - l10 * h00) / l11;
    half[3] = (t11 - l10 * h01) / l11;
    return true;
  }

  /** log|B|: the logarithm of a product where that is no extreme number. */
  logDeterminant(): number {
    const { factor, latentCount } = this;
    let product = 1;
    for (let k = 0; k < latentCount; k++) product *= factor[k * latentCount + k]!;
    if (product > 1e-290 && product < 1e290) return 2 * log(product);
    let sum = 0;
    for (let k = 0; k < latentCount; k++) sum += 2 * log(factor[k * latentCount + k]!);
    return sum;
  }

  /** A from the classes. */
  private weigh(classProducts: Float64Array, start: number): void {
    const { products, weights, size, stride } = this;
    products.fill(0);
    for (let c = 0; c < weights.length; c++) {
      const weight = weights[c]!;
      const first = start + c * stride * stride;
      for (let a = 0; a < size; a++) {
        for (let b = 0; b < size; b++)
          products[a * size + b]! += weight * classProducts[first + a * stride + b]!;
      }
    }
  }

  /** B = P + T'(AT) of patterns with one block. */
  private assembleOne({ matrices }: Coefficients): void {
    const { factor, products, full, latentCount, size } = this;
    const { nestedFactor } = this.places[0]!;
    const matrix = matrices[nestedFactor]!;
    const { precisions } = this.blocks[nestedFactor]!;
    for (let a = 0; a < size; a++) {
      for (let k = 0; k < latentCount; k++) {
        let sum = 0;
        for (let b = 0; b < size; b++) sum += products[a * size + b]! * matrix[b * latentCount + k]!;
        full[a * latentCount + k] = sum;
      }
    }
    for (let k = 0; k < latentCount; k++) {
      for (let l = 0; l <= k; l++) {
        let sum = k === l ? precisions[k]! : 0;
        for (let a = 0; a < size; a++) sum += matrix[a * latentCount + k]! * full[a * latentCount + l]!;
        factor[k * latentCount + l] = sum;
      }
    }
  }

  /** B = P + T'AT, block by block, lower triangle. */
  private assemble({ matrices }: Coefficients): void {
    const { factor, products, latentCount, size, places } = this;
    factor.fill(0);
    for (const left of places) {
      const precisions = this.blocks[left.nestedFactor]!.precisions;
      for (let k = 0; k < left.latents; k++)
        factor[(left.firstLatent + k) * (latentCount + 1)] = precisions[k]!;
      for (const right of places) {
        if (right.firstLatent > left.firstLatent) break;
        const [first, second] = [matrices[left.nestedFactor]!, matrices[right.nestedFactor]!];
        for (let a = 0; a < left.rows; a++) {
          for (let b = 0; b < right.rows; b++) {
            const product = products[(left.firstRow + a) * size + right.firstRow + b]!;
            if (product === 0) continue;
            for (let k = 0; k < left.latents; k++) {
              const scaled = first[a * left.latents + k]! * product;
              const row = (left.firstLatent + k) * latentCount + right.firstLatent;
              for (let l = 0; l < right.latents; l++)
                factor[row + l]! += scaled * second[b * right.latents + l]!;
            }
          }
        }
      }
    }
  }

  /** B = LL'; false where a pivot has lost half of its digits, or all. */
  private factorize(): boolean {
    const { factor, latentCount, column } = this;
    for (let k = 0; k < latentCount; k++) column[k] = factor[k * (latentCount + 1)]!;
    if (!choleskyFactor(factor, latentCount)) return false;
    for (let k = 0; k < latentCount; k++) {
      const pivot = factor[k * (latentCount + 1)]!;
      if (pivot * pivot < leastPivot * column[k]!) return false;
    }
    return true;
  }

  /**
   * The same from the root of A: B = P + (RT)'(RT). Effects that act on the same column, a batch's and its casks', make B nearly
   * singular where they are large, and the sum has no digits left for what tells them apart.
   */
  private factorizeByRotations({ matrices }: Coefficients): boolean {
    const { factor, products, root, latentCount, size, places, column } = this;
    root.set(products);
    semidefiniteRoot(root, size);
    factor.fill(0);
    for (const { nestedFactor, firstLatent, latents } of places) {
      const { precisions } = this.blocks[nestedFactor]!;
      for (let k = 0; k < latents; k++) {
        factor[(firstLatent + k) * (latentCount + 1)] = Math.sqrt(precisions[k]!);
      }
    }
    for (let row = 0; row < size; row++) {
      column.fill(0);
      for (const { nestedFactor, firstRow, firstLatent, rows, latents } of places) {
        for (let a = 0; a < rows; a++) {
          const element = root[row * size + firstRow + a]!;
          for (let k = 0; k < latents; k++)
            column[firstLatent + k]! += element * matrices[nestedFactor]![a * latents + k]!;
        }
      }
      rotateInto(factor, latentCount, column);
    }
    for (let k = 0; k < latentCount; k++) {
      const pivot = factor[k * (latentCount + 1)]!;
      if (!(pivot > 0 && pivot < Infinity)) return false;
    }
    return true;
  }

  /** V = L⁻¹T', row by row. */
  private solveHalf({ matrices }: Coefficients): void {
    const { half, factor, latentCount, size, places } = this;
    half.fill(0);
    for (let p = 0; p < places.length; p++) {
      const { nestedFactor, firstRow, firstLatent, rows, latents } = places[p]!;
      const matrix = matrices[nestedFactor]!;
      for (let a = 0; a < rows; a++) {
        for (let k = 0; k < latents; k++)
          half[(firstLatent + k) * size + firstRow + a] = matrix[a * latents + k]!;
      }
    }
    for (let k = 0; k < latentCount; k++) {
      const row = k * size;
      for (let m = 0; m < k; m++) {
        const element = factor[k * latentCount + m]!;
        if (element === 0) continue;
        for (let a = 0; a < size; a++) half[row + a]! -= element * half[m * size + a]!;
      }
      const pivot = factor[k * latentCount + k]!;
      for (let a = 0; a < size; a++) half[row + a]! /= pivot;
    }
  }

  /** N' = B⁻¹T' = L⁻ᵀV into `result`, latents × size. */
  solveFull(result: Float64Array): void {
    const { half, factor, column, latentCount, size } = this;
    for (let a = 0; a < size; a++) {
      for (let k = 0; k < latentCount; k++) column[k] = half[k * size + a]!;
      solveLowerTransposed(factor, latentCount, column);
      for (let k = 0; k < latentCount; k++) result[k * size + a] = column[k]!;
    }
  }
}

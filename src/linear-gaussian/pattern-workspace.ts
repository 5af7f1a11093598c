/**
 * One pattern of a nesting's levels at given values: the posterior precision of its latents, and what their marginalization takes away
 * from the cross-products of the dense columns.
 *
 * With A = Σ_c ω_c Z'Z_c (ω = 1/σ²), coefficients T and prior precision P, for every level
 *
 *     B = P + T'AT = LL',   V = L⁻¹T',   M = V'V = T B⁻¹ T'
 *     log p gains -½ log|B|,   D'D loses E'ME      with E = Z'[D y]
 *
 * Source: Woodbury's identity; Bates, Mächler, Bolker & Walker (2015), equations 34 to 36, block by block.
 */

import { choleskyFactor, solveLowerTransposed } from "../numeric/cholesky.ts";
import { log } from "../numeric/logarithm.ts";
import { rotateInto, semidefiniteRoot } from "../numeric/semidefinite-root.ts";
import type { Coefficients } from "./coefficients.ts";
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

export class PatternWorkspace {
  /** The cross-products of the pattern that was computed last, and where in them it begins. */
  private classProducts: Float64Array = new Float64Array(0);
  private start = 0;
  /** Rows: columns of the nesting. */
  readonly size: number;
  readonly latentCount: number;
  /** A = Σ ω Z'Z, size × size. */
  readonly products: Float64Array;
  /** L, latents × latents. */
  readonly factor: Float64Array;
  /** V = L⁻¹T', latents × size. */
  readonly half: Float64Array;
  /** M, size × size; where totals are within levels M - A⁻¹ = -P / (A B), which is no difference. */
  readonly shrinkage: Float64Array;
  logDeterminant = 0;
  readonly places: readonly BlockPlace[];
  private readonly blocks: readonly LatentBlock[];
  /** Rows of the cross-products: the pattern's own, and after them those of nested factors outside. */
  private readonly stride: number;
  private readonly column: Float64Array;
  private readonly full: Float64Array;
  private readonly inner: Float64Array;
  private readonly left: Float64Array;

  private readonly isWithin: boolean;

  constructor(
    nestedFactors: readonly number[],
    blocks: readonly LatentBlock[],
    outer: number,
    isWithin = false,
  ) {
    this.isWithin = isWithin;
    let firstRow = 0;
    let firstLatent = 0;
    this.places = nestedFactors.map((nestedFactor) => {
      const { rows, columns: latents } = blocks[nestedFactor]!;
      const place = { nestedFactor, firstRow, firstLatent, rows, latents };
      firstRow += rows;
      firstLatent += latents;
      return place;
    });
    this.size = firstRow;
    this.latentCount = firstLatent;
    this.blocks = blocks;
    this.stride = firstRow + outer;
    this.column = new Float64Array(firstLatent);
    this.full = new Float64Array(firstLatent * firstRow);
    this.inner = new Float64Array(firstRow * firstRow);
    this.left = new Float64Array(firstRow * firstRow);
    this.products = new Float64Array(firstRow * firstRow);
    this.factor = new Float64Array(firstLatent * firstLatent);
    this.half = new Float64Array(firstLatent * firstRow);
    this.shrinkage = new Float64Array(firstRow * firstRow);
  }

  /**
   * The pattern whose cross-products (classes × stride × stride) begin at `start`. False if B is not positive definite: a flat prior on
   * what the data do not tell. Without `needsShrinkage` M is left as it was.
   */
  compute(
    classProducts: Float64Array,
    start: number,
    weights: Float64Array,
    coefficients: Coefficients,
    needsShrinkage = true,
  ): boolean {
    this.classProducts = classProducts;
    this.start = start;
    this.weigh(weights);
    if (this.size === 1 && this.latentCount === 1) return this.computeScalar(coefficients);
    if (this.places.length === 1) this.assembleOne(coefficients);
    else this.assemble(coefficients);
    if (!this.factorize() && !this.factorizeByRotations(coefficients)) return false;
    this.logDeterminant = this.sumPivots();
    this.solveHalf(coefficients);
    if (needsShrinkage) this.multiplyHalf();
    return true;
  }

  /** log|B|: the logarithm of a product where that is no extreme number. */
  private sumPivots(): number {
    const { factor, latentCount } = this;
    let product = 1;
    for (let k = 0; k < latentCount; k++) product *= factor[k * latentCount + k]!;
    if (product > 1e-290 && product < 1e290) return 2 * log(product);
    let sum = 0;
    for (let k = 0; k < latentCount; k++) sum += 2 * log(factor[k * latentCount + k]!);
    return sum;
  }

  /** A from the classes. */
  private weigh(weights: Float64Array): void {
    const { products, classProducts, size, stride } = this;
    products.fill(0);
    for (let c = 0; c < weights.length; c++) {
      const weight = weights[c]!;
      const first = this.start + c * stride * stride;
      for (let a = 0; a < size; a++) {
        for (let b = 0; b < size; b++)
          products[a * size + b]! += weight * classProducts[first + a * stride + b]!;
      }
    }
  }

  private computeScalar(coefficients: Coefficients): boolean {
    const nestedFactor = this.places[0]!.nestedFactor;
    const t = coefficients.matrices[nestedFactor]![0]!;
    const prior = this.blocks[nestedFactor]!.precisions[0]!;
    const own = this.products[0]!;
    const precision = prior + t * t * own;
    if (!(precision > 0 && precision < Infinity)) return false;
    this.factor[0] = Math.sqrt(precision);
    this.logDeterminant = log(precision);
    this.half[0] = t / this.factor[0];
    this.shrinkage[0] = this.isWithin ? gapOf(prior, own, precision) : (t * t) / precision;
    return true;
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
    const { factor, products, inner, latentCount, size, places, column } = this;
    inner.set(products);
    semidefiniteRoot(inner, size);
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
          const root = inner[row * size + firstRow + a]!;
          for (let k = 0; k < latents; k++)
            column[firstLatent + k]! += root * matrices[nestedFactor]![a * latents + k]!;
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

  /** M = V'V */
  private multiplyHalf(): void {
    const { half, shrinkage, latentCount, size } = this;
    for (let a = 0; a < size; a++) {
      for (let b = 0; b <= a; b++) {
        let sum = 0;
        for (let k = 0; k < latentCount; k++) sum += half[k * size + a]! * half[k * size + b]!;
        shrinkage[a * size + b] = sum;
        shrinkage[b * size + a] = sum;
      }
    }
  }

  /** N' = B⁻¹T' = L⁻ᵀV into `result`, latents × size. */
  solveFull(result: Float64Array): void {
    const { half, factor, latentCount, size } = this;
    const { column } = this;
    for (let a = 0; a < size; a++) {
      for (let k = 0; k < latentCount; k++) column[k] = half[k * size + a]!;
      solveLowerTransposed(factor, latentCount, column);
      for (let k = 0; k < latentCount; k++) result[k * size + a] = column[k]!;
    }
  }

  /**
   * Adds the adjoints of coefficients and weights: `squares` holds π_ab = Σ_j E_a Ḡ E_b, so that M̄ = -π, and `count` levels have
   * the determinant. T̄ = (2 (I - AM) M̄ - count · A) N,  Ā = -M M̄ M - ½ count · M.
   */
  pullBack(
    squares: Float64Array,
    count: number,
    coefficientAdjoints: readonly Float64Array[],
    weightAdjoints: Float64Array,
  ): void {
    if (this.isWithin) {
      this.pullBackScalar(squares[0]!, count, coefficientAdjoints, weightAdjoints);
      return;
    }
    const { size, products, shrinkage, places } = this;
    const { full, inner, left } = this;
    this.solveFull(full);
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

  /** T̄ = -(2 π P/B + n A) T/B,  Ā = π (M - A⁻¹)(M + A⁻¹) - ½ n M */
  private pullBackScalar(
    square: number,
    count: number,
    coefficientAdjoints: readonly Float64Array[],
    weightAdjoints: Float64Array,
  ): void {
    const own = this.products[0]!;
    if (own === 0) return;
    const { nestedFactor } = this.places[0]!;
    const precision = this.factor[0]! * this.factor[0]!;
    const half = this.half[0]!;
    const prior = this.blocks[nestedFactor]!.precisions[0]!;
    const full = half / this.factor[0]!;
    coefficientAdjoints[nestedFactor]![0]! -= ((2 * square * prior) / precision + count * own) * full;
    const adjoint = square * this.shrinkage[0]! * (half * half + 1 / own) - 0.5 * count * half * half;
    weightAdjoints[0]! += adjoint * this.classProducts[this.start]!;
  }

  /** ω̄_c += ⟨Ā, Z'Z_c⟩ with Ā = M π M - ½ count · M */
  private pullBackProducts(inner: Float64Array, count: number, weightAdjoints: Float64Array): void {
    const { size, shrinkage, classProducts, stride } = this;
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        let sum = 0;
        for (let e = 0; e < size; e++) sum += shrinkage[a * size + e]! * inner[e * size + b]!;
        const adjoint = sum - 0.5 * count * shrinkage[a * size + b]!;
        for (let c = 0; c < weightAdjoints.length; c++) {
          weightAdjoints[c]! += adjoint * classProducts[this.start + (c * stride + a) * stride + b]!;
        }
      }
    }
  }
}

/** M - A⁻¹ of one number: -P / (A B); 0 for a level without rows, which has no products either. */
export function gapOf(prior: number, own: number, precision: number): number {
  return own === 0 ? 0 : -prior / (own * precision);
}

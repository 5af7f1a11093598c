/**
 * The dense block γ: population effects and small factors, of which the cross-products G of raw columns and outcome are known.
 *
 *     H = C'GC + Π = [Q r; r' h],   log p gains -½ log|Q| - ½ (h - r'Q⁻¹r),   γ ~ N(Q⁻¹r, Q⁻¹)
 *     H̄ = -½ ([Q⁻¹ 0; 0 0] + [β; -1][β; -1]'),  β = Q⁻¹r,   Ḡ = C H̄ C',   C̄ = 2 G C H̄
 *
 * Its coordinates t are those of the marginal density's recipe. C holds the coefficients of t on the raw columns and, for the
 * outcome, what sampled locations take from it. G is a lower triangle, row by row: element (i, j) is at i (i + 1) / 2 + j.
 */

import { borderedCholesky } from "../numeric/bordered-cholesky.ts";
import { solveLower, solveLowerTransposed } from "../numeric/cholesky.ts";
import { halfLogTwoPi, log } from "../numeric/logarithm.ts";
import type { RandomStream } from "../numeric/random-stream.ts";
import type { Entry, MarginalRecipe } from "./marginal-recipe.ts";
import { priorPrecisionOf } from "./prior-precision.ts";

/** Elements of C for each column and row of it from which on whole columns are multiplied. */
const fullColumns = 3;

export class DenseBlock {
  /** Coordinates. */
  readonly size: number;
  /** t, where it was drawn last. */
  readonly coordinates: Float64Array;
  /** The coefficients c of the raw columns that t and the locations make: the mean of the outcome is Dc. */
  readonly raw: Float64Array;
  /** H, and after `solve` its bordered Cholesky factor, (size + 1)², row by row. */
  readonly factor: Float64Array;
  /** h - r'Q⁻¹r, where `solve` was called last. */
  residual = Number.NaN;
  private readonly recipe: MarginalRecipe;
  /** The columns of C one after another, the outcome's last: those of column k begin at `starts[k]`. */
  private readonly starts: Int32Array;
  private readonly rows: Int32Array;
  /** Where each of these rows begins in a lower triangle. */
  private readonly triangles: Int32Array;
  /** Element e of C is `constants[e]`, times the value `numbers[e]` where that is not -1: `scales[e]` where values were set last. */
  private readonly constants: Float64Array;
  private readonly numbers: Int32Array;
  private readonly scales: Float64Array;
  /** Π, (size + 1)². */
  private readonly prior: Float64Array;
  /** Room for a column of GC; null where columns of C have few elements. */
  private readonly spread: Float64Array | null;

  constructor(recipe: MarginalRecipe) {
    const { dense, width, locations } = recipe;
    this.recipe = recipe;
    this.size = dense.columns;
    const outcome: Entry[] = [{ row: width - 1, column: 0, scale: 1, value: -1 }, ...locations];
    const last = outcome.map((entry) => ({ ...entry, column: dense.columns }));
    const entries = [...dense.entries, ...last].sort((a, b) => a.column - b.column);
    this.starts = new Int32Array(this.size + 2);
    for (const { column } of entries) this.starts[column + 1]!++;
    for (let k = 0; k <= this.size; k++) this.starts[k + 1]! += this.starts[k]!;
    this.rows = Int32Array.from(entries, ({ row }) => row);
    this.triangles = this.rows.map((row) => (row * (row + 1)) / 2);
    this.scales = new Float64Array(entries.length);
    this.constants = Float64Array.from(entries, ({ scale }) => scale);
    this.numbers = Int32Array.from(entries, ({ value }) => value);
    this.prior = priorPrecisionOf(recipe);
    const isFull = entries.length > fullColumns * (this.size + width);
    this.spread = isFull ? new Float64Array(width) : null;
    this.factor = new Float64Array((this.size + 1) * (this.size + 1));
    this.coordinates = new Float64Array(this.size);
    this.raw = new Float64Array(width - 1);
  }

  /** C from the values of the multipliers. */
  setValues(values: Float64Array): void {
    const { scales, constants, numbers } = this;
    for (let e = 0; e < scales.length; e++) {
      const value = numbers[e]!;
      scales[e] = value < 0 ? constants[e]! : constants[e]! * values[value]!;
    }
  }

  /** Factors H; -½ log|Q| - ½ (h - r'Q⁻¹r), or NaN. */
  solve(products: Float64Array): number {
    this.assemble(products);
    const { factor, size } = this;
    if (!borderedCholesky(factor, size)) return Number.NaN;
    const last = size * (size + 1);
    let logDensity = 0;
    let rest = factor[last + size]!;
    for (let k = 0; k < size; k++) {
      logDensity -= log(factor[k * (size + 1) + k]!);
      rest -= factor[last + k]! * factor[last + k]!;
    }
    // Rounding may take a sum of squares that is nothing below zero.
    const residual = Math.max(rest, 0);
    this.residual = residual;
    return logDensity - 0.5 * residual;
  }

  /** Draws t from where `solve` factored last, or without a stream takes its mean; sets `raw`. */
  draw(stream: RandomStream | null): void {
    const { factor, size, coordinates } = this;
    const last = size * (size + 1);
    for (let k = 0; k < size; k++) {
      coordinates[k] = factor[last + k]! + (stream === null ? 0 : stream.normal());
    }
    solveLowerTransposed(factor, size, coordinates, size + 1);
    this.setRaw();
  }

  /** c = C t, less what locations take from the outcome. */
  setRaw(): void {
    const { raw, starts, rows, scales, coordinates, size } = this;
    raw.fill(0);
    for (let k = 0; k < size; k++) {
      for (let e = starts[k]!; e < starts[k + 1]!; e++) raw[rows[e]!]! += scales[e]! * coordinates[k]!;
    }
    for (let e = starts[size]!; e < starts[size + 1]!; e++) {
      if (rows[e]! < raw.length) raw[rows[e]!]! -= scales[e]!;
    }
  }

  /** Σ log N(w | 0, sd²) of the latents at t, in units in which each sd is one; flat ones count nothing. */
  logPrior(): number {
    const { prior, coordinates, size, recipe } = this;
    let quadratic = 0;
    for (let k = 0; k <= size; k++) {
      const left = k < size ? coordinates[k]! : -1;
      for (let l = 0; l <= size; l++) {
        quadratic += left * prior[k * (size + 1) + l]! * (l < size ? coordinates[l]! : -1);
      }
    }
    let count = 0;
    for (let k = 0; k < size; k++) if (recipe.dense.precisions[k]! > 0) count++;
    return -0.5 * quadratic - count * halfLogTwoPi;
  }

  /** t into the model's position. */
  drawInto(whole: Float64Array): void {
    const { coordinates, recipe, size } = this;
    const { dense, intercept, interceptShares, interceptShift } = recipe;
    for (let k = 0; k < size; k++) {
      const { offset, factor } = dense.places[k]!;
      let t = coordinates[k]!;
      if (k === intercept) {
        t += interceptShift;
        for (let l = 0; l < size; l++) t -= interceptShares[l]! * coordinates[l]!;
      }
      whole[offset] = factor * t;
    }
  }

  /** [D y] C of one row over raw columns and outcome, into `result` of length size + 1. */
  project(row: Float64Array, result: Float64Array): void {
    const { starts, rows, scales, size } = this;
    for (let k = 0; k <= size; k++) {
      let sum = 0;
      for (let e = starts[k]!; e < starts[k + 1]!; e++) sum += scales[e]! * row[rows[e]!]!;
      result[k] = sum;
    }
  }

  /** H of cross-products into `factor`, lower triangle. */
  assemble(products: Float64Array): void {
    if (this.spread !== null) this.assembleByColumns(products, this.spread);
    else this.assembleByElements(products);
  }

  /** C'(GC), column by column of C: where these are full, each pair of their elements would be met in vain. */
  private assembleByColumns(products: Float64Array, spread: Float64Array): void {
    const { factor, prior, starts, rows, scales, size } = this;
    const { width } = this.recipe;
    for (let k = 0; k <= size; k++) {
      spread.fill(0);
      for (let e = starts[k]!; e < starts[k + 1]!; e++) {
        const row = rows[e]!;
        const scale = scales[e]!;
        const own = (row * (row + 1)) / 2;
        for (let a = 0; a <= row; a++) spread[a]! += scale * products[own + a]!;
        for (let a = row + 1; a < width; a++) spread[a]! += scale * products[(a * (a + 1)) / 2 + row]!;
      }
      const at = k * (size + 1);
      for (let l = 0; l <= k; l++) {
        let sum = prior[at + l]!;
        for (let f = starts[l]!; f < starts[l + 1]!; f++) sum += scales[f]! * spread[rows[f]!]!;
        factor[at + l] = sum;
      }
    }
  }

  private assembleByElements(products: Float64Array): void {
    const { factor, prior, starts, rows, triangles, scales, size } = this;
    for (let k = 0; k <= size; k++) {
      const first = starts[k]!;
      const end = starts[k + 1]!;
      let at = k * (size + 1);
      for (let l = 0; l <= k; l++) {
        const last = starts[l + 1]!;
        let sum = prior[at]!;
        for (let e = first; e < end; e++) {
          const a = rows[e]!;
          const scale = scales[e]!;
          for (let f = starts[l]!; f < last; f++) {
            const b = rows[f]!;
            sum += scale * scales[f]! * products[a >= b ? triangles[e]! + b : triangles[f]! + a]!;
          }
        }
        factor[at++] = sum;
      }
    }
  }

  /** Ḡ, width², where `solve` was called last; adds the adjoints of C's values. */
  pullBack(products: Float64Array, adjoints: Float64Array): Float64Array {
    const { starts, rows, scales, constants, numbers, size, recipe } = this;
    const { width } = recipe;
    const dense = this.adjoint();
    const raw = new Float64Array(width * width);
    const spread = new Float64Array(width * (size + 1));
    for (let k = 0; k <= size; k++) {
      for (let e = starts[k]!; e < starts[k + 1]!; e++) {
        for (let l = 0; l <= size; l++)
          spread[rows[e]! * (size + 1) + l]! += scales[e]! * dense[k * (size + 1) + l]!;
      }
    }
    for (let l = 0; l <= size; l++) {
      for (let e = starts[l]!; e < starts[l + 1]!; e++) {
        const row = rows[e]!;
        const value = numbers[e]!;
        for (let a = 0; a < width; a++) raw[a * width + row]! += scales[e]! * spread[a * (size + 1) + l]!;
        if (value < 0) continue;
        let sum = 0;
        for (let a = 0; a < width; a++) {
          const place = a >= row ? ((a * (a + 1)) >> 1) + row : ((row * (row + 1)) >> 1) + a;
          sum += products[place]! * spread[a * (size + 1) + l]!;
        }
        adjoints[value]! += 2 * constants[e]! * sum;
      }
    }
    return raw;
  }

  /** H̄, (size + 1)². */
  private adjoint(): Float64Array {
    const { factor, size } = this;
    const width = size + 1;
    const adjoint = new Float64Array(width * width);
    const column = new Float64Array(size);
    for (let k = 0; k < size; k++) {
      column.fill(0);
      column[k] = 1;
      solveLower(factor, size, column, width);
      solveLowerTransposed(factor, size, column, width);
      for (let l = 0; l < size; l++) adjoint[k * width + l] = -0.5 * column[l]!;
    }
    const solution = new Float64Array(width);
    for (let k = 0; k < size; k++) solution[k] = factor[size * width + k]!;
    solveLowerTransposed(factor, size, solution, width);
    solution[size] = -1;
    for (let k = 0; k < width; k++) {
      for (let l = 0; l < width; l++) adjoint[k * width + l]! -= 0.5 * solution[k]! * solution[l]!;
    }
    return adjoint;
  }
}

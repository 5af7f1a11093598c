/**
 * A draw of all effects at once, for factors that drawing in turn would mix badly: the largest factor is eliminated level by level,
 * and the effects of the others with the dense block have a joint precision matrix, which is factored.
 *
 *     x = (b_1, …, b_K, t):   Q = ω X'X + prior - Σ_j F_j'F_j,   F_j = V_j [Z_0'Z_1 … Z_0'Z_K  E C]_j
 *     x ~ N(Q⁻¹r, Q⁻¹),   then b_0 level by level given x
 *
 * Cost: n³/6 multiplications for n numbers in x, and their square in memory.
 */

import { borderedCholesky } from "../numeric/bordered-cholesky.ts";
import { solveLowerTransposed } from "../numeric/cholesky.ts";
import type { RandomStream } from "../numeric/random-stream.ts";
import type { CollapsedDensity } from "./collapsed-density.ts";
import type { CollapsedGibbsRecipe } from "./collapsed-model.ts";
import type { GroupEffects } from "./group-effects.ts";

/** A factorization of more takes seconds. */
const mostEffects = 3000;

/** Why effects cannot be drawn jointly, as a sentence without its subject; null if they can. */
export function jointDrawRefusal({ collapsed }: CollapsedGibbsRecipe): string | null {
  const { factors, rest } = collapsed;
  const others = factors
    .slice(1)
    .reduce((sum, { statistics }) => sum + statistics.levels * statistics.width, 0);
  const size = others + rest.dense.columns;
  if (size <= mostEffects) return null;
  return `has ${size} effects beside those of its largest factor, and a joint draw is for ${mostEffects} at most`;
}

export class CrossedEffectsDraw {
  private readonly density: CollapsedDensity;
  /** Without the outcome's. */
  private readonly size: number;
  /** Where the effects of each factor begin; -1 for the one that is eliminated. */
  private readonly firsts: Int32Array;
  private readonly firstDense: number;
  /** H, (size + 1)². */
  private readonly matrix: Float64Array;
  private readonly solution: Float64Array;
  /** F of a level: the places and values of what is not zero. */
  private readonly places: Int32Array;
  private readonly values: Float64Array;
  private readonly rawRow: Float64Array;
  private readonly projected: Float64Array;

  constructor(density: CollapsedDensity) {
    this.density = density;
    this.firsts = new Int32Array(density.factors.length).fill(-1);
    let next = 0;
    for (let o = 1; o < density.factors.length; o++) {
      this.firsts[o] = next;
      next += density.factors[o]!.effects.length;
    }
    this.firstDense = next;
    this.size = next + density.dense.size;
    this.matrix = new Float64Array((this.size + 1) * (this.size + 1));
    this.solution = new Float64Array(this.size);
    this.places = new Int32Array(this.size + 1);
    this.values = new Float64Array(this.size + 1);
    this.rawRow = new Float64Array(density.dense.raw.length + 1);
    this.projected = new Float64Array(density.dense.size + 1);
  }

  /** Draws all effects at the present hyperparameters. Where the precision is singular to rounding, nothing moves. */
  draw(stream: RandomStream): void {
    const { density, matrix, size, solution } = this;
    density.prepareJoint();
    this.assemble();
    if (!borderedCholesky(matrix, size)) return;
    const last = size * (size + 1);
    for (let i = 0; i < size; i++) solution[i] = matrix[last + i]! + stream.normal();
    solveLowerTransposed(matrix, size, solution, size + 1);
    for (let o = 1; o < density.factors.length; o++) {
      const { effects } = density.factors[o]!;
      effects.set(solution.subarray(this.firsts[o]!, this.firsts[o]! + effects.length));
      density.factors[o]!.refresh();
    }
    density.dense.coordinates.set(solution.subarray(this.firstDense));
    density.finishJoint(stream);
  }

  private assemble(): void {
    const { density, matrix } = this;
    const { factors, weight } = density;
    matrix.fill(0);
    this.addDense();
    for (let o = 1; o < factors.length; o++) {
      for (let p = 1; p < o; p++) this.addPair(o, p, weight);
      this.addOwn(o, weight);
    }
    for (let j = 0; j < factors[0]!.statistics.levels; j++) this.eliminate(j);
  }

  /** C'ωGC + Π, and the outcome */
  private addDense(): void {
    const { density, matrix, size, firstDense } = this;
    const { factor, size: own } = density.dense;
    for (let k = 0; k <= own; k++) {
      for (let l = 0; l <= k; l++) {
        matrix[(firstDense + k) * (size + 1) + firstDense + l] = factor[k * (own + 1) + l]!;
      }
    }
  }

  /** ω Z_o'Z_p */
  private addPair(o: number, p: number, weight: number): void {
    const { matrix, size, firsts, density } = this;
    const { statistics } = density.factors[o]!;
    const { starts, partners, products } = statistics.contingencies[p]!;
    const own = statistics.width;
    const theirs = density.factors[p]!.statistics.width;
    for (let j = 0; j < statistics.levels; j++) {
      for (let e = starts[j]!; e < starts[j + 1]!; e++) {
        for (let a = 0; a < own; a++) {
          const row = (firsts[o]! + j * own + a) * (size + 1) + firsts[p]! + partners[e]! * theirs;
          for (let b = 0; b < theirs; b++) matrix[row + b]! += weight * products[(e * own + a) * theirs + b]!;
        }
      }
    }
  }

  /** ω Z_o'Z_o + (T_oT_o')⁻¹, and ω [D y]'Z_o */
  private addOwn(o: number, weight: number): void {
    const { matrix, size, firsts, firstDense, density, rawRow, projected } = this;
    const { statistics, inverse } = density.factors[o]!;
    const { width, patternOf, patternProducts, starts, places, dense, outcome, levels } = statistics;
    for (let j = 0; j < levels; j++) {
      const pattern = patternOf[j]! * width * width;
      for (let a = 0; a < width; a++) {
        const at = firsts[o]! + j * width + a;
        for (let b = 0; b <= a; b++) {
          let sum = weight * patternProducts[pattern + a * width + b]!;
          for (let m = 0; m < width; m++) sum += inverse[m * width + a]! * inverse[m * width + b]!;
          matrix[at * (size + 1) + at - a + b]! += sum;
        }
        rawRow.fill(0);
        for (let e = starts[j]!; e < starts[j + 1]!; e++) rawRow[places[e]!] = weight * dense[e * width + a]!;
        rawRow[rawRow.length - 1] = weight * outcome[j * width + a]!;
        density.dense.project(rawRow, projected);
        for (let k = 0; k < projected.length; k++)
          matrix[(firstDense + k) * (size + 1) + at]! += projected[k]!;
      }
    }
  }

  /** H -= F'F of one level of the factor that is eliminated */
  private eliminate(j: number): void {
    const { matrix, size, places, values, density } = this;
    const { elimination, statistics } = density.factors[0]!;
    const { width, patternOf } = statistics;
    const first = patternOf[j]! * width * width;
    for (let m = 0; m < width; m++) {
      const half = elimination.halves.subarray(first + m * width, first + (m + 1) * width);
      const length = this.readRow(j, half, density.factors);
      for (let e = 0; e < length; e++) {
        const row = places[e]! * (size + 1);
        const left = values[e]!;
        for (let f = 0; f <= e; f++) matrix[row + places[f]!]! -= left * values[f]!;
      }
    }
  }

  /** Row m of F, by places in ascending order; how many there are. */
  private readRow(j: number, half: Float64Array, factors: readonly GroupEffects[]): number {
    const { places, values, rawRow, projected, firsts, firstDense, density } = this;
    const { statistics } = factors[0]!;
    const { width, contingencies } = statistics;
    let length = 0;
    for (let o = 1; o < factors.length; o++) {
      const { starts, partners, products } = contingencies[o]!;
      const theirs = factors[o]!.statistics.width;
      for (let e = starts[j]!; e < starts[j + 1]!; e++) {
        for (let b = 0; b < theirs; b++) {
          let sum = 0;
          for (let a = 0; a < width; a++) sum += half[a]! * products[(e * width + a) * theirs + b]!;
          places[length] = firsts[o]! + partners[e]! * theirs + b;
          values[length++] = sum;
        }
      }
    }
    rawRow.fill(0);
    for (let a = 0; a < width; a++) {
      for (let e = statistics.starts[j]!; e < statistics.starts[j + 1]!; e++)
        rawRow[statistics.places[e]!]! += half[a]! * statistics.dense[e * width + a]!;
      rawRow[rawRow.length - 1]! += half[a]! * statistics.outcome[j * width + a]!;
    }
    density.dense.project(rawRow, projected);
    for (let k = 0; k < projected.length; k++) {
      places[length] = firstDense + k;
      values[length++] = projected[k]!;
    }
    return length;
  }
}

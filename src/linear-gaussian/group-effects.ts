/**
 * The effects b_j = T z_j of one large factor, z_j ~ N(0, I): integrating them out given everything else, and drawing them.
 *
 * Of level j there are A = Z'Z, E = Z'D and S = Z'(y - what other large factors add). With ω = 1/σ²
 *
 *     B = I + ω T'AT = LL',   V = ω L⁻¹T'
 *     log p gains -½ log|B|,   the cross-products of D and y lose [E S]'V'V[E S]
 *     z | γ ~ N(B⁻¹ ω T'(S - Ec), B⁻¹)
 *
 * L and V are the same for the levels of a pattern. Source: as for the marginal density, Bates et al. (2015), equations 34 to 36;
 * that other effects of the same size are conditioned on is Papaspiliopoulos, Roberts & Zanella (2020), Biometrika 107, 25-40.
 */

import { halfLogTwoPi } from "../numeric/logarithm.ts";
import type { RandomStream } from "../numeric/random-stream.ts";
import { assembleCoefficients } from "./coefficients.ts";
import type { FactorRecipe } from "./collapsed-recipe.ts";
import { CrossedElimination } from "./crossed-elimination.ts";
import { invertSmall } from "./small-matrices.ts";
import type { CrossedFactor } from "./statistics/crossed-statistics.ts";

export class GroupEffects {
  readonly recipe: FactorRecipe;
  readonly statistics: CrossedFactor;
  /** b, level by level. */
  readonly effects: Float64Array;
  /** T, R × R. */
  readonly coefficients: Float64Array;
  /** T⁻¹, and log|det T|; -Infinity where T is singular. */
  readonly inverse: Float64Array;
  logDeterminant = 0;
  /** S, level by level. */
  readonly residual: Float64Array;
  readonly elimination: CrossedElimination;
  /** Of the effects drawn last: Σ bb', D'Zb, y'Zb, S'b, b'Z'Zb. */
  readonly squares: Float64Array;
  readonly denseSum: Float64Array;
  outcomeSum = 0;
  residualSum = 0;
  ownSum = 0;
  /** Levels that are not pooled. */
  private readonly singles: Int32Array;
  private readonly pooled: Float64Array;
  private readonly scratch: Float64Array;
  /** What of a level's S the dense columns leave, and z. */
  private readonly given: Float64Array;
  private readonly latents: Float64Array;
  private readonly row: Float64Array;

  constructor(recipe: FactorRecipe, rawCount: number) {
    const { statistics } = recipe;
    const { levels, width, patternOf, squareStarts, squares } = statistics;
    const block = width * width;
    this.recipe = recipe;
    this.statistics = statistics;
    this.effects = new Float64Array(levels * width);
    this.residual = new Float64Array(levels * width);
    this.coefficients = new Float64Array(block);
    this.inverse = new Float64Array(block);
    this.elimination = CrossedElimination.of(statistics);
    this.squares = new Float64Array(block);
    this.denseSum = new Float64Array(rawCount);
    this.singles = Int32Array.from([...patternOf.keys()].filter((j) => squareStarts[patternOf[j]!]! < 0));
    this.pooled = squares.slice();
    this.scratch = new Float64Array(block);
    this.given = new Float64Array(width);
    this.latents = new Float64Array(width);
    this.row = new Float64Array(rawCount + 1);
  }

  /** T from the values of the multipliers. */
  setValues(values: Float64Array): void {
    const { coefficients, inverse, recipe, statistics } = this;
    const { width } = statistics;
    assembleCoefficients(recipe.entries, values, width, coefficients);
    this.logDeterminant = invertSmall(coefficients, width, inverse, this.scratch);
  }

  /** Σ log N(b_j | 0, TT'); -Infinity where T is singular. */
  logPrior(): number {
    const { inverse, squares, statistics } = this;
    const { width, levels } = statistics;
    if (!(this.logDeterminant > -Infinity)) return -Infinity;
    // Σ |T⁻¹b|² = tr(T⁻¹ Σbb' T⁻ᵀ)
    let quadratic = 0;
    for (let m = 0; m < width; m++) {
      for (let a = 0; a < width; a++) {
        const left = inverse[m * width + a]!;
        for (let b = 0; b < width; b++) quadratic += left * inverse[m * width + b]! * squares[a * width + b]!;
      }
    }
    return -levels * (this.logDeterminant + width * halfLogTwoPi) - 0.5 * quadratic;
  }

  /** S = Z'y - Σ Z'Z_o b_o over the other factors, and with it the outcome's row of what is pooled. */
  condition(all: readonly GroupEffects[], hasOutcome: boolean): void {
    const { residual, statistics } = this;
    if (hasOutcome) residual.set(statistics.outcome);
    else residual.fill(0);
    for (let o = 0; o < all.length; o++) {
      if (all[o] !== this) this.subtract(o, all[o]!);
    }
    this.poolResidual();
  }

  private subtract(number: number, other: GroupEffects): void {
    const { residual, statistics } = this;
    const { starts, partners, products } = statistics.contingencies[number]!;
    const { effects } = other;
    const own = statistics.width;
    const theirs = other.statistics.width;
    if (own === 1 && theirs === 1) {
      for (let j = 0; j < residual.length; j++) {
        let sum = residual[j]!;
        const end = starts[j + 1]!;
        for (let e = starts[j]!; e < end; e++) sum -= products[e]! * effects[partners[e]!]!;
        residual[j] = sum;
      }
      return;
    }
    for (let j = 0; j < statistics.levels; j++) {
      const end = starts[j + 1]!;
      for (let a = 0; a < own; a++) {
        let sum = residual[j * own + a]!;
        for (let e = starts[j]!; e < end; e++) {
          const at = (e * own + a) * theirs;
          const from = partners[e]! * theirs;
          for (let b = 0; b < theirs; b++) sum -= products[at + b]! * effects[from + b]!;
        }
        residual[j * own + a] = sum;
      }
    }
  }

  /** The last rows of the pooled squares: Σ_j S_a E_b + S_b E_a, or S_a E_a, and likewise with S in the place of E. */
  private poolResidual(): void {
    const { pooled, residual, statistics, denseSum } = this;
    const { width, patternCounts, patternOf, squareStarts, starts, places, dense, levels } = statistics;
    const size = denseSum.length;
    const triangle = ((size + 1) * (size + 2)) / 2;
    const last = triangle - size - 1;
    const pairs = (width * (width + 1)) / 2;
    for (let p = 0; p < patternCounts.length; p++) {
      const first = squareStarts[p]!;
      if (first < 0) continue;
      for (let q = 0; q < pairs; q++) pooled.fill(0, first + q * triangle + last, first + (q + 1) * triangle);
    }
    for (let j = 0; j < levels; j++) {
      const first = squareStarts[patternOf[j]!]!;
      if (first < 0) continue;
      let at = first + last;
      for (let a = 0; a < width; a++) {
        const sa = residual[j * width + a]!;
        for (let b = 0; b < a; b++, at += triangle) {
          const sb = residual[j * width + b]!;
          for (let e = starts[j]!; e < starts[j + 1]!; e++)
            pooled[at + places[e]!]! += sa * dense[e * width + b]! + sb * dense[e * width + a]!;
          pooled[at + size]! += 2 * sa * sb;
        }
        for (let e = starts[j]!; e < starts[j + 1]!; e++)
          pooled[at + places[e]!]! += sa * dense[e * width + a]!;
        pooled[at + size]! += sa * sa;
        at += triangle;
      }
    }
  }

  /** Takes what integrating b out takes away from `products`, a lower triangle; -½ Σ log|B|, or NaN. */
  eliminate(products: Float64Array, weight: number): number {
    const { statistics, pooled, elimination, coefficients } = this;
    const { width, patternCounts, squareStarts } = statistics;
    let logDensity = 0;
    for (let p = 0; p < patternCounts.length; p++) {
      logDensity -= 0.5 * patternCounts[p]! * elimination.compute(p, coefficients, weight);
      let at = squareStarts[p]!;
      if (at < 0) continue;
      for (let a = 0; a < width; a++) {
        for (let b = 0; b <= a; b++) {
          const shrinkage = elimination.shrinkage(p, a, b);
          for (let e = 0; e < products.length; e++) products[e]! -= shrinkage * pooled[at + e]!;
          at += products.length;
        }
      }
    }
    for (let s = 0; s < this.singles.length; s++) this.eliminateLevel(this.singles[s]!, products);
    return logDensity;
  }

  /** products -= (V[E S])'(V[E S]) of one level */
  private eliminateLevel(j: number, products: Float64Array): void {
    const { row, residual, statistics } = this;
    const { halves } = this.elimination;
    const { width, patternOf, starts, places, dense } = statistics;
    const first = patternOf[j]! * width * width;
    const [start, end] = [starts[j]!, starts[j + 1]!];
    const size = row.length - 1;
    const lastRow = (size * (size + 1)) / 2;
    for (let m = 0; m < width; m++) {
      let corner = 0;
      for (let a = 0; a < width; a++) corner += halves[first + m * width + a]! * residual[j * width + a]!;
      for (let e = start; e < end; e++) {
        let sum = 0;
        for (let a = 0; a < width; a++) sum += halves[first + m * width + a]! * dense[e * width + a]!;
        row[e - start] = sum;
        const place = places[e]!;
        const at = (place * (place + 1)) / 2;
        for (let f = start; f <= e; f++) products[at + places[f]!]! -= sum * row[f - start]!;
        products[lastRow + place]! -= sum * corner;
      }
      products[lastRow + size]! -= corner * corner;
    }
  }

  /** Draws b given the raw coefficients c of the dense columns, or without a stream takes its mean. */
  draw(raw: Float64Array, stream: RandomStream | null): void {
    const { statistics, residual, given, latents, coefficients, effects, elimination } = this;
    const { levels, width, patternOf, starts, places, dense } = statistics;
    this.clearSums();
    for (let j = 0; j < levels; j++) {
      const end = starts[j + 1]!;
      for (let a = 0; a < width; a++) {
        let left = residual[j * width + a]!;
        for (let e = starts[j]!; e < end; e++) left -= dense[e * width + a]! * raw[places[e]!]!;
        given[a] = left;
      }
      elimination.draw(patternOf[j]!, given, stream, latents);
      for (let a = 0; a < width; a++) {
        let sum = 0;
        for (let m = 0; m < width; m++) sum += coefficients[a * width + m]! * latents[m]!;
        effects[j * width + a] = sum;
      }
      this.collect(j);
    }
  }

  private clearSums(): void {
    this.squares.fill(0);
    this.denseSum.fill(0);
    this.outcomeSum = 0;
    this.residualSum = 0;
    this.ownSum = 0;
  }

  /** Adds what a level's effects contribute to the sums. */
  private collect(j: number): void {
    const { statistics, residual, effects, squares, denseSum } = this;
    const { width, patternOf, patternProducts, starts, places, dense, outcome } = statistics;
    const first = patternOf[j]! * width * width;
    const end = starts[j + 1]!;
    for (let a = 0; a < width; a++) {
      const effect = effects[j * width + a]!;
      for (let b = 0; b < width; b++) {
        const other = effects[j * width + b]!;
        squares[a * width + b]! += effect * other;
        this.ownSum += patternProducts[first + a * width + b]! * effect * other;
      }
      for (let e = starts[j]!; e < end; e++) denseSum[places[e]!]! += dense[e * width + a]! * effect;
      this.outcomeSum += outcome[j * width + a]! * effect;
      this.residualSum += residual[j * width + a]! * effect;
    }
  }

  /** Takes effects drawn elsewhere: b is in place, and S is that of `condition`. */
  refresh(): void {
    this.clearSums();
    for (let j = 0; j < this.statistics.levels; j++) this.collect(j);
  }

  /** z_j = T⁻¹b_j into the model's position. */
  drawInto(whole: Float64Array): void {
    const { inverse, effects, recipe, statistics } = this;
    const { width, levels } = statistics;
    for (let m = 0; m < width; m++) {
      const { offset, stride } = recipe.places[m]!;
      for (let j = 0; j < levels; j++) {
        let z = 0;
        for (let a = 0; a < width; a++) z += inverse[m * width + a]! * effects[j * width + a]!;
        whole[offset + j * stride] = z;
      }
    }
  }

  /** Effects, and the sums over them that outlive a draw: as updated level by level, they have roundings of their own. */
  state(): number[] {
    return [...this.effects, ...this.squares, ...this.denseSum, this.outcomeSum, this.ownSum];
  }

  /** Takes a state that begins at `start` of a list of numbers; gives where the next begins. */
  restore(numbers: readonly number[], start: number): number {
    let at = start;
    for (const into of [this.effects, this.squares, this.denseSum]) {
      for (let i = 0; i < into.length; i++) into[i] = numbers[at++]!;
    }
    this.outcomeSum = numbers[at++]!;
    this.ownSum = numbers[at++]!;
    return at;
  }
}

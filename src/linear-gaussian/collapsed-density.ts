/**
 * The conditional densities and draws that the collapsed Gibbs sampler is made of, all from statistics.
 *
 * With a factor k chosen by `condition`, everything else of the same size given:
 *
 *     log p(φ | b_o, y) = log p(φ) + log ∫∫ p(y | φ, γ, b_k, b_o) dγ db_k + Σ_{o≠k} log N(b_o | 0, T_oT_o')
 *
 * by elimination of b_k level by level and then of γ, and the exact draw of γ and b_k given φ and b_o. Effects that are
 * conditioned on are held as they act on the outcome (b, not z), so a standard deviation that is no concern of factor k has its
 * density of b_o alone.
 *
 * Source: van Dyk & Park (2008), JASA 103, 790-796, for the order that partial collapsing asks for: what a step integrates out is
 * drawn anew before anything conditions on it.
 */

import { log } from "../numeric/logarithm.ts";
import type { RandomStream } from "../numeric/random-stream.ts";
import type { CollapsedGibbsRecipe } from "./collapsed-model.ts";
import type { CollapsedRecipe } from "./collapsed-recipe.ts";
import { DenseBlock } from "./dense-block.ts";
import { GroupEffects } from "./group-effects.ts";
import { Hyperparameters } from "./hyperparameters.ts";

export class CollapsedDensity {
  readonly hyperparameters: Hyperparameters;
  readonly factors: readonly GroupEffects[];
  readonly dense: DenseBlock;
  /** The residual precision 1/σ² where values were set last. */
  weight = 1;
  private readonly recipe: CollapsedRecipe;
  private readonly droppedConstant: number;
  /** False takes an outcome of zeros: the linear part of what conditional means are. */
  private readonly hasOutcome: boolean;
  /** Factors that have effects to condition on: a chain begins without. */
  private readonly isDrawn: boolean[];
  /** Which factor is integrated out. */
  private chosen = 0;
  /** Lower triangles, row by row: of all rows, of the outcome less other factors' effects, and with the chosen one eliminated. */
  private readonly totals: Float64Array;
  private readonly conditioned: Float64Array;
  private readonly products: Float64Array;
  /** D'r, and r'r, with r = y less all factors' effects; and Dc. */
  private readonly denseResidual: Float64Array;
  private residualSquares = 0;
  private eliminated = 0;
  private readonly rawCount: number;

  constructor(recipe: CollapsedGibbsRecipe, hasOutcome = true) {
    const { rest, factors } = recipe.collapsed;
    this.recipe = recipe.collapsed;
    this.droppedConstant = recipe.droppedConstant;
    this.hasOutcome = hasOutcome;
    this.hyperparameters = new Hyperparameters(recipe);
    this.rawCount = rest.width - 1;
    this.factors = factors.map((factor) => new GroupEffects(factor, this.rawCount));
    this.isDrawn = factors.map(() => false);
    // Without an outcome, what would be taken from it is nothing.
    this.dense = new DenseBlock(hasOutcome ? rest : { ...rest, locations: [], interceptShift: 0 });
    this.totals = rest.totals[0]!.slice();
    if (!hasOutcome) this.totals.fill(0, this.totals.length - rest.width);
    this.conditioned = this.totals.slice();
    this.products = this.totals.slice();
    this.denseResidual = new Float64Array(this.rawCount);
  }

  /** Chooses the factor that is integrated out, given the effects of the others. */
  condition(chosen: number): void {
    const { factors, conditioned, totals, rawCount, hasOutcome } = this;
    this.chosen = chosen;
    factors[chosen]!.condition(factors, hasOutcome);
    const last = totals.length - rawCount - 1;
    let corner = totals[last + rawCount]!;
    for (let i = 0; i < rawCount; i++) conditioned[last + i] = totals[last + i]!;
    for (let o = 0; o < factors.length; o++) {
      if (o === chosen) continue;
      const { denseSum, outcomeSum, ownSum } = factors[o]!;
      for (let i = 0; i < rawCount; i++) conditioned[last + i]! -= denseSum[i]!;
      corner += ownSum - (hasOutcome ? 2 * outcomeSum : 0);
      for (let p = 0; p < o; p++) if (p !== chosen) corner += 2 * this.overlap(o, p);
    }
    conditioned[last + rawCount] = corner;
  }

  /** b_o'Z_o'Z_p b_p */
  private overlap(o: number, p: number): number {
    const { effects, statistics } = this.factors[o]!;
    const other = this.factors[p]!;
    const { starts, partners, products } = statistics.contingencies[p]!;
    const [own, theirs] = [statistics.width, other.statistics.width];
    let sum = 0;
    for (let j = 0; j < statistics.levels; j++) {
      for (let e = starts[j]!; e < starts[j + 1]!; e++) {
        for (let a = 0; a < own; a++) {
          for (let b = 0; b < theirs; b++) {
            const product = products[(e * own + a) * theirs + b]!;
            sum += effects[j * own + a]! * product * other.effects[partners[e]! * theirs + b]!;
          }
        }
      }
    }
    return sum;
  }

  /** log p(φ, b_o, y) of the conditioned factors o, at the hyperparameters' position; NaN where it cannot be computed. */
  evaluate(): number {
    const logPrior = this.setValues();
    const { products, conditioned, weight, factors, chosen } = this;
    for (let e = 0; e < products.length; e++) products[e] = weight * conditioned[e]!;
    let logDensity = logPrior + this.recipe.rest.logConstant + this.logWeights();
    logDensity += factors[chosen]!.eliminate(products, weight);
    for (let o = 0; o < factors.length; o++) {
      if (o !== chosen && this.isDrawn[o]) logDensity += factors[o]!.logPrior();
    }
    this.eliminated = logDensity - logPrior;
    return logDensity + this.dense.solve(products);
  }

  /** The same after a change of φ that changes neither σ nor any large factor's T since `evaluate`. */
  evaluateDense(): number {
    const logPrior = this.evaluatePrior();
    this.dense.setValues(this.hyperparameters.values);
    return logPrior + this.eliminated + this.dense.solve(this.products);
  }

  /** Draws γ and the effects of the chosen factor where `evaluate` was called last; without a stream takes their means. */
  draw(stream: RandomStream | null): void {
    const { chosen, dense } = this;
    dense.draw(stream);
    this.factors[chosen]!.draw(dense.raw, stream);
    this.isDrawn[chosen] = true;
    this.sumResiduals();
  }

  /** The statistics of y less all factors' effects, from those of the chosen one. */
  private sumResiduals(): void {
    const { conditioned, denseResidual, rawCount } = this;
    const { denseSum, residualSum, ownSum } = this.factors[this.chosen]!;
    const last = conditioned.length - rawCount - 1;
    for (let i = 0; i < rawCount; i++) denseResidual[i] = conditioned[last + i]! - denseSum[i]!;
    this.residualSquares = conditioned[last + rawCount]! - 2 * residualSum + ownSum;
  }

  /** Factors patterns of the first factor, and H of all rows into the dense block's `factor`, for a joint draw. */
  prepareJoint(): void {
    const { products, totals, factors, dense } = this;
    this.setValues();
    this.condition(0);
    // Of what is eliminated here nothing is used but the factors of the patterns.
    factors[0]!.eliminate(products, this.weight);
    for (let e = 0; e < products.length; e++) products[e] = this.weight * totals[e]!;
    dense.assemble(products);
  }

  /** Draws the first factor's effects given those of the others and γ. */
  finishJoint(stream: RandomStream): void {
    this.dense.setRaw();
    this.condition(0);
    this.factors[0]!.draw(this.dense.raw, stream);
    this.sumResiduals();
  }

  /** log p(φ, b, y | t): everything is given, the small factors' latents as t. */
  evaluateGivenAll(): number {
    const logPrior = this.setValues();
    this.dense.setRaw();
    let logDensity = logPrior + this.logLikelihood();
    for (const factor of this.factors) logDensity += factor.logPrior();
    return logDensity;
  }

  /** log p(φ) alone, with nothing conditioned on: for hyperparameters that no value depends on. */
  evaluatePrior(): number {
    return this.hyperparameters.evaluate() + this.droppedConstant;
  }

  /** The model's log density at the position that `drawInto` writes, on the unconstrained scale of all its parameters. */
  jointLogDensity(): number {
    let logDensity = this.evaluateGivenAll() + this.dense.logPrior();
    // In the coordinates z = T⁻¹b
    for (const { statistics, logDeterminant } of this.factors)
      logDensity += statistics.levels * logDeterminant;
    return logDensity;
  }

  /** The whole position of the model: φ, γ, z = T⁻¹b, and what no outcome has by its prior. */
  drawInto(whole: Float64Array, stream: RandomStream): void {
    this.setValues();
    this.hyperparameters.drawInto(whole);
    this.dense.drawInto(whole);
    for (const factor of this.factors) factor.drawInto(whole);
    for (const { offset, stride, levels } of this.recipe.unattached) {
      for (let j = 0; j < levels; j++) whole[offset + j * stride] = stream.normal();
    }
  }

  /** Everything that is conditioned on, for `restore`. */
  state(): number[] {
    return [...this.dense.coordinates, ...this.factors.flatMap((factor) => factor.state())];
  }

  /** Takes a state that begins at `start` of a list of numbers. */
  restore(numbers: readonly number[], start: number): void {
    const { dense, factors, isDrawn } = this;
    let at = start;
    for (let k = 0; k < dense.coordinates.length; k++) dense.coordinates[k] = numbers[at++]!;
    for (const factor of factors) at = factor.restore(numbers, at);
    isDrawn.fill(true);
  }

  /** log p(y | γ, b, σ): -n log σ - r'r / 2σ² */
  private logLikelihood(): number {
    const { dense, denseResidual, totals, weight } = this;
    const { raw } = dense;
    let squares = this.residualSquares;
    let at = 0;
    for (let i = 0; i < raw.length; i++) {
      squares -= 2 * raw[i]! * denseResidual[i]!;
      for (let j = 0; j < i; j++) squares += 2 * raw[i]! * raw[j]! * totals[at++]!;
      squares += raw[i]! * raw[i]! * totals[at++]!;
    }
    return this.recipe.logConstant + this.logWeights() - 0.5 * weight * Math.max(squares, 0);
  }

  /** n log √ω */
  private logWeights(): number {
    return 0.5 * this.recipe.rest.classes[0]!.count * log(this.weight);
  }

  /** All that depends on φ but the prior, which is returned. */
  private setValues(): number {
    const { dense, factors } = this;
    const logPrior = this.evaluatePrior();
    const { values } = this.hyperparameters;
    const { value, scale } = this.recipe.rest.classes[0]!;
    const deviation = value < 0 ? scale : scale * values[value]!;
    this.weight = 1 / (deviation * deviation);
    dense.setValues(values);
    for (let k = 0; k < factors.length; k++) factors[k]!.setValues(values);
    return logPrior;
  }
}

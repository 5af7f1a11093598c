/**
 * Sufficient statistics of a linear-Gaussian model: weighted cross-products of its raw columns and outcome, in all and
 * level by level of the innermost factor of the nesting. After this pass the rows are not looked at again.
 *
 * Rows with the same residual standard deviation form a *class*: cross-products are kept for each, to be weighted by 1/σ² at
 * every evaluation. A known standard error is a weight. Units and centres are chosen in `scaling.ts`.
 *
 * Memory: for each level of the innermost factor, z · (z + p + 1) numbers, where z counts the columns of the nesting
 * and p the dense ones. Time: one pass for the centres, one for the products.
 */

import { log } from "../../numeric/logarithm.ts";
import type { Multiplier } from "../../structure/linear-form.ts";
import type { OutcomeFamily } from "../../structure/linear-gaussian.ts";
import type { Arrangement } from "./arrangement.ts";
import { OutcomeReader, RowReader } from "./row-reader.ts";
import { chooseScaling, type Scaling } from "./scaling.ts";

/** Rows with the same residual standard deviation: a multiplier, or known. */
export interface ResidualClass {
  readonly multiplier: Multiplier | null;
  /** Observations. */
  readonly count: number;
}

export interface CrossProducts extends Scaling {
  readonly classes: readonly ResidualClass[];
  /** Raw columns of the dense block: those of the scalars, then level by level those of the dense factors. */
  readonly rawCount: number;
  /**
   * The totals are of the residuals of columns and outcome from their regression on the nesting's column level by level, and the rest is in
   * the levels' products: so nothing is lost where levels differ by far more than rows do. So it is with one column and one
   * effect of a nesting, one class, and nothing crossed.
   */
  readonly isWithin: boolean;
  /** For each class the symmetric matrix of dense raw columns and outcome: its lower triangle, row by row. */
  readonly totals: readonly Float64Array[];
  /** For each level and class the z × z products of the nesting's columns. */
  readonly nestedProducts: Float64Array;
  /** For each level and class the z × (rawCount + 1) products with dense columns and outcome. */
  readonly crossProducts: Float64Array;
  /** Columns of the nesting. */
  readonly nestedCount: number;
  /** Levels of the nesting's innermost factor. */
  readonly levelCount: number;
  /** -Σ log(known part of the standard deviation), with the log Jacobian of outcomes that are functions of a column. */
  readonly logWeight: number;
}

/** Adds up the cross-products of the rows. */
export function accumulateCrossProducts(arrangement: Arrangement): CrossProducts {
  return new Accumulator(arrangement).accumulate();
}

class Accumulator {
  private readonly arrangement: Arrangement;
  private readonly scaling: Scaling;
  private readonly classes: { readonly multiplier: Multiplier | null; count: number }[] = [];
  private readonly levelCount: number;
  private readonly isWithin: boolean;
  private readonly totals: readonly Float64Array[];
  private readonly nestedProducts: Float64Array;
  private readonly crossProducts: Float64Array;
  private logWeight = 0;

  constructor(arrangement: Arrangement) {
    this.arrangement = arrangement;
    this.scaling = chooseScaling(arrangement);
    const { structure, nesting, dense } = arrangement;
    for (const { sd } of structure.families) {
      for (const { multiplier } of sd) {
        if (this.classes.some((known) => known.multiplier?.key === multiplier?.key)) continue;
        this.classes.push({ multiplier, count: 0 });
      }
    }
    const { rawScales, nestedScales } = this.scaling;
    const width = rawScales.length + 1;
    const nestedCount = nestedScales.length;
    const classCount = this.classes.length;
    this.levelCount = nesting[0]?.domain.size ?? 0;
    this.isWithin =
      nestedCount === 1 && nesting[0]!.latents.length === 1 && classCount === 1 && dense.length === 0;
    this.totals = this.classes.map(() => new Float64Array((width * (width + 1)) / 2));
    const rows = this.levelCount * classCount * nestedCount;
    this.nestedProducts = new Float64Array(rows * nestedCount);
    this.crossProducts = new Float64Array(rows * width);
  }

  accumulate(): CrossProducts {
    const { scaling, classes, levelCount, isWithin, totals, nestedProducts, crossProducts } = this;
    const { families } = this.arrangement.structure;
    for (const family of families) this.addFamily(family);
    if (isWithin) for (const family of families) this.addResiduals(family);
    return {
      ...scaling,
      classes,
      rawCount: scaling.rawScales.length,
      isWithin,
      totals,
      nestedProducts,
      crossProducts,
      nestedCount: scaling.nestedScales.length,
      levelCount,
      logWeight: this.logWeight,
    };
  }

  private addFamily(family: OutcomeFamily): void {
    const { arrangement, scaling, classes, isWithin, nestedProducts, crossProducts } = this;
    const outcome = new OutcomeReader(arrangement.structure, family, classes, scaling);
    const row = new RowReader(arrangement, family, scaling);
    const width = scaling.rawScales.length + 1;
    const nestedCount = scaling.nestedScales.length;
    // Most rows have what the one before has.
    let [known, logKnown] = [1, 0];
    for (let i = 0; i < family.domain.size; i++) {
      outcome.read(i);
      row.read(i, outcome.value);
      const { count, weight, index: c } = outcome;
      classes[c]!.count += count;
      if (outcome.known !== known) {
        known = outcome.known;
        logKnown = log(known);
      }
      this.logWeight -= count * logKnown;
      if (family.logSlopes !== null) this.logWeight += count * family.logSlopes[i]!;
      const totals = this.totals[c]!;
      if (!isWithin) addProducts(totals, row.places, row.values, row.length, weight);
      if (count > 1) totals[totals.length - 1]! += (count - 1) * outcome.deviation * outcome.deviation;
      const level = row.levelOf(i);
      if (level < 0) continue;
      const node = (level * classes.length + c) * nestedCount;
      addNested(nestedProducts, node * nestedCount, row.nestedValues, weight);
      addCross(crossProducts, node * width, width, row, weight);
    }
  }

  /** The totals of residuals from the regression on the nesting's column within each level. */
  private addResiduals(family: OutcomeFamily): void {
    const { arrangement, scaling, classes, nestedProducts, crossProducts } = this;
    const outcome = new OutcomeReader(arrangement.structure, family, classes, scaling);
    const row = new RowReader(arrangement, family, scaling);
    const width = scaling.rawScales.length + 1;
    for (let i = 0; i < family.domain.size; i++) {
      outcome.read(i);
      row.read(i, outcome.value);
      const level = row.levelOf(i);
      const product = level < 0 ? 0 : nestedProducts[level]!;
      if (product > 0) {
        const share = row.nestedValues[0]! / product;
        for (let e = 0; e < row.length; e++) {
          row.values[e]! -= share * crossProducts[level * width + row.places[e]!]!;
        }
      }
      addProducts(this.totals[0]!, row.places, row.values, row.length, outcome.weight);
    }
  }
}

/** The lower triangle of weight · v v', of sparse rows whose places are in ascending order. */
function addProducts(
  totals: Float64Array,
  places: Int32Array,
  values: Float64Array,
  length: number,
  weight: number,
): void {
  for (let a = 0; a < length; a++) {
    const scaled = weight * values[a]!;
    const start = (places[a]! * (places[a]! + 1)) / 2;
    for (let b = 0; b <= a; b++) totals[start + places[b]!]! += scaled * values[b]!;
  }
}

/** Adds weight · z z' to the square of products that begins at `start`. */
export function addNested(products: Float64Array, start: number, z: Float64Array, weight: number): void {
  const size = z.length;
  for (let a = 0; a < size; a++) {
    const scaled = weight * z[a]!;
    for (let b = 0; b < size; b++) products[start + a * size + b]! += scaled * z[b]!;
  }
}

function addCross(
  products: Float64Array,
  start: number,
  width: number,
  row: RowReader,
  weight: number,
): void {
  const { nestedValues, places, values, length } = row;
  for (let a = 0; a < nestedValues.length; a++) {
    const scaled = weight * nestedValues[a]!;
    for (let b = 0; b < length; b++) products[start + a * width + places[b]!]! += scaled * values[b]!;
  }
}

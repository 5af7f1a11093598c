/**
 * Sufficient statistics of a linear-Gaussian model: weighted cross-products of its raw columns and outcome, in all and
 * level by level of the innermost factor of the nesting. After this pass the rows are not looked at again.
 *
 * Columns and outcome are centred and brought to the order of one (by powers of two, which lose nothing) before they are
 * multiplied, so that digits are kept whatever the units. Rows with the same residual standard deviation form a *class*:
 * cross-products are kept for each, to be weighted by 1/σ² at every evaluation. A known standard error is a weight.
 *
 * Memory: for each level of the innermost factor, z · (z + p + 1) numbers, where z counts the columns of the nesting
 * and p the dense ones. Time: one pass for the centres, one for the products.
 */

import type { OutcomeCells } from "../../model/bound-model.ts";
import { log } from "../../numeric/logarithm.ts";
import type { Multiplier } from "../../structure/linear-form.ts";
import type { LinearGaussian, OutcomeFamily } from "../../structure/linear-gaussian.ts";
import { one } from "../../structure/row-column.ts";
import type { Arrangement, RawColumn } from "./arrangement.ts";
import { ResidualReader, RowReader } from "./row-reader.ts";

/** Rows with the same residual standard deviation: a multiplier, or known. */
export interface ResidualClass {
  readonly multiplier: Multiplier | null;
  /** Observations. */
  readonly count: number;
}

export interface CrossProducts {
  readonly classes: readonly ResidualClass[];
  /** Raw columns of the dense block: those of the scalars, then level by level those of the dense factors. */
  readonly rawCount: number;
  /** What each dense raw column was divided by; length `rawCount`. */
  readonly rawScales: Float64Array;
  /** What was subtracted from each, after division; zero for all that are not scalars. */
  readonly rawCentres: Float64Array;
  /** The dense raw column of ones that centres are absorbed by; -1 if there is none, and nothing was centred. */
  readonly intercept: number;
  /** What each raw column of the nesting was divided by; innermost factor first. */
  readonly nestedScales: Float64Array;
  /** The outcome was divided by this, after `outcomeCentre` was subtracted. */
  readonly outcomeScale: number;
  readonly outcomeCentre: number;
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
  /** -Σ log(known part of the standard deviation). */
  readonly logWeight: number;
}

/** Adds up the cross-products of the rows. */
export function accumulateCrossProducts(arrangement: Arrangement): CrossProducts {
  return new Accumulator(arrangement).accumulate();
}

class Accumulator {
  private readonly arrangement: Arrangement;
  private readonly structure: LinearGaussian;
  private readonly classMultipliers: (Multiplier | null)[] = [];
  private readonly classCounts: number[] = [];
  private readonly totals: Float64Array[] = [];
  private readonly rawCount: number;
  private readonly nestedCount: number;
  private readonly levelCount: number;
  private readonly rawScales: Float64Array;
  private readonly rawCentres: Float64Array;
  private readonly nestedScales: Float64Array;
  private intercept = -1;
  private outcomeScale = 1;
  private outcomeCentre = 0;
  private logWeight = 0;

  constructor(arrangement: Arrangement) {
    this.arrangement = arrangement;
    this.structure = arrangement.structure;
    const { scalars, dense, nesting } = arrangement;
    this.rawCount = dense.reduce(
      (sum, block) => sum + block.domain.size * block.columns.length,
      scalars.columns.length,
    );
    this.nestedCount = nesting.reduce((sum, { columns }) => sum + columns.length, 0);
    this.levelCount = nesting[0]?.domain.size ?? 0;
    this.rawScales = new Float64Array(this.rawCount).fill(1);
    this.rawCentres = new Float64Array(this.rawCount);
    this.nestedScales = new Float64Array(this.nestedCount).fill(1);
    this.findClasses();
  }

  accumulate(): CrossProducts {
    this.choosePosition();
    const { rawCount, nestedCount, levelCount } = this;
    const width = rawCount + 1;
    const classCount = this.classMultipliers.length;
    for (let c = 0; c < classCount; c++) this.totals.push(new Float64Array((width * (width + 1)) / 2));
    const nestedProducts = new Float64Array(levelCount * classCount * nestedCount * nestedCount);
    const crossProducts = new Float64Array(levelCount * classCount * nestedCount * width);
    const { nesting, dense } = this.arrangement;
    const isWithin =
      nestedCount === 1 && nesting[0]!.latents.length === 1 && classCount === 1 && dense.length === 0;
    const { families } = this.structure;
    for (const family of families) this.addFamily(family, isWithin, nestedProducts, crossProducts);
    if (isWithin) for (const family of families) this.addResiduals(family, nestedProducts, crossProducts);
    return {
      classes: this.classMultipliers.map((multiplier, c) => ({ multiplier, count: this.classCounts[c]! })),
      rawCount,
      rawScales: this.rawScales,
      rawCentres: this.rawCentres,
      intercept: this.intercept,
      nestedScales: this.nestedScales,
      outcomeScale: this.outcomeScale,
      outcomeCentre: this.outcomeCentre,
      isWithin,
      totals: this.totals,
      nestedProducts,
      crossProducts,
      nestedCount,
      levelCount,
      logWeight: this.logWeight,
    };
  }

  private findClasses(): void {
    for (const { sd } of this.structure.families) {
      for (const { multiplier } of sd) {
        if (this.classMultipliers.some((known) => known?.key === multiplier?.key)) continue;
        this.classMultipliers.push(multiplier);
        this.classCounts.push(0);
      }
    }
  }

  /** Centres and scales: those of columns only where an intercept takes up what is subtracted. */
  private choosePosition(): void {
    const { families } = this.structure;
    const { scalars, nesting, dense } = this.arrangement;
    const [only] = families;
    if (families.length === 1) this.intercept = interceptOf(scalars);
    scalars.columns.forEach((raw, a) => {
      const { centre, spread } = positionOf((i) => raw.column.at(i), raw.family.domain.size);
      const isCentred = this.intercept >= 0 && a !== this.intercept;
      this.rawScales[a] = powerOfTwo(
        isCentred ? spread || Math.abs(centre) : Math.max(Math.abs(centre), spread),
      );
      if (isCentred) this.rawCentres[a] = centre / this.rawScales[a]!;
    });
    let next = scalars.columns.length;
    for (const { domain, columns } of dense) {
      const scales = columns.map(scaleOf);
      for (let level = 0; level < domain.size; level++)
        for (const scale of scales) this.rawScales[next++] = scale;
    }
    nesting
      .flatMap(({ columns }) => columns)
      .forEach((raw, k) => {
        this.nestedScales[k] = scaleOf(raw);
      });
    const all = families.map((family) => {
      const offset = offsetOf(family);
      return positionOf((i) => family.outcome[i]! - offset(i), family.domain.size);
    });
    if (only !== undefined && this.intercept >= 0) {
      this.outcomeCentre = all[0]!.centre;
      this.outcomeScale = powerOfTwo(all[0]!.spread || Math.abs(all[0]!.centre));
    } else {
      this.outcomeScale = powerOfTwo(
        Math.max(...all.map(({ centre, spread }) => Math.max(Math.abs(centre), spread))),
      );
    }
  }

  private addFamily(
    family: OutcomeFamily,
    isWithin: boolean,
    nestedProducts: Float64Array,
    crossProducts: Float64Array,
  ): void {
    const { rawCount, nestedCount, outcomeCentre, outcomeScale } = this;
    const row = new RowReader(this.arrangement, family, this.rawScales, this.rawCentres, this.nestedScales);
    const residual = new ResidualReader(family.sd, this.classMultipliers);
    const offset = offsetOf(family);
    const cells = cellsOf(this.structure, family);
    const width = rawCount + 1;
    const classCount = this.classMultipliers.length;
    for (let i = 0; i < family.domain.size; i++) {
      residual.read(i);
      const count = cells === null ? 1 : cells.counts[i]!;
      const weight = count / residual.known / residual.known;
      const c = residual.index;
      this.classCounts[c] = this.classCounts[c]! + count;
      this.logWeight -= count * log(residual.known);
      const y = (family.outcome[i]! - offset(i) - outcomeCentre) / outcomeScale;
      row.read(i, y, rawCount);
      const totals = this.totals[c]!;
      if (!isWithin) addProducts(totals, row.places, row.values, row.length, weight);
      if (cells !== null && count > 1) {
        const within = cells.deviations[i]! / residual.known / outcomeScale;
        totals[totals.length - 1]! += (count - 1) * within * within;
      }
      if (row.level < 0) continue;
      const node = row.level * classCount + c;
      addNested(nestedProducts, node * nestedCount * nestedCount, row.nestedValues, weight);
      addCross(crossProducts, node * nestedCount * width, width, row, weight);
    }
  }

  /** The totals of residuals from the regression on the nesting's column within each level. */
  private addResiduals(
    family: OutcomeFamily,
    nestedProducts: Float64Array,
    crossProducts: Float64Array,
  ): void {
    const { rawCount, outcomeCentre, outcomeScale } = this;
    const row = new RowReader(this.arrangement, family, this.rawScales, this.rawCentres, this.nestedScales);
    const residual = new ResidualReader(family.sd, this.classMultipliers);
    const offset = offsetOf(family);
    const cells = cellsOf(this.structure, family);
    const width = rawCount + 1;
    for (let i = 0; i < family.domain.size; i++) {
      residual.read(i);
      const weight = (cells === null ? 1 : cells.counts[i]!) / residual.known / residual.known;
      row.read(i, (family.outcome[i]! - offset(i) - outcomeCentre) / outcomeScale, rawCount);
      const product = row.level < 0 ? 0 : nestedProducts[row.level]!;
      if (product > 0) {
        const share = row.nestedValues[0]! / product;
        for (let e = 0; e < row.length; e++) {
          row.values[e]! -= share * crossProducts[row.level * width + row.places[e]!]!;
        }
      }
      addProducts(this.totals[0]!, row.places, row.values, row.length, weight);
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

function addNested(products: Float64Array, start: number, z: Float64Array, weight: number): void {
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

/** The raw column of ones with a population effect of its own that has no other part; -1 if there is none. */
function interceptOf({ columns, coefficients }: Arrangement["scalars"]): number {
  return columns.findIndex(({ column }, raw) => {
    if (column !== one) return false;
    return coefficients.some(
      ({ raw: its, latent, scale, multiplier }) =>
        its === raw &&
        latent >= 0 &&
        scale > 0 &&
        multiplier === null &&
        coefficients.filter((other) => other.latent === latent).length === 1,
    );
  });
}

/** What is known of a mean: Σ of its terms without latent and multiplier. */
function offsetOf({ mean }: OutcomeFamily): (i: number) => number {
  const known = mean.filter(({ latent, multiplier }) => latent === null && multiplier === null);
  if (known.length === 0) return () => 0;
  return (i) => known.reduce((sum, { scale, column }) => sum + scale * column.at(i), 0);
}

/** Mean and standard deviation, without overflow. */
function positionOf(value: (i: number) => number, size: number): { centre: number; spread: number } {
  let largest = 0;
  for (let i = 0; i < size; i++) largest = Math.max(largest, Math.abs(value(i)));
  const unit = powerOfTwo(largest);
  let mean = 0;
  for (let i = 0; i < size; i++) mean += (value(i) / unit - mean) / (i + 1);
  let squares = 0;
  for (let i = 0; i < size; i++) {
    const deviation = value(i) / unit - mean;
    squares += deviation * deviation;
  }
  return { centre: mean * unit, spread: Math.sqrt(squares / Math.max(size, 1)) * unit };
}

function scaleOf({ column, family }: RawColumn): number {
  let largest = 0;
  for (let i = 0; i < family.domain.size; i++) largest = Math.max(largest, Math.abs(column.at(i)));
  return powerOfTwo(largest);
}

/** The power of two at or below a positive number; 1 for zero. */
function powerOfTwo(value: number): number {
  if (!(value > 0) || value === Infinity) return 1;
  let power = 1;
  while (power > value) power /= 2;
  while (power * 2 <= value) power *= 2;
  return power;
}

function cellsOf({ model }: LinearGaussian, family: OutcomeFamily): OutcomeCells | null {
  return model.cells?.column === family.likelihood.column ? model.cells : null;
}

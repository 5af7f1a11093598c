/**
 * A linear-Gaussian model in the form that its marginal density is computed from: coefficients that are numbers times values, and
 * cross-products. Plain data: it can be sent to a worker.
 *
 * Units. The outcome was divided by s_y and raw column a by s_a. A latent of a known standard deviation has the coordinate
 * t = w · u / s_y, where u is the size of its coefficient, so that it acts with a coefficient of one; a latent z that is scaled by
 * multipliers keeps its own unit. Where columns were centred, the intercept's coordinate is the mean at the columns' centres.
 */

import { halfLogTwoPi, log } from "../numeric/logarithm.ts";
import type { Latent } from "../structure/linear-form.ts";
import type { MultiplierValues } from "./multiplier-values.ts";
import type { Arrangement, Coefficient, FactorBlock } from "./statistics/arrangement.ts";
import type { CrossProducts } from "./statistics/cross-products.ts";
import type { PatternTable, Reduction, Stage } from "./statistics/patterns.ts";
import { interceptOf } from "./statistics/scaling.ts";

/** `scale`, times `values[value]` where `value` is not -1: element (row, column) of a coefficient matrix. */
export interface Entry {
  readonly row: number;
  readonly column: number;
  readonly scale: number;
  readonly value: number;
}

/** The latents of one block: how they act, what their prior is, and where they go in the position. */
export interface LatentBlock {
  /** Raw columns. */
  readonly rows: number;
  readonly columns: number;
  readonly entries: readonly Entry[];
  readonly precisions: Float64Array;
  readonly places: readonly LatentPlace[];
}

/** Latent of level j: `position[offset + j * stride] = factor · t`. */
export interface LatentPlace {
  readonly parameter: string;
  readonly offset: number;
  readonly stride: number;
  readonly factor: number;
  readonly levels: number;
}

/** σ of a class: `scale`, times `values[value]` where `value` is not -1. */
export interface ClassScale {
  readonly value: number;
  readonly scale: number;
  readonly count: number;
}

export interface MarginalRecipe {
  /** How many values the density is a function of: one for each multiplier. */
  readonly valueCount: number;
  readonly classes: readonly ClassScale[];
  /** Dense raw columns and the outcome. */
  readonly width: number;
  /** Totals are of residuals within the levels of the nesting, as the cross-products have it. */
  readonly isWithin: boolean;
  /** Of each class, lower triangles row by row. */
  readonly totals: readonly Float64Array[];
  readonly nestedFactors: readonly LatentBlock[];
  /** Parents of the levels of each nested factor; null for the outermost. */
  readonly parents: readonly (Int32Array | null)[];
  readonly tables: readonly PatternTable[];
  readonly stages: readonly Stage[];
  readonly dense: LatentBlock;
  /** What the intercept's coordinate has more than the intercept: Σ shares · t; zeros without centring. */
  readonly interceptShares: Float64Array;
  /** The column of `dense` that is the intercept; -1 for none. */
  readonly intercept: number;
  /** What was subtracted of the outcome, in its unit. */
  readonly interceptShift: number;
  /** What sampled locations take from the outcome: `row` is the raw column. */
  readonly locations: readonly Entry[];
  /** Of the log density: all that no value changes. */
  readonly logConstant: number;
  /** Latents that no outcome has: the position has standard normal numbers for them. */
  readonly unattached: readonly LatentPlace[];
}

/** Where a parameter's free numbers begin in the position. */
export type OffsetOf = (parameter: string) => number;

/** Puts a recipe together, and asks for the values that it needs. */
export function makeMarginalRecipe(
  arrangement: Arrangement,
  cross: CrossProducts,
  reduction: Reduction,
  values: MultiplierValues,
  offsetOf: OffsetOf,
): MarginalRecipe {
  return new RecipeMaker(arrangement, cross, values, offsetOf).make(reduction);
}

class RecipeMaker {
  private readonly arrangement: Arrangement;
  private readonly cross: CrossProducts;
  private readonly values: MultiplierValues;
  private readonly offsetOf: OffsetOf;
  private logConstant: number;

  constructor(arrangement: Arrangement, cross: CrossProducts, values: MultiplierValues, offsetOf: OffsetOf) {
    this.arrangement = arrangement;
    this.cross = cross;
    this.values = values;
    this.offsetOf = offsetOf;
    const count = cross.classes.reduce((sum, one) => sum + one.count, 0);
    this.logConstant = cross.logWeight - count * (halfLogTwoPi + log(cross.outcomeScale));
  }

  make({ tables, stages }: Reduction): MarginalRecipe {
    const { nesting, scalars } = this.arrangement;
    const { classes, outcomeScale, rawCount, isWithin, totals, nestedScales } = this.cross;
    let next = 0;
    const nestedFactors = nesting.map((nestedFactor) => {
      const scales = nestedScales.subarray(next, next + nestedFactor.columns.length);
      next += nestedFactor.columns.length;
      return this.block(nestedFactor, scales, nestedFactor.domain.size);
    });
    const { dense, interceptShares, intercept } = this.denseBlock();
    return {
      classes: classes.map(({ multiplier, count }) => ({
        value: this.values.numberOf(multiplier),
        scale: 1 / outcomeScale,
        count,
      })),
      width: rawCount + 1,
      isWithin,
      totals,
      nestedFactors,
      parents: nesting.map(({ parents }) => parents),
      tables,
      stages,
      dense,
      interceptShares,
      intercept,
      interceptShift: this.cross.outcomeCentre / outcomeScale,
      locations: this.absorbCentres(
        scalars.coefficients
          .filter(({ latent }) => latent === -1)
          .map(({ raw, scale, multiplier }) => ({
            row: raw,
            column: rawCount,
            scale: (-scale * this.cross.rawScales[raw]!) / outcomeScale,
            value: this.values.numberOf(multiplier),
          })),
      ),
      logConstant: this.logConstant,
      unattached: this.unattached(),
      // Last: by now every multiplier has its number.
      valueCount: this.values.multipliers.length,
    };
  }

  /** Latents of a block and their coefficients in the coordinates of the density. */
  private block(
    { latents, columns, coefficients }: Pick<FactorBlock, "latents" | "columns" | "coefficients">,
    rawScales: Float64Array,
    levels: number,
  ): LatentBlock {
    const { outcomeScale } = this.cross;
    const units = latents.map((_, k) => {
      const own = coefficients.filter(({ latent }) => latent === k);
      return this.unitOf(own, rawScales);
    });
    const entries = coefficients
      .filter(({ latent }) => latent >= 0)
      .map(({ raw, latent, scale, multiplier }): Entry => {
        const unit = units[latent] ?? outcomeScale;
        return {
          row: raw,
          column: latent,
          scale: (scale * rawScales[raw]!) / unit,
          value: this.values.numberOf(multiplier),
        };
      });
    const places = latents.map((latent, k) => this.placeOf(latent, units[k]!, levels));
    const precisions = Float64Array.from(latents, ({ sd }, k) => {
      const unit = units[k]!;
      // In its coordinate the latent has the standard deviation sd · u / s_y.
      const own = unit === null ? sd : (sd * unit) / outcomeScale;
      this.logConstant -=
        levels * (sd === Infinity ? log((unit ?? outcomeScale) / outcomeScale) - halfLogTwoPi : log(own));
      return 1 / own / own;
    });
    return { rows: columns.length, columns: latents.length, entries, precisions, places };
  }

  /** The size of a latent's first coefficient, if all are numbers; null if it is scaled by multipliers. */
  private unitOf(coefficients: readonly Coefficient[], rawScales: Float64Array): number | null {
    if (coefficients.some(({ multiplier }) => multiplier !== null)) return null;
    const { raw, scale } = coefficients[0]!;
    return Math.abs(scale * rawScales[raw]!);
  }

  private placeOf(
    { parameter, component, width, sd }: Latent,
    unit: number | null,
    levels: number,
  ): LatentPlace {
    // w = t · s_y / u; the position has w / sd, or w itself under a flat prior.
    const toOwn = unit === null ? 1 : this.cross.outcomeScale / unit;
    const factor = sd === Infinity ? toOwn : toOwn / sd;
    return { parameter, offset: this.offsetOf(parameter) + component, stride: width, factor, levels };
  }

  /** Population effects, then the levels of dense factors, as one block. */
  private denseBlock(): Pick<MarginalRecipe, "dense" | "interceptShares" | "intercept"> {
    const { scalars, dense } = this.arrangement;
    const { rawScales, intercept: interceptRow } = this.cross;
    const own = this.block(scalars, rawScales, 1);
    let first = own.rows;
    const parts = dense.map((block) => {
      const scales = rawScales.subarray(first, first + block.columns.length);
      first += block.domain.size * block.columns.length;
      return { size: block.domain.size, block: this.block(block, scales, block.domain.size) };
    });
    const entries = this.absorbCentres(own.entries);
    const precisions = [...own.precisions];
    const places = [...own.places];
    let row = own.rows;
    for (const { size, block } of parts) {
      for (let level = 0; level < size; level++) {
        const first = precisions.length;
        for (const entry of block.entries)
          entries.push({ ...entry, row: row + entry.row, column: first + entry.column });
        precisions.push(...block.precisions);
        for (const place of block.places) {
          places.push({ ...place, offset: place.offset + level * place.stride, levels: 1 });
        }
        row += block.rows;
      }
    }
    const intercept = interceptRow < 0 ? -1 : interceptOf(scalars)!.latent;
    const interceptShares = new Float64Array(precisions.length);
    const kept: Entry[] = [];
    for (const entry of entries) {
      const isShare = entry.row === interceptRow && entry.column !== intercept && entry.value === -1;
      if (isShare && intercept >= 0) interceptShares[entry.column]! += entry.scale;
      else kept.push(entry);
    }
    const shape = { rows: row, columns: precisions.length, entries: kept, places };
    return { dense: { ...shape, precisions: Float64Array.from(precisions) }, interceptShares, intercept };
  }

  /** A coefficient on a centred column acts on the column of ones too, by as much as was subtracted. */
  private absorbCentres(entries: readonly Entry[]): Entry[] {
    const { rawCentres, intercept } = this.cross;
    return entries.flatMap((entry) => {
      const centre = rawCentres[entry.row]!;
      if (centre === 0) return [entry];
      return [entry, { ...entry, row: intercept, scale: entry.scale * centre }];
    });
  }

  private unattached(): LatentPlace[] {
    const { structure, nesting, dense, scalars } = this.arrangement;
    const attached = new Set([...nesting, ...dense, scalars].flatMap(({ latents }) => latents));
    return structure.latents
      .filter((latent) => !attached.has(latent))
      .map((latent) => ({ ...this.placeOf(latent, null, latent.domain.size), factor: 1 }));
  }
}

/**
 * Sufficient statistics of large crossed factors, beside the cross-products of everything small: for each level its products
 * with itself, with the outcome and with the dense columns (sparse, since a level meets few levels of a small factor), and
 * between factors the products of the pairs of levels that meet. After this the rows are not looked at again.
 *
 * Columns and outcome are in the units, and around the centres, of the cross-products. Memory and time: of the order of the
 * rows, times the squares of their columns of each factor.
 */

import type { OutcomeFamily } from "../../structure/linear-gaussian.ts";
import type { RowColumn } from "../../structure/row-column.ts";
import type { FactorBlock, RawColumn } from "./arrangement.ts";
import type { CrossProducts } from "./cross-products.ts";
import { type LevelProducts, type PooledSquares, poolPatterns } from "./crossed-patterns.ts";
import { findPatterns, type LevelPatterns, sortByNumber } from "./equal-levels.ts";
import { SparseSums } from "./sparse-sums.ts";

/** Products of the levels of one factor with those of another, for the pairs that meet. */
export interface Contingency {
  /** Level j meets `partners[starts[j] .. starts[j + 1]]`, ascending. */
  readonly starts: Int32Array;
  readonly partners: Int32Array;
  /** For each pair the own width × other width products. */
  readonly products: Float64Array;
}

/** One factor's statistics; R is its `width`. Plain data. */
export interface CrossedFactor extends LevelPatterns, PooledSquares {
  readonly levels: number;
  /** Raw columns. */
  readonly width: number;
  readonly columnScales: Float64Array;
  /** For each level the R products with the outcome. */
  readonly outcome: Float64Array;
  /** Level j has products with the dense columns `places[starts[j] .. starts[j + 1]]`, ascending. */
  readonly starts: Int32Array;
  readonly places: Int32Array;
  /** R for each of `places`. */
  readonly dense: Float64Array;
  /** By number of the other factor; null for the factor itself. */
  readonly contingencies: readonly (Contingency | null)[];
}

/** Adds up what the rows of one outcome say of the levels of large factors; `small` are the dense factors of `cross`. */
export function accumulateCrossed(
  family: OutcomeFamily,
  large: readonly FactorBlock[],
  scalars: readonly RawColumn[],
  small: readonly FactorBlock[],
  cross: CrossProducts,
  rowCounts: Float64Array | null,
): CrossedFactor[] {
  const weights = rowWeights(family, rowCounts);
  const outcome = outcomeOf(family, cross);
  const dense = denseColumns(scalars, small);
  const views = large.map((block): FactorView => {
    const columnScales = Float64Array.from(block.columns, largestPower);
    return {
      levels: block.domain.size,
      codes: block.columns[0]!.levels!,
      columns: block.columns.map(({ column }) => column),
      columnScales,
      order: sortByNumber(block.columns[0]!.levels!, block.domain.size),
    };
  });
  return views.map((view) => {
    const level = new LevelAccumulator(view, weights, outcome, dense, cross);
    const products = level.accumulate();
    const patterns = findPatterns(products.own, view.columns.length ** 2);
    const pooled = poolPatterns(patterns, products, view.columns.length, cross.rawCount);
    const contingencies = views.map((other) => (other === view ? null : contingencyOf(view, other, weights)));
    const { columns, columnScales, levels } = view;
    const { outcome: outcomeProducts, starts, places, values } = products;
    const shape = { levels, width: columns.length, columnScales, contingencies };
    return { ...shape, ...patterns, ...pooled, outcome: outcomeProducts, starts, places, dense: values };
  });
}

/** A factor as the passes over rows want it. */
interface FactorView {
  readonly levels: number;
  readonly codes: Int32Array;
  readonly columns: readonly RowColumn[];
  readonly columnScales: Float64Array;
  /** Rows sorted by level, and where each level begins. */
  readonly order: { readonly places: Int32Array; readonly starts: Int32Array };
}

/** The dense raw column of each row: `place + stride · level`. */
interface DenseColumn {
  readonly column: RowColumn;
  readonly levels: Int32Array | null;
  readonly place: number;
  readonly stride: number;
}

function denseColumns(scalars: readonly RawColumn[], small: readonly FactorBlock[]): DenseColumn[] {
  const columns = scalars.map(
    ({ column }, place): DenseColumn => ({ column, levels: null, place, stride: 0 }),
  );
  let next = scalars.length;
  for (const block of small) {
    const stride = block.columns.length;
    for (const [a, { column, levels }] of block.columns.entries()) {
      columns.push({ column, levels, place: next + a, stride });
    }
    next += block.domain.size * stride;
  }
  return columns;
}

/** Number of observations over the square of the known part of the standard deviation. */
function rowWeights({ domain, sd }: OutcomeFamily, rowCounts: Float64Array | null): Float64Array {
  const weights = new Float64Array(domain.size);
  for (let i = 0; i < weights.length; i++) {
    let known = 0;
    for (const { scale, column } of sd) known += scale * column.at(i);
    weights[i] = (rowCounts === null ? 1 : rowCounts[i]!) / known / known;
  }
  return weights;
}

function outcomeOf({ mean, outcome }: OutcomeFamily, cross: CrossProducts): Float64Array {
  const known = mean.filter(({ latent, multiplier }) => latent === null && multiplier === null);
  return outcome.map((value, i) => {
    let rest = value;
    for (const { scale, column } of known) rest -= scale * column.at(i);
    return (rest - cross.outcomeCentre) / cross.outcomeScale;
  });
}

/** The power of two at or below a column's largest size. */
function largestPower({ column, family }: RawColumn): number {
  let largest = 0;
  for (let i = 0; i < family.domain.size; i++) largest = Math.max(largest, Math.abs(column.at(i)));
  if (!(largest > 0) || largest === Infinity) return 1;
  let power = 1;
  while (power > largest) power /= 2;
  while (power * 2 <= largest) power *= 2;
  return power;
}

/** Adds up a factor's products level by level, through a row of sums that is emptied after each. */
class LevelAccumulator {
  private readonly view: FactorView;
  private readonly weights: Float64Array;
  private readonly y: Float64Array;
  private readonly columns: readonly DenseColumn[];
  private readonly cross: CrossProducts;
  private readonly own: Float64Array;
  private readonly outcome: Float64Array;
  private readonly sums: SparseSums;
  private readonly z: Float64Array;

  constructor(
    view: FactorView,
    weights: Float64Array,
    y: Float64Array,
    columns: readonly DenseColumn[],
    cross: CrossProducts,
  ) {
    const width = view.columns.length;
    this.view = view;
    this.weights = weights;
    this.y = y;
    this.columns = columns;
    this.cross = cross;
    this.own = new Float64Array(view.levels * width * width);
    this.outcome = new Float64Array(view.levels * width);
    this.sums = new SparseSums(cross.rawCount, width);
    this.z = new Float64Array(width);
  }

  accumulate(): LevelProducts {
    const { levels, order } = this.view;
    const starts = new Int32Array(levels + 1);
    for (let j = 0; j < levels; j++) {
      for (let at = order.starts[j]!; at < order.starts[j + 1]!; at++) this.addRow(j, order.places[at]!);
      starts[j + 1] = this.sums.flush();
    }
    const { own, outcome } = this;
    return { own, outcome, starts, places: this.sums.places(), values: this.sums.values() };
  }

  private addRow(level: number, i: number): void {
    const { z, own, outcome, y, sums, cross } = this;
    const weight = this.weights[i]!;
    readColumns(this.view, i, z);
    const width = z.length;
    for (let a = 0; a < width; a++) {
      const scaled = weight * z[a]!;
      outcome[level * width + a]! += scaled * y[i]!;
      for (let b = 0; b < width; b++) own[(level * width + a) * width + b]! += scaled * z[b]!;
    }
    for (const { column, levels, place: first, stride } of this.columns) {
      const place = levels === null ? first : first + stride * levels[i]!;
      const value = column.at(i) / cross.rawScales[place]! - cross.rawCentres[place]!;
      if (value !== 0) sums.add(place, z, weight * value);
    }
  }
}

function readColumns({ columns, columnScales }: FactorView, i: number, z: Float64Array): void {
  for (let a = 0; a < z.length; a++) z[a] = columns[a]!.at(i) / columnScales[a]!;
}

function contingencyOf(view: FactorView, other: FactorView, weights: Float64Array): Contingency {
  const [own, theirs] = [new Float64Array(view.columns.length), new Float64Array(other.columns.length)];
  const outer = new Float64Array(own.length * theirs.length);
  const sums = new SparseSums(other.levels, outer.length);
  const starts = new Int32Array(view.levels + 1);
  const { order } = view;
  for (let j = 0; j < view.levels; j++) {
    for (let at = order.starts[j]!; at < order.starts[j + 1]!; at++) {
      const i = order.places[at]!;
      readColumns(view, i, own);
      readColumns(other, i, theirs);
      for (let a = 0; a < own.length; a++) {
        for (let b = 0; b < theirs.length; b++) outer[a * theirs.length + b] = own[a]! * theirs[b]!;
      }
      sums.add(other.codes[i]!, outer, weights[i]!);
    }
    starts[j + 1] = sums.flush();
  }
  return { starts, partners: sums.places(), products: sums.values() };
}

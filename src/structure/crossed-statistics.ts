/**
 * Sufficient statistics of large crossed factors, beside the cross-products of everything small: for each level its products
 * with itself, with the outcome and with the dense columns (sparse, since a level meets few levels of a small factor), and
 * between factors the products of the pairs of levels that meet. After this the rows are not looked at again.
 *
 * Levels with equal products with themselves form a pattern. Where it pays, Σ_j E_j' ⊗ E_j over a pattern's levels is kept for the
 * dense columns, so that what integrating the factor out takes away from their cross-products costs nothing by level.
 *
 * Columns and outcome are in the units, and around the centres, of the cross-products. Memory and time: of the order of the
 * rows, times the squares of their columns of each factor.
 */

import type { FactorBlock, RawColumn } from "./arrangement.ts";
import type { CrossProducts } from "./cross-products.ts";
import type { OutcomeFamily } from "./linear-gaussian.ts";
import type { RowColumn } from "./row-column.ts";

/** Products of the levels of one factor with those of another, for the pairs that meet. */
export interface Contingency {
  /** Level j meets `partners[starts[j] .. starts[j + 1]]`, ascending. */
  readonly starts: Int32Array;
  readonly partners: Int32Array;
  /** For each pair the own width × other width products. */
  readonly products: Float64Array;
}

/** One factor's statistics; R is its `width`. Plain data. */
export interface CrossedFactor {
  readonly levels: number;
  /** Raw columns. */
  readonly width: number;
  readonly columnScales: Float64Array;
  /** The pattern of each level. */
  readonly patternOf: Int32Array;
  readonly patternCounts: Int32Array;
  /** For each pattern the R × R products of a level's columns. */
  readonly patternProducts: Float64Array;
  /** Where a pattern's squares begin; -1 where its levels are added up one by one. */
  readonly squareStarts: Int32Array;
  /**
   * For each pair a ≥ b of columns the lower triangle, row by row, of Σ_j sym E_a'E_b over dense columns and outcome: of
   * E_a'E_b + E_b'E_a, or E_a'E_a where a = b. The outcome's row, the last, is left empty.
   */
  readonly squares: Float64Array;
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
      order: sortedByLevel(block.columns[0]!.levels!, block.domain.size),
    };
  });
  return views.map((view) => {
    const level = new LevelAccumulator(view, weights, outcome, dense, cross);
    const products = level.accumulate();
    const patterns = findPatterns(products.own, view.columns.length);
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
  readonly order: { readonly rows: Int32Array; readonly starts: Int32Array };
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
  const known = mean.filter(({ latent, slot }) => latent === null && slot === null);
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

function sortedByLevel(codes: Int32Array, levels: number): FactorView["order"] {
  const starts = new Int32Array(levels + 1);
  for (const code of codes) starts[code + 1]!++;
  for (let j = 0; j < levels; j++) starts[j + 1]! += starts[j]!;
  const next = starts.slice();
  const rows = new Int32Array(codes.length);
  codes.forEach((code, i) => {
    rows[next[code]!++] = i;
  });
  return { rows, starts };
}

interface LevelProducts {
  /** For each level R × R. */
  readonly own: Float64Array;
  readonly outcome: Float64Array;
  readonly starts: Int32Array;
  readonly places: Int32Array;
  readonly values: Float64Array;
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
      for (let at = order.starts[j]!; at < order.starts[j + 1]!; at++) this.addRow(j, order.rows[at]!);
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

/** Sparse rows of `width` numbers for each place, collected one level after another. */
class SparseSums {
  private readonly width: number;
  private readonly row: Float64Array;
  private readonly isTouched: Uint8Array;
  private readonly touched: number[] = [];
  private readonly allPlaces: number[] = [];
  private readonly allValues: number[] = [];

  constructor(size: number, width: number) {
    this.width = width;
    this.row = new Float64Array(size * width);
    this.isTouched = new Uint8Array(size);
  }

  /** factor · z to the numbers of a place */
  add(place: number, z: Float64Array, factor: number): void {
    const { row, width } = this;
    if (this.isTouched[place] === 0) {
      this.isTouched[place] = 1;
      this.touched.push(place);
    }
    for (let a = 0; a < width; a++) row[place * width + a]! += factor * z[a]!;
  }

  /** Ends a level; how many places there are by now. */
  flush(): number {
    const { row, width, touched } = this;
    touched.sort((a, b) => a - b);
    for (const place of touched) {
      this.allPlaces.push(place);
      for (let a = 0; a < width; a++) {
        this.allValues.push(row[place * width + a]!);
        row[place * width + a] = 0;
      }
      this.isTouched[place] = 0;
    }
    touched.length = 0;
    return this.allPlaces.length;
  }

  places(): Int32Array {
    return Int32Array.from(this.allPlaces);
  }

  values(): Float64Array {
    return Float64Array.from(this.allValues);
  }
}

function contingencyOf(view: FactorView, other: FactorView, weights: Float64Array): Contingency {
  const [own, theirs] = [new Float64Array(view.columns.length), new Float64Array(other.columns.length)];
  const outer = new Float64Array(own.length * theirs.length);
  const sums = new SparseSums(other.levels, outer.length);
  const starts = new Int32Array(view.levels + 1);
  const { order } = view;
  for (let j = 0; j < view.levels; j++) {
    for (let at = order.starts[j]!; at < order.starts[j + 1]!; at++) {
      const i = order.rows[at]!;
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

type Patterns = Pick<CrossedFactor, "patternOf" | "patternCounts" | "patternProducts">;

function findPatterns(own: Float64Array, width: number): Patterns {
  const block = width * width;
  const levels = own.length / block;
  const known = new Map<string, number>();
  const patternOf = new Int32Array(levels);
  const counts: number[] = [];
  const products: number[] = [];
  for (let j = 0; j < levels; j++) {
    const level = own.subarray(j * block, (j + 1) * block);
    const key = level.join();
    let index = known.get(key);
    if (index === undefined) {
      index = counts.length;
      known.set(key, index);
      counts.push(0);
      products.push(...level);
    }
    counts[index]!++;
    patternOf[j] = index;
  }
  return {
    patternOf,
    patternCounts: Int32Array.from(counts),
    patternProducts: Float64Array.from(products),
  };
}

/** What adding to scattered places costs beside adding to one after another. */
const scatterCost = 3;

/** Squares for the patterns of which they are fewer operations than the levels one by one. */
function poolPatterns(
  { patternOf, patternCounts }: Patterns,
  { starts, places, values }: LevelProducts,
  width: number,
  rawCount: number,
): Pick<CrossedFactor, "squareStarts" | "squares"> {
  const triangle = ((rawCount + 1) * (rawCount + 2)) / 2;
  const length = ((width * (width + 1)) / 2) * triangle;
  const singleCosts = new Float64Array(patternCounts.length);
  patternOf.forEach((p, j) => {
    const count = starts[j + 1]! - starts[j]! + 1;
    singleCosts[p]! += width * count * (width + (count + 1) / 2);
  });
  let total = 0;
  const squareStarts = Int32Array.from(patternCounts, (_, p) => {
    if (length > scatterCost * singleCosts[p]!) return -1;
    total += length;
    return total - length;
  });
  const squares = new Float64Array(total);
  patternOf.forEach((p, j) => {
    let first = squareStarts[p]!;
    if (first < 0) return;
    for (let a = 0; a < width; a++) {
      for (let b = 0; b <= a; b++, first += triangle) {
        for (let e = starts[j]!; e < starts[j + 1]!; e++) {
          const row = first + (places[e]! * (places[e]! + 1)) / 2;
          const [ea, eb] = [values[e * width + a]!, values[e * width + b]!];
          for (let f = starts[j]!; f <= e; f++) {
            const both = ea * values[f * width + b]!;
            squares[row + places[f]!]! += a === b ? both : both + eb * values[f * width + a]!;
          }
        }
      }
    }
  });
  return { squareStarts, squares };
}

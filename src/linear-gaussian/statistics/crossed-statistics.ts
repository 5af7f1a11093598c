/**
 * Sufficient statistics of large crossed factors, beside the cross-products of everything small: for each level its products
 * with itself, with the outcome and with the dense columns (sparse, since a level meets few levels of a small factor), and
 * between factors the products of the pairs of levels that meet. After this the rows are not looked at again.
 *
 * Columns and outcome are in the units, and around the centres, of the cross-products. Memory and time: of the order of the
 * rows, times the squares of their columns of each factor.
 */

import { sortByNumber } from "../../numeric/sort-by-number.ts";
import type { OutcomeFamily } from "../../structure/linear-gaussian.ts";
import type { Arrangement, FactorBlock } from "./arrangement.ts";
import { addNested, type CrossProducts } from "./cross-products.ts";
import { type LevelProducts, type PooledSquares, poolPatterns } from "./crossed-patterns.ts";
import { findPatterns, type LevelPatterns } from "./equal-levels.ts";
import { OutcomeReader, RowReader } from "./row-reader.ts";
import { scaleOf } from "./scaling.ts";
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

/** Adds up what the rows of one outcome say of the levels of large factors; `cross` has the cross-products of `small`, everything else. */
export function accumulateCrossed(
  family: OutcomeFamily,
  large: readonly FactorBlock[],
  small: Arrangement,
  cross: CrossProducts,
): CrossedFactor[] {
  const outcomes = readOutcomes(family, small, cross);
  const views = large.map((block): FactorView => {
    const nestedScales = Float64Array.from(block.columns, scaleOf);
    const codes = block.columns[0]!.levels!;
    return {
      levels: block.domain.size,
      codes,
      columnScales: nestedScales,
      reader: new RowReader({ ...small, nesting: [block] }, family, { ...cross, nestedScales }),
      order: sortByNumber(codes, block.domain.size),
    };
  });
  return views.map((view) => {
    const { columnScales, levels } = view;
    const width = columnScales.length;
    const products = productsOf(view, outcomes, cross.rawCount);
    const patterns = findPatterns(products.own, width * width);
    const pooled = poolPatterns(patterns, products, width, cross.rawCount);
    const contingencies = views.map((other) =>
      other === view ? null : contingencyOf(view, other, outcomes.weights),
    );
    const { outcome, starts, places, values } = products;
    const shape = { levels, width, columnScales, contingencies };
    return { ...shape, ...patterns, ...pooled, outcome, starts, places, dense: values };
  });
}

/** A factor as the passes over rows want it. */
interface FactorView {
  readonly levels: number;
  readonly codes: Int32Array;
  readonly columnScales: Float64Array;
  /** Of rows with the factor as a nesting of its own. */
  readonly reader: RowReader;
  /** Rows sorted by level, and where each level begins. */
  readonly order: { readonly places: Int32Array; readonly starts: Int32Array };
}

/** For each row. */
interface Outcomes {
  readonly values: Float64Array;
  readonly weights: Float64Array;
}

function readOutcomes(family: OutcomeFamily, { structure }: Arrangement, cross: CrossProducts): Outcomes {
  const reader = new OutcomeReader(structure, family, cross.classes, cross);
  const values = new Float64Array(family.domain.size);
  const weights = new Float64Array(family.domain.size);
  for (let i = 0; i < values.length; i++) {
    reader.read(i);
    values[i] = reader.value;
    weights[i] = reader.weight;
  }
  return { values, weights };
}

/** A factor's products level by level, through a row of sums that is emptied after each. */
function productsOf(
  { levels, order, reader }: FactorView,
  outcomes: Outcomes,
  rawCount: number,
): LevelProducts {
  const { nestedValues: z, places, values } = reader;
  const width = z.length;
  const own = new Float64Array(levels * width * width);
  const outcome = new Float64Array(levels * width);
  const sums = new SparseSums(rawCount, width);
  const starts = new Int32Array(levels + 1);
  for (let j = 0; j < levels; j++) {
    for (let at = order.starts[j]!; at < order.starts[j + 1]!; at++) {
      const i = order.places[at]!;
      const weight = outcomes.weights[i]!;
      const y = outcomes.values[i]!;
      reader.read(i, y);
      addNested(own, j * width * width, z, weight);
      for (let a = 0; a < width; a++) outcome[j * width + a]! += weight * z[a]! * y;
      // The outcome's place is the last.
      for (let e = 0; e < reader.length - 1; e++) {
        if (values[e] !== 0) sums.add(places[e]!, z, weight * values[e]!);
      }
    }
    starts[j + 1] = sums.flush();
  }
  return { own, outcome, starts, places: sums.places(), values: sums.values() };
}

function contingencyOf(view: FactorView, other: FactorView, weights: Float64Array): Contingency {
  const [own, theirs] = [view.reader.nestedValues, other.reader.nestedValues];
  const outer = new Float64Array(own.length * theirs.length);
  const sums = new SparseSums(other.levels, outer.length);
  const starts = new Int32Array(view.levels + 1);
  const { order } = view;
  for (let j = 0; j < view.levels; j++) {
    for (let at = order.starts[j]!; at < order.starts[j + 1]!; at++) {
      const i = order.places[at]!;
      view.reader.readNested(i);
      other.reader.readNested(i);
      for (let a = 0; a < own.length; a++) {
        for (let b = 0; b < theirs.length; b++) outer[a * theirs.length + b] = own[a]! * theirs[b]!;
      }
      sums.add(other.codes[i]!, outer, weights[i]!);
    }
    starts[j + 1] = sums.flush();
  }
  return { starts, partners: sums.places(), products: sums.values() };
}

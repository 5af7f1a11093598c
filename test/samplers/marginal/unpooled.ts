/**
 * The slow obvious twin of pooling: every level of the outermost factor is a pattern for itself, with every level inside of it as a
 * block of its own. No two levels are found equal, and no change of variables is made.
 */

import type { Arrangement } from "../../../src/linear-gaussian/statistics/arrangement.ts";
import type { CrossProducts } from "../../../src/linear-gaussian/statistics/cross-products.ts";
import {
  type PatternTable,
  type Reduction,
  squaresLength,
} from "../../../src/linear-gaussian/statistics/patterns.ts";

/** A row of a pattern: a column of the nesting at one level of its factor. */
interface Row {
  readonly nestedFactor: number;
  readonly level: number;
  /** The column's number among those of the whole nesting. */
  readonly column: number;
}

/** The reduction without pooling; stages stay as they are, densities do not look at them. */
export function unpooled(reduction: Reduction, { nesting }: Arrangement, cross: CrossProducts): Reduction {
  const levelsAt = ancestors(nesting, cross.levelCount);
  const outermost = levelsAt[levelsAt.length - 1]!;
  const roots = [...new Set(outermost)];
  const tables = roots.map((root) => {
    const leaves = [...outermost.keys()].filter((leaf) => outermost[leaf] === root);
    return patternOf(nesting, cross, levelsAt, leaves);
  });
  return { ...reduction, tables };
}

/** A reduction with every pattern that is kept level by level pooled in its place. */
export function allPooled(reduction: Reduction, cross: CrossProducts): Reduction {
  const width = cross.rawCount + 1;
  return {
    ...reduction,
    tables: reduction.tables.map((table) => poolAll(table, cross.classes.length, width)),
  };
}

/** For each nested factor and innermost level the level of the nested factor that it belongs to. */
function ancestors(nesting: Arrangement["nesting"], levelCount: number): readonly number[][] {
  const own = Array.from({ length: levelCount }, (_, leaf) => leaf);
  const result = [own];
  for (const { parents } of nesting.slice(0, -1)) {
    result.push(result[result.length - 1]!.map((level) => parents![level]!));
  }
  return result;
}

function patternOf(
  nesting: Arrangement["nesting"],
  cross: CrossProducts,
  levelsAt: readonly number[][],
  leaves: readonly number[],
): PatternTable {
  let column = 0;
  const nestedFactors: number[] = [];
  const rows: Row[] = nesting.flatMap(({ columns }, nestedFactor) => {
    const first = column;
    column += columns.length;
    return [...new Set(leaves.map((leaf) => levelsAt[nestedFactor]![leaf]!))].flatMap((level) => {
      nestedFactors.push(nestedFactor);
      return columns.map((_, k) => ({ nestedFactor, level, column: first + k }));
    });
  });
  const { nestedCount, classes } = cross;
  const width = cross.rawCount + 1;
  const size = rows.length;
  const products = new Float64Array(classes.length * size * size);
  const evidence = new Float64Array(classes.length * size * width);
  for (const leaf of leaves) {
    for (let c = 0; c < classes.length; c++) {
      const node = leaf * classes.length + c;
      const own = [...rows.keys()].filter((a) => levelsAt[rows[a]!.nestedFactor]![leaf] === rows[a]!.level);
      for (const a of own) {
        const row = node * nestedCount + rows[a]!.column;
        for (const b of own)
          products[(c * size + a) * size + b]! += cross.nestedProducts[row * nestedCount + rows[b]!.column]!;
        for (let e = 0; e < width; e++)
          evidence[(c * size + a) * width + e]! += cross.crossProducts[row * width + e]!;
      }
    }
  }
  return {
    nestedFactors,
    size,
    counts: Float64Array.of(1),
    products,
    squares: new Float64Array(0),
    squareStarts: Int32Array.of(-1),
    memberStarts: Int32Array.of(0, 1),
    columns: Int32Array.from({ length: width }, (_, e) => e),
    columnStarts: Int32Array.of(0, width),
    cross: evidence,
  };
}

function poolAll(table: PatternTable, classCount: number, width: number): PatternTable {
  const { counts, size, squareStarts, squares, memberStarts } = table;
  const rows = size * classCount;
  const length = squaresLength(rows, width);
  const all = new Float64Array(counts.length * length);
  for (const [k, start] of squareStarts.entries()) {
    const own = all.subarray(k * length, (k + 1) * length);
    if (start >= 0) own.set(squares.subarray(start, start + length));
    for (let m = memberStarts[k]!; m < memberStarts[k + 1]!; m++)
      addSquares(own, productsOf(table, m, rows, width), rows, width);
  }
  return {
    ...table,
    squares: all,
    squareStarts: Int32Array.from(counts, (_, k) => k * length),
    memberStarts: new Int32Array(counts.length + 1),
    columns: new Int32Array(0),
    columnStarts: new Int32Array(1),
    cross: new Float64Array(0),
  };
}

/** The products of one member with all columns, rows × width. */
function productsOf(
  { columns, columnStarts, cross }: PatternTable,
  member: number,
  rows: number,
  width: number,
): Float64Array {
  const products = new Float64Array(rows * width);
  const first = columnStarts[member]!;
  const count = columnStarts[member + 1]! - first;
  for (let a = 0; a < rows; a++) {
    for (let e = 0; e < count; e++)
      products[a * width + columns[first + e]!] = cross[rows * first + a * count + e]!;
  }
  return products;
}

/** E_a'E_b + E_b'E_a for rows a > b, E_a'E_a for a = b: the lower triangles. */
function addSquares(squares: Float64Array, products: Float64Array, rows: number, width: number): void {
  let at = 0;
  const element = (row: number, k: number): number => products[row * width + k]!;
  for (let a = 0; a < rows; a++) {
    for (let b = 0; b <= a; b++) {
      for (let k = 0; k < width; k++) {
        for (let l = 0; l <= k; l++) {
          squares[at]! += element(a, k) * element(b, l);
          if (a !== b) squares[at]! += element(a, l) * element(b, k);
          at++;
        }
      }
    }
  }
}

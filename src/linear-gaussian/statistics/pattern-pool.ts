/** Collects levels and contrasts by pattern, and chooses how to keep what they say of the dense columns. */

import { remembered } from "../../model/remembered.ts";
import { PatternNumbers } from "./equal-levels.ts";
import { type PatternTable, squaresLength } from "./patterns.ts";

/** Levels of one pattern, as they come in. */
interface Entry {
  readonly products: Float64Array;
  /** For each member classes × size × width. */
  readonly members: Float64Array[];
}

/** Patterns whose rows belong to the same nested factors. */
interface Shape {
  readonly nestedFactors: readonly number[];
  readonly size: number;
  readonly numbers: PatternNumbers;
  /** By number of the pattern. */
  readonly entries: Entry[];
}

/** Makes tables of patterns, one for each shape. */
export class PatternPool {
  private readonly width: number;
  private readonly classCount: number;
  private readonly shapes = new Map<string, Shape>();

  constructor(width: number, classCount: number) {
    this.width = width;
    this.classCount = classCount;
  }

  /** Adds members with these products (classes × size × size). */
  add(
    nestedFactors: readonly number[],
    size: number,
    products: Float64Array,
    members: readonly Float64Array[],
  ): void {
    const { entries, numbers } = remembered(
      this.shapes,
      nestedFactors.join(),
      (): Shape => ({ nestedFactors, size, numbers: new PatternNumbers(), entries: [] }),
    );
    const pattern = numbers.numberOf(products);
    if (pattern === entries.length) entries.push({ products, members: [] });
    // One by one: a spread of a million arguments would not fit on the stack.
    for (const member of members) entries[pattern]!.members.push(member);
  }

  finish(): PatternTable[] {
    const { width, classCount } = this;
    return [...this.shapes.values()].map(({ nestedFactors, size, entries }) => {
      const length = classCount * size * width;
      const cross = new Float64Array(entries.reduce((sum, { members }) => sum + members.length * length, 0));
      const order: number[] = [];
      const starts = [0];
      let at = 0;
      for (const { members } of entries) {
        for (const member of members) {
          cross.set(member, at);
          order.push(at);
          at += length;
        }
        starts.push(order.length);
      }
      const products = new Float64Array(entries.length * classCount * size * size);
      entries.forEach((entry, k) => {
        products.set(entry.products, k * classCount * size * size);
      });
      const shape = { nestedFactors, size, products, cross, width, classCount };
      return poolTable(shape, Int32Array.from(starts), Int32Array.from(order));
    });
  }
}

/** Patterns before it is chosen which are pooled. */
export interface UnpooledPatterns {
  readonly nestedFactors: readonly number[];
  readonly size: number;
  readonly products: Float64Array;
  readonly cross: Float64Array;
  readonly width: number;
  readonly classCount: number;
}

/** A table with those patterns pooled that are then cheaper; `members` are places in `cross`, pattern by pattern from `starts`. */
export function poolTable(
  { nestedFactors, size, products, cross, width, classCount }: UnpooledPatterns,
  starts: Int32Array,
  members: Int32Array,
): PatternTable {
  const patternCount = starts.length - 1;
  const rows = size * classCount;
  const length = squaresLength(rows, width);
  const counts = Float64Array.from({ length: patternCount }, (_, k) => starts[k + 1]! - starts[k]!);
  // What the first level is like, the others of its pattern are.
  const isPooled = (count: number, first: number): boolean => {
    const columns = usedColumns(cross, first, rows, width);
    return length <= count * (size * size * columns + (size * columns * columns) / 2);
  };
  const squareStarts = new Int32Array(patternCount).fill(-1);
  let pooledCount = 0;
  for (let k = 0; k < patternCount; k++)
    if (isPooled(counts[k]!, members[starts[k]!]!)) squareStarts[k] = pooledCount++ * length;
  const squares = new Float64Array(pooledCount * length);
  const kept = new MemberList(rows, width, cross);
  const memberStarts = new Int32Array(patternCount + 1);
  for (let k = 0; k < patternCount; k++) {
    const own = members.subarray(starts[k]!, starts[k + 1]!);
    if (squareStarts[k]! < 0) for (const member of own) kept.add(member);
    else {
      const target = squares.subarray(squareStarts[k]!, squareStarts[k]! + length);
      for (const member of own) addSquares(cross, member, rows, width, target);
    }
    memberStarts[k + 1] = kept.count;
  }
  return { nestedFactors, size, counts, products, squares, squareStarts, memberStarts, ...kept.finish() };
}

/** Levels kept one by one, without the columns that they have no product with. */
class MemberList {
  count = 0;
  private readonly rows: number;
  private readonly width: number;
  private readonly cross: Float64Array;
  private readonly columns: number[] = [];
  private readonly starts: number[] = [0];
  private readonly values: number[] = [];

  constructor(rows: number, width: number, cross: Float64Array) {
    this.rows = rows;
    this.width = width;
    this.cross = cross;
  }

  add(start: number): void {
    const { rows, width, cross, columns, values } = this;
    const first = columns.length;
    for (let e = 0; e < width; e++) {
      if (isUsed(cross, start + e, rows, width)) columns.push(e);
    }
    for (let a = 0; a < rows; a++) {
      for (let i = first; i < columns.length; i++) values.push(cross[start + a * width + columns[i]!]!);
    }
    this.starts.push(columns.length);
    this.count++;
  }

  finish(): Pick<PatternTable, "columns" | "columnStarts" | "cross"> {
    const { columns, starts, values } = this;
    return {
      columns: Int32Array.from(columns),
      columnStarts: Int32Array.from(starts),
      cross: Float64Array.from(values),
    };
  }
}

/** Columns that a level has products with. */
function usedColumns(cross: Float64Array, start: number, rows: number, width: number): number {
  let count = 0;
  for (let e = 0; e < width; e++) {
    if (isUsed(cross, start + e, rows, width)) count++;
  }
  return count;
}

/** Whether any of the rows has a product with the column whose first is at `first`. */
function isUsed(cross: Float64Array, first: number, rows: number, width: number): boolean {
  for (let a = 0; a < rows; a++) if (cross[first + a * width] !== 0) return true;
  return false;
}

/** Adds E ⊗ E of one level, the lower triangles pair by pair. */
function addSquares(
  cross: Float64Array,
  start: number,
  rows: number,
  width: number,
  squares: Float64Array,
): void {
  let at = 0;
  for (let a = 0; a < rows; a++) {
    const fromA = start + a * width;
    for (let b = 0; b <= a; b++) {
      const fromB = start + b * width;
      for (let k = 0; k < width; k++) {
        for (let l = 0; l <= k; l++) {
          const ab = cross[fromA + k]! * cross[fromB + l]!;
          squares[at++]! += a === b ? ab : ab + cross[fromA + l]! * cross[fromB + k]!;
        }
      }
    }
  }
}

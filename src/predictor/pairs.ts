/**
 * Pairs of observations by what they have in common, counted and summed level by level, never pair by pair.
 *
 * A class of pairs is a set S of factors: its pairs are of the same level of every factor in S and of different levels of all
 * others. Pairs of the same level of at least the factors in T are those within the parts of one partition, so that with z̄ = Σ z
 * over a part, Σ over its pairs of z_i z_j is z̄ z̄' - Σ z_i z_i'; and of exactly S,
 *   f(= S) = Σ_{T ⊇ S} (-1)^|T \ S| f(⊇ T).
 * Cost: 2^m passes over the rows for m factors, and as many for each class that is summed.
 */

import { remembered } from "../model/remembered.ts";
import { type Partition, refine, wholePartition } from "./partition.ts";

/** Rows that are meant: all, or those that are marked by 1. */
export type RowSet = Uint8Array | null;

/** A set of factors as bits, the first being 1. */
export type FactorSet = number;

/** The pairs of one class whose first observation is of one set of rows and whose second is of another: equal or without common rows. */
export interface PairClass {
  readonly factors: FactorSet;
  readonly first: RowSet;
  readonly second: RowSet;
}

export class Pairs {
  private readonly factors: readonly Partition[];
  private readonly rowCount: number;
  /** Observations of each row; null where each is one. */
  private readonly counts: ArrayLike<number> | null;
  private readonly joined = new Map<FactorSet, Partition>();

  constructor(rowCount: number, counts: ArrayLike<number> | null, factors: readonly Partition[]) {
    this.rowCount = rowCount;
    this.counts = counts;
    this.factors = factors;
  }

  /** Rows by their levels of all factors of a set. */
  partition(set: FactorSet): Partition {
    const last = 31 - Math.clz32(set);
    return remembered(this.joined, set, () =>
      set === 0
        ? wholePartition(this.rowCount)
        : refine(this.partition(set & ~(1 << last)), this.factors[last]!),
    );
  }

  /** How many pairs there are of each set of factors, by its bits; a pair counts once. */
  countAll(first: RowSet = null, second: RowSet = null): Float64Array {
    const counts = Float64Array.from({ length: 1 << this.factors.length }, (_, set) =>
      this.countWithin(set, first, second),
    );
    for (let bit = 1; bit < counts.length; bit *= 2) {
      for (let set = 0; set < counts.length; set++) {
        if ((set & bit) === 0) counts[set] = counts[set]! - counts[set | bit]!;
      }
    }
    return counts;
  }

  /** For each row of a class's first rows, in how many of its pairs it is the first; where both sets are the same, in either order. */
  firstWeights(pairClass: PairClass): Float64Array {
    const rows = Int32Array.from({ length: this.rowCount }, (_, row) => row);
    return this.productsByLevel(pairClass, null, rows, this.rowCount);
  }

  /** Σ a_i b_j over the pairs (i, j) of a class, in either order where both sets of rows are the same. */
  sumOfProducts(
    { factors, first, second }: PairClass,
    a: Float64Array | null,
    b: Float64Array | null,
  ): number {
    let sum = 0;
    this.eachSuperset(factors, (set, sign) => {
      const [sumA, sumB] = [this.sumWithin(set, first, a), this.sumWithin(set, second, b)];
      let products = sumA.reduce((total, value, part) => total + value * sumB[part]!, 0);
      for (let row = 0; row < this.rowCount; row++) {
        if (has(first, row) && has(second, row))
          products -= this.count(row) * (a?.[row] ?? 1) * (b?.[row] ?? 1);
      }
      sum += sign * products;
    });
    return sum;
  }

  /** The same sum for a_i a_j, by the level of i that `levels` has: where it is of a factor in the set of the class, that of j too. */
  productsByLevel(
    { factors, first, second }: PairClass,
    a: Float64Array | null,
    levels: Int32Array,
    levelCount: number,
  ): Float64Array {
    const byLevel = new Float64Array(levelCount);
    this.eachSuperset(factors, (set, sign) => {
      const { parts } = this.partition(set);
      const others = this.sumWithin(set, second, a);
      for (let row = 0; row < this.rowCount; row++) {
        if (!has(first, row)) continue;
        const [value, level] = [a?.[row] ?? 1, levels[row]!];
        const self = has(second, row) ? value : 0;
        byLevel[level] = byLevel[level]! + sign * this.count(row) * value * (others[parts[row]!]! - self);
      }
    });
    return byLevel;
  }

  /** Observations of a row. */
  count(row: number): number {
    return this.counts?.[row] ?? 1;
  }

  private countWithin(set: FactorSet, first: RowSet, second: RowSet): number {
    const sizes = this.sumWithin(set, first, null);
    if (first === second) return sizes.reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
    const others = this.sumWithin(set, second, null);
    return sizes.reduce((sum, size, part) => sum + size * others[part]!, 0);
  }

  /** Σ over the observations of the rows meant, part by part. */
  private sumWithin(set: FactorSet, rows: RowSet, values: Float64Array | null): Float64Array {
    const { parts, size } = this.partition(set);
    const sums = new Float64Array(size);
    if (rows === null && this.counts === null) {
      if (values === null) for (let row = 0; row < parts.length; row++) sums[parts[row]!]!++;
      else for (let row = 0; row < parts.length; row++) sums[parts[row]!]! += values[row]!;
      return sums;
    }
    for (let row = 0; row < parts.length; row++) {
      if (has(rows, row)) sums[parts[row]!] = sums[parts[row]!]! + this.count(row) * (values?.[row] ?? 1);
    }
    return sums;
  }

  private eachSuperset(set: FactorSet, visit: (superset: FactorSet, sign: number) => void): void {
    const all = (1 << this.factors.length) - 1;
    const rest = all & ~set;
    for (let extra = rest; ; extra = (extra - 1) & rest) {
      visit(set | extra, bitCount(extra) % 2 === 0 ? 1 : -1);
      if (extra === 0) return;
    }
  }
}

function has(rows: RowSet, row: number): boolean {
  return rows === null || rows[row] === 1;
}

function bitCount(set: FactorSet): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count++;
  return count;
}

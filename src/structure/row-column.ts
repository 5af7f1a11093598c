/**
 * Columns of numbers over a domain, as the algebra of linear models wants them: strided views of design matrices and data
 * columns, carried along index maps without a copy, and known by identity, so that equal columns are found equal.
 */

import { remembered } from "../model/remembered.ts";

/** What columns are views of: every so-many-th of some numbers. */
export interface ColumnBase {
  readonly values: Float64Array;
  readonly stride: number;
  readonly offset: number;
  /** Ones where something holds, and zeros. */
  readonly isIndicator: boolean;
}

/** A column over some domain, which its holder knows. Of one registry, equal columns are identical. */
export class RowColumn {
  readonly base: ColumnBase;
  /** What the base is seen through; null for the whole of its domain in order. */
  readonly through: Int32Array | null;
  private readonly values: Float64Array;
  private readonly stride: number;
  private readonly offset: number;

  constructor(base: ColumnBase, through: Int32Array | null = null) {
    this.base = base;
    this.through = through;
    this.values = base.values;
    this.stride = base.stride;
    this.offset = base.offset;
  }

  at(i: number): number {
    const element = this.through === null ? i : this.through[i]!;
    return this.values[element * this.stride + this.offset]!;
  }
}

/** The column of all of these numbers. */
export function columnOf(values: Float64Array, isIndicator = false): RowColumn {
  return new RowColumn({ values, stride: 1, offset: 0, isIndicator });
}

/** The column of ones, over any domain. */
export const one = new RowColumn({ values: Float64Array.of(1), stride: 0, offset: 0, isIndicator: false });

/** Makes columns and index arrays once, so that what is equal is identical. */
export class ColumnRegistry {
  private readonly columns = new Map<string, RowColumn>();
  private readonly views = new Map<ColumnBase, Map<Int32Array, RowColumn>>();
  private readonly products = new Map<RowColumn, Map<RowColumn, RowColumn | null>>();
  private readonly compositions = new Map<string, Int32Array>();
  private readonly identities = new Map<number, Int32Array>();
  private readonly zeroArrays = new Map<number, Int32Array>();
  private readonly numbers = new Map<Int32Array | RowColumn, number>();

  /** The column of this key, made if there is none. */
  column(key: string, make: () => RowColumn): RowColumn {
    return remembered(this.columns, key, make);
  }

  /** 0, 1, …, size - 1: what composing with gives back the other array itself. */
  identity(size: number): Int32Array {
    return remembered(this.identities, size, () => Int32Array.from({ length: size }, (_, i) => i));
  }

  /** All the first element. */
  zeros(size: number): Int32Array {
    return remembered(this.zeroArrays, size, () => new Int32Array(size));
  }

  /** first[second[i]] */
  compose(first: Int32Array, second: Int32Array): Int32Array {
    if (this.identities.get(first.length) === first) return second;
    if (this.identities.get(second.length) === second && first.length === second.length) return first;
    const key = `${this.numberOf(first)}∘${this.numberOf(second)}`;
    return remembered(this.compositions, key, () => second.map((element) => first[element]!));
  }

  carry(column: RowColumn, indices: Int32Array): RowColumn {
    if (column === one || this.identities.get(indices.length) === indices) return column;
    const through = column.through === null ? indices : this.compose(column.through, indices);
    const views = remembered(this.views, column.base, () => new Map<Int32Array, RowColumn>());
    return remembered(views, through, () => new RowColumn(column.base, through));
  }

  /** The product of two columns over a domain of `size` elements; null if it is zero everywhere. */
  multiply(a: RowColumn, b: RowColumn, size: number): RowColumn | null {
    if (a === one) return b;
    if (b === one) return a;
    const [first, second] = this.numberOf(a) < this.numberOf(b) ? [a, b] : [b, a];
    const products = remembered(this.products, first, () => new Map<RowColumn, RowColumn | null>());
    return remembered(products, second, () => {
      const column = columnOf(Float64Array.from({ length: size }, (_, i) => a.at(i) * b.at(i)));
      return isAll(column, 0, size) ? null : column;
    });
  }

  /** A number that stands for an array or a column in keys. */
  numberOf(one: Int32Array | RowColumn): number {
    return remembered(this.numbers, one, () => this.numbers.size + 1);
  }
}

/** Whether all of a column's first `size` elements are `value`. */
export function isAll(column: RowColumn, value: number, size: number): boolean {
  for (let i = 0; i < size; i++) if (column.at(i) !== value) return false;
  return true;
}

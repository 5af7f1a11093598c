/**
 * Columns of numbers over a domain, as the algebra of linear models wants them: strided views of design matrices and data
 * columns, carried along index maps without a copy, and known by identity, so that equal columns are found equal.
 */

/** A column over some domain, which its holder knows. */
export class RowColumn {
  /** Equal keys mean equal numbers. */
  readonly key: string;
  private readonly values: Float64Array;
  private readonly stride: number;
  private readonly offset: number;
  private readonly indices: Int32Array | null;

  constructor(key: string, values: Float64Array, stride = 1, offset = 0, indices: Int32Array | null = null) {
    this.key = key;
    this.values = values;
    this.stride = stride;
    this.offset = offset;
    this.indices = indices;
  }

  at(i: number): number {
    const element = this.indices === null ? i : this.indices[i]!;
    return this.values[element * this.stride + this.offset]!;
  }

  /** The column seen from a finer domain; `key` names the composed indices. */
  carried(key: string, indices: Int32Array): RowColumn {
    return new RowColumn(key, this.values, this.stride, this.offset, indices);
  }

  /** What the view is made through; null for the whole domain in order. */
  get through(): Int32Array | null {
    return this.indices;
  }
}

/** The column of ones, over any domain. */
export const one = new RowColumn("1", Float64Array.of(1), 0);

/** Makes columns and index arrays once, so that what is equal is identical. */
export class ColumnRegistry {
  private readonly columns = new Map<string, RowColumn>();
  private readonly compositions = new Map<string, Int32Array>();
  private readonly identities = new Map<number, Int32Array>();
  private readonly zeroArrays = new Map<number, Int32Array>();
  private readonly numbers = new Map<Int32Array, number>();

  /** The column of this key, made if there is none. */
  column(key: string, make: () => RowColumn): RowColumn {
    let column = this.columns.get(key);
    if (column === undefined) {
      column = make();
      this.columns.set(key, column);
    }
    return column;
  }

  /** 0, 1, …, size - 1: what composing with gives back the other array itself. */
  identity(size: number): Int32Array {
    let identity = this.identities.get(size);
    if (identity === undefined) {
      identity = Int32Array.from({ length: size }, (_, i) => i);
      this.identities.set(size, identity);
    }
    return identity;
  }

  /** All the first element. */
  zeros(size: number): Int32Array {
    let zeros = this.zeroArrays.get(size);
    if (zeros === undefined) {
      zeros = new Int32Array(size);
      this.zeroArrays.set(size, zeros);
    }
    return zeros;
  }

  /** first[second[i]] */
  compose(first: Int32Array, second: Int32Array): Int32Array {
    if (this.identities.get(first.length) === first) return second;
    if (this.identities.get(second.length) === second && first.length === second.length) return first;
    const key = `${this.numberOf(first)}∘${this.numberOf(second)}`;
    let composed = this.compositions.get(key);
    if (composed === undefined) {
      composed = new Int32Array(second.length);
      for (let i = 0; i < composed.length; i++) composed[i] = first[second[i]!]!;
      this.compositions.set(key, composed);
    }
    return composed;
  }

  carry(column: RowColumn, indices: Int32Array): RowColumn {
    if (column === one || this.identities.get(indices.length) === indices) return column;
    const composed = column.through === null ? indices : this.compose(column.through, indices);
    const key = `${column.key.replace(/@\d+$/, "")}@${this.numberOf(composed)}`;
    return this.column(key, () => column.carried(key, composed));
  }

  /** The product of two columns over a domain of `size` elements; null if it is zero everywhere. */
  multiply(a: RowColumn, b: RowColumn, size: number): RowColumn | null {
    if (a === one) return b;
    if (b === one) return a;
    const [first, second] = a.key < b.key ? [a, b] : [b, a];
    const key = `(${first.key}·${second.key})`;
    const column = this.column(key, () => {
      const values = new Float64Array(size);
      for (let i = 0; i < size; i++) values[i] = a.at(i) * b.at(i);
      return new RowColumn(key, values);
    });
    return isAll(column, 0, size) ? null : column;
  }

  /** A number that stands for an array in keys. */
  numberOf(indices: Int32Array): number {
    let number = this.numbers.get(indices);
    if (number === undefined) {
      number = this.numbers.size + 1;
      this.numbers.set(indices, number);
    }
    return number;
  }
}

/** Whether all of a column's first `size` elements are `value`. */
export function isAll(column: RowColumn, value: number, size: number): boolean {
  for (let i = 0; i < size; i++) if (column.at(i) !== value) return false;
  return true;
}

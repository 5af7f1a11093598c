/**
 * The groups of a reduction with exact sums, so that they add up: whatever the order of the rows, and however they were parted, the numbers
 * are the same. Of each group there are its number of rows, Σ v_a of each moment column, and Σ v_a v_b of each two of them.
 */

import type { ColumnPiece } from "../data/column-collector.ts";
import { compareCodePoints } from "../data/factors.ts";
import type { TablePiece } from "../data/table-builder.ts";
import { ExactSums } from "../numeric/exact-sums.ts";
import { GroupIndex } from "./group-index.ts";
import { type KeyColumn, type Reduction, triangleOf } from "./reduction.ts";

/** Sums of one group: Σ v_a for each a, then Σ v_a v_b for b ≤ a, row by row. */
export function sumsPerGroup({ moments }: Reduction): number {
  return moments.length + triangleOf(moments.length);
}

/** Groups whose sums can be added to. */
export class ExactGroups {
  readonly reduction: Reduction;
  rowsRead = 0;
  rowsDropped = 0;
  /** Sums of group g from g times `sumsPerGroup` on. */
  readonly sums = new ExactSums();
  private readonly keys: readonly KeyCodes[];
  private readonly index: GroupIndex;
  private readonly codes: Int32Array;
  private rows = new Float64Array(64);
  private readonly width: number;

  constructor(reduction: Reduction) {
    this.reduction = reduction;
    this.keys = reduction.keys.map(({ request }) =>
      request.type === "factor" ? new LabelCodes() : new NumberCodes(),
    );
    this.index = new GroupIndex(this.keys.length);
    this.codes = new Int32Array(this.keys.length);
    this.width = sumsPerGroup(reduction);
  }

  get groupCount(): number {
    return this.index.count;
  }

  /** How many different values each key has. */
  get keyCounts(): number[] {
    return this.keys.map((key) => key.size);
  }

  /** Rows of each group. */
  get counts(): Float64Array {
    return this.rows.slice(0, this.groupCount);
  }

  /** Adds rows; one that lacks a value is left out. A piece that lacks a column is, too: that is told by whoever reads the table. */
  addPiece({ rowCount, columns }: TablePiece): void {
    const names = [...this.reduction.keys, ...this.reduction.moments].map(({ request }) => request.name);
    const found = names.map((name) => columns.get(name));
    if (!found.every((column) => column !== undefined)) return;
    const keys = found.slice(0, this.keys.length).map((column, k) => this.keys[k]!.codesOf(column));
    const moments = found.slice(this.keys.length).map(numbersOf);
    const values = new Float64Array(moments.length);
    for (let row = 0; row < rowCount; row++) {
      let isWhole = true;
      for (let k = 0; k < keys.length; k++) {
        this.codes[k] = keys[k]![row]!;
        if (this.codes[k]! < 0) isWhole = false;
      }
      for (let a = 0; a < values.length; a++) {
        values[a] = moments[a]![row]!;
        if (Number.isNaN(values[a]!)) isWhole = false;
      }
      if (isWhole) this.addRow(this.groupOfCodes(), values);
    }
  }

  /** The group of these values of the keys, in their order: a text for a factor, else a number. */
  groupOf(values: readonly (string | number)[]): number {
    values.forEach((value, k) => {
      this.codes[k] = this.keys[k]!.codeOf(value);
    });
    return this.groupOfCodes();
  }

  /** Adds rows of a group whose sums are added to `sums`. */
  addCount(group: number, count: number): void {
    this.rows[group]! += count;
  }

  /** Adds all groups of others of the same reduction. */
  addGroups(other: ExactGroups): void {
    this.rowsRead += other.rowsRead;
    this.rowsDropped += other.rowsDropped;
    const [values, { counts, width }] = [other.valuesOfGroups(), other];
    for (let g = 0; g < other.groupCount; g++) {
      const group = this.groupOf(values(g));
      this.addCount(group, counts[g]!);
      for (let i = 0; i < width; i++) this.sums.addAll(group * width + i, other.sums.at(g * width + i));
    }
  }

  /** The value of each key in a group. */
  valuesOfGroups(): (group: number) => (string | number)[] {
    const columns = this.keys.map((_, k) => this.index.column(k));
    return (group) => this.keys.map((key, k) => key.values[columns[k]![group]!]!);
  }

  /** The numbers of the groups in the order of their keys, which is one whatever the rows' order was. */
  inOrder(): Int32Array {
    const ranks = this.keys.map((key, k) => {
      const rank = key.ranks();
      return this.index.column(k).map((code) => rank[code]!);
    });
    const compare = (a: number, b: number): number => {
      for (const rank of ranks) if (rank[a] !== rank[b]) return rank[a]! - rank[b]!;
      return 0;
    };
    return Int32Array.from({ length: this.groupCount }, (_, group) => group).sort(compare);
  }

  /** The keys of some groups, with labels in order. */
  keyColumns(groups: Int32Array): KeyColumn[] {
    return this.keys.map((key, k): KeyColumn => {
      const own = this.index.column(k);
      if (key instanceof NumberCodes)
        return { kind: "numeric", values: Float64Array.from(groups, (group) => key.values[own[group]!]!) };
      const rank = key.ranks();
      const labels = new Array<string>(key.size);
      key.values.forEach((label, code) => {
        labels[rank[code]!] = String(label);
      });
      return { kind: "factor", labels, codes: groups.map((group) => rank[own[group]!]!) };
    });
  }

  private addRow(group: number, values: Float64Array): void {
    this.rows[group]!++;
    const start = group * this.width;
    let next = start + values.length;
    for (let a = 0; a < values.length; a++) {
      const value = values[a]!;
      if (value !== 0) this.sums.add(start + a, value);
      for (let b = 0; b <= a; b++) this.sums.addProduct(next++, value, values[b]!);
    }
  }

  private groupOfCodes(): number {
    const group = this.index.numberOf(this.codes);
    if (group >= this.rows.length) {
      const longer = new Float64Array(2 * this.rows.length);
      longer.set(this.rows);
      this.rows = longer;
    }
    this.sums.reserve((group + 1) * this.width);
    return group;
  }
}

function numbersOf(column: ColumnPiece): Float64Array {
  if (column.kind === "factor") throw new Error("a moment is a column of numbers");
  return column.values;
}

/** The different values of a key, by code. */
interface KeyCodes {
  readonly size: number;
  readonly values: readonly (string | number)[];
  codeOf(value: string | number): number;
  /** Of each row; -1 where the value is missing. */
  codesOf(column: ColumnPiece): Int32Array;
  /** The place of each value among all in order. */
  ranks(): Int32Array;
}

class LabelCodes implements KeyCodes {
  readonly values: string[] = [];
  private readonly codes = new Map<string, number>();
  /** Of the labels of the pieces so far, whose list only grows. */
  private known: { readonly labels: readonly string[]; readonly codes: number[] } | null = null;

  get size(): number {
    return this.values.length;
  }

  codeOf(value: string | number): number {
    const label = String(value);
    const known = this.codes.get(label);
    if (known !== undefined) return known;
    this.codes.set(label, this.values.length);
    return this.values.push(label) - 1;
  }

  codesOf(column: ColumnPiece): Int32Array {
    if (column.kind !== "factor") throw new Error("a key of labels is a factor");
    const { labels, codes } = column;
    if (this.known?.labels !== labels) this.known = { labels, codes: [] };
    const own = this.known.codes;
    for (let code = own.length; code < labels.length; code++) own.push(this.codeOf(labels[code]!));
    return codes.map((code) => (code < 0 ? -1 : own[code]!));
  }

  ranks(): Int32Array {
    return ranksBy(this.values, compareCodePoints);
  }
}

class NumberCodes implements KeyCodes {
  readonly values: number[] = [];
  private readonly codes = new Map<number, number>();

  get size(): number {
    return this.values.length;
  }

  codeOf(value: string | number): number {
    // 0 and -0 are one number.
    const number = Number(value) + 0;
    const known = this.codes.get(number);
    if (known !== undefined) return known;
    this.codes.set(number, this.values.length);
    return this.values.push(number) - 1;
  }

  codesOf(column: ColumnPiece): Int32Array {
    return Int32Array.from(numbersOf(column), (value) => (Number.isNaN(value) ? -1 : this.codeOf(value)));
  }

  ranks(): Int32Array {
    return ranksBy(this.values, (a, b) => a - b);
  }
}

function ranksBy<Value>(values: readonly Value[], compare: (a: Value, b: Value) => number): Int32Array {
  const order = values.map((_, code) => code).sort((a, b) => compare(values[a]!, values[b]!));
  const ranks = new Int32Array(values.length);
  order.forEach((code, rank) => {
    ranks[code] = rank;
  });
  return ranks;
}

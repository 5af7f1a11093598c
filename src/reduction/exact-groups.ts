/**
 * The groups of a reduction with exact sums, so that they add up: whatever the order of the rows, and however they were parted, the numbers
 * are the same. Of each group there are its number of rows, Σ v_a of each moment column, and Σ v_a v_b of each two of them.
 */

import type { ColumnPiece } from "../data/column-collector.ts";
import { compareCodePoints } from "../data/factors.ts";
import type { TablePiece } from "../data/table-builder.ts";
import { ExactSums } from "../numeric/exact-sums.ts";
import type { Problem } from "../problems/problem.ts";
import { GroupIndex } from "./group-index.ts";
import { LevelNumbers } from "./level-numbers.ts";
import { type KeyColumn, type Reduction, type ReductionMoment, triangleOf } from "./reduction.ts";

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
  /** Numbers that a level has one of are no part of what groups are told apart by. */
  private readonly numbers: LevelNumbers;
  /** Of each key; null of such numbers. */
  private readonly keys: readonly (KeyCodes | null)[];
  /** Of each key its place among those that groups are told apart by, or among such numbers. */
  private readonly places: readonly number[];
  private readonly index: GroupIndex;
  private readonly codes: Int32Array;
  private rows = new Float64Array(64);
  private readonly width: number;

  constructor(reduction: Reduction) {
    this.reduction = reduction;
    this.numbers = new LevelNumbers(reduction.keys);
    const isNumber = reduction.keys.map((_, k) => this.numbers.places.includes(k));
    this.keys = reduction.keys.map(({ request }, k) =>
      isNumber[k] ? null : request.type === "factor" ? new LabelCodes() : new NumberCodes(),
    );
    this.places = isNumber.map((one, k) => isNumber.slice(0, k).filter((other) => other === one).length);
    const width = this.keys.length - this.numbers.places.length;
    this.index = new GroupIndex(width);
    this.codes = new Int32Array(width);
    this.width = sumsPerGroup(reduction);
  }

  get groupCount(): number {
    return this.index.count;
  }

  /** How many different values each key has; 0 of numbers that a level has one of. */
  get keyCounts(): number[] {
    return this.keys.map((key) => key?.size ?? 0);
  }

  /** Whether a level has several values of a number that it should have one of. */
  get hasSeveral(): boolean {
    return this.numbers.hasSeveral;
  }

  /** Levels of several values, in the table or file of this name. */
  problems(file: string): Problem[] {
    return this.numbers.problems(file, this.groupCount, this.valuesOfGroups());
  }

  /** Rows of each group. */
  get counts(): Float64Array {
    return this.rows.slice(0, this.groupCount);
  }

  /** Adds rows; one that lacks a value is left out. A piece that lacks a column is, too: that is told by whoever reads the table. */
  addPiece({ rowCount, columns }: TablePiece): void {
    const { keys: ofKeys, moments: ofMoments } = this.reduction;
    const found = [
      ...ofKeys.map(({ request }) => columns.get(request.name)),
      ...ofMoments.map((moment) => momentColumn(moment, columns)),
    ];
    if (!found.every((column) => column !== undefined)) return;
    const keys = this.keys.flatMap((key, k) => (key === null ? [] : [key.codesOf(found[k]!)]));
    const numbers = this.numbers.places.map((k) => numbersOf(found[k]!));
    const moments = found.slice(this.keys.length).map(numbersOf);
    const values = new Float64Array(moments.length);
    for (let row = 0; row < rowCount; row++) {
      let isWhole = true;
      for (let k = 0; k < keys.length; k++) {
        this.codes[k] = keys[k]![row]!;
        if (this.codes[k]! < 0) isWhole = false;
      }
      for (let c = 0; c < numbers.length; c++) if (Number.isNaN(numbers[c]![row]!)) isWhole = false;
      for (let a = 0; a < values.length; a++) {
        values[a] = moments[a]![row]!;
        if (Number.isNaN(values[a]!)) isWhole = false;
      }
      if (!isWhole) continue;
      const group = this.groupOfCodes();
      for (let c = 0; c < numbers.length; c++) this.numbers.note(group, c, numbers[c]![row]!);
      this.addRow(group, values);
    }
  }

  /** The group of these values of the keys, in their order: a text for a factor, else a number. */
  groupOf(values: readonly (string | number)[]): number {
    this.keys.forEach((key, k) => {
      if (key !== null) this.codes[this.places[k]!] = key.codeOf(values[k]!);
    });
    const group = this.groupOfCodes();
    this.numbers.places.forEach((k, c) => {
      this.numbers.note(group, c, Number(values[k]!));
    });
    return group;
  }

  /** Another value that the group has of key k, a number that a level should have one of. */
  noteValue(group: number, k: number, value: number): void {
    this.numbers.note(group, this.places[k]!, value);
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
      this.numbers.places.forEach((_, c) => {
        this.numbers.note(group, c, other.numbers.mostOf(g, c));
      });
      this.addCount(group, counts[g]!);
      for (let i = 0; i < width; i++) this.sums.addAll(group * width + i, other.sums.at(g * width + i));
    }
  }

  /** The value of each key in a group; the least where there are several. */
  valuesOfGroups(): (group: number) => (string | number)[] {
    const columns = this.keys.map((key, k) => (key === null ? null : this.index.column(this.places[k]!)));
    return (group) =>
      this.keys.map((key, k) =>
        key === null ? this.numbers.leastOf(group, this.places[k]!) : key.values[columns[k]![group]!]!,
      );
  }

  /** The numbers of the groups in the order of their keys, which is one whatever the rows' order was. */
  inOrder(): Int32Array {
    const ranks = this.keys.map((key, k): ArrayLike<number> => {
      if (key === null) return this.leastOfAll(k);
      const rank = key.ranks();
      return this.index.column(this.places[k]!).map((code) => rank[code]!);
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
      if (key === null) {
        const least = this.leastOfAll(k);
        return { kind: "numeric", values: Float64Array.from(groups, (group) => least[group]!) };
      }
      const own = this.index.column(this.places[k]!);
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

  /** Of each group the least value of key k, a number that a level has one of. */
  private leastOfAll(k: number): Float64Array {
    const c = this.places[k]!;
    return Float64Array.from({ length: this.groupCount }, (_, group) => this.numbers.leastOf(group, c));
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

/** A column of moments in a piece of rows, or the product that it is; undefined where the piece lacks a column. */
export function momentColumn(
  { request, factors }: ReductionMoment,
  columns: TablePiece["columns"],
): ColumnPiece | undefined {
  if (factors === undefined) return columns.get(request.name);
  const [one, other] = factors.map((name) => columns.get(name)) as [ColumnPiece?, ColumnPiece?];
  if (one === undefined || other === undefined) return undefined;
  const of = numbersOf(other);
  return { kind: "numeric", values: numbersOf(one).map((value, i) => value * of[i]!) };
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

/** The answer of the second statement, a row for each group: its whole numbers are made exact sums here, as those of rows are. */

import { numberFromValue } from "../../data/cell.ts";
import { nothingLeft, rowsWereDropped } from "../../data/problems.ts";
import type { ReadOptions } from "../../data/table-builder.ts";
import { expansionOf, multiplyExpansions } from "../../numeric/expansions.ts";
import { powerOfTwo } from "../../numeric/floating-point.ts";
import type { Problem } from "../../problems/problem.ts";
import { ExactGroups, sumsPerGroup } from "../../reduction/exact-groups.ts";
import { tooManyGroups } from "../../reduction/problems.ts";
import type { Reduction } from "../../reduction/reduction.ts";
import { composed } from "../../text/composed.ts";
import type { AnswerBatch } from "../engine.ts";
import type { BatchColumn } from "../open-table.ts";
import { rowsChanged, valuesMissing } from "../problems.ts";
import { cellAt, labelOf } from "../read-cell.ts";
import type { PushedColumns } from "./pushed-columns.ts";
import type { Ranges } from "./range-statement.ts";
import { isOfTable, numbersOf } from "./statement-parts.ts";
import type { SumPart } from "./sum-dialects.ts";
import { pairAt, type SumStatement } from "./sum-statement.ts";

/** Of what the answer is. */
export interface AnswerAsked {
  /** For messages. */
  readonly name: string;
  readonly reduction: Reduction;
  readonly options: Pick<ReadOptions, "dropMissing" | "na">;
}

export class AnswerReader {
  readonly groups: ExactGroups;
  private readonly asked: AnswerAsked;
  private readonly pushed: PushedColumns;
  private readonly second: SumStatement;
  /** Of the cells that came. */
  bytes = 0;
  private outside = 0;
  /** Groups that came, those that lack something too. */
  private came = 0;
  private readonly droppedFor = new Map<string, number>();

  constructor(asked: AnswerAsked, pushed: PushedColumns, second: SumStatement) {
    this.asked = asked;
    this.pushed = pushed;
    this.second = second;
    this.groups = new ExactGroups(asked.reduction);
  }

  /** False where a key is none of what it is declared as. */
  take({ rowCount, columns }: AnswerBatch): boolean {
    for (let i = 0; i < rowCount; i++) if (!this.takeGroup(columns, i)) return false;
    for (const column of columns) this.bytes += bytesOf(column, rowCount);
    this.came += rowCount;
    return true;
  }

  private takeGroup(columns: readonly BatchColumn[], i: number): boolean {
    const { keys, moments } = this.pushed;
    const { flags } = this.second;
    const numbers = numbersOf(this.pushed);
    const count = Number(cellAt(columns[keys.length + flags.length]!, i));
    const lacking = new Set<string>();
    flags.forEach((place, f) => {
      const column = numbers[place]!;
      if (isOfTable(column) && Number(cellAt(columns[keys.length + f]!, i)) === 1)
        lacking.add(column.request.name);
    });
    const values: (string | number)[] = [];
    for (const [k, key] of keys.entries()) {
      const value = this.keyValue(key.request.type, cellAt(columns[k]!, i));
      if (value === undefined) return false;
      if (value === null) lacking.add(key.request.name);
      else values.push(value);
    }
    const { groups } = this;
    groups.rowsRead += count;
    if (lacking.size > 0) {
      groups.rowsDropped += count;
      for (const name of lacking) this.droppedFor.set(name, (this.droppedFor.get(name) ?? 0) + count);
      return true;
    }
    const group = groups.groupOf(values);
    if (!this.noteGreatest(group, columns, i)) return false;
    groups.addCount(group, count);
    const next = keys.length + flags.length + 1;
    if (moments.length > 0) {
      this.outside += Number(cellAt(columns[next]!, i));
      this.addSums(group, count, columns, next + 1, i);
    }
    return true;
  }

  /** Of numbers that a level has one of the least stands among the keys, and the greatest comes last. False where that is none of its type. */
  private noteGreatest(group: number, columns: readonly BatchColumn[], i: number): boolean {
    const { constants, kinds } = this.second;
    for (const [c, k] of constants.entries()) {
      const cell = cellAt(columns[kinds.length - constants.length + c]!, i);
      const most = this.keyValue(this.pushed.keys[k]!.request.type, cell);
      if (typeof most !== "number") return false;
      this.groups.noteValue(group, k, most);
    }
    return true;
  }

  /** Null for a missing value, undefined for what is none of its type. */
  private keyValue(type: "real" | "int" | "factor", cell: unknown): string | number | null | undefined {
    if (type === "factor") {
      const label = labelOf(cell);
      if (typeof label !== "string") return label;
      const whole = composed(label);
      if (whole.includes("\uFFFD")) return undefined;
      return this.asked.options.na?.includes(whole) === true ? null : whole;
    }
    const value = numberFromValue(cell, type);
    if (typeof value === "string") return undefined;
    return Number.isNaN(value) ? null : value;
  }

  /** Σ v = n c + 2^-s Σ q, and Σ v w = n c d + c 2^-t Σ p + d 2^-s Σ q + 2^-(s + t) Σ q p, exactly. */
  private addSums(
    group: number,
    count: number,
    columns: readonly BatchColumn[],
    start: number,
    i: number,
  ): void {
    const { groups, second } = this;
    const { scales, totals: totalParts, products } = second;
    const size = scales.length;
    const base = group * sumsPerGroup(this.asked.reduction);
    let next = start;
    const take = (parts: readonly SumPart[]): bigint => {
      let sum = 0n;
      for (const { shift } of parts) sum += bigAt(columns[next++]!, i) << BigInt(shift);
      return sum;
    };
    const totals = scales.map(({ scale }, a) => partsOf(take(totalParts[a]!), -scale));
    totals.forEach((total, a) => {
      groups.sums.addAll(base + a, [...total, ...multiplyExpansions([count], [scales[a]!.centre])]);
    });
    products.forEach((parts, k) => {
      const [a, b] = pairAt(k);
      const [{ centre: c, scale: s }, { centre: d, scale: t }] = [scales[a]!, scales[b]!];
      const product = take(parts);
      groups.sums.addAll(base + size + k, [
        ...partsOf(product, -(s + t)),
        ...multiplyExpansions([c], totals[b]!),
        ...multiplyExpansions([d], totals[a]!),
        ...multiplyExpansions(multiplyExpansions([c], [d]), [count]),
      ]);
    });
  }

  finish({ rows, columns }: Ranges, most: number): Problem[] {
    const { groups, asked, pushed, outside } = this;
    const source = { name: asked.name, unit: "row" } as const;
    if (this.came > most) {
      const keys = asked.reduction.keys.map(({ request, because }, k) => ({
        name: request.name,
        because,
        values: groups.keyCounts[k]!,
      }));
      return [tooManyGroups(most, groups.rowsRead, keys.sort((a, b) => b.values - a.values).slice(0, 2))];
    }
    const isOther = numbersOf(pushed).some(
      (column, i) =>
        isOfTable(column) && (this.droppedFor.get(column.request.name) ?? 0) !== columns[i]!.missing,
    );
    if (groups.rowsRead !== rows || outside > 0 || isOther)
      return [rowsChanged(asked.name, rows, groups.rowsRead)];
    if (groups.hasSeveral) return groups.problems(asked.name);
    if (!asked.options.dropMissing && groups.rowsDropped > 0)
      return [...this.droppedFor].map(([name, count]) => {
        const request = [...pushed.keys, ...pushed.moments].find((one) => one.request.name === name)!.request;
        return valuesMissing(request, count, rows, source);
      });
    if (groups.rowsDropped === groups.rowsRead) return [nothingLeft(groups.rowsDropped, source)];
    if (groups.rowsDropped === 0) return [];
    return [
      rowsWereDropped({ dropped: groups.rowsDropped, read: rows, by: this.droppedFor, lost: [] }, source),
    ];
  }
}

/** Numbers take 8 bytes, all else its letters or digits. */
function bytesOf(column: BatchColumn, rowCount: number): number {
  if (column.kind === "numbers") return 8 * rowCount;
  let bytes = 0;
  for (let i = 0; i < rowCount; i++) bytes += String(cellAt(column, i) ?? "").length;
  return bytes;
}

function bigAt(column: BatchColumn, i: number): bigint {
  const cell = cellAt(column, i);
  // Where no row has a value, a sum is missing.
  return cell === null || cell === undefined ? 0n : BigInt(cell as bigint | string | number);
}

const chunk = 52n;
const chunkMask = (1n << chunk) - 1n;

/** A whole number times 2^shift, as doubles that add up to it exactly. */
function partsOf(whole: bigint, shift: number): number[] {
  const parts: number[] = [];
  const sign = whole < 0n ? -1 : 1;
  let rest = whole < 0n ? -whole : whole;
  for (let k = shift; rest > 0n; k += Number(chunk), rest >>= chunk) {
    const value = Number(rest & chunkMask);
    if (value !== 0) parts.push(sign * value * powerOfTwo(k));
  }
  return expansionOf(parts);
}

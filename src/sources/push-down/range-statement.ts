/** The first statement: how many rows there are, and of each column of numbers how many lack it and between which values it is. */

import type { NumericBound } from "../../reduction/reduction.ts";
import type { PushedColumn, PushedColumns } from "./pushed-columns.ts";
import { isMissing, numbersOf } from "./statement-parts.ts";
import type { SumDialect } from "./sum-dialects.ts";

export interface ColumnRange {
  readonly missing: number;
  /** Texts that are no numbers. */
  readonly faulty: number;
  /** NaN where there are no values; of moments only. */
  readonly least: number;
  readonly most: number;
  /** Values beyond each bound. */
  readonly beyond: readonly number[];
}

export interface Ranges {
  readonly rows: number;
  /** Of the columns of numbers, keys first. */
  readonly columns: readonly ColumnRange[];
}

/** The statement; its answer is one row of doubles, which `rangesOf` reads. */
export function rangeStatement(relation: string, pushed: PushedColumns, sums: SumDialect): string {
  const parts = numbersOf(pushed).flatMap((column, i) => {
    const x = `hp_x${i}`;
    const value = `case when ${isMissing(column, x)} then null else ${x} end`;
    const counted = (condition: string) => `sum(case when ${condition} then 1 else 0 end)`;
    const bounds = boundsOf(column).map((bound) =>
      counted(`not ${isMissing(column, x)} and ${isBeyond(x, bound, sums)}`),
    );
    return [
      counted(isMissing(column, x)),
      ...(column.isNoNumber === null ? [] : [`sum(hp_f${i})`]),
      ...("bounds" in column ? [`min(${value})`, `max(${value})`] : []),
      ...bounds,
    ];
  });
  const inner = numbersOf(pushed).flatMap(({ expression, isNoNumber }, i) => [
    `${expression} as hp_x${i}`,
    ...(isNoNumber === null ? [] : [`case when ${isNoNumber} then 1 else 0 end as hp_f${i}`]),
  ]);
  const all = ["count(*)", ...parts].map((part, i) => `${part} as hp_r${i}`);
  return `select ${all.join(", ")} from (select ${inner.length === 0 ? "1 as hp_one" : inner.join(", ")} from ${relation}) as t`;
}

/** How many numbers the answer has. */
export function rangeWidth(pushed: PushedColumns): number {
  return numbersOf(pushed).reduce(
    (sum, column) =>
      sum + 1 + (column.isNoNumber === null ? 0 : 1) + ("bounds" in column ? 2 : 0) + boundsOf(column).length,
    1,
  );
}

/** What the answer of the first statement says, in the order in which it was asked. */
export function rangesOf(pushed: PushedColumns, answer: readonly number[]): Ranges {
  let next = 0;
  const take = (): number => answer[next++]!;
  // A sum over no rows is missing.
  const count = (): number => take() || 0;
  return {
    rows: count(),
    columns: numbersOf(pushed).map((column) => ({
      missing: count(),
      faulty: column.isNoNumber === null ? 0 : count(),
      least: "bounds" in column ? take() : Number.NaN,
      most: "bounds" in column ? take() : Number.NaN,
      beyond: boundsOf(column).map(count),
    })),
  };
}

function boundsOf(
  column: PushedColumn & { readonly bounds?: readonly NumericBound[] },
): readonly NumericBound[] {
  return column.bounds ?? [];
}

const opposite: Readonly<Record<NumericBound["operator"], string>> = {
  ">": "<=",
  ">=": "<",
  "<": ">=",
  "<=": ">",
};

function isBeyond(x: string, { operator, bound }: NumericBound, sums: SumDialect): string {
  return `${x} ${opposite[operator]} ${sums.literal(bound)}`;
}

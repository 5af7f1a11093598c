/**
 * The second statement: of each group of equal keys its number of rows, and the sums of the whole numbers q = round((x - c)·2ˢ) that stand for the values of
 * moments, and of their products. Rows that lack a number are groups of their own, which say what is missing.
 */

import { highWord, powerOfTwo } from "../../numeric/floating-point.ts";
import { triangleOf } from "../../reduction/reduction.ts";
import type { AnswerKind, Dialect } from "../engine.ts";
import type { PushedColumns } from "./pushed-columns.ts";
import type { Ranges } from "./range-statement.ts";
import { isMissing, numbersOf } from "./statement-parts.ts";
import type { SumDialect, SumPart } from "./sum-dialects.ts";

/** x is told as centre + q·2^-scale. */
export interface MomentScale {
  readonly centre: number;
  readonly scale: number;
}

/** From the range of a column, so that q has at most so many bits. */
function scaleOf(least: number, most: number, bits: number): MomentScale {
  const range = most - least;
  // Of rows that all lack it, or of one value.
  if (!(range > 0)) return { centre: Number.isNaN(least) ? 0 : least, scale: 0 };
  // In steps of the size of the range, a centre has few digits.
  const step = powerOfTwo(exponentOf(range));
  const middle = Math.round((least + range / 2) / step) * step;
  const centre = Number.isFinite(middle) ? middle : least;
  const reach = Math.max(most - centre, centre - least);
  // reach < 2^(exponent + 1), so that |q| ≤ 2^bits.
  return { centre, scale: bits - 1 - exponentOf(reach) };
}

/** The whole number e with 2^e ≤ x < 2^(e + 1), of x > 0 that is no smaller than 1e-300. */
function exponentOf(x: number): number {
  return ((highWord(x) >>> 20) & 0x7ff) - 1023;
}

export interface SumStatement {
  readonly statement: string;
  /** How the columns of the answer come: keys, flags, the count, rows out of range, sums, products, and the greatest values of what is constant within a factor. */
  readonly kinds: readonly AnswerKind[];
  readonly scales: readonly MomentScale[];
  /** Of the columns of numbers those that some rows lack, by their place; the flags are theirs. */
  readonly flags: readonly number[];
  /** Of each moment the parts of its sum. */
  readonly totals: readonly (readonly SumPart[])[];
  /** Of each two moments (b ≤ a, row by row) the parts of their sum of products. */
  readonly products: readonly (readonly SumPart[])[];
  /** The keys that rows are not grouped by, whose least value stands in their place, and whose greatest comes last. */
  readonly constants: readonly number[];
}

export interface SumsAsked {
  readonly relation: string;
  readonly pushed: PushedColumns;
  readonly dialect: Dialect;
  readonly sums: SumDialect;
  readonly ranges: Ranges;
  /** Groups that are asked for at most; null for all. */
  readonly most: number | null;
  /** In place of the numbers of moment a, names for them. */
  readonly nameOf?: (a: number, number: RangeNumber) => string;
}

/** What of a moment's range stands in the statement. */
export type RangeNumber = "centre" | "steps" | "least" | "most";

export function sumStatement(asked: SumsAsked): SumStatement {
  const { pushed, sums, ranges, most } = asked;
  const numbers = numbersOf(pushed);
  const { keys, moments } = pushed;
  const first = numbers.length - moments.length;
  const bits = sums.bitsFor(ranges.rows);
  const scales = moments.map((_, a) =>
    scaleOf(ranges.columns[first + a]!.least, ranges.columns[first + a]!.most, bits),
  );
  const flags = numbers.flatMap((_, i) => (ranges.columns[i]!.missing > 0 ? [i] : []));
  const totals = moments.map((_, a) => sums.totals(`hp_q${a}`));
  const products = Array.from({ length: triangleOf(moments.length) }, (_, k) => {
    const [a, b] = pairAt(k);
    return sums.products(`hp_q${a}`, `hp_q${b}`);
  });
  const constants = keys.flatMap(({ constantWithin }, k) => (constantWithin === undefined ? [] : [k]));
  const flagNames = flags.map((i) => `hp_m${i}`);
  const groupNames = [...keys.flatMap((_, k) => (constants.includes(k) ? [] : [`hp_k${k}`])), ...flagNames];
  const outside = moments.map((_, a) => `hp_o${a}`).join(" + ");
  const columns = [
    ...keys.map(({ labelOf }, k) =>
      constants.includes(k) ? `min(hp_k${k})` : (labelOf?.(`hp_k${k}`) ?? `hp_k${k}`),
    ),
    ...flagNames,
    "count(*)",
    ...(moments.length === 0 ? [] : [`sum(${outside})`]),
    ...totals.flat().map(({ sql }) => sql),
    ...products.flat().map(({ sql }) => sql),
    ...constants.map((k) => `max(hp_k${k})`),
  ];
  const group = groupNames.length === 0 ? "" : ` group by ${groupNames.join(", ")}`;
  const statement = `select ${columns.map((one, i) => `${one} as hp_c${i}`).join(", ")} from (${piecesSelect(pushed, sums, `(${wholeSelect(asked, scales, flags)}) as t`, flags)}) as t${group}${most === null ? "" : ` limit ${most + 1}`}`;
  const kinds: AnswerKind[] = [
    ...keys.map(({ comes }): AnswerKind => (comes === "text" ? "texts" : "numbers")),
    ...flags.map((): AnswerKind => "numbers"),
    "numbers",
    ...(moments.length === 0 ? [] : (["numbers"] as const)),
    ...totals.flat().map((): AnswerKind => "values"),
    ...products.flat().map((): AnswerKind => "values"),
    ...constants.map((): AnswerKind => "numbers"),
  ];
  return { statement, kinds, scales, flags, totals, products, constants };
}

/** Moments a and b of entry k of the triangle. */
export function pairAt(k: number): readonly [number, number] {
  let a = 0;
  while (triangleOf(a + 1) <= k) a++;
  return [a, k - triangleOf(a)];
}

/** Keys, flags, whole numbers, and whether a value is out of the range that was found before. */
function wholeSelect(
  { relation, pushed, sums, ranges, nameOf: named }: SumsAsked,
  scales: readonly MomentScale[],
  flags: readonly number[],
): string {
  const { keys, moments } = pushed;
  const numbers = numbersOf(pushed);
  const first = numbers.length - moments.length;
  const columns = [
    ...keys.map((_, k) => `hp_k${k}`),
    ...flags.map(
      (i) => `case when ${isMissing(numbers[i]!, nameOf(pushed, i))} then 1 else 0 end as hp_m${i}`,
    ),
    ...moments.flatMap((_, a) => {
      const { centre, scale } = scales[a]!;
      const { least, most } = ranges.columns[first + a]!;
      const say = (number: RangeNumber, value: number): string => named?.(a, number) ?? sums.literal(value);
      const c = say("centre", centre);
      const i = first + a;
      const x = flags.includes(i)
        ? `case when ${isMissing(numbers[i]!, `hp_x${i}`)} then ${c} else hp_x${i} end`
        : `hp_x${i}`;
      // What was missing is outside of no range; what is now missing is outside of all.
      const isInside = Number.isNaN(least)
        ? `${x} = ${c}`
        : `${x} >= ${say("least", Math.min(least, centre))} and ${x} <= ${say("most", Math.max(most, centre))}`;
      return [
        `${sums.whole(`(${x} - ${c}) * ${say("steps", powerOfTwo(scale))}`)} as hp_q${a}`,
        `case when ${isInside} then 0 else 1 end as hp_o${a}`,
      ];
    }),
  ];
  const inner = [
    ...keys.map(({ expression }, k) => `${expression} as hp_k${k}`),
    ...moments.map(({ expression }, a) => `${expression} as hp_x${first + a}`),
  ];
  const from = `(select ${inner.length === 0 ? "1 as hp_one" : inner.join(", ")} from ${relation}) as t`;
  return `select ${columns.length === 0 ? "hp_one" : columns.join(", ")} from ${from}${moments.length === 0 ? "" : sums.fence}`;
}

/** The name of a column of numbers, which may be a key. */
function nameOf(pushed: PushedColumns, i: number): string {
  const key = pushed.keys.indexOf(numbersOf(pushed)[i]!);
  return key < 0 ? `hp_x${i}` : `hp_k${key}`;
}

function piecesSelect(
  pushed: PushedColumns,
  { pieces }: SumDialect,
  from: string,
  flags: readonly number[],
): string {
  const made = Object.entries(pieces);
  if (made.length === 0) return `select * from ${from}`;
  const names = [...pushed.keys.map((_, k) => `hp_k${k}`), ...flags.map((i) => `hp_m${i}`)];
  const columns = pushed.moments.flatMap((_, a) => [
    `hp_q${a}`,
    `hp_o${a}`,
    ...made.map(([ending, piece]) => `${piece(`hp_q${a}`)} as hp_q${a}${ending}`),
  ]);
  const all = [...names, ...columns];
  return `select ${all.length === 0 ? "1 as hp_one" : all.join(", ")} from ${from}`;
}

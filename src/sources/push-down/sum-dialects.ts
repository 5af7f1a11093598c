/**
 * How engines add up integers exactly. A value x is told by q = round((x - c)·2ˢ), a whole number, and sums of q and of products of two are of integers, which have one
 * result whatever the order and the number of threads. What differs is which integers an engine has.
 */

import { powerOfTwo } from "../../numeric/floating-point.ts";
import type { DialectName } from "../engine.ts";

/** A sum to be asked for, which counts 2^shift times. */
export interface SumPart {
  readonly sql: string;
  readonly shift: number;
}

export interface SumDialect {
  /** A double as the engine reads it to the last bit. */
  readonly literal: (value: number) => string;
  /** Whether an expression of a double is missing or not a number. */
  readonly isMissing: (expression: string) => string;
  /** The nearest whole number of an expression of a double. */
  readonly whole: (expression: string) => string;
  /** Further columns made of a whole number, by the ending of their names. */
  readonly pieces: Readonly<Record<string, (q: string) => string>>;
  /** Behind a select whose columns are mentioned several times: keeps them from being computed again at each mention. */
  readonly fence: string;
  /** Σ q. */
  readonly totals: (q: string) => readonly SumPart[];
  /** Σ q_a q_b; `q`, `p` are names of columns, without quotes. */
  readonly products: (q: string, p: string) => readonly SumPart[];
  /** Bits that q may have, its sign apart, so that sums over so many rows have room. */
  readonly bitsFor: (rows: number) => number;
}

/** A double has as many. */
const mostBits = 53;

/** So that the product of two, n of them added up, stays below 2^room. */
function bitsWithin(room: number, rows: number): number {
  return Math.min(mostBits, Math.floor((room - rows.toString(2).length) / 2));
}

const lowBits = 26;
const lowMask = 2 ** lowBits - 1;

const postgres: SumDialect = {
  literal: (value) => `cast('${value}' as double precision)`,
  isMissing: (x) => `(${x} is null or ${x} = 'NaN')`,
  whole: (x) => `cast(round(${x}) as bigint)`,
  // Sums of bigint are numeric, and exact: of halves, whose products are bigint.
  pieces: { h: (q) => `${q} >> ${lowBits}`, l: (q) => `${q} & ${lowMask}` },
  // A select within a select is merged into it, unless it has an offset. Of an offset that is no literal of its type, which 0 without quotes is not, several workers make nothing.
  fence: " offset '0'",
  totals: (q) => [{ sql: `sum(${q})`, shift: 0 }],
  products: (q, p) => [
    { sql: `sum(${q}h * ${p}h)`, shift: 2 * lowBits },
    {
      sql: q === p ? `sum(${q}h * ${q}l)` : `sum(${q}h * ${p}l + ${q}l * ${p}h)`,
      shift: q === p ? lowBits + 1 : lowBits,
    },
    { sql: `sum(${q}l * ${p}l)`, shift: 0 },
  ],
  bitsFor: () => mostBits,
};

const duckdb: SumDialect = {
  literal: (value) => `cast('${value}' as double)`,
  isMissing: (x) => `(${x} is null or isnan(${x}))`,
  whole: (x) => `cast(round(${x}) as bigint)`,
  pieces: {},
  fence: "",
  totals: (q) => [{ sql: `sum(${q})`, shift: 0 }],
  products: (q, p) => [{ sql: `sum(cast(${q} as hugeint) * ${p})`, shift: 0 }],
  // A HUGEINT has 128 bits.
  bitsFor: (rows) => bitsWithin(126, rows),
};

/** Lower bits of products that are added up by themselves. */
const partBits = 27;

/**
 * Sums of ClickHouse have 64 bits and go round beyond these; its Decimal128 is not to be relied on in old versions. So numbers of up to 55 bits are added up in two parts
 * of 28 and 27 bits, which is safe for 2^35 rows.
 */
function inParts(expression: string, shift: number): readonly SumPart[] {
  return [
    { sql: `sum(bitShiftRight(${expression}, ${partBits}))`, shift: shift + partBits },
    { sql: `sum(bitAnd(${expression}, ${2 ** partBits - 1}))`, shift },
  ];
}

const clickhouse: SumDialect = {
  literal: exactLiteral,
  isMissing: (x) => `ifNull(isNaN(${x}), 1)`,
  whole: (x) => `toInt64(round(${x}))`,
  pieces: {
    h: (q) => `bitShiftRight(${q}, ${lowBits})`,
    l: (q) => `bitAnd(${q}, ${lowMask})`,
  },
  fence: "",
  totals: (q) => inParts(q, 0),
  products: (q, p) => [
    ...inParts(`${q}h * ${p}h`, 2 * lowBits),
    ...(q === p ? inParts(`${q}h * ${q}l`, lowBits + 1) : inParts(`${q}h * ${p}l + ${q}l * ${p}h`, lowBits)),
    ...inParts(`${q}l * ${p}l`, 0),
  ],
  bitsFor: () => mostBits,
};

/**
 * Of engines that groups can be asked of. SQLite is none: it sorts rows to group them, in memory, and with sums in parts, as ClickHouse has them, two million rows took 35 to 49 s there,
 * and 5 to 6 s to be read and added up here.
 */
export const sumDialects: Readonly<Partial<Record<DialectName, SumDialect>>> = {
  duckdb,
  postgres,
  clickhouse,
};

/** Old versions of ClickHouse read decimals to some bits only, and whole numbers exactly: m·2ᵏ of whole m, by steps that are exact. */
function exactLiteral(value: number): string {
  if (value === 0) return "toFloat64(0)";
  let [odd, k] = [value, 0];
  while (!Number.isInteger(odd)) {
    odd *= 2;
    k--;
  }
  while (Math.abs(odd) > Number.MAX_SAFE_INTEGER) {
    odd /= 2;
    k++;
  }
  let text = `toFloat64(toInt64(${odd}))`;
  for (let left = Math.abs(k); left > 0; left -= 62) {
    const factor = BigInt(powerOfTwo(Math.min(left, 62)));
    text += ` ${k > 0 ? "*" : "/"} toFloat64(toInt64(${factor}))`;
  }
  return `(${text})`;
}

/** Small tables with the columns of data sets that are not here. */

import { createRandomStream, type RandomStream } from "../../../src/numeric/random-stream.ts";
import type { Columns } from "./example.ts";

const rowCount = 120;

interface Kind {
  /** Its type in the `data` of a model. */
  readonly type: string;
  readonly value: (stream: RandomStream, row: number, size: number) => number | string | null;
}

/** A level in the first rows each, then any. */
const level = (stream: RandomStream, row: number, size: number): number =>
  1 + (row < size ? row : Math.floor(size * stream.uniform()));

/** What may stand behind the colon of a column; `3` of `f3` is the size. */
const kinds: Readonly<Record<string, Kind>> = {
  real: { type: "real", value: (stream) => Math.round(1000 * stream.normal()) / 100 },
  /** Real, and missing in every seventh row. */
  gap: {
    type: "real?",
    value: (stream, row) => (row % 7 === 0 ? null : Math.round(1000 * stream.normal()) / 100),
  },
  pos: { type: "real > 0", value: (stream) => Math.round(1 + 1000 * stream.uniform()) / 100 },
  share: { type: "real > 0 < 1", value: (stream) => Math.round(1 + 97 * stream.uniform()) / 100 },
  count: { type: "int >= 0", value: (stream) => Math.floor(6 * stream.uniform()) },
  trials: { type: "int >= 1", value: (stream) => 6 + Math.floor(9 * stream.uniform()) },
  bit: { type: "int in 0..1", value: (stream) => Math.floor(2 * stream.uniform()) },
  /** Labels. */
  f: { type: "factor", value: (...row) => `l${level(...row)}` },
  /** Labels in the order l1, l2, … */
  o: { type: "factor ordered", value: (...row) => `l${level(...row)}` },
  /** Whole numbers from 1. */
  i: { type: "int", value: level },
};

interface Column {
  readonly name: string;
  readonly kind: Kind;
  readonly size: number;
  /** Another name of its plate: `school` of `s1:f10@school`. */
  readonly plate: string | null;
}

function columnsOf(columns: Columns): readonly Column[] {
  return columns.split(" ").map((text) => {
    const [, name = "", word = "", size = "0", plate = null] =
      /^(.+):([a-z]+)(\d*)(?:@(\w+))?$/.exec(text) ?? [];
    const kind = kinds[word];
    if (kind === undefined) throw new Error(`no kind of column: ${text}`);
    return { name, kind, size: Number(size), plate };
  });
}

/** Columns of made-up values, the same ones in every call. */
export function madeUpTable(columns: Columns): Record<string, (number | string | null)[]> {
  const stream = createRandomStream(7, 0);
  return Object.fromEntries(
    columnsOf(columns).map(({ name, kind, size }) => [
      name,
      Array.from({ length: rowCount }, (_, row) => kind.value(stream, row, size)),
    ]),
  );
}

/** The `data` of a model with these columns. */
export function declarations(columns: Columns): string {
  return ["data {", ...columnsOf(columns).map((column) => `  ${column.name}: ${typeOf(column)}`), "}"].join(
    "\n",
  );
}

function typeOf({ kind, size, plate }: Column): string {
  if (plate !== null) return `${kind.type} of ${plate}`;
  if (kind === kinds.i) return `int in 1..${size}`;
  if (kind !== kinds.o) return kind.type;
  return `${kind.type} [${Array.from({ length: size }, (_, k) => `l${k + 1}`).join(", ")}]`;
}

/** Lags and running sums against the definition, row by row: over tables in no order, with groups of any size. */

import { describe, expect, test } from "vitest";
import { tableFromColumns } from "../../src/data/from-memory.ts";
import { parseCsv } from "../../src/data/parse-csv.ts";
import { readWithSeries } from "../../src/data/series.ts";
import type { ColumnRequest, SeriesRequest, Table } from "../../src/data/table.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { codesOf, factor, int, numbersOf, real, requireTable } from "./requests.ts";

interface Row {
  readonly y: number | null;
  readonly g: string;
  readonly t: number;
}

const lag: SeriesRequest = { function: "lag", of: "y", within: null, by: null, steps: 1, first: null };
const named = (series: Partial<SeriesRequest>, name = "made"): ColumnRequest =>
  real(name, { series: { ...lag, ...series } });

const columnsOf = (rows: readonly Row[]) => ({
  y: rows.map(({ y }) => y),
  g: rows.map(({ g }) => g),
  t: rows.map(({ t }) => t),
});

const read = (rows: readonly Row[], requests: readonly ColumnRequest[], dropMissing = false) =>
  readWithSeries(requests, { dropMissing }, async (wanted, options) =>
    tableFromColumns(columnsOf(rows), wanted, options),
  );

/** Rows in no order; of each group other times, none of them twice. */
function rowsOf(seed: number): Row[] {
  const stream = createRandomStream(seed, 0);
  const rows: Row[] = [];
  for (let g = 0; g < 1 + Math.floor(stream.uniform() * 6); g++) {
    const size = 1 + Math.floor(stream.uniform() * 7);
    for (let k = 0; k < size; k++)
      rows.push({
        y: Math.round(stream.uniform() * 100),
        g: `g${g}`,
        t: k * 3 + Math.floor(stream.uniform() * 3) - 8,
      });
  }
  return rows
    .map((row) => ({ row, key: stream.uniform() }))
    .sort((a, b) => a.key - b.key)
    .map(({ row }) => row);
}

/** Those of its series that are before it, the nearest first. */
function earlierRows(rows: readonly Row[], i: number, { within, by }: SeriesRequest): Row[] {
  const own = rows[i]!;
  const isBefore = (row: Row, k: number): boolean => (by === null ? k < i : row.t < own.t);
  const earlier = rows.filter((row, k) => (within === null || row.g === own.g) && isBefore(row, k));
  return by === null ? earlier.reverse() : earlier.sort((a, b) => b.t - a.t);
}

const orders = [
  { within: "g", by: "t" },
  { within: "g", by: null },
  { within: null, by: null },
] as const;
const cases = orders.flatMap((order) => Array.from({ length: 25 }, (_, k) => [order, 400 + k] as const));

describe.each(cases)("of %j in table %d", (order, seed) => {
  const rows = rowsOf(seed);

  test.each([1, 2, 3])("a lag is the value %d rows before", async (steps) => {
    const request = named({ ...order, steps, first: -7 });
    const table = requireTable(await read(rows, [real("y"), factor("g"), int("t"), request]));
    const expected = rows.map((_, i) => earlierRows(rows, i, request.series!)[steps - 1]?.y ?? -7);
    expect(numbersOf(table, "made")).toEqual(expected);
  });

  test("a running sum is that of the rows before and of the row itself", async () => {
    const request = named({ ...order, function: "cumulative_sum" });
    const table = requireTable(await read(rows, [real("y"), factor("g"), int("t"), request]));
    const sumOf = (list: readonly Row[]): number => list.reduce((sum, { y }) => sum + y!, 0);
    const expected = rows.map((row, i) => sumOf([row, ...earlierRows(rows, i, request.series!)]));
    expect(numbersOf(table, "made")).toEqual(expected);
  });

  test("the lag of a running sum is the sum of the rows before", async () => {
    const sum = named({ ...order, function: "cumulative_sum" }, "sum");
    const request = named({ ...order, of: "sum", first: 0 });
    const table = requireTable(await read(rows, [real("y"), factor("g"), int("t"), sum, request]));
    const expected = rows.map((_, i) =>
      earlierRows(rows, i, request.series!).reduce((all, { y }) => all + y!, 0),
    );
    expect(numbersOf(table, "made")).toEqual(expected);
  });

  test("rows are dropped after lags are made, and are none of them but those that lack one", async () => {
    const lacking = rows.map((row, i) => (i % 4 === 2 ? { ...row, y: null } : row));
    const request = named(order);
    const table = await read(lacking, [real("y"), factor("g"), int("t"), request], true);
    const lags = lacking.map((_, i) => earlierRows(lacking, i, request.series!)[0]?.y ?? null);
    const kept = lacking.flatMap(({ y }, i) => (y === null || lags[i] === null ? [] : [i]));
    if (kept.length === 0) expect(codesOf(table)).toContain("HP0414");
    else expect(numbersOf(requireTable(table), "made")).toEqual(kept.map((i) => lags[i]));
  });
});

const few: readonly Row[] = [
  { y: 3, g: "b", t: 1 },
  { y: 1, g: "a", t: 2 },
  { y: null, g: "a", t: 1 },
  { y: 8, g: "a", t: 3 },
];

test("rows without an earlier one, and those behind a missing value, are told apart", async () => {
  const request = named({ within: "g", by: "t" });
  const { problems } = await read(few, [real("y", { mayBeMissing: true }), factor("g"), int("t"), request]);
  expect(problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
    "HP0475 `made` has no value in 3 rows, first in row 1: 2 rows in 2 levels of `g` have no earlier row, and 1 row would have a value that is missing",
  ]);
});

test("in a running sum a missing value is missing in all rows that follow", async () => {
  const request = { ...named({ function: "cumulative_sum", within: "g", by: "t" }), mayBeMissing: true };
  const result = await read(few, [real("y", { mayBeMissing: true }), factor("g"), int("t"), request]);
  const [made] = result.problems;
  expect(made?.message).toContain("3 rows would have a value that is missing");
});

test("what is wrong with the columns themselves is told once, and of all of them", async () => {
  const request = named({ within: "g", by: "t" });
  const result = await readWithSeries(
    [real("y"), factor("g"), int("t"), int("z"), request],
    { dropMissing: false },
    (wanted, options) => parseCsv("y,g,t\n1,a,x\n2,a,3\n", "data.csv", wanted, options),
  );
  expect(codesOf(result)).toEqual(["HP0407", "HP0411"]);
});

const labelled = (levels: Partial<ColumnRequest>) =>
  readWithSeries(
    [real("y"), factor("t", levels), named({ by: "t", first: 0 })],
    { dropMissing: false },
    (wanted, options) => parseCsv("y,t\n1,10\n2,9\n4,8\n", "data.csv", wanted, options),
  );

test("rows are ordered by labels that are numbers, and by levels in a declared order", async () => {
  expect(numbersOf(requireTable(await labelled({})), "made")).toEqual([2, 4, 0]);
  expect(numbersOf(requireTable(await labelled({ order: ["10", "8", "9"] })), "made")).toEqual([0, 4, 1]);
});

test("two rows of one series at one time are told with their lines, and labels without an order with theirs", async () => {
  const request = named({ within: "g", by: "t" });
  const readText = (
    text: string,
  ): Promise<{
    readonly table: Table | null;
    readonly problems: readonly { message: string; code: string }[];
  }> =>
    readWithSeries(
      [real("y"), factor("g"), factor("t"), request],
      { dropMissing: false },
      (wanted, options) => parseCsv(text, "data.csv", wanted, options),
    );
  const tied = await readText("y,g,t\n1,a,1\n2,b,1\n3,a,2\n4,a,1\n5,a,2\n");
  expect(tied.table).toBeNull();
  expect(tied.problems.map(({ message }) => message)).toEqual([
    "`made` needs rows in order, but lines 2 and 5 of `g` `a` both have `t` 1; 2 rows are like it",
  ]);
  expect((await readText("y,g,t\n1,a,mon\n2,b,tue\n3,a,wed\n")).problems.map(({ code }) => code)).toEqual([
    "HP0477",
  ]);
});

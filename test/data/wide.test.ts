/** A table with a column for each time is the table with a row for each, wherever it comes from. */

import { describe, expect, test } from "vitest";
import { tableFromColumns, tableFromRows } from "../../src/data/from-memory.ts";
import { parseCsv } from "../../src/data/parse-csv.ts";
import type { Table } from "../../src/data/table.ts";
import type { TableResult } from "../../src/data/table-builder.ts";
import { parseWide } from "../../src/data/wide.ts";
import { factor, int, real } from "./requests.ts";

const wideOf = (...texts: readonly string[]) => {
  const { wide, faults } = parseWide(texts);
  expect(faults).toEqual([]);
  return { dropMissing: false, wide };
};
const faultsOf = (...texts: readonly string[]): readonly string[] => parseWide(texts).faults;

const requests = [real("y"), factor("id"), factor("when"), real("time", { from: "when" }), real("x")];
const texts = ["y: t1 t2 t10 as when", "x: a b c"];
const wideText = "id,t1,t2,t10,a,b,c\nA,1,2,3,.1,.2,.3\nB,4,5,6,.4,.5,.6\n";
const longText =
  "id,when,time,y,x\nA,1,1,1,.1\nA,2,2,2,.2\nA,10,10,3,.3\nB,1,1,4,.4\nB,2,2,5,.5\nB,10,10,6,.6\n";

function contentsOf({ table, problems }: TableResult): unknown {
  expect(problems).toEqual([]);
  const { rowCount, rowsRead, rowsDropped, columns } = table as Table;
  const shown = [...columns].map(([name, column]) =>
    column.kind === "factor"
      ? [name, [...column.codes].map((code) => column.levels[code]), column.levels]
      : [name, [...column.values]],
  );
  return { rowCount, rowsRead, rowsDropped, shown };
}

const rowsOf = (text: string): Record<string, string | number>[] => {
  const [head = "", ...lines] = text.trim().split("\n");
  const names = head.split(",");
  return lines.map((line) =>
    Object.fromEntries(
      line.split(",").map((cell, i) => [names[i]!, Number.isNaN(Number(cell)) ? cell : Number(cell)]),
    ),
  );
};

describe("the same table comes", () => {
  const long = { dropMissing: false };
  const asLong = requests.map((one) => (one.name === "time" ? real("time") : one));

  test("from a file", async () => {
    const wide = await parseCsv(wideText, "d.csv", requests, wideOf(...texts));
    expect(contentsOf(wide)).toEqual(contentsOf(await parseCsv(longText, "d.csv", asLong, long)));
    expect([...(wide.table?.lines ?? [])]).toEqual([2, 2, 2, 3, 3, 3]);
  });

  test("from rows, and from columns", () => {
    const rows = rowsOf(wideText);
    const columns = Object.fromEntries(
      Object.keys(rows[0]!).map((name) => [name, rows.map((row) => row[name])]),
    );
    const expected = contentsOf(tableFromRows(rowsOf(longText), asLong, long));
    expect(contentsOf(tableFromRows(rows, requests, wideOf(...texts)))).toEqual(expected);
    expect(contentsOf(tableFromColumns(columns, requests, wideOf(...texts)))).toEqual(expected);
  });

  test("whatever separates its columns, also where only their names tell", async () => {
    const semicolons = wideText.replaceAll(",", ";").replaceAll(".", "0,");
    const { table, problems } = await parseCsv(semicolons, "d.csv", requests, wideOf(...texts));
    expect(problems.map(({ code }) => code)).toEqual(["HP0416"]);
    expect(table?.rowCount).toBe(6);
  });
});

test("names with blanks and colons stand in quotes, and columns may be called `as`", async () => {
  const text = 'id,Day 0,"Day: 1",as\nA,1,2,3\n';
  const options = wideOf('"the score": "Day 0" "Day: 1" as as "which day"');
  const wanted = [real("y", { from: "the score" }), factor("d", { from: "which day" })];
  const { table } = await parseCsv(text, "d.csv", wanted, options);
  expect(table?.columns.get("d")).toMatchObject({ levels: ["Day 0", "Day: 1", "as"] });
  expect(table?.columns.get("y")).toMatchObject({ values: Float64Array.of(1, 2, 3) });
});

test.each([
  ["t1 t2 t10", ["1", "2", "10"]],
  ["x_0.5 x_1", ["0.5", "1"]],
  ["1990 1991", ["1990", "1991"]],
  ["day-1 day-2", ["1", "2"]],
  ["a1 b2", ["a1", "b2"]],
  ["before after1", ["before", "after1"]],
])("the columns %s are told apart as %j", async (columns, levels) => {
  const names = columns.split(" ");
  const data = Object.fromEntries(names.map((name, i) => [name, [i]]));
  const { table } = tableFromColumns(data, [real("y"), factor("when")], wideOf(`y: ${columns} as when`));
  const when = table?.columns.get("when");
  expect(when?.kind === "factor" && [...when.codes].map((code) => when.levels[code])).toEqual(levels);
});

test("a missing cell is the missing value of its own row, which is told or dropped", async () => {
  const text = "id,t1,t2\nA,1,NA\nB,-99,4\n";
  const wanted = [real("y"), factor("id"), int("when")];
  const options = wideOf("y: t1 t2 as when");
  const told = await parseCsv(text, "d.csv", wanted, options);
  expect(told.problems).toMatchObject([{ code: "HP0413", place: { line: 2, column: "y" } }]);
  const dropped = await parseCsv(text, "d.csv", wanted, { ...options, dropMissing: true, na: ["-99"] });
  expect(dropped.table).toMatchObject({ rowCount: 2, rowsRead: 4, rowsDropped: 2 });
  expect(dropped.table?.columns.get("when")).toMatchObject({ values: Float64Array.of(1, 2) });
  const inMemory = tableFromRows(
    [
      { id: "A", t1: 1 },
      { id: "B", t1: 3, t2: null },
    ],
    wanted,
    options,
  );
  expect(inMemory.problems).toMatchObject([{ code: "HP0413" }]);
});

describe("what is wrong is told", () => {
  test.each([
    ["a column that the table lacks", "y: t1 t3", "HP0407", "t3"],
    ["labels among numbers", "y: t1 id", "HP0411", "`A` is not a number"],
    ["a name without a number, where one is wanted", "y: t1 id as when", "HP0411", "`t1` is not a number"],
  ])("%s", async (_, text, code, words) => {
    const wanted = [real("y"), ...(text.endsWith("when") ? [real("when")] : [])];
    const { table, problems } = await parseCsv("id,t1,t2\nA,1,2\n", "d.csv", wanted, wideOf(text));
    expect(table).toBeNull();
    expect(problems.some((one) => one.code === code && one.message.includes(words))).toBe(true);
  });

  test("of a misspelt name the nearest", async () => {
    const { problems } = await parseCsv("id,t1,t2\nA,1,2\n", "d.csv", [real("score")], wideOf("scor: t1 t2"));
    expect(problems).toMatchObject([
      { code: "HP0407", hint: expect.stringContaining("did you mean `scor`?") },
    ]);
  });

  test("in memory, what is no column, and a column of another length", () => {
    const options = wideOf("y: t1 t2");
    const odd = tableFromColumns({ t1: [1], t2: 5 as unknown as number[] }, [real("y")], options);
    expect(odd.problems).toMatchObject([{ code: "HP0421", message: expect.stringContaining("`t2`") }]);
    const uneven = tableFromColumns({ t1: [1], t2: [1, 2] }, [real("y")], options);
    expect(uneven.problems).toMatchObject([{ code: "HP0420", message: expect.stringContaining("`t2`") }]);
  });

  test.each(["", "y", "y:", "y: t1", ": t1 t2", "y: t1 as when", 'y: t1 "t2', "y: as when"])(
    "that %j is no description of columns",
    (text) => {
      expect(faultsOf(text)).toEqual([expect.stringContaining(`is \`${text}\``)]);
    },
  );

  test("that columns are made of different numbers, of one twice, or twice", () => {
    expect(faultsOf("y: t1 t2", "x: a b c")).toEqual([
      "`--wide` must make all columns of as many, but it makes `y` of 2 columns and `x` of 3",
    ]);
    expect(faultsOf("y: t1 t1")).toEqual([
      "`--wide` must name each column once, but `y` is made of `t1` twice",
    ]);
    expect(faultsOf("y: t1 t2 as y")).toEqual(["`--wide` must make a column once, but `y` is made twice"]);
    expect(faultsOf("y", "x: a b", "z:")).toHaveLength(2);
  });
});

import { describe, expect, test } from "vitest";
import {
  type ColumnData,
  type RowData,
  tableFromColumns,
  tableFromRows,
} from "../../src/data/from-memory.ts";
import { codesOf, factor, int, labelsOf, numbersOf, real, requireTable } from "./requests.ts";

const keep = { dropMissing: false };
const requests = [real("y"), factor("sample")];

describe("columns", () => {
  test("may be arrays and typed arrays, with booleans as 0 and 1 and numbers as labels", () => {
    const data = { y: [true, false, 2.5], sample: Int32Array.of(10, 9, 10), n: Float64Array.of(1, 2, 3) };
    const table = requireTable(tableFromColumns(data, [...requests, int("n")], keep));
    expect(numbersOf(table, "y")).toEqual([1, 0, 2.5]);
    expect(labelsOf(table, "sample")).toEqual(["10", "9", "10"]);
    expect([table.name, table.rowCount, table.lines]).toEqual(["<data>", 3, null]);
  });

  test("miss null, undefined and NaN; a text `NA` is a label", () => {
    const data = { y: [null, undefined, NaN, 4], sample: ["NA", null, "", "B"] };
    const missing = { mayBeMissing: true };
    const table = requireTable(tableFromColumns(data, [real("y", missing), factor("sample", missing)], keep));
    expect(numbersOf(table, "y")).toEqual([NaN, NaN, NaN, 4]);
    expect(labelsOf(table, "sample")).toEqual(["NA", null, null, "B"]);
    const dropped = requireTable(tableFromColumns(data, requests, { dropMissing: true }));
    expect([dropped.rowCount, dropped.rowsDropped]).toEqual([1, 3]);
  });

  test("of unequal lengths are a problem", () => {
    expect(tableFromColumns({ y: [1, 2], sample: ["A"] }, requests, keep).problems).toMatchObject([
      { code: "HP0420", message: "expected columns of one length, but `y` has 2 values and `sample` has 1" },
    ]);
  });

  test("with texts for numbers are a problem that says so", () => {
    expect(
      tableFromColumns({ y: [1, "2", "3"], sample: ["A", "A", "B"] }, requests, keep).problems,
    ).toMatchObject([
      {
        code: "HP0411",
        message:
          "expected numbers in column `y`, but `2` is a text, not a number (row 2); 2 cells of this column are like it",
        hint: "convert texts first, as with Number(x); null stands for a missing value",
        place: { kind: "data", file: "<data>", line: null, column: "y" },
      },
    ]);
  });

  test.each([
    [{ y: 5, sample: ["A"] }, "HP0421"],
    [{ y: "15", sample: ["A", "B"] }, "HP0421"],
    [{ y: [Infinity], sample: ["A"] }, "HP0411"],
    [{ y: [{}], sample: ["A"] }, "HP0411"],
    [{ y: [1], sample: [{}] }, "HP0423"],
    [{ y: [1], Sample: ["A"] }, "HP0407"],
    [{ y: [], sample: [] }, "HP0406"],
    [null, "HP0424"],
    [[1, 2], "HP0424"],
    ["y,sample", "HP0424"],
  ])("%j have the problem %s", (data, code) => {
    const result = tableFromColumns(data as unknown as ColumnData, requests, keep);
    expect([result.table, codesOf(result)]).toEqual([null, [code]]);
  });
});

describe("rows", () => {
  test("give the same table as columns", () => {
    const rows = [
      { y: 1, sample: "A" },
      { sample: "B", y: 2, other: [] },
    ];
    const table = requireTable(tableFromRows(rows, requests, { dropMissing: false, name: "mine" }));
    expect(table).toEqual(
      requireTable(
        tableFromColumns({ y: [1, 2], sample: ["A", "B"] }, requests, { dropMissing: false, name: "mine" }),
      ),
    );
  });

  test("miss what a row has no key for; a key of no row is a problem", () => {
    const rows = [{ y: 1, sample: "A" }, { sample: "B" }];
    const { problems } = tableFromRows(rows, requests, keep);
    expect(problems.map(({ message }) => message)).toEqual([
      "expected a value in every row of column `y`, but 1 value is missing, in row 2",
    ]);
    expect(tableFromRows(rows, [real("x")], keep).problems[0]!.message).toBe(
      "expected a column `x`, but the table has `y` and `sample`",
    );
  });

  test.each([
    [[{ y: 1, sample: "A" }, 7], "HP0422"],
    [[null], "HP0422"],
    [[], "HP0406"],
    [{ y: [1] }, "HP0424"],
  ])("%j have the problem %s", (rows, code) => {
    const result = tableFromRows(rows as unknown as RowData, requests, keep);
    expect([result.table, codesOf(result)]).toEqual([null, [code]]);
  });
});

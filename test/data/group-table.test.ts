import { describe, expect, test } from "vitest";
import { collapseToGroup, joinGroupTable } from "../../src/data/group-table.ts";
import { parseCsv } from "../../src/data/parse-csv.ts";
import type { ColumnRequest, FactorColumn, NumericColumn } from "../../src/data/table.ts";
import { codesOf, factor, factorOf, labelsOf, numbersOf, real, requireTable } from "./requests.ts";

const missing = { mayBeMissing: true };

async function join(levels: string[], text: string, requests: ColumnRequest[] = [real("uranium", missing)]) {
  const asked = [factor("county", missing), ...requests];
  const table = requireTable(await parseCsv(text, "county.csv", asked, { dropMissing: false }));
  return joinGroupTable(levels, table, factorOf(table, "county"));
}

describe("a table of its own", () => {
  test("gives one value per level, in the order of the levels, without the key", async () => {
    const { table, problems } = await join(["A", "B", "C"], "county,uranium\nC,3\nA,1\nB,2\n");
    expect(problems).toEqual([]);
    expect([...table!.columns.keys()]).toEqual(["uranium"]);
    expect([numbersOf(table!, "uranium"), [...table!.lines!], table!.rowCount]).toEqual([
      [1, 2, 3],
      [3, 4, 2],
      3,
    ]);
  });

  test("keeps of a factor only the levels that are used", async () => {
    const { table } = await join(["A", "B"], "county,state\nC,IA\nA,WI\nB,MN\n", [factor("state")]);
    expect(factorOf(table!, "state").levels).toEqual(["MN", "WI"]);
    expect(labelsOf(table!, "state")).toEqual(["WI", "MN"]);
  });

  test("without a row for some level is a problem that names it and what is near", async () => {
    const result = await join(["AITKIN", "BECKER", "CLAY"], "county,uranium\nAITKIN,1\nBEKCER,2\n");
    expect(result.table).toBeNull();
    expect(result.problems).toMatchObject([
      {
        code: "HP0430",
        message: "expected one row for each level of `county`, but there is none for `BECKER` and `CLAY`",
        hint: expect.stringContaining("did you mean `BEKCER`?"),
      },
      { code: "HP0432", severity: "warning", message: expect.stringContaining("`BEKCER`") },
    ]);
  });

  test("with several rows for a level is taken if they agree", async () => {
    const { table } = await join(["A"], "county,uranium\nA,1\nA,1.0\n");
    expect(numbersOf(table!, "uranium")).toEqual([1]);
  });

  test("with several rows that differ is a problem with both values and lines", async () => {
    const result = await join(["A", "B"], "county,uranium\nA,1\nB,2\nA,1.5\n");
    expect(result.table).toBeNull();
    expect(result.problems).toMatchObject([
      {
        code: "HP0431",
        message:
          "expected one value of `uranium` for `county` = `A`, but found `1` and `1.5` in lines 2 and 4",
        place: { file: "county.csv", line: 4, column: "uranium" },
      },
    ]);
  });

  test("with rows that have no label warns of them", async () => {
    expect(codesOf(await join(["A"], "county,uranium\nA,1\nNA,2\n"))).toEqual(["HP0433"]);
  });
});

describe("a column of the main table", () => {
  async function collapse(text: string, requests: ColumnRequest[]) {
    const table = requireTable(
      await parseCsv(text, "data.csv", [factor("g", missing), ...requests], { dropMissing: false }),
    );
    return collapseToGroup(table.columns.get("x")!, factorOf(table, "g"), table);
  }

  test("becomes one value per level, with missing values passed over", async () => {
    const { column } = await collapse("g,x\nB,2\nA,NA\nA,1\nC,\nNA,7\n", [real("x", missing)]);
    expect([...(column as NumericColumn).values]).toEqual([1, 2, NaN]);
    expect(column!.missing).toBe(1);
  });

  test("may be a factor", async () => {
    const { column } = await collapse("g,x\nB,p\nA,q\nB,p\n", [factor("x")]);
    const { codes, levels } = column as FactorColumn;
    expect([...codes].map((code) => levels[code])).toEqual(["q", "p"]);
  });

  test("that varies within a level is a problem with level, values and lines", async () => {
    const { column, problems } = await collapse("g,x\nA,1\nB,2\nB,2\nB,3\n", [real("x")]);
    expect(column).toBeNull();
    expect(problems).toMatchObject([
      {
        code: "HP0431",
        message: "expected one value of `x` for `g` = `B`, but found `2` and `3` in lines 3 and 5",
      },
    ]);
  });
});

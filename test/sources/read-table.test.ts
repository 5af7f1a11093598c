import { mkdir, readFile, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ColumnRequest, Table } from "../../src/data/table.ts";
import type { TableResult } from "../../src/data/table-builder.ts";
import { openChained } from "../../src/sources/files/chained.ts";
import { openParquet } from "../../src/sources/files/parquet-file.ts";
import { readRows } from "../../src/sources/read-rows.ts";
import { readTable } from "../../src/sources/read-table.ts";
import { factor, int, real } from "../data/requests.ts";
import {
  csv,
  inDuckdb,
  inSqlite,
  names,
  type Place,
  temporaryFolder,
  values,
  writeText,
} from "./fixtures.ts";

let place: Place;
const at = (name: string): string => place.at(name);

beforeAll(async () => {
  place = await temporaryFolder();
  await writeText(at("all.csv"), csv);
  for (const folder of ["csv", "parquet", "mixed", "empty", "other"]) await mkdir(at(folder));
  // Numbers by size: 2 before 10.
  await writeText(at("csv/part-2.csv"), csv.slice(0, 3));
  await writeText(at("csv/part-10.csv"), [csv[0]!, ...csv.slice(3)]);
  const typed = `(select * from (${values}) t${names})`;
  await inDuckdb(
    at("study.duckdb"),
    `create table rows as from ${typed}`,
    "create table other (a integer)",
    `copy (from rows) to '${at("all.parquet")}' (row_group_size 2048)`,
    `copy (from rows where "Größe" <= 2) to '${at("parquet/part-2.parquet")}'`,
    `copy (from rows where "Größe" > 2) to '${at("parquet/part-10.parquet")}'`,
    `copy (select 1::decimal(10,2) / 3 as y, 0.1::decimal(20,3) as d, date '2024-02-29' as day, [1, 2] as l, 'x'::blob as b, 18446744073709551615::ubigint as big, 'inf'::double as f) to '${at("odd.parquet")}'`,
  );
  inSqlite(
    at("study.sqlite"),
    `create table rows ${names}`,
    `insert into rows ${values.replaceAll(/::\w+/g, "")}`,
  );
});
afterAll(() => place.remove());

const requests = [
  real("y", { mayBeMissing: true }),
  int("n"),
  factor("code"),
  factor("name", { mayBeMissing: true }),
  factor("flag"),
  { ...real("size"), from: "Größe" },
];
const options = { dropMissing: false };
const read = (text: string, wanted: readonly ColumnRequest[] = requests, more = {}): Promise<TableResult> =>
  readTable(text, wanted, { ...options, ...more });

function plain({ table, problems }: TableResult): unknown {
  expect(problems).toEqual([]);
  return columnsOf(table!);
}

function columnsOf({ columns, rowCount }: Table): unknown {
  const cells = [...columns].map(([name, column]) =>
    column.kind === "numeric"
      ? [name, [...column.values]]
      : [name, Array.from(column.codes, (code) => column.levels[code] ?? null)],
  );
  return { rowCount, ...Object.fromEntries(cells) };
}

describe("a table has the same cells wherever it is", () => {
  it.each([
    ["Parquet", "all.parquet"],
    ["a folder of Parquet files, in the order of their numbers", "parquet"],
    ["a pattern", "par*/part-*.parquet"],
    ["a folder of CSV files", "csv"],
    ["a pattern of CSV files", "**/part*.csv"],
    ["DuckDB", "study.duckdb?table=rows"],
    ["DuckDB, by schema", "study.duckdb?table=main.rows"],
    ["SQLite", "study.sqlite?table=rows"],
    ["SQLite, with its only table", "study.sqlite"],
  ])("%s", async (_, source) => {
    const expected = plain(await read(at("all.csv")));
    const found = plain(await read(at(source)));
    if (source.includes("sqlite")) {
      // SQLite has no booleans.
      const flags = (one: unknown) => ({ ...(one as object), flag: null });
      expect(flags(found)).toEqual(flags(expected));
    } else expect(found).toEqual(expected);
  });

  it("Parquet by hyparquet, where DuckDB is not installed", async () => {
    const table = await openParquet(at("all.parquet"));
    const found = plain(await readRows(table, "all.parquet", requests, options));
    await table.close();
    expect(found).toEqual(plain(await read(at("all.csv"))));
  });

  it("what a query gives", async () => {
    const query = `select * from rows where "Größe" < 4 -- the first;\n;`;
    const [duck, lite, files] = await Promise.all([
      read(at("study.duckdb"), requests, { query }),
      read(at("study.sqlite"), [int("n"), factor("code")], { query }),
      read(at("parquet"), requests, { query: query.replace("rows", "data") }),
    ]);
    expect(duck.table?.rowCount).toBe(3);
    expect(lite.table?.rowCount).toBe(3);
    expect(plain(files)).toEqual(plain(duck));
    const one = await read(at("all.csv"), [factor("code")], {
      query: "select upper(code) as code from data limit 2",
    });
    expect(plain(one)).toEqual({ rowCount: 2, code: ["007", "012"] });
  });
});

describe("cells of columns with types", () => {
  it("decimals are read as they are written, dates are labels, integers beyond 2^53 labels of all their digits", async () => {
    const wanted = [real("d"), factor("day"), factor("big")];
    expect(plain(await read(at("odd.parquet"), wanted))).toEqual({
      rowCount: 1,
      d: [0.1],
      day: ["2024-02-29"],
      big: ["18446744073709551615"],
    });
  });

  it("what is no cell is a problem that says the type", async () => {
    const { problems } = await read(at("odd.parquet"), [real("day"), factor("l"), real("b")]);
    expect(problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      "HP1004: expected numbers in column `day`, but it is of type `DATE`",
      "HP1004: expected labels in column `l`, but it is of type `INTEGER[]`",
      "HP1004: expected numbers in column `b`, but it is of type `BLOB`",
    ]);
    const fault = await read(at("odd.parquet"), [real("f"), int("big")]);
    expect(fault.problems.map(({ code }) => code)).toEqual(["HP0411", "HP0412"]);
  });

  it("words for missing values, dropped rows and columns that are asked for twice", async () => {
    const found = await read(at("all.parquet"), [real("y"), { ...factor("f"), from: "y" }, int("n")], {
      dropMissing: true,
      na: ["-7"],
    });
    expect(found.table?.rowCount).toBe(4);
    expect(found.table?.rowsDropped).toBe(2);
    const column = found.table?.columns.get("f");
    expect(column?.kind === "factor" ? column.levels : []).toEqual(["-2.25", "0.1", "1.5", "3"]);
  });

  it("rows become several by `wide`", async () => {
    const wide = {
      count: 2,
      values: new Map([["v", ["y", "Größe"]]]),
      labels: new Map([["which", ["y", "Größe"]]]),
    };
    const found = plain(await read(at("parquet/part-2.parquet"), [real("v"), factor("which")], { wide }));
    expect(found).toEqual({ rowCount: 4, v: [1.5, 1, -2.25, 2], which: ["y", "Größe", "y", "Größe"] });
  });

  it("only the number of rows where nothing is asked for", async () => {
    const { table, headers } = await read(at("study.sqlite"), []);
    expect(table?.rowCount).toBe(6);
    expect(headers).toEqual(["y", "n", "code", "name", "flag", "Größe"]);
  });
});

describe("what is wrong with a source is a problem", () => {
  const told = async (text: string, wanted = requests, more = {}): Promise<string> => {
    const { table, problems } = await read(text, wanted, more);
    expect(table).toBeNull();
    return problems.map(({ code, message, hint }) => `${code}: ${message} | ${hint}`).join("\n");
  };

  it("a column that is not there, with the nearest name", async () => {
    expect(await told(at("all.parquet"), [real("Grösse")])).toMatch(/^HP0407: .*did you mean `Größe`/);
    expect(await told(at("csv"), [real("Y")])).toMatch(/^HP0407/);
  });

  it("no file, no files, files of several kinds, files that are not what they say", async () => {
    expect(await told(at("none.parquet"))).toMatch(/^HP0401/);
    expect(await told(at("none.duckdb"))).toMatch(/^HP0401/);
    expect(await told(at("none*.parquet"))).toMatch(/^HP1002/);
    expect(await told(at("empty"))).toMatch(/^HP1002/);
    await writeText(at("mixed/a.csv"), csv);
    await writeFile(at("mixed/b.parquet"), await readFile(at("all.parquet")));
    expect(await told(at("mixed"))).toMatch(/^HP1001: .*1 csv, 1 parquet/);
    const bytes = await readFile(at("all.parquet"));
    await writeFile(at("cut.parquet"), bytes.subarray(0, bytes.length - 40));
    expect(await told(at("cut.parquet"))).toMatch(/^HP1003: .*as a Parquet file/);
    await writeFile(at("text.duckdb"), "no database at all, but a text of some length");
    await writeFile(at("text.sqlite"), "no database at all, but a text of some length");
    expect(await told(at("text.duckdb"))).toMatch(/^HP1003: .*a database of DuckDB/);
    expect(await told(at("text.sqlite"))).toMatch(/^HP1003: .*a database of SQLite/);
  });

  it("files that do not have the same columns", async () => {
    await writeText(at("other/a.csv"), ["y,g", "1,a"]);
    await writeText(at("other/b.csv"), ["y,h", "1,a"]);
    expect(await told(at("other"), [real("y")])).toMatch(/^HP1005: .*has no `g`, and has `h` besides/);
    await writeText(at("other/b.csv"), ["g,y", "1,a"]);
    expect(await told(at("other"), [real("y")])).toMatch(/^HP1005: .*another order/);
    await writeText(at("other/b.csv"), ["y,g", "1,a,2"]);
    expect(await told(at("other"), [real("y")])).toMatch(/^HP1003/);
    await writeText(at("other/b.csv"), ["y,g"]);
    expect(plain(await read(at("other"), [real("y")]))).toEqual({ rowCount: 1, y: [1] });
  });

  it("files of several types, where they are read one after another", async () => {
    await inDuckdb(null, `copy (select 'a' as y) to '${at("other/t.parquet")}'`);
    const paths = [at("parquet/part-2.parquet"), at("parquet/part-10.parquet")];
    const both = await openChained(paths, openParquet);
    expect((await readRows(both, "both", [real("size", { from: "Größe" })], options)).table?.rowCount).toBe(
      6,
    );
    await both.close();
    await inDuckdb(null, `copy (select 1.5::double as y) to '${at("other/d.parquet")}'`);
    const odd = await openChained([at("other/d.parquet"), at("other/t.parquet")], openParquet);
    const reading = readRows(odd, "odd", [real("y")], options);
    await expect(reading).rejects.toMatchObject({ problem: { code: "HP1021" } });
    await odd.close();
  });

  it("a table that is not named, or not there; a query that is none", async () => {
    expect(await told(at("study.duckdb"))).toMatch(/^HP1006: .*`other` and `rows`/);
    expect(await told(at("study.duckdb?table=row"))).toMatch(/^HP1007: .*did you mean `rows`/);
    expect(await told(at("study.sqlite?table=row"))).toMatch(/^HP1007: .*did you mean `rows`/);
    const query = "drop table rows";
    expect(await told(at("study.duckdb"), requests, { query })).toMatch(/^HP1018/);
    expect(await told(at("study.sqlite"), requests, { query })).toMatch(/^HP1018/);
    const two = "select * from rows) as q; drop table rows; select * from (select 1";
    expect(await told(at("study.duckdb"), requests, { query: two })).toMatch(/^HP1018/);
    expect(await told(at("study.sqlite"), requests, { query: two })).toMatch(/^HP1018/);
    expect(await told(at("study.sqlite?table=rows"), requests, { query: "select 1" })).toMatch(/^HP1008/);
    expect((await read(at("study.sqlite"))).table?.rowCount).toBe(6);
  });

  it("a table without rows", async () => {
    expect(await told(at("study.duckdb?table=other"), [int("a")])).toMatch(/^HP0406/);
  });

  it("names with quotes and words of SQL are names", async () => {
    await inDuckdb(
      at("odd.duckdb"),
      `create table "a""; drop table b; --" as select 1 as "x"" from y", 2 as "select"`,
    );
    const source = at('odd.duckdb?table="a""; drop table b; --"');
    const wanted = [{ ...real("x"), from: 'x" from y' }, real("select")];
    expect(plain(await read(source, wanted))).toEqual({ rowCount: 1, x: [1], select: [2] });
  });
});

/** Cells that are read column by column beside the same ones row by row: `wide` of one row in place of one, which makes nothing, has them read so. */

import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { ColumnPiece } from "../../src/data/column-collector.ts";
import type { ColumnRequest, Table } from "../../src/data/table.ts";
import { type ReadOptions, TableBuilder, type TableResult } from "../../src/data/table-builder.ts";
import type { WideTable } from "../../src/data/wide.ts";
import { openParquet } from "../../src/sources/files/parquet-file.ts";
import { readRows } from "../../src/sources/read-rows.ts";
import { readTable } from "../../src/sources/read-table.ts";
import { factor, int, real } from "../data/requests.ts";
import { inDuckdb, inSqlite, type Place, temporaryFolder } from "./fixtures.ts";

const rowByRow: WideTable = { count: 1, values: new Map(), labels: new Map() };
const plain = { dropMissing: false };

/** Rows of every type, of which some lack each; more than two chunks of DuckDB, so that the last is not full. */
const typed = `select
  case when i % 7 = 3 then null when i % 11 = 5 then 'nan'::double when i % 13 = 0 then -0.0 else i / 7.0 end as x,
  (i * 0.37)::float as f,
  case when i % 5 = 1 then null else (i % 40)::integer end as n,
  case when i % 9 = 2 then null else i % 3 = 0 end as flag,
  case when i % 17 = 4 then null else (i * 7919 % 100 - 50)::smallint end as small,
  case when i % 6 = 0 then 9007199254740993 + i // 6 % 4 when i % 6 = 1 then -9223372036854775807 - 1 when i % 6 = 2 then 1048575 + i // 6 % 2
    when i % 6 = 3 then 4294967296 * (i // 6 % 3) else i % 5 end as big,
  (18446744073709551615 - i % 3)::ubigint as unsigned,
  case when i % 19 = 0 then null else ((i % 30) / 8)::decimal(12, 3) end as amount,
  (170141183460469231731687303715884105727 - i % 2)::hugeint as huge,
  date '2024-02-28' + (i % 4)::integer as day,
  timestamp '2024-02-29 12:00:00.123456' + interval (i % 3) hour as moment,
  ['red', 'green', 'blue'][1 + i % 3]::enum('blue', 'green', 'red') as colour,
  ('00000000-0000-0000-0000-00000000000' || i % 5)::uuid as id,
  ['a', ' a ', 'NA', null, 'é', 'e' || chr(769), '', '.', 'twelve bytes', 'more than twelve bytes ' || i % 2, 'more than twelve bytes', chr(65279) || 'mark', '-7',
    'b' || chr(9), 'more than twelve bytes ' || i % 3 || chr(160), 'a' || i % 300][1 + i * 31 % 16] as label
  from range(5000) t(i)`;

let place: Place;
const at = (name: string): string => place.at(name);

beforeAll(async () => {
  place = await temporaryFolder();
  await inDuckdb(
    at("typed.duckdb"),
    `create table rows as ${typed}`,
    `copy (select * exclude (colour, id, huge, moment, unsigned, f) from rows) to '${at("plain.parquet")}' (row_group_size 2048)`,
    `copy rows to '${at("typed.parquet")}' (row_group_size 2048)`,
    "create table none as select * from rows limit 0",
    "create table late as select case when i = 4100 then 'infinity'::double else i end as y, i / 4 as q, case when i = 4200 then 'x' else i::varchar end as t, chr(65533) || i % 2 as odd from range(5000) t(i)",
    "create table many as select (i * 7919 % 20011)::bigint * 100003 as wide, 'label ' || i * 7919 % 20011 as label from range(30000) t(i)",
  );
  inSqlite(
    at("odd.sqlite"),
    "create table rows (a, b)",
    "insert into rows values (1, 'x'), (2.5, null), ('3', 4), (null, 4.0), ('NA', 'x '), ('2.50', x'00')",
  );
});
afterAll(() => place.remove());

/** All that a reader of the table may see. */
function seen({ table, problems }: TableResult): unknown {
  return { problems, ...(table === null ? {} : seenOf(table)) };
}

function seenOf({ columns, rowCount, rowsRead, rowsDropped, rowNumbers, lines }: Table): object {
  const cells = [...columns].map(([name, column]) =>
    column.kind === "numeric"
      ? { name, missing: column.missing, bits: bitsOf(column.values) }
      : { name, missing: column.missing, bits: bitsOf(column.codes), levels: column.levels },
  );
  return { rowCount, rowsRead, rowsDropped, rowNumbers: rowNumbers && bitsOf(rowNumbers), lines, cells };
}

/** So that -0 is not 0. Of numbers that are not there any bits may say so. */
function bitsOf(values: Float64Array | Int32Array): string {
  const own = values.map((value: number) => (Number.isNaN(value) ? Number.NaN : value));
  return Buffer.from(own.buffer).toString("base64");
}

async function both(
  source: string,
  requests: readonly ColumnRequest[],
  options: ReadOptions = plain,
): Promise<TableResult> {
  const found = await readTable(source, requests, options);
  const expected = await readTable(source, requests, { ...options, wide: rowByRow });
  expect(seen(found)).toEqual(seen(expected));
  return found;
}

const maybe = { mayBeMissing: true };
const everything = [
  real("x", maybe),
  { ...real("f"), mayBeMissing: true },
  int("n", maybe),
  real("flag", maybe),
  int("small", maybe),
  real("amount", maybe),
  ...[
    "x",
    "f",
    "n",
    "flag",
    "small",
    "big",
    "unsigned",
    "amount",
    "huge",
    "day",
    "moment",
    "colour",
    "id",
    "label",
  ].map((from) => ({ ...factor(`label of ${from}`, maybe), from })),
];

describe("columns are read as their rows are", () => {
  it.each(["typed.parquet", "typed.duckdb?table=rows"])("every type, of %s", async (source) => {
    const byColumns = vi.spyOn(TableBuilder.prototype, "addRows");
    const { table } = await both(at(source), everything);
    expect(byColumns.mock.calls.map(([, count]) => count)).toEqual([2048, 2048, 904]);
    byColumns.mockRestore();
    expect(table?.rowCount).toBe(5000);
    const levels = (name: string) => {
      const column = table!.columns.get(`label of ${name}`)!;
      return column.kind === "factor" ? column.levels : [];
    };
    expect(levels("big")).toEqual([
      ...["-9223372036854775808", "0", "1", "2", "3", "4", "1048575", "1048576", "4294967296", "8589934592"],
      ...["9007199254740993", "9007199254740994", "9007199254740995", "9007199254740996"],
    ]);
    expect(levels("unsigned")[0]).toBe("18446744073709551613");
    expect(levels("flag")).toEqual(["false", "true"]);
    expect(levels("amount").slice(0, 2)).toEqual(["0.000", "0.125"]);
    expect(levels("colour")).toEqual(["blue", "green", "red"]);
    expect(levels("id")).toHaveLength(5);
    expect(levels("label").filter((label) => label.startsWith("more"))).toHaveLength(4);
  });

  it("where a file is read by hyparquet, and in SQLite, whose cells are values", async () => {
    const requests = [real("x", maybe), factor("n", maybe), factor("big", maybe), factor("label", maybe)];
    const byDuckdb = await both(at("plain.parquet"), requests);
    const own = await openParquet(at("plain.parquet"));
    const name = at("plain.parquet");
    expect(seen(await readRows(own, name, requests, plain))).toEqual(seen(byDuckdb));
    await own.close();
    await both(at("odd.sqlite"), [real("a", maybe), factor("b", maybe)]);
    await both(at("odd.sqlite"), [factor("a", maybe)]);
  });

  it("where rows are dropped, and where words stand for missing values", async () => {
    const some = [real("x"), int("n"), factor("label"), { ...factor("size"), from: "small" }];
    const { table, problems } = await both(at("typed.parquet"), some, { dropMissing: true });
    expect(table!.rowsDropped).toBeGreaterThan(2000);
    expect(problems.map(({ code }) => code)).toEqual(["HP0419"]);
    const na = ["-7", "0", "a", "more than twelve bytes 1", "é"];
    await both(at("typed.parquet"), some, { dropMissing: true, na });
    await both(at("typed.parquet"), everything, { dropMissing: false, na });
    await both(at("typed.duckdb?table=rows"), [real("small"), factor("label", maybe)], {
      dropMissing: true,
      na,
    });
    // Labels that only dropped rows have are told.
    const query =
      "select case when i < 4000 then i end as y, i // 100 as g, 'long enough: ' || i // 100 as h from range(5000) t(i)";
    const lost = await both(at("typed.duckdb"), [real("y"), factor("g"), factor("h")], {
      dropMissing: true,
      query,
    });
    expect(lost.problems[0]!.message).toContain("10");
  });

  it("what is missing, at fault or not there at all is refused alike", async () => {
    const late = at("typed.duckdb?table=late");
    for (const [source, requests, code] of [
      [at("typed.parquet"), [real("x"), factor("label")], "HP0413"],
      [late, [real("y")], "HP0411"],
      [late, [int("q")], "HP0412"],
      [late, [real("t")], "HP0411"],
      [late, [factor("odd")], "HP0418"],
      [at("typed.duckdb?table=rows"), [int("big")], "HP0412"],
      [at("typed.duckdb?table=none"), [real("x"), factor("label")], "HP0406"],
    ] as const) {
      const { table, problems } = await both(source, requests);
      expect(table).toBeNull();
      expect(problems.map((one) => one.code)).toContain(code);
    }
  });

  it("labels by the thousand, numbers of 64 bits and texts of more than twelve bytes", async () => {
    const { table } = await both(at("typed.duckdb?table=many"), [factor("wide"), factor("label")]);
    for (const name of ["wide", "label"]) {
      const column = table!.columns.get(name)!;
      expect(column.kind === "factor" ? column.levels.length : 0).toBe(20011);
    }
  });

  it("in pieces", async () => {
    const pieces = async (wide: ReadOptions["wide"]) => {
      const taken: string[][] = [];
      const takePiece = ({ columns }: { readonly columns: ReadonlyMap<string, ColumnPiece> }) => {
        const cells = [...columns.values()].map((column) =>
          column.kind === "numeric"
            ? Array.from(column.values, String)
            : Array.from(column.codes, (code) => column.labels[code] ?? "-"),
        );
        for (const i of cells[0]!.keys()) taken.push(cells.map((column) => column[i]!));
      };
      await readTable(at("typed.duckdb?table=many"), [factor("wide"), factor("label")], {
        ...plain,
        wide,
        takePiece,
      });
      return taken;
    };
    const found = await pieces(null);
    expect(found).toHaveLength(30000);
    expect(found).toEqual(await pieces(rowByRow));
  });
});

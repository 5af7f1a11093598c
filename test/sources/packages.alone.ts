/** What is read, and told, where the optional packages are not installed. */

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { readGroups } from "../../src/sources/read-groups.ts";
import { readTable } from "../../src/sources/read-table.ts";
import { real } from "../data/requests.ts";

const missing = vi.hoisted(() => () => {
  throw new Error("Cannot find package");
});
vi.mock("../../src/sources/engines/duckdb-package.ts", () => ({ loadDuckdb: () => null }));
vi.mock("pg", missing);
vi.mock("@clickhouse/client", missing);
vi.mock("node-sqlite3-wasm", missing);

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hyperprior-packages-"));
  await mkdir(at("parts"));
  for (const [name, data] of [
    ["a.parquet", [1.5, 2]],
    ["parts/1.parquet", [1, 2]],
    ["parts/2.parquet", [3]],
  ] as const)
    await writeFile(
      at(name),
      new Uint8Array(parquetWriteBuffer({ columnData: [{ name: "y", data: [...data], type: "DOUBLE" }] })),
    );
  for (const name of ["b.sqlite", "b.duckdb", "w1.csv", "w2.csv"]) await writeFile(at(name), "y\n1\n");
});
afterAll(() => rm(folder, { recursive: true }));

const options = { dropMissing: false };

it.each([
  ["b.sqlite", "node-sqlite3-wasm"],
  ["b.duckdb?table=t", "@duckdb/node-api"],
  ["w*.csv", "@duckdb/node-api"],
  ["postgres://ada@127.0.0.1:1/db?table=t", "pg"],
  ["clickhouse://ada@127.0.0.1:1/db?table=t", "@clickhouse/client"],
])("%s asks for the package %s", async (source, name) => {
  const { problems } = await readTable(source.includes("://") ? source : at(source), [real("y")], options);
  expect(problems).toEqual([
    expect.objectContaining({ code: "HP1000", hint: `install it: npm install ${name}` }),
  ]);
});

it("Parquet files are read without DuckDB, one and many, and not asked for groups", async () => {
  expect((await readTable(at("a.parquet"), [real("y")], options)).table?.columns.get("y")).toMatchObject({
    values: Float64Array.of(1.5, 2),
  });
  expect((await readTable(at("parts"), [real("y")], options)).table?.rowCount).toBe(3);
  const queried = await readTable(at("a.parquet"), [real("y")], { ...options, query: "select * from data" });
  expect(queried.problems.map(({ code }) => code)).toEqual(["HP1000"]);
  const reduction = {
    kind: "moments",
    outcome: "y",
    keys: [],
    moments: [{ request: real("y"), bounds: [] }],
  } as const;
  const wanted = { reduction, requests: [real("y")], options, leastRows: 0 };
  expect(await readGroups(at("a.parquet"), wanted)).toBeNull();
});

/** `reduce` from the public API and the command line: what is asked of engines, and what comes of it. */

import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fit, groupStatements, parseModel, resume, statistics } from "../../src/index.ts";
import { run } from "../cli/captured-terminal.ts";
import { inDuckdb, inSqlite, type Place, temporaryFolder, writeText } from "./fixtures.ts";

let place: Place;
const at = (name: string): string => place.at(name);
const text = `data {
  y: real
  x: real
  g: factor
}

a[g] ~ normal(μ, σ_a)
μ ~ normal(0, 100)
β ~ normal(0, 10)
σ_a ~ half_normal(5)
σ ~ half_normal(5)

y ~ normal(a[g] + β * x, σ)
`;
const model = parseModel(text);
const few = { chains: 2, draws: 100, warmup: 50, seed: 4 } as const;

beforeAll(async () => {
  place = await temporaryFolder();
  const rows = (count: number) =>
    `select 3 + sin(i) + i % 8 as y, cos(i * 1.7) as x, 'g' || i % 8 as g from range(${count}) r(i)`;
  await inDuckdb(
    at("few.duckdb"),
    `create table t as ${rows(2000)}`,
    `copy t to '${at("few.parquet")}'`,
    `copy t to '${at("few.csv")}'`,
    `copy (${rows(100_000)}) to '${at("many.parquet")}'`,
  );
  inSqlite(
    at("few.sqlite"),
    "create table t (y, x, g)",
    "insert into t values (1.5, 1, 'a'), (2.5, 2, 'a'), (3, 7, 'b'), (2, 1, 'b'), (4, 4, 'c')",
  );
  await writeText(at("a.model"), text.trimEnd().split("\n"));
});
afterAll(() => place.remove());

describe("a fit of groups that an engine adds up", () => {
  it("has the posterior of the rows to 1e-10, from DuckDB, files and statistics that rows became", async () => {
    const rows = await fit(model, { ...few, data: at("few.parquet"), reduce: "never" });
    expect(rows.record.data.reduction).toBeUndefined();
    const means = (fitted: typeof rows) => fitted.summary().rows.map(({ mean }) => mean);
    for (const data of ["few.duckdb?table=t", "few.parquet", "few.csv"]) {
      const reduced = await fit(model, { ...few, data: at(data), reduce: "always" });
      expect(reduced.record.data).toMatchObject({
        rowsRead: 2000,
        reduction: { groups: 8, observations: 2000 },
      });
      for (const [i, mean] of means(reduced).entries())
        expect(Math.abs(mean / means(rows)[i]! - 1)).toBeLessThan(1e-10);
    }
  });

  it("is made of many rows unless rows are asked for, and goes on as it was", async () => {
    const many = await fit(model, { ...few, data: at("many.parquet") });
    expect(many.record.data.reduction?.groups).toBe(8);
    const fewer = await fit(model, { ...few, data: at("few.parquet") });
    expect(fewer.record.data.reduction).toBeUndefined();
    const more = await resume(many, { draws: 120 });
    expect(more.record.data.reduction?.groups).toBe(8);
    expect([...more.draws.values[0]!.subarray(0, 100)]).toEqual([...many.draws.values[0]!.subarray(0, 100)]);
  });

  it("is made of rows that SQLite sends one by one, where groups are asked for", async () => {
    const reduced = await fit(model, { ...few, data: at("few.sqlite"), reduce: "always" });
    expect(reduced.record.data.reduction?.groups).toBe(3);
  });

  it("is refused where the model needs its rows, or what is asked for is none of three", async () => {
    const ofRows = parseModel(`${text.replace("x: real", "x: real\n  z: real")}z ~ normal(μ, σ)\n`);
    await expect(fit(ofRows, { ...few, data: at("few.parquet"), reduce: "always" })).rejects.toThrow(
      "HP1033",
    );
    await expect(fit(model, { ...few, data: at("few.parquet"), reduce: "maybe" as "auto" })).rejects.toThrow(
      "must be auto, always or never",
    );
  });

  it("statistics are made by the engine as well", async () => {
    const made = await statistics(model, { data: at("few.duckdb?table=t") });
    expect([made.rows, made.groups]).toEqual([2000, 8]);
    const fitted = await fit(model, { ...few, statistics: [made] });
    expect(fitted.record.data.reduction?.groups).toBe(8);
  });
});

describe("what engines are asked", () => {
  it("is explained with the statements and what came back", async () => {
    const { code, out } = await run(
      "explain",
      at("a.model"),
      "--data",
      at("few.duckdb?table=t"),
      "--reduce",
      "always",
    );
    expect(code).toBe(0);
    expect(out).toContain("rows are grouped by g (it is a factor)");
    expect(out).toMatch(/DuckDB added up 2000 rows; 8 groups came back, \d+ bytes/);
    expect(out).toContain('from "t") as t');
    const asked = JSON.parse(
      (await run("explain", at("a.model"), "--data", at("few.duckdb"), "--reduce", "always", "--json")).out,
    );
    expect(asked.statements).toMatchObject({
      engine: "DuckDB",
      rows: 2000,
      groups: 8,
      needs: { sumsOf: ["x", "y"] },
    });
    expect(asked.statements.statements).toHaveLength(2);
  });

  it.each(["duckdb", "postgres", "clickhouse"] as const)(
    "is printed without asking, for %s",
    async (dialect) => {
      const { code, out } = await run(
        "explain",
        at("a.model"),
        "--emit-sql",
        dialect,
        "--data",
        "postgres://ada@nowhere/db?table=my school.t  t",
      );
      expect(code).toBe(0);
      const mark = dialect === "clickhouse" ? "`" : '"';
      expect(out).toContain(`from ${mark}my school${mark}.${mark}t  t${mark}`);
      expect(out.match(/^select/gm)).toHaveLength(2);
      expect(out).toContain(":v1_centre");
      const emitted = await groupStatements(model, { dialect, table: "my school.t  t" });
      expect(out.replaceAll(/\s+/g, "")).toContain(emitted.sums.replaceAll(/\s+/g, ""));
    },
  );

  it("printed statements are statements: DuckDB answers them with the numbers put in", async () => {
    const { ranges, sums } = await groupStatements(model, {
      dialect: "duckdb",
      table: "t",
      dropMissing: true,
    });
    const asked = sums.replaceAll(
      /:v\d_(\w+)/g,
      (_, number: string) => ({ least: "-99", most: "99", centre: "1", steps: "1024" })[number]!,
    );
    await inDuckdb(at("few.duckdb"), ranges, asked);
  });

  it("is refused for a model that needs its rows, and for a table that is none", async () => {
    await expect(groupStatements(model, { dialect: "duckdb", table: "a..b" })).rejects.toThrow(
      "is no name of a table",
    );
    const hidden = parseModel(text.replace("x: real", 'x: real from "hp_x"'));
    await expect(groupStatements(hidden, { dialect: "duckdb" })).rejects.toThrow("HP1023");
    expect(await readFile(at("a.model"), "utf8")).toContain("normal(a[g] + β * x, σ)");
  });
});

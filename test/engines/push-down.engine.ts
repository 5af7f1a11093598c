/** Groups that servers add up, beside those of their rows: what the servers were asked, and what comes of it. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fit, parseModel } from "../../src/index.ts";
import type { Engine } from "../../src/sources/engine.ts";
import { expectLevelsOf, expectNesting, expectNumbersOf, levelRows } from "../sources/levels-of-engine.ts";
import { difference, groupsOfRows, push, pushedGroups } from "../sources/push-down.ts";
import { type ClickhouseCluster, clickhouseProgram, startClickhouse } from "./clickhouse-servers.ts";
import { type PostgresServer, postgresProgram, startPostgres } from "./postgres-server.ts";
import { password } from "./server.ts";

const encoded = encodeURIComponent(password);
const normal = `data {
  y: real
  x: real
  z: real
  g: factor
  h: factor
  k: int
}

β ~ normal(0, 10)
σ ~ half_normal(5)
a[g] ~ normal(0, 5)
c[h] ~ normal(0, 5)

y ~ normal(β * x + z * β + a[g] + c[h] + β * k, σ)
`;
const counts = "data {\n  k: int\n  h: factor\n}\n\nθ[h] ~ beta(1, 1)\n\nk ~ binomial(3, θ[h])\n";
const wholes =
  "data {\n  z: real\n  n: factor\n}\n\na[n] ~ normal(0, 5)\nσ ~ half_normal(5)\n\nz ~ normal(a[n], σ)\n";
const dyestuff = `data {
  y: real
  x: real
  g: factor
}

a[g] ~ normal(μ, σ_a)
μ ~ normal(1e6, 100)
β ~ normal(0, 10)
σ_a ~ half_normal(5)
σ ~ half_normal(5)

y ~ normal(a[g] + β * x, σ)
`;

/** Offsets of a milliard sds, numbers near 1e-9, tails; labels with quotes, backslashes and letters of all kinds; some values missing. */
const labels = [
  "O'Hara; drop table t; --",
  'a"b',
  "c\\d",
  "é",
  "e\u0301",
  " f ",
  "NA",
  "tab\there",
  "`g`",
  "日本",
];
const rows = Array.from({ length: 4000 }, (_, i) => {
  const u = (Math.imul(i + 1, 0x9e3779b1) >>> 0) / 2 ** 32;
  const v = (Math.imul(i + 7, 0x85ebca6b) >>> 0) / 2 ** 32;
  return {
    y: 1e9 + u,
    x: v * 1e-9 - 7,
    z: 1 / (u - 0.5),
    g: labels[i % 10]!,
    h: "ABC"[i % 3]!,
    k: i % 4,
    m: i % 50 === 7 ? null : u,
    n: i % 60 === 8 ? null : (i % 7) - 3,
  };
});

const literal = (cell: string | number | null): string =>
  typeof cell === "string" ? `'${cell}'` : String(cell);

let postgres: PostgresServer;
let cluster: ClickhouseCluster;
const sources = new Map<string, string>();

beforeAll(async () => {
  if (postgresProgram !== null) {
    postgres = await startPostgres();
    const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
    const values = rows.map(
      ({ y, x, z, g, h, k, m, n }) => `(${y}, ${x}, ${z}, ${text(g)}, '${h}', ${k}, ${m}, ${n})`,
    );
    await postgres.run(
      "create table t (y float8, x float8, z float8, g text, h varchar(3), k smallint, m float8, n integer)",
    );
    await postgres.run(`insert into t values ${values.join(", ")}`);
    await postgres.run(
      "create table fits as select 1e6 + sin(i) + i % 8 as y, cos(i * 1.7) as x, 'g' || i % 8 as g from generate_series(1, 2000) i",
    );
    await postgres.run(
      "create table levels (y float8, cask text, batch text, w float8, k smallint, v float8, late integer, region text, other varchar(2), gap float8)",
    );
    const levels = levelRows.map((row) => `(${Object.values(row).map(literal).join(", ")})`);
    await postgres.run(`insert into levels values ${levels.join(", ")}`);
    sources.set("PostgreSQL", postgres.url(`ada:${encoded}`, "?table=t"));
  }
  if (clickhouseProgram !== null) {
    cluster = await startClickhouse();
    const text = (value: string) =>
      `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\t", "\\t")}'`;
    for (const [i, node] of cluster.nodes.entries()) {
      await node.run(
        "create table part (y Float64, x Float64, z Float64, g String, h FixedString(1), k Int16, m Nullable(Float64), n Nullable(Int32)) engine = MergeTree order by tuple()",
      );
      const own = rows.filter((_, row) => row % 3 === i);
      const values = own.map(
        ({ y, x, z, g, h, k, m, n }) => `(${y}, ${x}, ${z}, ${text(g)}, '${h}', ${k}, ${m}, ${n})`,
      );
      await node.run(`insert into part values ${values.join(", ")}`);
      await node.run(
        `create table share engine = MergeTree order by tuple() as select toFloat64(1e6) + sin(number) + number % 8 as y, cos(number * 1.7) as x, concat('g', toString(number % 8)) as g from (select number + 1 as number from system.numbers limit 2000) where number % 3 = ${i}`,
      );
    }
    for (const [i, node] of cluster.nodes.entries()) {
      await node.run(
        "create table levels_here (y Float64, cask String, batch String, w Float64, k Int16, v Float64, late Int32, region String, other String, gap Nullable(Float64)) engine = MergeTree order by tuple()",
      );
      const own = levelRows.filter((_, row) => row % 3 === i);
      const values = own.map((row) => `(${Object.values(row).map(literal).join(", ")})`);
      await node.run(`insert into levels_here values ${values.join(", ")}`);
    }
    await cluster.nodes[0]!.run(
      "create table levels as levels_here engine = Distributed(three, default, levels_here)",
    );
    await cluster.nodes[0]!.run("create table whole as part engine = Distributed(three, default, part)");
    await cluster.nodes[0]!.run("create table fits as share engine = Distributed(three, default, share)");
    sources.set("ClickHouse", cluster.url(`ada:${encoded}`, "?table=whole"));
  }
}, 60_000);
afterAll(async () => {
  await postgres?.stop();
  await cluster?.stop();
});

describe.each([
  ["PostgreSQL", postgresProgram],
  ["ClickHouse", clickhouseProgram],
])("groups that %s adds up", (name, program) => {
  const source = (): string => sources.get(name)!;

  // Servers of the system, which npm cannot install: the tests of each engine say so where there is none.
  it.skipIf(program === null)("are those of the rows to 1e-12, with the same bits again", async () => {
    const options = { dropMissing: true, na: ["B"] };
    const [found, again, expected] = [
      await pushedGroups(normal, source(), options),
      await pushedGroups(normal, source(), options),
      await groupsOfRows(normal, source(), options),
    ];
    expect(again).toEqual(found);
    expect(found.keys).toEqual(expected.keys);
    expect(found.counts).toEqual(expected.counts);
    expect(found.rowsDropped).toBe(expected.rowsDropped);
    const { means, scatters } = difference(found, expected);
    expect(means).toBeLessThan(1e-12);
    expect(scatters).toBeLessThan(1e-12);
  });

  it.skipIf(program === null)("leave out rows that lack a number, and count patterns", async () => {
    const text = normal.replace("x: real", 'x: real from "m"');
    const options = { dropMissing: true };
    const [found, expected] = [
      await pushedGroups(text, source(), options),
      await groupsOfRows(text, source(), options),
    ];
    expect(found.counts).toEqual(expected.counts);
    expect(difference(found, expected).scatters).toBeLessThan(1e-12);
    expect(await pushedGroups(counts, source())).toEqual(await groupsOfRows(counts, source()));
    const pushed = await push(text, source());
    expect(typeof pushed === "string" ? pushed : pushed.problems.map(({ code }) => code)).toEqual(["HP1022"]);
  });

  it.skipIf(program === null)("have products of two columns", async () => {
    const text = normal
      .replace("β * x + z * β", "β * z * x + x * y2")
      .replace("x: real", 'x: real from "m"\n  y2: real from "y"');
    const options = { dropMissing: true };
    const [found, expected] = [
      await pushedGroups(text, source(), options),
      await groupsOfRows(text, source(), options),
    ];
    expect(found.centres).toHaveLength(6);
    expect(found.counts).toEqual(expected.counts);
    const { means, scatters } = difference(found, expected);
    expect(means).toBeLessThan(1e-12);
    expect(scatters).toBeLessThan(1e-12);
  });

  it.skipIf(program === null)("have whole numbers as labels", async () => {
    const options = { dropMissing: true, na: ["-2"] };
    const [found, expected] = [
      await pushedGroups(wholes, source(), options),
      await groupsOfRows(wholes, source(), options),
    ];
    expect(found.keys).toEqual(expected.keys);
    expect([...found.counts]).toEqual([...expected.counts]);
    expect(found.rowsDropped).toBe(expected.rowsDropped);
    const [key] = found.keys;
    const labels = key !== undefined && "labels" in key ? key.labels : [];
    expect([...labels].sort()).toEqual(["-1", "-3", "0", "1", "2", "3"]);
  });

  it.skipIf(program === null)(
    "say of levels what rows say, and ask for numbers that a level has one of",
    async () => {
      const levels = source().replace(/table=.*/, "table=levels");
      await expectLevelsOf(levels);
      await expectNesting(levels);
      await expectNumbersOf(levels);
    },
  );

  it.skipIf(program === null)("have the posterior of the rows, which are not sent", async () => {
    const model = parseModel(dyestuff);
    const data = source().replace(/table=.*/, "table=fits");
    const options = { data, chains: 2, draws: 100, warmup: 50, method: "marginal" } as const;
    const [reduced, read] = [
      await fit(model, { ...options, reduce: "always" }),
      await fit(model, { ...options, reduce: "never" }),
    ];
    expect(reduced.record.data.reduction?.groups).toBe(8);
    const means = (fitted: typeof read) => fitted.summary().rows.map(({ mean }) => mean);
    for (const [i, mean] of means(reduced).entries()) expect(mean).toBeCloseTo(means(read)[i]!, 7);
  });
});

describe.skipIf(postgresProgram === null)("PostgreSQL", () => {
  it("sees one table in both statements, whatever is written in between", async () => {
    let asked = 0;
    const around = (engine: Engine): Engine => ({
      ...engine,
      select: async function* (statement, kinds, options) {
        if (++asked === 2) await postgres.run("insert into t values (1e12, 1, 1, 'new', 'A', 1, 1, 1)");
        yield* engine.select(statement, kinds, options);
      },
    });
    const pushed = await push(normal, sources.get("PostgreSQL")!, { dropMissing: true, around });
    expect(typeof pushed === "string" ? pushed : pushed.problems.map(({ code }) => code)).toEqual(["HP0419"]);
    await postgres.run("delete from t where g = 'new'");
  });

  it("computes each whole number once a row, by several workers", async () => {
    const pushed = await push(normal, sources.get("PostgreSQL")!, { dropMissing: true });
    const statement = typeof pushed === "string" ? "" : pushed.answer.statements[1]!;
    const cheap = ["parallel_setup_cost", "parallel_tuple_cost", "min_parallel_table_scan_size"];
    const settings = cheap.map((name) => `set ${name} = 0`).join("; ");
    const planOf = async (text: string): Promise<string> =>
      String((await postgres.run(`${settings}; explain ${text}`)).map((row) => row["QUERY PLAN"]).join("\n"));
    const costOf = (plan: string): number => Number(/\.\.([0-9.]+)/.exec(plan)![1]);
    const [plan, merged] = [await planOf(statement), await planOf(statement.replace("offset '0'", ""))];
    expect(plan).toContain("Workers Planned");
    expect(costOf(merged) / costOf(plan)).toBeGreaterThan(1.5);
  });
});

describe.skipIf(clickhouseProgram === null)("ClickHouse", () => {
  it("tells that a table changes between the two statements", async () => {
    let asked = 0;
    const around = (engine: Engine): Engine => ({
      ...engine,
      select: async function* (statement, kinds, options) {
        if (++asked === 2)
          await cluster.nodes[1]!.run("insert into part values (0, 1, 1, 'new', 'A', 1, 1, 1)");
        yield* engine.select(statement, kinds, options);
      },
    });
    const pushed = await push(normal, sources.get("ClickHouse")!, { dropMissing: true, around });
    expect(typeof pushed === "string" ? pushed : pushed.problems.map(({ code }) => code)).toEqual(["HP1020"]);
  });
});

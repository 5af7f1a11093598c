import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { FactorColumn } from "../../src/data/table.ts";
import { fit, readModel, saveRun } from "../../src/index.ts";
import { readTable } from "../../src/sources/read-table.ts";
import { cancelStatements } from "../../src/sources/running-statements.ts";
import { factor, int, real } from "../data/requests.ts";
import { type ClickhouseCluster, clickhouseProgram, startClickhouse } from "./clickhouse-servers.ts";
import { password } from "./server.ts";

const isThere = clickhouseProgram !== null;
if (!isThere)
  console.warn("ClickHouse is not installed (apt-get install clickhouse-server): its tests are left out");

let cluster: ClickhouseCluster;
let folder: string;
const { CLICKHOUSE_PASSWORD } = process.env;
const encoded = encodeURIComponent(password);
const run = (statement: string): Promise<string> => cluster.nodes[0]!.run(statement);

beforeAll(async () => {
  if (!isThere) return;
  folder = await mkdtemp(join(tmpdir(), "hyperprior-clickhouse-test-"));
  cluster = await startClickhouse();
  await run(
    "create table odd (y Nullable(Float64), n Int64, code String, day Date, l Array(Int8), d Decimal(18, 3), kind Enum8('a b' = 1, 'c' = 2), big UInt64, fixed FixedString(4)) engine = Memory",
  );
  await run(
    `insert into odd values (1.5, 3, '007', '2024-02-29', [1], 0.1, 'a b', 18446744073709551615, 'ab'), (null, -9007199254740991, 'a\\tb\\\\N', '1999-01-01', [], -12.345, 'c', 1, 'abcd'), (0.1, 1, 'ü''"', '1970-01-02', [2], 3, 'c', 2, '')`,
  );
  await run("create database school");
  // Rows of each server, and a table that is all of them.
  for (const [i, node] of cluster.nodes.entries()) {
    await node.run("create table part (n UInt64, g String, y Float64) engine = MergeTree order by n");
    await node.run(
      `insert into part select number * 3 + ${i} as n, toString(n % 7) as g, sqrt(n) as y from system.numbers limit 20000`,
    );
  }
  await run("create table school.whole as part engine = Distributed(three, default, part)");
  await run("create table empty (y Float64) engine = Memory");
}, 60_000);
afterAll(async () => {
  await cluster?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});
afterEach(() => {
  if (CLICKHOUSE_PASSWORD === undefined) delete process.env.CLICKHOUSE_PASSWORD;
  else process.env.CLICKHOUSE_PASSWORD = CLICKHOUSE_PASSWORD;
});

const options = { dropMissing: false };
const told = async (url: string, wanted = [real("y")], more = {}): Promise<string> => {
  const { problems } = await readTable(url, wanted, { ...options, ...more });
  return problems.map(({ code, message, hint }) => `${code}: ${message} | ${hint}`).join("\n");
};

// A server of the system, which npm cannot install: where there is none a line says so.
describe.skipIf(!isThere)("ClickHouse", () => {
  it("has the cells that the table has", async () => {
    const wanted = [
      real("y", { mayBeMissing: true }),
      int("n"),
      factor("code"),
      factor("day"),
      real("d"),
      factor("kind"),
      factor("big"),
      factor("fixed", { mayBeMissing: true }),
    ];
    const { table, problems } = await readTable(cluster.url(`ada:${encoded}`, "?table=odd"), wanted, options);
    expect(problems).toEqual([]);
    const numbers = (name: string) => [...(table!.columns.get(name) as { values: Float64Array }).values];
    const labels = (name: string) => {
      const { levels, codes } = table!.columns.get(name) as FactorColumn;
      return Array.from(codes, (code) => levels[code] ?? null);
    };
    expect(numbers("y")).toEqual([1.5, Number.NaN, 0.1]);
    expect(numbers("n")).toEqual([3, -9007199254740991, 1]);
    expect(numbers("d")).toEqual([0.1, -12.345, 3]);
    expect(labels("code")).toEqual(["007", "a\tb\\N", "ü'\""]);
    expect(labels("day")).toEqual(["2024-02-29", "1999-01-01", "1970-01-02"]);
    expect(labels("kind")).toEqual(["a b", "c", "c"]);
    expect(labels("big")).toEqual(["18446744073709551615", "1", "2"]);
    expect(labels("fixed")).toEqual(["ab", "abcd", null]);
    expect(await told(cluster.url(`ada:${encoded}`, "?table=odd"), [factor("l")])).toMatch(
      /^HP1004: .*`Array\(Int8\)`/,
    );
  });

  it("reads a table of the whole cluster, in an order that does not change, and a query", async () => {
    const url = cluster.url(`ada:${encoded}`, "");
    const wanted = [int("n"), factor("g"), real("y")];
    const [first, second] = [
      await readTable(`${url}?table=school.whole`, wanted, options),
      await readTable(`${url}/school?table=whole`, wanted, options),
    ];
    expect(first.table?.rowCount).toBe(60_000);
    const { values } = first.table!.columns.get("n") as { values: Float64Array };
    expect((second.table!.columns.get("n") as { values: Float64Array }).values).toEqual(values);
    expect(values.reduce((sum, n) => sum + n, 0)).toBe((59_999 * 60_000) / 2);
    const roots = (first.table!.columns.get("y") as { values: Float64Array }).values;
    expect(roots.every((y, i) => y === Math.sqrt(values[i]!))).toBe(true);
    const query = "select g, avg(y) as y from school.whole group by g order by g -- by g";
    expect((await readTable(url, [real("y"), factor("g")], { ...options, query })).table?.rowCount).toBe(7);
  });

  it("takes the password from the environment, and lets a user read who may do nothing else", async () => {
    const url = cluster.url("ada", "?table=part");
    expect(await told(url)).toMatch(/^HP1016: .*CLICKHOUSE_PASSWORD/);
    process.env.CLICKHOUSE_PASSWORD = password;
    expect(await told(url)).toBe("");
    expect(await told(cluster.url("eve", "?table=part"))).toBe("");
  });

  it("tells what is wrong, and never with the password", async () => {
    const url = cluster.url(`ada:${encoded}`, "");
    const all = [
      [await told(url.replace(encoded, "wrong")), "HP1016"],
      [await told(url), "HP1006"],
      [await told(`${url}?table=school.hole`), "HP1007"],
      [await told(`${url}?table=part`, [real("m")]), "HP0407"],
      [await told(`${url}?table=empty`), "HP0406"],
      [await told(`${url}/nowhere?table=part`), "HP1018"],
      [await told(url, [real("y")], { query: "select * frm part" }), "HP1018"],
      [
        await told(url, [real("y")], {
          query: "select throwIf(number = 100000) + number as y from system.numbers limit 200000",
        }),
        "HP1018",
      ],
    ] as const;
    for (const [message, code] of all) {
      expect(message.slice(0, 6)).toBe(code);
      expect(message).not.toContain(password);
      expect(message).not.toContain(encoded);
    }
    expect(all[2][0]).toContain("did you mean `school.whole`");
    expect(await told("clickhouse://ada@127.0.0.1:1/?table=t")).toMatch(/^HP1009/);
  });

  it("writes nothing, whatever the query is", async () => {
    const url = cluster.url(`ada:${encoded}`, "");
    for (const query of [
      "drop table empty",
      "select 1) as q; drop table empty; select * from (select 1",
      "insert into empty values (1)",
    ])
      expect(await told(url, [real("y")], { query })).toMatch(/^HP1018/);
    expect(await run("select count() from empty")).toBe("0\n");
    const log = await cluster.nodes[0]!.log();
    expect(log).toContain("from `school`.`whole`");
    expect(log).not.toContain(password);
  });

  it("keeps no password in what a run writes", async () => {
    await run("create table dyestuff (Batch String, Yield Float64) engine = Memory");
    await run(
      "insert into dyestuff select substring('ABCDEF', 1 + intDiv(number, 5), 1), 1500 + 13.25 * (number * 7 % 11) from system.numbers limit 30",
    );
    const model = await readModel(join(import.meta.dirname, "../../models/dyestuff/dyestuff.model"));
    const fitted = await fit(model, {
      data: cluster.url(`ada:${encoded}`, "?table=dyestuff"),
      draws: 20,
      warmup: 10,
      chains: 1,
    });
    const out = join(folder, "a.run");
    await saveRun(fitted, out);
    const written = (
      await Promise.all((await readdir(out)).map((file) => readFile(join(out, file), "latin1")))
    ).join("");
    expect(written).toContain(cluster.url("ada", "?table=dyestuff"));
    for (const secret of [password, encoded, "heim"]) expect(written).not.toContain(secret);
  });

  it("cancels what it is asked when the user ends it, and tells that a server was killed", async () => {
    const url = cluster.url(`ada:${encoded}`, "");
    const query = "select count() as y from system.numbers where sqrt(number) < 0";
    const running = async () =>
      (
        await run(
          "select count() from system.processes where query like '%sqrt(number) < 0%' and query not like '%processes%'",
        )
      ).trim();
    const slow = told(url, [real("y")], { query });
    await expect.poll(running, { timeout: 5000 }).toBe("1");
    await cancelStatements();
    expect(await slow).toMatch(/^HP1018: .*cancel/);
    await expect.poll(running, { timeout: 5000 }).toBe("0");
    const killed = told(url, [real("y")], { query });
    await expect.poll(running, { timeout: 5000 }).toBe("1");
    await cluster.nodes[0]!.kill();
    expect(await killed).toMatch(/^HP1017/);
  });
});

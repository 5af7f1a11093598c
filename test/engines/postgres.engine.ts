import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { fit, readModel, saveRun } from "../../src/index.ts";
import { readTable } from "../../src/sources/read-table.ts";
import { cancelStatements } from "../../src/sources/running-statements.ts";
import { factor, int, real } from "../data/requests.ts";
import { names, values } from "../sources/fixtures.ts";
import { type PostgresServer, postgresProgram, startPostgres } from "./postgres-server.ts";
import { password } from "./server.ts";

const isThere = postgresProgram !== null;
if (!isThere)
  console.warn("PostgreSQL is not installed (apt-get install postgresql): its tests are left out");

let server: PostgresServer;
let folder: string;
const { PGPASSWORD, PGPASSFILE } = process.env;
const encoded = encodeURIComponent(password);

beforeAll(async () => {
  if (!isThere) return;
  folder = await mkdtemp(join(tmpdir(), "hyperprior-postgres-test-"));
  server = await startPostgres();
  const rows = `${values.replace("1.5::double", "1.5::double precision")}`;
  await server.run(`create schema school;
    create table school."Ratings" as select * from (${rows}) t${names};
    create table many as select i as n, (i % 7)::text as g, sqrt(i) as y from generate_series(1, 200000) i;
    create type mood as enum ('sad', 'ok');
    create domain score as double precision check (value > 0);
    create table odd as select 0.1::numeric(20,3) as d, 'NaN'::numeric as nan, date '2024-02-29' as day, array[1, 2] as l, '{}'::jsonb as j,
      'ok'::mood as mood, 2.5::score as score, 'infinity'::float8 as f, 9223372036854775807::bigint as big, E'a\\\\b\\'c' as text;
    create view seen as select * from many where n <= 10;
    create table empty (y real)`);
}, 60_000);
afterAll(async () => {
  await server?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});
afterEach(() => {
  for (const [name, value] of Object.entries({ PGPASSWORD, PGPASSFILE })) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

const options = { dropMissing: false };
const told = async (url: string, wanted = [real("y")], more = {}): Promise<string> => {
  const { problems } = await readTable(url, wanted, { ...options, ...more });
  return problems.map(({ code, message, hint }) => `${code}: ${message} | ${hint}`).join("\n");
};

// A server of the system, which npm cannot install: where there is none a line says so.
describe.skipIf(!isThere)("PostgreSQL", () => {
  it("has the cells that the table has", async () => {
    const wanted = [
      real("y", { mayBeMissing: true }),
      int("n"),
      factor("code"),
      factor("flag"),
      real("size", { from: "Größe" }),
    ];
    const { table, problems } = await readTable(
      server.url(`ada:${encoded}`, "?table=school.Ratings"),
      wanted,
      options,
    );
    expect(problems).toEqual([]);
    const numbers = (name: string) => [...(table!.columns.get(name) as { values: Float64Array }).values];
    expect(numbers("y")).toEqual([1.5, -2.25, 1e9, 0.1, Number.NaN, 3]);
    expect(numbers("n")).toEqual([3, 0, -7, 9007199254740991, 12, 1]);
    expect(numbers("size")).toEqual([1, 2, 3, 4, 5, 6]);
    expect(table!.columns.get("code")).toMatchObject({ levels: ["007", "012", 'a"b', "ü"] });
    expect(table!.columns.get("flag")).toMatchObject({ levels: ["false", "true"] });
  });

  it("reads a view, a query, and types of its own, in bounded batches", async () => {
    const url = server.url(`ada:${encoded}`, "");
    expect((await readTable(`${url}?table=seen`, [int("n")], options)).table?.rowCount).toBe(10);
    const many = await readTable(`${url}?table=many`, [int("n"), factor("g")], options);
    expect(many.table?.rowCount).toBe(200_000);
    const query = "select avg(y) as y, g from many group by g -- by g";
    expect((await readTable(url, [real("y"), factor("g")], { ...options, query })).table?.rowCount).toBe(7);
    const wanted = [
      real("d"),
      real("nan", { mayBeMissing: true }),
      factor("day"),
      factor("mood"),
      real("score"),
      factor("big"),
      factor("text"),
    ];
    const odd = await readTable(`${url}?table=odd`, wanted, options);
    expect(odd.problems).toEqual([]);
    const levels = ["day", "mood", "big", "text"].map(
      (name) => (odd.table!.columns.get(name) as { levels: unknown }).levels,
    );
    expect(levels).toEqual([["2024-02-29"], ["ok"], ["9223372036854775807"], ["a\\b'c"]]);
    expect(odd.table?.columns.get("d")).toMatchObject({ values: Float64Array.of(0.1) });
    expect(await told(`${url}?table=odd`, [real("day"), factor("l"), factor("j")])).toMatch(
      /HP1004.*`date`[\s\S]*HP1004.*`integer\[\]`[\s\S]*HP1004.*`jsonb`/,
    );
    expect(await told(`${url}?table=odd`, [real("f")])).toMatch(/^HP0411/);
  });

  it("takes the password from the environment or from .pgpass", async () => {
    const url = server.url("ada", "?table=seen");
    expect(await told(url, [real("n")])).toMatch(/^HP1016: .*PGPASSWORD/);
    process.env.PGPASSWORD = password;
    expect(await told(url, [real("n")])).toBe("");
    delete process.env.PGPASSWORD;
    const file = join(folder, "pgpass");
    await writeFile(file, `127.0.0.1:${server.port}:postgres:ada:${password}\n`);
    await chmod(file, 0o600);
    process.env.PGPASSFILE = file;
    expect(await told(url, [real("n")])).toBe("");
  });

  it("tells what is wrong, and never with the password", async () => {
    const url = server.url(`ada:${encoded}`, "");
    const all = [
      [await told(url.replace(encoded, "wrong")), "HP1016"],
      [await told(url), "HP1006"],
      [await told(`${url}?table=school.Rating`), "HP1007"],
      [await told(`${url}?table=school.ratings`), "HP1007"],
      [await told(`${url}?table=seen`, [real("m")]), "HP0407"],
      [await told(`${url}?table=empty`), "HP0406"],
      [await told(`${url}?tabel=empty`), "HP1008"],
      [await told(url.replace("/postgres", "/nowhere")), "HP1009"],
      [await told(url, [real("y")], { query: "select 1/0 as y" }), "HP1018"],
      [await told(url, [real("y")], { query: "select * frm seen" }), "HP1018"],
    ] as const;
    for (const [message, code] of all) {
      expect(message.slice(0, 6)).toBe(code);
      expect(message).not.toContain(password);
      expect(message).not.toContain(encoded);
    }
    expect(all[2][0]).toContain("did you mean `school.Ratings`");
    expect(await told("postgres://ada@127.0.0.1:1/x?table=t")).toMatch(/^HP1009/);
  });

  it("writes nothing, whatever the query is", async () => {
    const url = server.url(`ada:${encoded}`, "");
    for (const query of [
      "drop table seen",
      "with gone as (delete from many returning n) select n as y from gone",
      "select 1) as q; drop view seen; select * from (select 1",
      "select nextval('x')",
    ])
      expect(await told(url, [real("y")], { query })).toMatch(/^HP1018/);
    expect(await server.run("select count(*)::int as n from many")).toEqual([{ n: 200_000 }]);
    const log = await server.log();
    const asked = log.match(/execute [^:]*: .*/g) ?? [];
    expect(asked.length).toBeGreaterThan(10);
    expect(
      asked.filter((line) => !/: (begin|set local|select|declare|fetch|close|savepoint|rollback)/.test(line)),
    ).toEqual([]);
    expect(log).not.toContain(password);
  });

  it("keeps no password in what a run writes", async () => {
    const model = await readModel(join(import.meta.dirname, "../../models/dyestuff/dyestuff.model"));
    await server.run(
      `create table dyestuff as select (array['A','B','C','D','E','F'])[1 + i / 5] as "Batch", 1500 + 13.25 * (i * 7 % 11) as "Yield" from generate_series(0, 29) i`,
    );
    const fitted = await fit(model, {
      data: server.url(`ada:${encoded}`, "?table=dyestuff"),
      draws: 20,
      warmup: 10,
      chains: 1,
    });
    const out = join(folder, "a.run");
    await saveRun(fitted, out);
    const written = await Promise.all(
      (await readdir(out)).map((file) => readFile(join(out, file), "latin1")),
    );
    expect(written.join("")).toContain(server.url("ada", "?table=dyestuff"));
    for (const secret of [password, encoded, "heim"]) expect(written.join("")).not.toContain(secret);
  });

  it("cancels what it is asked when the user ends it", async () => {
    const url = server.url(`ada:${encoded}`, "");
    const slow = told(url, [real("y")], { query: "select 1 as y from pg_sleep(30)" });
    const isRunning = async () =>
      (
        await server.run(
          "select 1 from pg_stat_activity where query like 'fetch%' and state = 'active' and pid <> pg_backend_pid()",
        )
      ).length > 0;
    await expect.poll(isRunning, { timeout: 5000 }).toBe(true);
    await cancelStatements();
    expect(await slow).toMatch(/^HP1018: .*canceling statement/);
    await expect.poll(isRunning, { timeout: 5000 }).toBe(false);
  });

  it("tells that a connection was lost, and that a server was killed", async () => {
    const url = server.url(`ada:${encoded}`, "");
    const query = "select n + length(pg_sleep(0.001)::text) as y from many";
    const lost = told(url, [real("y")], { query });
    const ids = () =>
      server.run("select pid from pg_stat_activity where query like '%fetch%' and pid <> pg_backend_pid()");
    await expect.poll(async () => (await ids()).length, { timeout: 5000 }).toBe(1);
    await server.run(`select pg_terminate_backend(${String((await ids())[0]!.pid)})`);
    expect(await lost).toMatch(/^HP1017/);
    const killed = told(url, [real("y")], { query });
    await expect.poll(async () => (await ids()).length, { timeout: 5000 }).toBe(1);
    await server.kill();
    expect(await killed).toMatch(/^HP1017/);
  });
});
